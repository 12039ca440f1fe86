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
    this.wanted.set(name, String(Math.min(MOST[kind], Math.max(0, Number(before) + Number(step)))));
    this.#send(button.form);
  }

  #enter(event, form) {
    if (!form?.matches("[data-attendance]")) return;
    event.preventDefault();
    for (const field of fieldsOf(form)) {
      const isNumber = /^\d*$/.test(field.value) && Number(field.value) <= MOST[field.name.split("-")[0]];
      if (!isNumber) field.value = field.defaultValue;
    }
    this.#send(form);
  }

  // Taps may come faster than they are drawn.
  async #send(form) {
    for (const field of fieldsOf(form)) field.value = this.wanted.get(field.name) ?? field.value;
    const counts = Object.fromEntries(fieldsOf(form).map(({ name, value }) => [name, value]));
    const sent = new Map(this.wanted);
    await this.add({ id: newId(), type: "attend", round: this.round, counts });
    for (const [name, value] of sent) if (this.wanted.get(name) === value) this.wanted.delete(name);
  }
}

const fieldsOf = (form) => [...form.querySelectorAll("input[name]")];
