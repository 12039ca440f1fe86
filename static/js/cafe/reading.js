// Reading the notes of the round aloud, one after the other in large type, and confirming them.
import { newId } from "./changes.js";
import { noteOf } from "./notes.js";

export class Reading {
  constructor({ page, add, edit }) {
    Object.assign(this, { round: Number(page.dataset.round), add, edit, place: 0 });
    this.dialog = document.getElementById("vorlesen");
    page.addEventListener("click", (event) => {
      if (!event.target.closest("[data-read-back]")) return;
      event.preventDefault();
      this.#start();
    });
    const on = (name, act) => this.#part(name).addEventListener("click", act);
    on("next", () => this.#go(1));
    on("back", () => this.#go(-1));
    on("stop", () => this.dialog.close());
    on("change", () => this.edit(this.notes()[this.place]));
    on("confirm", () => this.#confirm());
  }

  notes() {
    const items = document.querySelectorAll(".board .note:not(.note--earlier)");
    return [...items].map(noteOf);
  }

  // Called whenever the table was drawn anew.
  draw() {
    if (!this.dialog.open) return;
    const notes = this.notes();
    this.place = Math.min(this.place, notes.length);
    const note = notes[this.place];
    const progress = this.#part("progress");
    const text = this.#part("reading-text");
    progress.textContent = note ? progress.dataset.card.replace("{0}", this.place + 1).replace("{1}", notes.length) : progress.dataset.end;
    const said = note?.text ?? (notes.length ? text.dataset.all : text.dataset.none);
    if (text.textContent !== said) text.textContent = said;
    this.#part("reading-question").textContent = note ? document.getElementById(`frage-${note.question}`).textContent : "";
    this.#part("next").hidden = this.#part("change").hidden = !note;
    this.#part("confirm").hidden = Boolean(note) || !notes.length;
    this.#part("back").hidden = !this.place;
  }

  #part(name) {
    return this.dialog.querySelector(`[data-${name}]`);
  }

  #start() {
    this.place = 0;
    this.dialog.showModal();
    this.#go(0);
  }

  #go(step) {
    this.place = Math.max(0, this.place + step);
    this.draw();
    const button = ["next", "confirm", "stop"].map((name) => this.#part(name)).find(({ hidden }) => !hidden);
    button.focus();
  }

  #confirm() {
    this.add({ id: newId(), type: "read_back", round: this.round });
    this.dialog.close();
    document.getElementById("vorlesen-oeffnen").focus();
  }
}
