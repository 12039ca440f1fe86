// The wall: counts down, gives signs for eye and ear, and follows what the moderator does.
import { Chime } from "./cafe/chime.js";
import { follow } from "./cafe/following.js";
import { WallClock } from "./cafe/wall-clock.js";

const EVERY = 3000; // milliseconds

const find = (name) => document.querySelector(`[data-${name}]`);
const announce = find("announce");
const network = find("network");
const chime = new Chime();
const clock = new WallClock(Date.parse(document.body.dataset.now), (minutes) => {
  chime.play(minutes);
  announce.textContent = minutes
    ? announce.dataset.minutes.replace("{}", minutes)
    : announce.dataset.end;
});

// Which sign is up, as a word that needs no colour.
const signFor = (left) => {
  if (left === 0) return "over";
  if (left <= 120) return "two";
  return left <= 300 ? "five" : "";
};

const tick = () => {
  const left = clock.tick(find("ends-at"));
  const sign = find("sign");
  if (!sign) return;
  const name = signFor(left);
  if (sign.dataset.sign === name) return;
  sign.dataset.sign = name;
  sign.textContent = name ? sign.dataset[name] : "";
};

follow(find("follow"), {
  every: EVERY,
  fresh: tick,
  network: (isThere, serverTime) => {
    network.textContent = isThere ? "" : network.dataset.lost;
    if (serverTime) clock.setRight(serverTime);
  },
});
tick();
setInterval(tick, 1000);

const stayAwake = async () => {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Not allowed here; the projector's own settings decide.
  }
};
stayAwake();
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) stayAwake();
});

const sound = find("sound");
const soundState = find("sound-state");
if ("AudioContext" in window) {
  const show = () => {
    sound.firstElementChild.textContent = chime.isOn ? sound.dataset.on : sound.dataset.off;
    soundState.textContent = chime.isOn ? soundState.dataset.on : soundState.dataset.off;
  };
  sound.hidden = false;
  sound.addEventListener("click", async () => {
    await chime.turn(!chime.isOn);
    show();
  });
  show();
}

const fullscreen = find("fullscreen");
if (document.fullscreenEnabled) {
  fullscreen.hidden = false;
  fullscreen.addEventListener("click", () =>
    document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen(),
  );
}
