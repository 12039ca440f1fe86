// The fields for new notes: Enter notes down, Shift+Enter begins a line. What is typed is kept
// at every stroke, with the round in which it was begun; that is where it goes.
import { newId } from "./changes.js";
import { NEW_NOTE } from "./drafts.js";

const A_LIST = 2; // lines
const BULLET = /^\s*[•·‣*–-]\s+/;

export class NewNotes {
  // `write` gets changes and resolves once they are safe.
  constructor({ page, drafts, write, onUnsafe }) {
    Object.assign(this, { drafts, write, onUnsafe, begun: new Map() });
    this.round = Number(page.dataset.round);
    this.longest = Number(page.dataset.longest);
    this.forms = [...page.querySelectorAll("form[data-new-note]")];
    for (const form of this.forms) this.#attend(form);
  }

  get isEmpty() {
    return this.forms.every((form) => !fieldOf(form).value.trim());
  }

  #attend(form) {
    const field = fieldOf(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#note(form, [field.value]);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    field.addEventListener("input", () => this.#keep(form));
    field.addEventListener("paste", () => setTimeout(() => this.#offerLines(form)));
    form.querySelector("[data-split]").addEventListener("click", () => this.#note(form, linesOf(field)));
    form.querySelector("[data-keep-together]").addEventListener("click", () => this.#note(form, [field.value]));
    const draft = this.drafts.read(nameOf(form));
    if (!draft) return;
    // On a slow line somebody may have begun to type before this script was there; some
    // browsers bring back themselves what stood here.
    if (field.value !== draft.text) field.value = [draft.text, field.value].filter(Boolean).join("\n");
    this.begun.set(form, draft);
    this.#keep(form);
  }

  #keep(form) {
    const text = fieldOf(form).value;
    const draft = this.begun.get(form) ?? { id: newId(), round: this.round };
    if (text.trim()) {
      this.begun.set(form, draft);
      this.drafts.keep(nameOf(form), { ...draft, text });
    } else {
      this.begun.delete(form);
      this.drafts.forget(nameOf(form), draft.id);
    }
    this.#show(form);
  }

  // What stands below the field: where its note goes, and what is wrong with it.
  #show(form) {
    const round = this.begun.get(form)?.round ?? this.round;
    const hint = form.querySelector("[data-begun]");
    hint.hidden = round === this.round;
    hint.textContent = hint.hidden ? "" : hint.dataset.begun.replace("{}", round);
    const field = fieldOf(form);
    say(form, this.#problem(field.value));
    if (linesOf(field).length < A_LIST) form.querySelector("[data-offer]").hidden = true;
  }

  #problem(text) {
    const length = [...text.trim().normalize()].length;
    if (length <= this.longest) return "";
    const number = (value) => value.toLocaleString("de-DE");
    return `Der Text ist zu lang. Er hat ${number(length)} Zeichen. Möglich sind ${number(this.longest)} Zeichen.`;
  }

  #offerLines(form) {
    const count = linesOf(fieldOf(form)).length;
    const offer = form.querySelector("[data-offer]");
    offer.hidden = count < A_LIST;
    for (const [part, name] of [["[data-offer-text]", "offerText"], ["[data-split-text]", "splitText"]]) {
      const place = offer.querySelector(part);
      place.textContent = place.dataset[name].replace("{}", count);
    }
  }

  async #note(form, texts) {
    const field = fieldOf(form);
    const wrong = texts.some((text) => text.trim()) ? texts.map((text) => this.#problem(text)).find(Boolean) : "Bitte schreiben Sie etwas auf.";
    field.focus();
    if (wrong) return say(form, wrong);
    const draft = this.begun.get(form) ?? { id: newId(), round: this.round };
    const before = field.value;
    // From here on a stroke begins another note.
    this.begun.delete(form);
    field.value = "";
    this.#show(form);
    try {
      await this.write(...texts.map((text, index) => changeOf(form, draft, text, index)));
      this.drafts.forget(nameOf(form), draft.id);
    } catch {
      field.value = field.value ? `${before}\n${field.value}` : before;
      this.begun.set(form, draft);
      this.#keep(form);
      this.onUnsafe();
    }
    return null;
  }
}

const fieldOf = (form) => form.elements.text;
const nameOf = (form) => NEW_NOTE + form.dataset.newNote;
const linesOf = (field) => field.value.split("\n").map((line) => line.replace(BULLET, "").trim()).filter(Boolean);

function changeOf(form, draft, text, index) {
  const id = index ? newId() : draft.id;
  const question = form.dataset.newNote;
  return { id, type: "write", note: id, round: draft.round, question, text: text.trim() };
}

function say(form, wrong) {
  const field = fieldOf(form);
  const place = document.getElementById(`fehler-${form.dataset.newNote}`);
  place.hidden = !wrong;
  place.querySelector(".kern-body").textContent = wrong;
  field.classList.toggle("kern-form-input__input--error", Boolean(wrong));
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}
