// The page of a table. The server draws it; this writes on without network, shows what others
// write, and draws what is on its way.
import { isUnsent } from "./changes.js";
import { showTimeLeft } from "./clock.js";
import { Conflicts } from "./conflicts.js";
import { Counting } from "./counting.js";
import { Drafts } from "./drafts.js";
import { Editing } from "./editing.js";
import { LeftBehind } from "./left-behind.js";
import { Live } from "./live.js";
import { NewNotes } from "./new-notes.js";
import { Notes } from "./notes.js";
import { compose } from "./overlay.js";
import { Queue } from "./queue.js";
import { Reading } from "./reading.js";
import { remembered } from "./remembering.js";
import { StateLine } from "./state.js";
import { Store } from "./store.js";
import { takeOver, watchPresses } from "./taking-over.js";

const page = document.querySelector("[data-page]");
const { code, table, pageUrl, liveUrl, changeUrl, workerUrl } = page.dataset;
const round = Number(page.dataset.round);
const titles = Object.fromEntries([...page.querySelectorAll("h2[id^=frage-]")].map((title) => [title.id.slice(6), title.textContent]));

// The table as the server drew it last, and why nobody can write at it any more, if so.
let seen = {
  version: Number(page.dataset.version),
  age: Number(page.dataset.age),
  html: [...page.querySelectorAll("[data-live]")].map((part) => part.outerHTML).join(""),
};
let ended = "";

const store = new Store(code);
const drafts = new Drafts(code);
const queue = new Queue({ code, store, address: changeUrl, onChange: draw, onEnded: end });
const state = new StateLine(document.getElementById("meldung"));
const onUnsafe = () => state.notSafe();
// Resolves to whether the changes are safe; what is tapped rather than typed is tapped again.
const tap = (...changes) => queue.add(...changes).then(() => true, onUnsafe);

const conflicts = new Conflicts({ queue });
const left = new LeftBehind({ table, titles, onForget: (changes) => queue.replace(changes, []) });
const editing = new Editing({ page, drafts, add: (...changes) => queue.add(...changes), onUnsafe });
const edit = (note) => note && editing.open(note);
const reading = new Reading({ page, add: tap, edit });
const fields = new NewNotes({ page, drafts, write: (...changes) => queue.add(...changes), onUnsafe });
new Notes({ page, add: tap, edit });
new Counting({ page, add: tap, onIdle: () => setTimeout(draw) });

const live = new Live({
  address: liveUrl,
  code,
  round,
  store,
  async onFresh(fresh) {
    seen = fresh;
    await queue.forgetShown(fresh.version).catch(() => {});
    await draw();
  },
  onContact(isThere) {
    if (isThere && ended) location.reload();
    if (queue.isOffline === !isThere) return;
    queue.isOffline = !isThere;
    if (isThere) queue.sendSoon();
    else draw();
  },
  onEnded: end,
});

let drawing = Promise.resolve();

// One after the other, so that the last one drawn is the newest.
function draw() {
  drawing = drawing.then(drawNow);
  return drawing;
}

async function drawNow() {
  const changes = await queue.all().catch(() => []);
  takeOver(compose(seen, changes, { round, isOffline: queue.isOffline }));
  showTimeLeft();
  reading.draw();
  state.show(changes, queue);
  conflicts.show(changes);
  left.show(changes, ended);
}

// The page stays while it holds anything; the server explains the rest.
async function end(reason) {
  ended = reason;
  const waits = (await queue.all().catch(() => [])).some(isUnsent);
  if (waits || !fields.isEmpty || reason === "unknown") return draw();
  return location.reload();
}

async function start() {
  watchPresses(draw);
  seen = await remembered(store, round, seen).catch(() => seen);
  await draw();
  showTimeLeft();
  setInterval(showTimeLeft, 1000);
  live.ask();
  queue.send();
  navigator.storage?.persist?.();
  navigator.serviceWorker?.register(workerUrl, { scope: pageUrl });
}

addEventListener("pageshow", (event) => event.persisted && live.askNow());
start();
