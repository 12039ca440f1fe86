// Sends changes in order, each until the server has given its receipt, from one tab at a time.
import { CONFLICT, RECEIVED, REFUSED, WAITING, bodyOf, groupOf, isBlocked, isUnsent, newId, placed } from "./changes.js";

const SHORTEST_PAUSE = 1; // seconds; doubles up to the longest while something waits
const LONGEST_PAUSE = 20;
const TIMEOUT = 10_000; // milliseconds

export class Queue {
  // `onChange` hears of every step, in this tab and in others; `onEnded` why nothing is
  // taken any more.
  constructor({ code, store, address, onChange, onEnded }) {
    Object.assign(this, { store, address, onChange, onEnded, isOffline: false, pause: SHORTEST_PAUSE });
    this.lockName = `cafe-${code}`;
    this.tabs = new BroadcastChannel(this.lockName);
    this.tabs.onmessage = () => this.onChange();
    for (const event of ["online", "focus"]) addEventListener(event, () => this.sendSoon());
  }

  all() {
    return this.store.changes();
  }

  // Resolves once the changes are safe: on the device, or, if that is full, on the server.
  add(...changes) {
    return this.replace([], changes);
  }

  // The same, and forgets `old` ones in the same moment.
  async replace(old, changes) {
    const forget = old.map(({ position }) => position);
    try {
      await this.store.edit((all) => {
        const kept = all.filter(({ position }) => !forget.includes(position));
        const put = [];
        for (const change of changes) put.push(placed(change, [...kept, ...put]));
        return { put, forget };
      });
    } catch (error) {
      for (const change of changes) {
        if ((await this.#post(change)).state !== RECEIVED) throw error;
      }
    }
    this.#tell();
    this.sendSoon();
  }

  // The page shows the table as it was at this version.
  async forgetShown(tableVersion) {
    const isShown = (change) => change.state === RECEIVED && change.tableVersion <= tableVersion;
    const shown = (await this.all()).filter(isShown);
    if (shown.length) await this.store.edit(() => ({ forget: shown.map(({ position }) => position) }));
  }

  sendSoon() {
    this.pause = SHORTEST_PAUSE;
    return this.send();
  }

  async send() {
    clearTimeout(this.timer);
    try {
      await oneTab(this.lockName, () => this.#sendAll());
    } catch {
      this.isOffline = true;
    }
    this.onChange();
    if (!(await this.#next())) return;
    this.timer = setTimeout(() => this.send(), this.pause * 1000);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  async #next() {
    const changes = await this.all().catch(() => []);
    return changes.find((change) => change.state === WAITING && !isBlocked(change, changes));
  }

  async #sendAll() {
    for (let change = await this.#next(); change; change = await this.#next()) {
      await this.store.edit((all) => ({ put: all.filter(isSame(change)).map((one) => ({ ...one, wasTried: true })) }));
      const tried = (await this.all()).find(isSame(change));
      const outcome = await this.#post(tried);
      if (outcome.ended) return this.onEnded(outcome.ended);
      await this.store.edit((all) => ({ put: settled(tried, outcome, all) }));
      this.isOffline = false;
      this.#tell();
    }
  }

  async #post(change) {
    const answer = await fetch(this.address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: bodyOf(change),
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout?.(TIMEOUT),
    });
    // The login page of a network says 200, too; only our server knows the id.
    const said = await answer.json();
    if (answer.status === 200 && said.receipt === change.id) {
      return { state: RECEIVED, made: said.version, tableVersion: said.tableVersion };
    }
    if (answer.status === 409 && said.note) return { state: CONFLICT, now: said.note };
    if (answer.status === 422 && said.message) return { state: REFUSED, message: said.message };
    if ([404, 410].includes(answer.status) && said.reason) return { ended: said.reason };
    throw new TypeError(`status ${answer.status}`);
  }

  #tell() {
    this.tabs.postMessage("");
    this.onChange();
  }
}

const isSame = (change) => (other) => other.position === change.position;

// Another tab that sends at the moment sends ours, too.
function oneTab(name, work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && work());
}

// What to put after the server has answered.
function settled(change, outcome, all) {
  if (outcome.state === CONFLICT && change.type === "write") return underAnotherId(change, all);
  const put = [{ ...change, ...outcome }];
  if (outcome.state !== RECEIVED) return put;
  const onTop = all.filter((other) => isUnsent(other) && !isSame(change)(other) && groupOf(other) === groupOf(change));
  return [...put, ...onTop.filter(({ type }) => type !== "write").map((other) => ({ ...other, version: outcome.made }))];
}

// Its id belongs to another note: it is stored as one of its own rather than lost.
function underAnotherId(change, all) {
  const id = newId();
  const others = all.filter((other) => other.note === change.note && !isSame(change)(other));
  return [{ ...change, id, note: id }, ...others.map((other) => ({ ...other, note: id }))];
}
