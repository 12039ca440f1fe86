// The time that is left in the round, by the clock of the server: that of a device may be wrong.
const KEPT = "cafe-uhr"; // milliseconds that the server is ahead
const JITTER = 2000; // milliseconds; the server tells whole seconds

let ahead = Number(readKept());

function readKept() {
  try {
    return localStorage.getItem(KEPT) ?? 0;
  } catch {
    return 0;
  }
}

// Call with every answer of the server.
export function setClock(answer) {
  const there = Date.parse(answer.headers.get("Date") ?? "");
  if (Number.isNaN(there) || Math.abs(there - Date.now() - ahead) < JITTER) return;
  ahead = there - Date.now();
  try {
    localStorage.setItem(KEPT, String(ahead));
  } catch {
    // It is asked again with the next visit.
  }
}

export function showTimeLeft() {
  const place = document.querySelector("[data-ends-at]");
  if (!place) return;
  const { endsAt, minutes, minute, over } = place.dataset;
  const left = Math.ceil((Date.parse(endsAt) - Date.now() - ahead) / 60_000);
  const text = left > 1 ? minutes.replace("{}", left) : left === 1 ? minute : over;
  if (place.textContent !== text) place.textContent = text;
}
