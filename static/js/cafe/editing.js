// The dialog for a note: wording, guiding question, weighting dots. What is typed is kept.
import { newId } from "./changes.js";
import { NEW_WORDING } from "./drafts.js";

export class Editing {
  constructor({ page, drafts, add, onUnsafe }) {
    Object.assign(this, { drafts, add, onUnsafe, longest: Number(page.dataset.longest) });
    this.dialog = document.getElementById("bearbeiten");
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => this.#save(event));
    this.form.addEventListener("input", () => this.#keep());
    this.dialog.querySelector("[data-cancel]").addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("close", () => this.drafts.forget(NEW_WORDING, this.note.note));
    const draft = drafts.read(NEW_WORDING);
    if (draft) this.open(draft.note, draft.entered);
  }

  open(note, entered = note) {
    this.note = note;
    const { text, question, dots } = this.form.elements;
    text.value = entered.text;
    question.value = entered.question;
    dots.value = entered.dots;
    this.#say("");
    this.dialog.showModal();
    text.focus();
  }

  #entered() {
    const { text, question, dots } = this.form.elements;
    return { text: text.value.trim(), question: question.value, dots: dots.value.trim() };
  }

  #keep() {
    this.drafts.keep(NEW_WORDING, { id: this.note.note, note: this.note, entered: this.#entered() });
    this.#say("");
  }

  async #save(event) {
    event.preventDefault();
    const entered = this.#entered();
    const wrong = this.#problem(entered);
    if (wrong) return this.#say(wrong);
    const { note, version } = this.note;
    const changes = [];
    const change = (type, what) => changes.push({ id: newId(), type, note, version, ...what });
    if (entered.text !== this.note.text) change("revise", { text: entered.text });
    if (entered.question !== this.note.question) change("move", { question: entered.question });
    if (Number(entered.dots) !== this.note.dots) change("weigh", { dots: Number(entered.dots) });
    try {
      if (changes.length) await this.add(...changes);
    } catch {
      return this.onUnsafe();
    }
    this.dialog.close();
    document.getElementById(`aendern-${note}`)?.focus();
    return null;
  }

  #problem({ text, dots }) {
    if (!text) return document.getElementById("bearbeiten-fehler").dataset.empty;
    const length = [...text.normalize()].length;
    const number = (value) => value.toLocaleString("de-DE");
    if (length > this.longest) return `Der Text ist zu lang. Er hat ${number(length)} Zeichen. Möglich sind ${number(this.longest)} Zeichen.`;
    return /^\d{1,3}$/.test(dots) ? "" : "Bitte geben Sie eine Zahl ein.";
  }

  #say(wrong) {
    const place = document.getElementById("bearbeiten-fehler");
    place.hidden = !wrong;
    place.querySelector(".kern-body").textContent = wrong;
  }
}
