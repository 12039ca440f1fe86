// The wall counts down by the server's clock and fetches itself anew when a round begins.
const announce = document.querySelector("[data-announce]");
const said = new Set();
const say = (key, text) => {
  if (said.has(key)) return;
  said.add(key);
  announce.textContent = text;
};

const clock = () => document.querySelector("[data-ends-at]");
let skew = 0;
const readSkew = () => {
  if (clock()) skew = Date.parse(clock().dataset.now) - Date.now();
};

const tick = () => {
  const time = clock();
  if (!time) return;
  const left = Math.max(
    0,
    Math.round((Date.parse(time.dataset.endsAt) - Date.now() - skew) / 1000),
  );
  time.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  time.dateTime = `PT${left}S`;
  const sign = document.querySelector("[data-sign]");
  sign.textContent = left === 0 ? sign.dataset.over : left <= 120 ? sign.dataset.soon : "";
  document.body.dataset.phase = left === 0 ? "over" : left <= 120 ? "soon" : "running";
  if (left === 0) say("0", announce.dataset.end);
  for (const minutes of [5, 2]) {
    if (left <= minutes * 60 && left > minutes * 60 - 5) {
      say(`${minutes}`, announce.dataset.minutes.replace("{}", minutes));
    }
  }
};

const refresh = async () => {
  try {
    const state = await (await fetch(document.body.dataset.stateUrl)).json();
    if (state.key === document.body.dataset.key) return;
    const page = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html");
    document.querySelector("[data-content]").replaceWith(
      fresh.querySelector("[data-content]"),
    );
    document.body.dataset.key = fresh.body.dataset.key;
    delete document.body.dataset.phase;
    said.clear();
    readSkew();
    tick();
  } catch {
    // No network for a moment: what is shown stays right, the clock goes on.
  }
};

const stayAwake = async () => {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Not allowed here; the projector's own settings decide.
  }
};

readSkew();
tick();
setInterval(tick, 1000);
setInterval(refresh, 5000);
stayAwake();
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) stayAwake();
});

const button = document.querySelector("[data-fullscreen]");
if (document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", () =>
    document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen(),
  );
}
