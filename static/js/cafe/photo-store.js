// Photographs that wait to be sent: on the device (IndexedDB), and where that is refused,
// in this page.
//
// A photograph: { id, url, label, round, bytes, since (milliseconds), reason (or "") }.
const NAME = "cafe-fotos";
const WAITING = "waiting";
const inThisPage = new Map();

const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(WAITING, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Resolves once the result is safely written.
const within = async (mode, work) => {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(WAITING, mode, { durability: "strict" });
      const request = work(transaction.objectStore(WAITING));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
};

// Returns whether the photograph outlives this page.
export const keepPhoto = async (photo) => {
  try {
    await within("readwrite", (store) => store.put(photo));
    inThisPage.delete(photo.id);
    return true;
  } catch {
    inThisPage.set(photo.id, photo);
    return false;
  }
};

export const forgetPhoto = async (id) => {
  inThisPage.delete(id);
  await within("readwrite", (store) => store.delete(id)).catch(() => {});
};

export const waitingPhotos = async () => {
  const kept = await within("readonly", (store) => store.getAll()).catch(() => []);
  return [...kept, ...inThisPage.values()].sort((one, other) => one.since - other.since);
};

export const isOnlyInThisPage = () => inThisPage.size > 0;

// A UUID (version 7) that sorts by time, also where there is no crypto.randomUUID.
export const newId = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};
