// What a tablet keeps: its settings, and sealed forms that wait to be sent (IndexedDB).
const NAME = "fragebogen-tablet";
const SETTINGS = "settings";
const WAITING = "waiting";

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(SETTINGS);
      request.result.createObjectStore(WAITING, { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Runs `work` on a store and resolves once the result is safely written.
async function within(store, mode, work) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const readSetting = (key) => within(SETTINGS, "readonly", (store) => store.get(key));
export const writeSetting = (key, value) =>
  within(SETTINGS, "readwrite", (store) => store.put(value, key));

// A waiting form: { id, envelope, since (milliseconds), refused (a reason, or "") }.
export const allWaiting = () => within(WAITING, "readonly", (store) => store.getAll());
export const keepWaiting = (form) => within(WAITING, "readwrite", (store) => store.put(form));
export const forgetWaiting = (id) => within(WAITING, "readwrite", (store) => store.delete(id));

export async function forgetEverything() {
  await within(SETTINGS, "readwrite", (store) => store.clear());
  await within(WAITING, "readwrite", (store) => store.clear());
}
