// Who sits here: counted by tapping, sent at once.
import { newId } from "./changes.js";

const MOST = { people: 99, participation_dots: 999 };

export class Counting {
  constructor({ page, add, onIdle }) {
    Object.assign(this, { round: Number(page.dataset.round), add, wanted: new Map() });
    page.addEventListener("click", (event) => this.#tap(event));
    page.addEventListener("submit", (event) => this.#enter(event, event.target));
    page.addEventListener("change", (event) => this.#enter(event, event.target.form));
    page.addEventListener("focusout", (event) => event.target.form?.matches("[data-attendance]") && onIdle());
  }

  #tap(event) {
    const button = event.target.closest("[data-attendance] button[name=step]");
    if (!button) return;
    event.preventDefault();
    const [name, step] = button.value.split(":");
    const before = this.wanted.get(name) ?? button.form.elements[name].value;
    const [kind] = name.split("-");
    this.#count(name, String(Math.min(MOST[kind], Math.max(0, Number(before) + Number(step)))));
  }

  #enter(event, form) {
    if (!form?.matches("[data-attendance]")) return;
    event.preventDefault();
    for (const field of form.querySelectorAll("input[name]")) {
      const value = field.value.trim();
      const isNumber = /^\d*$/.test(value) && Number(value) <= MOST[field.name.split("-")[0]];
      if (!isNumber) field.value = field.defaultValue;
      else if (value !== field.defaultValue) this.#count(field.name, value);
    }
  }

  // Only what was counted here: somebody else may count others. Taps may come faster than
  // they are drawn.
  async #count(name, value) {
    this.wanted.set(name, value);
    document.getElementById(`id_${name}`).value = value;
    await this.add({ id: newId(), type: "attend", round: this.round, counts: { [name]: value } });
    if (this.wanted.get(name) === value) this.wanted.delete(name);
  }
}
