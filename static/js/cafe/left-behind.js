// Shows what cannot be sent any more, to take along as a file or as text.
import { REFUSED, isUnsent } from "./changes.js";
import { asCsv, asText, saveAsFile } from "./export.js";

export class LeftBehind {
  // `titles` are the guiding questions by their short names.
  constructor({ table, titles, onForget }) {
    Object.assign(this, { table, titles, onForget, changes: [] });
    this.place = document.querySelector("[data-left-behind]");
    this.place.querySelector("[data-save-file]").addEventListener("click", () => {
      saveAsFile(asCsv(this.changes, this), `tisch-${this.table}-nicht-angekommen.csv`);
    });
    this.place.querySelector("[data-forget]").addEventListener("click", (event) => this.#forget(event.currentTarget));
  }

  // `reason`: closed, revoked, unknown, or "" while the table takes what is right.
  show(changes, reason) {
    this.changes = changes.filter((change) => (reason ? isUnsent(change) : change.state === REFUSED));
    this.place.hidden = !this.changes.length;
    if (this.place.hidden) return;
    this.place.querySelector("h2").textContent = this.place.dataset[reason || "refused"];
    const messages = this.changes.map(({ message }) => message).filter(Boolean);
    this.place.querySelector("[data-reason]").textContent = [...new Set(messages)].join(" ");
    this.place.querySelector("textarea").value = asText(this.changes);
  }

  // Asks once more on the button itself.
  async #forget(button) {
    const label = button.querySelector(".kern-label");
    if (!button.dataset.asked) {
      Object.assign(button.dataset, { asked: label.textContent });
      label.textContent = button.dataset.sure;
      return;
    }
    label.textContent = button.dataset.asked;
    delete button.dataset.asked;
    await this.onForget(this.changes);
  }
}
