// Asks every other second how the table is now, as long as somebody looks at the page.
import { setClock } from "./clock.js";

const PAUSE = 2000; // milliseconds
const LONGEST_PAUSE = 16_000;
const TIMEOUT = 10_000;

export class Live {
  // `onFresh` gets what was drawn anew, `onContact` whether the server answered.
  constructor({ address, code, round, store, onFresh, onContact, onEnded }) {
    Object.assign(this, { address, code, round, store, onFresh, onContact, onEnded, pause: PAUSE });
    document.addEventListener("visibilitychange", () => this.askNow());
    addEventListener("online", () => this.askNow());
  }

  askNow() {
    this.pause = PAUSE;
    return this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    if (document.hidden) return;
    try {
      const { ended, fresh } = await this.#fetch();
      this.pause = ended ? LONGEST_PAUSE : PAUSE;
      if (ended) await this.onEnded(ended);
      else await this.onContact(true);
      if (fresh) {
        await this.store.keepSeen(this.round, fresh).catch(() => {});
        await this.onFresh(fresh);
      }
    } catch {
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      this.onContact(false);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.pause);
  }

  // `fresh`: { version, age, html } of the round if it has changed; `ended`: why nobody can write.
  async #fetch() {
    const answer = await fetch(`${this.address}?runde=${this.round}`, {
      headers: this.tag ? { "If-None-Match": this.tag } : {},
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout?.(TIMEOUT),
    });
    if (answer.status === 304) {
      setClock(answer);
      return {};
    }
    if ([404, 410].includes(answer.status)) {
      const { reason } = await answer.json();
      if (reason) return { ended: reason };
    }
    // The login page of a network says 200, too.
    if (!answer.ok || answer.headers.get("X-Table") !== this.code) throw new TypeError(`status ${answer.status}`);
    const html = await answer.text();
    setClock(answer);
    this.tag = answer.headers.get("ETag");
    return { fresh: asSeen(html) };
  }
}

function asSeen(html) {
  const root = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
  return { version: Number(root.dataset.version), age: Number(root.dataset.age), html };
}
