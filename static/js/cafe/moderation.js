// The moderator's page: counts down, and shows every few seconds how the tables are doing.
import { follow } from "./following.js";
import { WallClock } from "./wall-clock.js";

const EVERY = 4000; // milliseconds

const network = document.querySelector("[data-network]");
const clock = new WallClock(Date.parse(network.dataset.now), () => {});

const tick = () => {
  const left = clock.tick(document.querySelector("[data-ends-at]"));
  const sign = document.querySelector("[data-sign]");
  const words = left === 0 ? sign?.dataset.over : "";
  if (sign && sign.textContent !== words) sign.textContent = words;
};

follow(document.querySelector("[data-follow]"), {
  every: EVERY,
  fresh: tick,
  network: (isThere, serverTime) => {
    network.textContent = isThere ? "" : network.dataset.lost;
    if (serverTime) clock.setRight(serverTime);
  },
});
tick();
setInterval(tick, 1000);
