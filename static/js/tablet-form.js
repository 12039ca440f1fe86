// The questionnaire inside the page of a tablet: opened, filled, handed back as data.
import { beQuiet, offerReading } from "./read-aloud.js";
import { walkThrough } from "./steps.js";
import { enhanceSheet } from "./surveys-form.js";

const LONGEST_TEXT = 5000; // characters; settings.LONGEST_TEXT on the server
const OURS = new Set(["id", "gehe", "schritt", "sprache", "neue-sprache"]);
const NO_ANSWER = "Bitte schreiben Sie mindestens zu einer Frage eine Antwort.";
const TOO_LONG = "Der Text ist zu lang.";
const TOO_MANY = "Zusammen sind es mehr Personen als in der Gruppe. Bitte prüfen Sie die Zahlen.";

export class TabletForm {
  // `holder` is emptied and filled; `onSend` gets { id, fields } and resolves when all is safe.
  constructor({ holder, address, say, onSend }) {
    Object.assign(this, { holder, address, say, onSend });
  }

  async open(language) {
    this.language = language;
    this.#place(await this.#load(language));
  }

  close() {
    beQuiet();
    this.holder.replaceChildren();
  }

  get form() {
    return this.holder.querySelector("form");
  }

  async #load(language) {
    const answer = await fetch(`${this.address}?sprache=${language}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const form = page.querySelector("form[data-steps]");
    if (!form) throw new Error("no form");
    return document.adoptNode(form);
  }

  #place(form) {
    // On the first step there is no page to go back to.
    form.querySelector("[data-step] a[href]")?.remove();
    this.holder.replaceChildren(form);
    enhanceSheet(form);
    walkThrough(form);
    offerReading(form);
    form.addEventListener("click", (event) => this.#onClick(event));
    form.addEventListener("submit", (event) => this.#onSubmit(event));
    form.querySelector("[data-step]:not([hidden]) :is(h1, legend)")?.scrollIntoView({ block: "center" });
  }

  #onClick(event) {
    const button = event.target.closest("button[name=neue-sprache]");
    if (!button) return;
    event.preventDefault();
    this.#speak(button.value);
  }

  // The same step with the same entries, and help in another language.
  async #speak(language) {
    const before = this.form;
    const after = await this.#load(language);
    const step = before.querySelector("[data-step]:not([hidden])").dataset.step;
    for (const section of after.querySelectorAll("[data-step]")) {
      section.hidden = section.dataset.step !== step;
    }
    for (const [name, value] of new FormData(before)) {
      if (!OURS.has(name)) fill(after, name, value);
    }
    const id = after.querySelector("[name=id]");
    id.value = before.querySelector("[name=id]").value;
    id.removeAttribute("data-new-id");
    this.language = language;
    this.#place(after);
  }

  async #onSubmit(event) {
    event.preventDefault();
    const form = this.form;
    const wrong = problemIn(form);
    if (wrong) return this.#refuse(wrong);
    const entries = [...new FormData(form)];
    const id = form.querySelector("[name=id]").value;
    const fields = entries.filter(([name, value]) => !OURS.has(name) && value !== "");
    try {
      await this.onSend({ id, fields: [...fields, ["sprache", this.language]] });
    } catch {
      this.#refuse("Das ging nicht. Ihre Antworten sind noch hier. Bitte fragen Sie die Beratung.");
    }
  }

  // Shows what is wrong on a fresh copy, so that it can be sent again.
  #refuse(message) {
    const box = document.createElement("p");
    box.className = "tablet-message";
    box.setAttribute("role", "alert");
    box.append(...this.say(message, this.language));
    this.form.querySelector(".tablet-message")?.remove();
    this.form.querySelector("[data-step]:not([hidden])").prepend(box);
    box.scrollIntoView({ block: "center" });
    this.form.dispatchEvent(new CustomEvent("refused"));
  }
}

function fill(form, name, value) {
  for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
    if (["radio", "checkbox"].includes(field.type)) field.checked ||= field.value === value;
    else field.value = value;
  }
}

// What the server would refuse, said here, because it may be far away.
function problemIn(form) {
  const texts = [...form.querySelectorAll("textarea")].map((area) => area.value.trim());
  if (!texts.some(Boolean)) return NO_ANSWER;
  if (texts.some((text) => text.length > LONGEST_TEXT)) return TOO_LONG;
  return hasTooMany(form) ? TOO_MANY : "";
}

function hasTooMany(form) {
  const people = Number(form.querySelector("[name=people_count]")?.value);
  if (!people || form.querySelector("[name=people_unknown]").checked) return false;
  return [...form.querySelectorAll("[data-counts]")].some((group) => {
    const counts = [...group.querySelectorAll("input")].map((field) => Number(field.value) || 0);
    return counts.reduce((sum, count) => sum + count, 0) > people;
  });
}
