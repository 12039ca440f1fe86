// The line that says whether all is stored.
import { WAITING } from "./changes.js";

const A_MOMENT = 700; // milliseconds that storing may take without a word

export class StateLine {
  constructor(line) {
    this.line = line;
  }

  show(changes, { isOffline }) {
    const waiting = changes.filter(({ state }) => state === WAITING).length;
    clearTimeout(this.timer);
    if (waiting && isOffline) return this.#say("waiting", waiting === 1 ? "one" : "many", waiting);
    if (waiting) {
      this.timer = setTimeout(() => this.#say("sending", "sending"), A_MOMENT);
      return null;
    }
    // Before the first change there is nothing to tell.
    if (changes.length || this.line.dataset.state) this.#say("saved", "saved");
    return null;
  }

  notSafe() {
    this.#say("unsafe", "unsafe");
  }

  #say(state, text, count) {
    const said = this.line.dataset[text].replace("{}", count);
    this.line.dataset.state = state;
    if (this.line.textContent !== said) this.line.textContent = said;
  }
}
