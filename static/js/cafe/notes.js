// What can be done with a note on the page: change, move, weigh, delete and bring back, mark.
import { newId } from "./changes.js";

// A note as the page shows it.
export function noteOf(item) {
  const { note, version, question, round, dots } = item.dataset;
  const text = item.querySelector(".note__text").textContent;
  return { note, version: Number(version), question, round: Number(round), dots: Number(dots), text };
}

export class Notes {
  constructor({ page, add, edit }) {
    Object.assign(this, { round: Number(page.dataset.round), add, edit, dots: new Map() });
    this.undoPlace = document.getElementById("geloescht");
    page.addEventListener("click", (event) => this.#onClick(event));
    page.addEventListener("submit", (event) => this.#onSubmit(event));
  }

  #onClick(event) {
    const item = event.target.closest(".note");
    if (event.target.closest("[data-count-dots]")) return this.#toggleCounting(event.target.closest("[data-count-dots]"));
    if (event.target.closest("[data-undo]")) return this.#bringBack();
    if (!item) return null;
    const step = event.target.closest("[data-weigh]");
    if (step) return this.#weigh(item, Number(step.dataset.weigh));
    if (!event.target.closest("[data-edit]")) return null;
    event.preventDefault();
    return this.edit(noteOf(item));
  }

  #onSubmit(event) {
    const item = event.target.closest(".note");
    if (event.target.matches("[data-delete]")) {
      event.preventDefault();
      this.#remove(item);
    } else if (event.target.matches("[data-marks]")) {
      event.preventDefault();
      const { note } = noteOf(item);
      this.add({ id: newId(), type: "mark", note, round: this.round, kind: event.submitter.value });
    }
  }

  #toggleCounting(button) {
    const isOn = document.querySelector(".board").classList.toggle("board--counts-dots");
    for (const one of document.querySelectorAll("[data-count-dots]")) one.setAttribute("aria-pressed", String(isOn));
    button.focus();
  }

  // Taps may come faster than they are drawn.
  async #weigh(item, step) {
    const shown = noteOf(item);
    const dots = Math.min(999, Math.max(0, (this.dots.get(shown.note) ?? shown.dots) + step));
    this.dots.set(shown.note, dots);
    await this.add({ id: newId(), type: "weigh", note: shown.note, version: shown.version, dots });
    if (this.dots.get(shown.note) === dots) this.dots.delete(shown.note);
  }

  // Nothing is said to be gone or back before that is safe.
  async #remove(item) {
    const snapshot = noteOf(item);
    if (!(await this.add({ id: newId(), type: "delete", note: snapshot.note, version: snapshot.version }))) return;
    this.deleted = snapshot;
    this.undoPlace.replaceChildren(document.getElementById("muster-geloescht").content.cloneNode(true));
    this.undoPlace.querySelector("[data-undo]").focus();
  }

  async #bringBack() {
    const snapshot = this.deleted;
    this.deleted = null; // a second tap finds nothing
    if (!snapshot) return;
    const { note, version, question } = snapshot;
    if (!(await this.add({ id: newId(), type: "restore", note, version, snapshot }))) {
      this.deleted = snapshot;
      return;
    }
    this.undoPlace.replaceChildren();
    document.getElementById(`neu-${question}`)?.focus();
  }
}
