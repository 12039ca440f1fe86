// The page of a tablet: staff set it up and hand it over, people fill in a form and hand it
// back. It is one page that never moves on, so that nothing of a form gets into history.
import { beQuiet, offerReading } from "./read-aloud.js";
import { TabletForm } from "./tablet-form.js";
import { IdleWatch } from "./tablet-idle.js";
import { Outbox } from "./tablet-outbox.js";
import { isPin, setPin } from "./tablet-pin.js";
import { seal } from "./tablet-sealing.js";
import { allWaiting, forgetEverything, readSetting, writeSetting } from "./tablet-store.js";

const PATIENCE = 5000; // milliseconds for a line that hangs, when there are settings from before
const FIRST_PATIENCE = 60_000;

const page = document.querySelector("[data-tablet]");
const { settingsUrl, inboxUrl, workerUrl, scope, idleSeconds, graceSeconds } = page.dataset;
const views = new Map([...page.querySelectorAll("[data-view]")].map((view) => [view.dataset.view, view]));
const part = (name) => page.querySelector(`[data-${name}]`);
const state = { settings: null, form: null };

// --- Views

function show(name) {
  for (const [key, view] of views) view.hidden = key !== name;
  document.body.classList.toggle("is-handed-over", ["handover", "form", "thanks"].includes(name));
  const heading = views.get(name).querySelector("h1");
  heading?.setAttribute("tabindex", "-1");
  heading?.focus();
  scrollTo(0, 0);
}

const languageCalled = (code) => state.settings.languages.find((one) => one.code === code);

function span(textContent, sound, more = {}) {
  const element = Object.assign(document.createElement("span"), { textContent, ...more });
  if (sound) element.dataset.sound = sound;
  return element;
}

// A German text and, under it, the same in the language of the help.
function say(german, code) {
  const language = languageCalled(code);
  const own = span(german, languageCalled("de").sounds[german]);
  const text = language?.texts[german];
  if (!text) return [own];
  const how = { className: "help", lang: code, dir: language.direction };
  return [own, span(text, language.sounds[german], how)];
}

function translate(view, code) {
  for (const place of view.querySelectorAll("[data-say]")) {
    place.replaceChildren(...say(place.dataset.say, code));
  }
  offerReading(view);
}

// --- Settings, and what is kept for a day without network

async function fetchSettings(token, patience) {
  const answer = await fetch(settingsUrl, {
    headers: { "X-Device-Token": token },
    credentials: "omit",
    signal: AbortSignal.timeout?.(patience),
  });
  if (answer.status === 401) throw new Error("revoked");
  if (!answer.ok) throw new TypeError(`status ${answer.status}`);
  return answer.json();
}

async function refreshSettings() {
  const token = await readSetting("token");
  const patience = (await readSetting("settings")) ? PATIENCE : FIRST_PATIENCE;
  try {
    const settings = await fetchSettings(token, patience);
    await keepPages(settings);
    await writeSetting("settings", settings);
  } catch (error) {
    if (error.message === "revoked") return "revoked";
  }
  state.settings = await readSetting("settings");
  return state.settings ? "ready" : "offline";
}

async function keepPages(settings) {
  if (!("caches" in window)) return;
  const name = `fragebogen-${settings.version}`;
  if (!(await caches.has(name))) {
    const cache = await caches.open(name);
    const forms = settings.languages.flatMap(({ code }) =>
      Object.values(settings.forms).map((address) => `${address}?sprache=${code}`),
    );
    const fresh = [location.pathname, ...settings.files, ...forms].map(
      (address) => new Request(address, { cache: "reload", credentials: "omit" }),
    );
    try {
      await cache.addAll(fresh);
    } catch (error) {
      await caches.delete(name); // half of it would be worse than what was there before
      throw error;
    }
  }
  for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
}

// --- Waiting forms

function showWaiting(waiting) {
  const refused = waiting.filter((form) => form.refused).length;
  part("waiting").hidden = waiting.length === 0;
  part("all-sent").hidden = waiting.length > 0;
  if (!waiting.length) return;
  const since = new Date(Math.min(...waiting.map((form) => form.since)));
  const day = since.toLocaleDateString("de-DE", { day: "numeric", month: "long", year: "numeric" });
  const time = since.toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
  const bogen = waiting.length === 1 ? "1 Bogen wartet" : `${waiting.length} Bögen warten`;
  part("waiting-text").textContent = `${bogen} auf das Netz, seit ${day}, ${time} Uhr.`;
  part("refused").hidden = refused === 0;
  part("refused").textContent = refused === 1 ? "1 Bogen konnte nicht angenommen werden. Bitte sichern Sie ihn als Datei." : `${refused} Bögen konnten nicht angenommen werden. Bitte sichern Sie sie als Datei.`;
}

const outbox = new Outbox({ address: inboxUrl, token: () => readSetting("token"), onChange: showWaiting });

async function saveAsFile() {
  const waiting = await allWaiting();
  const channel = state.settings.code;
  const envelopes = waiting.map((form) => ({ ...form.envelope, channel }));
  const content = { kind: "sealed-questionnaires", envelopes };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(content)], { type: "application/json" }));
  link.download = `wartende-boegen-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

// --- From hand to hand

const watch = new IdleWatch({
  seconds: Number(idleSeconds),
  grace: Number(graceSeconds),
  onIdle: askWhetherStillThere,
  onBack: () => part("idle-dialog").close(),
  onGone: () => takeBack("locked"),
});

function askWhetherStillThere() {
  const dialog = part("idle-dialog");
  translate(dialog, state.form?.language ?? state.language);
  dialog.showModal();
}

function handOver(event) {
  event.preventDefault();
  const chosen = new FormData(event.target);
  state.language = chosen.get("language");
  state.kind = chosen.get("kind");
  state.sheet = chosen.get("sheet").trim();
  event.target.reset();
  translate(views.get("handover"), state.language);
  show("handover");
}

async function begin() {
  state.form = new TabletForm({
    holder: part("form"),
    address: state.settings.forms[state.kind],
    say,
    onSend: send,
  });
  await state.form.open(state.language);
  show("form");
  watch.start();
}

async function send({ id, fields }) {
  const { settings, kind, sheet } = state;
  const value = { edition: settings.edition, form: kind, sheet, fields };
  await outbox.put(await seal(value, id, settings.publicKey));
  state.language = state.form.language;
  const hasArrived = await outbox.arrives(id);
  part("arrived").hidden = !hasArrived;
  part("kept").hidden = hasArrived;
  translate(views.get("thanks"), state.language);
  takeBack("thanks");
}

// Nothing of what was entered stays, neither on the page nor in memory.
function takeBack(view) {
  watch.stop();
  beQuiet();
  part("idle-dialog").close();
  state.form?.close();
  Object.assign(state, { form: null, kind: "", sheet: "" });
  show(view);
}

// --- Staff

async function unlock(event) {
  event.preventDefault();
  const field = event.target.elements.pin;
  const isRight = await isPin(field.value);
  field.value = "";
  part("wrong-pin").hidden = isRight;
  if (!isRight) return field.focus();
  openStaffPage();
}

async function openStaffPage() {
  if ((await refreshSettings()) === "revoked") return show("revoked");
  part("channel").textContent = state.settings.channel;
  part("device").textContent = state.settings.device;
  part("closed").hidden = state.settings.isOpen;
  showWaiting(await allWaiting());
  outbox.sendSoon();
  show("staff");
}

async function choosePin(event) {
  event.preventDefault();
  const { pin, again } = event.target.elements;
  const isSame = pin.value === again.value && /^\d{4,}$/.test(pin.value);
  part("pins-differ").hidden = isSame;
  if (!isSame) return;
  await setPin(pin.value);
  event.target.reset();
  openStaffPage();
}

async function reset() {
  if ((await allWaiting()).length) return part("reset-refused").removeAttribute("hidden");
  await forgetEverything();
  for (const name of await caches.keys()) await caches.delete(name);
  location.replace(location.pathname);
}

// --- Start

async function takeToken() {
  const token = decodeURIComponent(location.hash.slice(1));
  if (!token) return;
  history.replaceState(null, "", location.pathname); // the token stands in no address
  if (token === (await readSetting("token"))) return;
  await writeSetting("token", token);
  await writeSetting("settings", undefined);
  await writeSetting("pin", undefined); // a new code helps whoever forgot the PIN
}

async function start() {
  if (!window.crypto?.subtle || !navigator.locks) return show("insecure");
  await takeToken();
  if (!(await readSetting("token"))) return show("unknown");
  navigator.serviceWorker?.register(workerUrl, { scope });
  navigator.storage?.persist?.();
  const outcome = await refreshSettings();
  if (outcome !== "ready") return show(outcome);
  document.querySelector("[data-authority]").textContent = state.settings.authority;
  document.querySelector("[data-example]").hidden = !state.settings.isExample;
  outbox.sendSoon();
  show((await readSetting("pin")) ? "locked" : "new-pin");
}

const on = (name, event, handler) => part(name).addEventListener(event, handler);
on("pin-form", "submit", unlock);
on("new-pin-form", "submit", choosePin);
on("hand-over-form", "submit", handOver);
on("begin", "click", begin);
on("still-here", "click", () => part("idle-dialog").close());
on("to-staff", "click", () => show("locked"));
on("lock", "click", () => show("locked"));
on("send-now", "click", () => outbox.sendSoon());
on("save-file", "click", saveAsFile);
on("change-pin", "click", () => show("new-pin"));
on("reset", "click", reset);
addEventListener("pageshow", (event) => event.persisted && location.reload());
start();
