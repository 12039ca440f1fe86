// Two people changed the same: shows both, and does what is chosen. Nothing is lost meanwhile.
import { CONFLICT, RECEIVED, groupOf, newId } from "./changes.js";

export class Conflicts {
  constructor({ queue }) {
    this.queue = queue;
    this.place = document.querySelector("[data-conflicts]");
    this.dialog = document.getElementById("zwei-fassungen");
    this.place.addEventListener("click", (event) => event.target.closest("[data-show-conflict]") && this.#open());
    const on = (name, choose) => this.dialog.querySelector(`[data-${name}]`).addEventListener("click", () => this.#decide(choose));
    on("take-mine", mine);
    on("leave", () => []);
    on("keep-both", both);
    this.dialog.querySelector("[data-later]").addEventListener("click", () => this.dialog.close());
  }

  show(changes) {
    this.changes = changes;
    const found = changes.filter(({ state }) => state === CONFLICT);
    const before = this.count ?? 0;
    this.count = found.length;
    if (!found.length) return this.place.replaceChildren();
    if (found.length !== before) {
      this.place.replaceChildren(document.getElementById("muster-zwei-fassungen").content.cloneNode(true));
      const text = found.length === 1 ? this.place.dataset.one : this.place.dataset.many;
      this.place.querySelector("p").textContent = text.replace("{}", found.length);
    }
    // Never in the midst of writing.
    const isBusy = document.activeElement.matches("textarea, input") || document.querySelector("dialog[open]");
    if (found.length > before && !isBusy) this.#open();
    return null;
  }

  #open() {
    const first = this.changes.find(({ state }) => state === CONFLICT);
    if (!first) return;
    this.now = first.now;
    this.chain = this.changes.filter((one) => one.state !== RECEIVED && one.position >= first.position && groupOf(one) === groupOf(first));
    this.last = this.chain.at(-1);
    const [theirs, my] = ["theirs", "mine"].map((name) => this.dialog.querySelector(`[data-${name}]`));
    theirs.textContent = this.now.isDeleted ? `${theirs.dataset.deleted}\n${this.now.text}` : describe(this.last, this.now, theirs);
    my.textContent = this.last.type === "delete" ? my.dataset.delete : describe(this.last, this.last, theirs);
    this.dialog.querySelector("[data-keep-both]").hidden = this.last.type !== "revise";
    this.dialog.showModal();
  }

  async #decide(choose) {
    await this.queue.replace(this.chain, choose(this.last, this.now));
    this.dialog.close();
  }
}

function describe({ type }, { text, question, dots }, { dataset }) {
  if (type === "weigh") return dataset.points.replace("{}", dots);
  if (type === "move") return dataset.under.replace("{}", document.getElementById(`frage-${question}`)?.textContent ?? question);
  return text;
}

// On top of how the note is now; a wording brings a deleted note back.
function mine(last, now) {
  const { type, note, text, question, dots, snapshot } = last;
  const wanted = { id: newId(), type, note, version: now.version, text, question, dots, snapshot };
  if (type !== "revise" || !now.isDeleted) return [wanted];
  const restore = { id: newId(), type: "restore", note, version: now.version, snapshot: { ...now, note } };
  return [restore, wanted];
}

function both({ text }, { round, question }) {
  const id = newId();
  return [{ id, type: "write", note: id, round, question, text }];
}
