// Puts parts that were drawn anew in their places, without taking anything away from under
// somebody's finger: what has not changed stays, and what had the focus has it afterwards.

const LONGEST_PRESS = 5000; // milliseconds; the end of a press outside of the window is not told

// Whether a finger or the mouse is down: what moves meanwhile is never clicked.
let isPressed = false;

// Call once: `redraw` is called when something that was held up can be drawn.
export function watchPresses(redraw) {
  let timer;
  const releaseAfter = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      isPressed = false;
      redraw();
    }, pause);
  };
  document.addEventListener("pointerdown", () => {
    isPressed = true;
    releaseAfter(LONGEST_PRESS);
  });
  for (const event of ["pointerup", "pointercancel"]) document.addEventListener(event, () => releaseAfter(0));
}

export function takeOver(fresh) {
  if (isPressed) return;
  const focused = document.activeElement?.id;
  for (const part of fresh.querySelectorAll("[data-live]")) {
    const old = document.getElementById(part.id);
    if (old && !isBeingTypedIn(old)) replace(old, part);
  }
  if (focused && document.activeElement === document.body) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}

const isBeingTypedIn = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, textarea");

function replace(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  // Screen readers tell what changes inside of such a part, not that it is another one.
  if (old.matches("[aria-live]")) return old.replaceChildren(...fresh.childNodes);
  const [list, freshList] = [listOf(old), listOf(fresh)];
  if (!list || !freshList) return old.replaceWith(fresh);
  const [heading, freshHeading] = [old.querySelector("h3"), fresh.querySelector("h3")];
  if (heading && freshHeading) heading.hidden = freshHeading.hidden;
  return replaceItems(list, freshList);
}

const listOf = (part) => (part.matches(".notes") ? part : part.querySelector(":scope > .notes"));

function replaceItems(list, fresh) {
  const before = new Map([...list.children].map((item) => [item.id, item]));
  let place = list.firstElementChild;
  for (const item of [...fresh.children]) {
    const known = before.get(item.id);
    before.delete(item.id);
    const kept = known?.isEqualNode(item) ? known : item;
    if (kept === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(kept, place);
      if (known && known !== kept) {
        if (known === place) place = place.nextElementSibling;
        known.remove();
      }
    }
  }
  for (const item of before.values()) item.remove();
}
