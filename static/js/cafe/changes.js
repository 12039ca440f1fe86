// One change on its way to the server:
//   { id, type, note, round, version, text, question, dots, kind, counts,
//     state: waiting | received | conflict | refused, wasTried, … }
// What belongs together (`groupOf`) is sent one after the other, each on top of the last.

export const WAITING = "waiting";
export const RECEIVED = "received";
export const CONFLICT = "conflict";
export const REFUSED = "refused";

const SENT = ["id", "type", "note", "round", "version", "text", "question", "dots", "kind"];
const WORDING = new Set(["write", "revise", "delete", "restore"]);
// Of these only the last one counts, as long as none was sent.
const REPLACED = new Set(["revise", "move", "weigh", "mark", "attend"]);

// randomUUID exists on secure pages only.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function groupOf(change) {
  if (WORDING.has(change.type)) return `text ${change.note}`;
  return [change.type, change.note, change.type === "mark" || !change.note ? change.round : ""].join(" ");
}

export function bodyOf(change) {
  const body = Object.fromEntries(SENT.filter((name) => name in change).map((name) => [name, change[name]]));
  return JSON.stringify({ ...body, ...change.counts });
}

export const isUnsent = (change) => change.state !== RECEIVED;

// Groups in which something must be decided first; whatever comes after it has to wait.
export function blockedGroups(changes) {
  const stuck = changes.filter(({ state }) => state === CONFLICT || state === REFUSED);
  return new Set(stuck.map(groupOf));
}

// A note that never was stored holds up all that was done with it.
export function isBlocked(change, changes, groups = blockedGroups(changes)) {
  if (groups.has(groupOf(change))) return true;
  return changes.some(({ type, note, state }) => type === "write" && note === change.note && state === REFUSED);
}

// What to put so that `change` is made after all in `changes`.
export function placed(change, changes) {
  const together = changes.filter((other) => groupOf(other) === groupOf(change));
  const last = together.at(-1);
  const fresh = { state: WAITING, wasTried: false, ...change };
  if (last && last.state === WAITING && !last.wasTried && last.type === change.type && REPLACED.has(change.type)) {
    const counts = { ...last.counts, ...change.counts };
    return { ...fresh, counts, id: last.id, version: last.version, position: last.position };
  }
  // It rests on my own last change, even if the page has not shown that one yet.
  const versions = together.map(({ version, made }) => made ?? version ?? 0);
  if ("version" in change) fresh.version = Math.max(change.version, ...versions);
  return fresh;
}
