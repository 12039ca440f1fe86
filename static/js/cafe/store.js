// What a device keeps of one table (IndexedDB): changes that are on their way, in order, and
// how each round looked when it was last seen.
const CHANGES = "changes";
const SEEN = "seen";

export class Store {
  constructor(code) {
    this.name = `cafe-${code}`;
  }

  changes() {
    return this.#within(CHANGES, "readonly", (store) => store.getAll());
  }

  // Has `edit` change the list of all changes, at once for all tabs. It returns what to put
  // (new ones have no position yet) and the positions to forget.
  edit(edit) {
    return this.#within(CHANGES, "readwrite", (store) => {
      const reading = store.getAll();
      reading.onsuccess = () => {
        const { put = [], forget = [] } = edit(reading.result) ?? {};
        for (const change of put) store.put(change);
        for (const position of forget) store.delete(position);
      };
    });
  }

  seen(round) {
    return this.#within(SEEN, "readonly", (store) => store.get(round));
  }

  // { age, html } of a round.
  keepSeen(round, seen) {
    return this.#within(SEEN, "readwrite", (store) => store.put(seen, round));
  }

  async forgetAll() {
    (await this.#open()).close();
    await new Promise((resolve) => {
      const request = indexedDB.deleteDatabase(this.name);
      request.onsuccess = request.onerror = request.onblocked = resolve;
    });
  }

  #open() {
    this.opening ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore(CHANGES, { keyPath: "position", autoIncrement: true });
        request.result.createObjectStore(SEEN);
      };
      request.onsuccess = () => {
        request.result.onversionchange = () => request.result.close();
        request.result.onclose = () => delete this.opening;
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    }).catch((error) => {
      delete this.opening;
      throw error;
    });
    return this.opening;
  }

  // Runs `work` on a store and resolves once the result is safely written.
  async #within(name, mode, work) {
    const database = await this.#open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(name, mode, { durability: "strict" });
      const request = work(transaction.objectStore(name));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }
}
