// <a href="address of a sound" data-plays>: becomes a button that plays it on this page.
const player = new Audio();
let pressed = null;

function stop() {
  pressed?.setAttribute("aria-pressed", "false");
  pressed = null;
  player.pause();
}

function play(button) {
  stop();
  pressed = button;
  button.setAttribute("aria-pressed", "true");
  player.src = button.dataset.address;
  player.play().catch(() => {}); // stopped before it began
}

for (const event of ["ended", "error"]) player.addEventListener(event, stop);

for (const link of document.querySelectorAll("a[data-plays]")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "link-button", hidden: link.hidden });
  Object.assign(button.dataset, link.dataset, { address: link.href });
  button.setAttribute("aria-pressed", "false");
  button.append(...link.childNodes);
  button.addEventListener("click", () => (pressed === button ? stop() : play(button)));
  link.replaceWith(button);
}
