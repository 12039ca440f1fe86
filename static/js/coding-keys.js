// Drives the list of [data-entry] with single keys; [data-key] says which key presses
// what. Can be switched off (WCAG 2.1.4) and never fires while somebody writes.
const entries = [...document.querySelectorAll("[data-entry]")];
const toggle = document.querySelector("[data-keys-switch]");
const REMEMBERED = "coding-keys-off";
let current = null;

function choose(entry, { focus = true } = {}) {
  if (!entry) return;
  current?.classList.remove("is-current");
  current = entry;
  current.classList.add("is-current");
  if (focus) {
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  }
}

function isWriting(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
}

function press(key) {
  const target = current?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`.last [data-key="${key}"], .keys [data-key="${key}"]`);
  if (!target) return false;
  if (target.matches("[type=text]")) {
    target.focus();
    target.select();
  } else {
    target.click();
  }
  return true;
}

function onKey(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  if (isWriting(target)) {
    if (key === "Escape" && current?.contains(target)) choose(current);
    return;
  }
  if (!toggle.checked) return;
  const place = entries.indexOf(current);
  let done = true;
  if (key === "j") choose(entries[place + 1]);
  else if (key === "k") choose(entries[place - 1]);
  // On a box, button or link, Enter does what it always does.
  else if (key === "Enter" && target === current) current.querySelector("[data-enter]").click();
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

if (toggle) {
  try {
    toggle.checked = !localStorage.getItem(REMEMBERED);
  } catch {
    toggle.checked = true;
  }
  toggle.addEventListener("change", remember);
  document.querySelector("[data-keys]").hidden = false;
  document.addEventListener("keydown", onKey);
  for (const entry of entries) {
    entry.addEventListener("focusin", () => choose(entry, { focus: false }));
  }
  // After a step the next entry has the focus; on a first visit nothing moves.
  const goesOn = new URLSearchParams(location.search).has("zuletzt") || location.hash;
  const wrong = document.querySelector("[data-autofocus]");
  const next = entries.find((entry) => `#${entry.id}` === location.hash) ?? entries[0];
  choose(next, { focus: Boolean(goesOn) && !wrong });
}
