// Sends waiting forms, each until the server has given its receipt.
import { allWaiting, forgetWaiting, keepWaiting } from "./tablet-store.js";

const SHORTEST_PAUSE = 2; // seconds; doubles up to the longest while something waits
const LONGEST_PAUSE = 60;
const TIMEOUT = 20_000; // milliseconds
const A_MOMENT = 3000; // milliseconds that people wait for their thanks
// The server has read these and will never take them; sending again is of no use.
const FINAL = { 409: "conflict", 422: "form" };

export class Outbox {
  // `token` returns what the tablet shows; `onChange` hears what waits after every step.
  constructor({ address, token, onChange }) {
    this.address = address;
    this.token = token;
    this.onChange = onChange;
    this.pause = SHORTEST_PAUSE;
    for (const event of ["online", "focus"]) addEventListener(event, () => this.sendSoon());
  }

  // Resolves once the form is safe: on the tablet, or, if that is full, on the server.
  async put(envelope) {
    const form = { id: envelope.id, envelope, since: Date.now(), refused: "" };
    try {
      await keepWaiting(form);
    } catch (error) {
      if ((await this.#sendOne(form)) !== "received") throw error;
    }
  }

  // Sends what waits and tells whether a form was received within a moment.
  async arrives(id) {
    const moment = new Promise((resolve) => setTimeout(resolve, A_MOMENT));
    await Promise.race([this.sendSoon(), moment]);
    return !(await allWaiting()).some((form) => form.id === id);
  }

  sendSoon() {
    this.pause = SHORTEST_PAUSE / 2;
    return this.send();
  }

  async send() {
    clearTimeout(this.timer);
    try {
      // One tab at a time; another one waits for the next turn.
      await navigator.locks.request("fragebogen-versand", { ifAvailable: true }, (lock) => lock && this.#sendAll());
    } catch {
      // Storage or network trouble: what waits goes on waiting.
    }
    const waiting = await allWaiting();
    this.onChange(waiting);
    if (!waiting.some((form) => !form.refused)) return;
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
    this.timer = setTimeout(() => this.send(), this.pause * 1000);
  }

  async #sendAll() {
    for (const form of await allWaiting()) {
      if (form.refused) continue;
      const outcome = await this.#sendOne(form);
      if (outcome === "received") await forgetWaiting(form.id);
      else if (outcome === "later") return;
      else await keepWaiting({ ...form, refused: outcome });
    }
  }

  async #sendOne(form) {
    const answer = await fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Device-Token": await this.token() },
      body: JSON.stringify(form.envelope),
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout?.(TIMEOUT),
    });
    if (FINAL[answer.status]) return FINAL[answer.status];
    if (!answer.ok) return "later";
    // A captive portal says 200, too; only our server knows the id.
    const body = await answer.json().catch(() => ({}));
    return body.receipt === form.id ? "received" : "later";
  }
}
