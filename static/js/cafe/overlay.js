// Draws changes that are on their way over the table as the server drew it.
import { CONFLICT, REFUSED, WAITING, blockedGroups, isBlocked } from "./changes.js";

const NO_ID = "00000000-0000-0000-0000-000000000000";

// Returns the parts of the table with all `changes` made that the server does not show yet.
export function compose({ html, version }, changes, { round, isOffline }) {
  const root = new DOMParser().parseFromString(html, "text/html").body;
  const groups = blockedGroups(changes);
  const removed = new Map();
  for (const change of changes) {
    if (change.tableVersion <= version || change.state === CONFLICT || change.state === REFUSED) continue;
    if (isBlocked(change, changes, groups)) continue;
    const item = DRAW[change.type](change, { root, round, removed, isOffline });
    const sign = item?.querySelector(".note__waiting");
    if (sign && isOffline && change.state === WAITING) {
      sign.hidden = false;
      item.classList.add("note--waiting");
    }
  }
  return root;
}

const find = (root, id) => root.querySelector(`#notiz-${CSS.escape(id)}`);

// A new item after the pattern of the page.
export function fromPattern(name, change) {
  const pattern = document.createElement("template");
  pattern.innerHTML = document.getElementById(name).innerHTML.replaceAll(NO_ID, change.note);
  const item = pattern.content.querySelector(".note");
  item.dataset.question = change.question;
  item.dataset.round = change.round;
  item.querySelector(".note__text").textContent = change.text;
  const code = item.querySelector(".code");
  code.textContent = item.matches(".note--earlier") ? `Runde ${change.round}` : "";
  return item;
}

function listFor(root, item, round) {
  const isOwn = Number(item.dataset.round) === round;
  const question = CSS.escape(item.dataset.question);
  root.querySelector(`#fruehere-${question} h3`)?.toggleAttribute("hidden", false);
  return root.querySelector(isOwn ? `#notizen-${question}` : `#fruehere-${question} .notes`);
}

function add(change, { root, round }) {
  if (change.round > round) return null;
  const item = fromPattern(change.round === round ? "muster-notiz" : "muster-fruehere", change);
  listFor(root, item, round)?.append(item);
  return item;
}

const DRAW = {
  write: (change, place) => find(place.root, change.note) ?? add(change, place),

  revise(change, { root }) {
    const item = find(root, change.note);
    if (item) item.querySelector(".note__text").textContent = change.text;
    return item;
  },

  move(change, { root, round }) {
    const item = find(root, change.note);
    if (!item || item.dataset.question === change.question) return item;
    item.dataset.question = change.question;
    listFor(root, item, round)?.append(item);
    return item;
  },

  weigh(change, { root }) {
    const item = find(root, change.note);
    if (!item) return item;
    item.dataset.dots = change.dots;
    item.querySelector("[data-dots-shown]").textContent = change.dots;
    item.querySelector(".note__count").dataset.empty = change.dots ? "no" : "yes";
    return item;
  },

  delete(change, { root, removed }) {
    const item = find(root, change.note);
    if (item) removed.set(change.note, { item, list: item.parentElement, after: item.previousElementSibling });
    item?.remove();
    return null;
  },

  restore(change, place) {
    const gone = place.removed.get(change.note);
    if (!gone) return find(place.root, change.note) ?? add({ ...change, ...change.snapshot }, place);
    if (gone.after?.parentElement === gone.list) gone.after.after(gone.item);
    else gone.list.prepend(gone.item);
    return gone.item;
  },

  mark(change, { root, round }) {
    const item = change.round === round && find(root, change.note);
    if (!item) return null;
    for (const button of item.querySelectorAll("[data-kind]")) {
      const isChosen = button.dataset.kind === change.kind;
      button.setAttribute("aria-pressed", String(isChosen));
      button.setAttribute("value", isChosen ? "" : button.dataset.kind);
    }
    return item;
  },

  attend(change, { root, round }) {
    if (change.round !== round) return null;
    for (const [name, value] of Object.entries(change.counts)) {
      root.querySelector(`#anwesenheit [name="${CSS.escape(name)}"]`)?.setAttribute("value", value);
    }
    return null;
  },

  read_back(change, { root, round, isOffline }) {
    const state = change.round === round && root.querySelector("[data-read-back-state]");
    if (state) state.textContent = isOffline ? state.dataset.waiting : state.dataset.confirmed;
    return null;
  },
};
