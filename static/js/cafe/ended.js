// The page of a table at which nobody can write any more. What waits is kept and shown; once
// nothing does, the device forgets the table.
import { isUnsent } from "./changes.js";
import { Drafts } from "./drafts.js";
import { LeftBehind } from "./left-behind.js";
import { Queue } from "./queue.js";
import { Store } from "./store.js";

const page = document.querySelector("[data-ended]");
const { code, table, ended, changeUrl } = page.dataset;
const store = new Store(code);
const drafts = new Drafts(code);
const queue = new Queue({ code, store, address: changeUrl, onChange: show, onEnded() {} });
const left = new LeftBehind({ table, titles: JSON.parse(page.dataset.titles), onForget: forgetWhatIsLeft });

let didWait = false;

async function show() {
  const waiting = (await queue.all()).filter(isUnsent);
  const begun = drafts.asChanges();
  left.show([...waiting, ...begun], ended);
  if (waiting.length) didWait = true;
  // Whatever waited has arrived: perhaps the link was opened again.
  else if (didWait) location.reload();
  else if (!begun.length) await forgetTable();
}

async function forgetWhatIsLeft() {
  drafts.forgetAll();
  didWait = false;
  await queue.replace(await queue.all(), []);
}

async function forgetTable() {
  drafts.forgetAll();
  await store.forgetAll();
  for (const name of (await globalThis.caches?.keys()) ?? []) {
    if (name.startsWith(`cafe-${code}-`)) await caches.delete(name);
  }
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
    if (worker.scope.endsWith(`/${code}/`)) await worker.unregister();
  }
}

// Of some only the receipt was lost: the server knows them.
queue.send();
