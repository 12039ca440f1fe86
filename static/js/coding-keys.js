// Drives the list of [data-entry] with single keys; [data-key] says which key presses
// what. Can be switched off (WCAG 2.1.4) and never fires while somebody writes.
const entries = [...document.querySelectorAll("[data-entry]")];
const toggle = document.querySelector("[data-keys-switch]");
const REMEMBERED = "coding-keys-off";
let current = null;

function choose(entry) {
  current?.classList.remove("is-current");
  current = entry;
  current?.classList.add("is-current");
}

function go(entry, block = "nearest") {
  entry?.focus({ preventScroll: true });
  entry?.scrollIntoView({ block });
}

// From the last entry on, to the link to the next page.
const following = () =>
  entries[entries.indexOf(current) + 1] ?? document.querySelector("a[rel=next]");

function isWriting(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function press(key) {
  const selector = `[data-key="${key}"]`;
  const target =
    current?.querySelector(selector) ??
    [...document.querySelectorAll(selector)].find((element) => !element.closest("[data-entry]"));
  if (target?.type === "text") target.select();
  target?.click();
  return Boolean(target);
}

// What Enter does where nothing else has the focus: code this one, or go to the next part.
function enter() {
  const button = current?.querySelector("[data-enter]");
  if (!button && following()) go(following());
  else (button ?? document.querySelector("[data-enter]"))?.click();
}

function onKey(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (isWriting(target)) {
    if (key === "Escape") go(target.closest("[data-entry]"));
    return;
  }
  if (!toggle.checked) return;
  let done = true;
  if (key === "j") go(following());
  else if (key === "k") go(entries[entries.indexOf(current) - 1]);
  // A key that is held down must not code one entry after the other.
  else if (event.repeat) return;
  // On a box, button or link, Enter does what it always does.
  else if (key === "Enter" && !target.matches("a, button, summary, input")) enter();
  else if (/^[1-9a-z?]$/.test(key)) done = press(key);
  else done = false;
  if (done) event.preventDefault();
}

function remember() {
  try {
    localStorage.setItem(REMEMBERED, toggle.checked ? "" : "1");
  } catch {
    // Without storage the choice holds for this page.
  }
}

function wasSwitchedOff() {
  try {
    return Boolean(localStorage.getItem(REMEMBERED));
  } catch {
    return false;
  }
}

// Enter twice in a row would code an entry twice, and the second one would be refused.
function sendOnce() {
  let isSending = false;
  document.addEventListener("submit", (event) => {
    if (isSending) event.preventDefault();
    isSending = true;
  });
  addEventListener("pageshow", () => {
    isSending = false;
  });
}

sendOnce();
if (toggle) {
  toggle.checked = !wasSwitchedOff();
  toggle.addEventListener("change", remember);
  document.querySelector("[data-keys]").hidden = false;
  document.addEventListener("keydown", onKey);
  for (const entry of entries) entry.addEventListener("focusin", () => choose(entry));
  const wanted = entries.find((entry) => `#${entry.id}` === location.hash);
  const mistake = document.querySelector("[data-entry] [data-autofocus]");
  choose(mistake?.closest("[data-entry]") ?? wanted ?? entries[0]);
  // After a step the next entry has the focus, always in the same place of the screen.
  // Some browsers do so by themselves.
  if (wanted && !mistake) go(wanted, "start");
  // Going to the fragment of the address takes the focus away again.
  addEventListener("load", () => mistake?.focus());
}
