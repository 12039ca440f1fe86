// The staff survey in the browser: it tells by itself what is wrong, seals the answer and
// sends the closed envelope. What somebody wrote leaves the page in no other way; only
// where a browser cannot seal is the form posted, and the server seals.
import "./steps.js";
import { complaintAbout, takeFromAddress } from "./staff-code.js";
import { clearFaults, clearField, clearGroup, showFaults } from "./staff-messages.js";
import { canSeal, cleanText, excessOf, putIntoEnvelope } from "./staff-sealing.js";

const PATIENCE = 30_000; // milliseconds
const german = new Intl.NumberFormat("de-DE");

class StaffForm {
  #isBusy = false;

  constructor(form) {
    this.form = form;
    this.says = JSON.parse(form.querySelector("#fuer-das-skript").textContent);
    this.code = form.querySelector("[name=code]");
    this.areas = [...form.querySelectorAll("textarea[data-place]")];
    // A preview has no box to send to.
    this.isPreview = !form.dataset.inbox;
    this.seals = !this.isPreview && canSeal();
  }

  begin() {
    const { form } = this;
    takeFromAddress(this.code, () => {
      this.#judge();
      clearField(this.code);
      form.querySelector("[data-code-taken]").hidden = !this.code.checkValidity();
    });
    form.addEventListener("input", (event) => {
      const { target } = event;
      if (target.hasAttribute("aria-invalid")) clearField(target);
      else if (target.checked) clearGroup(target.closest("[data-needs-one]"));
      if (target === this.code) form.querySelector("[data-code-taken]").hidden = true;
      this.#judge();
    });
    form.addEventListener("stepped", () => this.#caution());
    form.addEventListener("submit", (event) => this.#onSubmit(event));
    form.querySelector("[data-sealed-here]").hidden = !this.seals;
    form.querySelector("[data-sealed-there]").hidden = this.seals;
    this.#judge();
    this.#caution();
  }

  // What is wrong with single fields; steps.js lets nobody go on from them.
  #judge() {
    this.code?.setCustomValidity(complaintAbout(this.code.value, this.says.codes));
    for (const area of this.areas) {
      const length = [...cleanText(area.value)].length;
      const message = this.says.textTooLong.replace("{length}", german.format(length));
      area.setCustomValidity(length > this.says.longestText ? message : "");
    }
  }

  get #topics() {
    return [...this.form.querySelectorAll("[name=themen]:checked")].map((box) => box.value);
  }

  get #answer() {
    const topics = this.#topics;
    const texts = this.areas
      .filter((area) => topics.includes(area.dataset.place.split("/")[0]))
      .map((area) => [area.dataset.place, cleanText(area.value)]);
    return Object.fromEntries(texts.filter(([, text]) => text));
  }

  #tooLong() {
    const excess = excessOf(this.#answer);
    return excess ? this.says.tooLong.replace("{excess}", german.format(excess)) : "";
  }

  #caution() {
    const box = this.form.querySelector("[data-caution]");
    const message = this.#tooLong();
    box.hidden = !message;
    box.querySelector("[data-caution-text]").textContent = message;
  }

  #faultsIn(step) {
    const faults = [...step.querySelectorAll("input, textarea")]
      .filter((field) => !field.validity.valid)
      .map((field) => ({ field, message: field.validationMessage }));
    const group = step.querySelector("[data-needs-one]");
    if (group && !group.querySelector(":checked")) {
      faults.push({ field: group, message: this.says.noTopic });
    }
    return faults;
  }

  // The first step with something wrong in it, and what that is.
  #firstFaults() {
    const topics = this.#topics;
    for (const step of this.form.querySelectorAll("[data-step]")) {
      const [, topic] = (step.dataset.onlyIf ?? "").split("=");
      if (topic && !topics.includes(topic)) continue;
      const faults = this.#faultsIn(step);
      if (faults.length) return { step, faults };
    }
    const message = Object.keys(this.#answer).length ? this.#tooLong() : this.says.noText;
    const step = this.form.querySelector("[data-step=pruefen]");
    return message ? { step, faults: [{ message }] } : null;
  }

  #refuse(step, faults, title) {
    if (step.hidden) {
      this.form.dispatchEvent(new CustomEvent("lead-to", { detail: step.dataset.step }));
    }
    showFaults(this.form, faults, title);
    this.form.dispatchEvent(new CustomEvent("refused"));
  }

  #onSubmit(event) {
    if (this.#isBusy) return event.preventDefault();
    this.#judge();
    const here = this.form.querySelector("[data-step]:not([hidden])");
    const wrong = event.submitter?.value === "absenden"
      ? this.#firstFaults()
      : { step: here, faults: this.#faultsIn(here) };
    if (wrong?.faults.length) {
      event.preventDefault();
      return this.#refuse(wrong.step, wrong.faults);
    }
    if (!this.seals && !this.isPreview) return; // the server seals
    event.preventDefault();
    this.#send(here, event.submitter);
  }

  async #send(step, button) {
    this.#setBusy(button, true);
    const message = this.isPreview ? "" : await this.#post();
    if (!message) return this.#finish();
    this.#setBusy(button, false);
    this.#refuse(step, [{ message }], this.says.notSent);
  }

  // Returns what to tell, "" if the envelope is in the box.
  async #post() {
    try {
      const { inbox, publicKey } = this.form.dataset;
      const id = this.form.elements.umschlag.value;
      const sealed = await putIntoEnvelope(this.#answer, { id, publicKey });
      const answer = await fetch(inbox, {
        method: "POST",
        credentials: "omit",
        cache: "no-store",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ code: this.code?.value ?? "", umschlag: id, versiegelt: sealed }),
        signal: AbortSignal.timeout?.(PATIENCE),
      });
      if (!answer.ok) return this.says.failed;
      const { angenommen, meldung } = await answer.json();
      return angenommen ? "" : meldung;
    } catch (error) {
      const isLost = error instanceof TypeError || error.name === "TimeoutError";
      return isLost ? this.says.noNetwork : this.says.failed;
    }
  }

  // Nothing stays behind for whoever presses the back button.
  #finish() {
    clearFaults(this.form);
    for (const field of this.form.querySelectorAll("textarea, [name=code]")) field.value = "";
    for (const box of this.form.querySelectorAll("[type=checkbox]")) box.checked = false;
    location.assign(this.form.dataset.thanks);
  }

  #setBusy(button, isBusy) {
    this.#isBusy = isBusy;
    button?.setAttribute("aria-disabled", String(isBusy));
    button?.classList.toggle("is-busy", isBusy);
    this.form.setAttribute("aria-busy", String(isBusy));
    this.form.querySelector("[data-sending]").textContent = isBusy ? this.says.sending : "";
  }
}

for (const form of document.querySelectorAll("form[data-staff-survey]")) new StaffForm(form).begin();
