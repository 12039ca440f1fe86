// Rectangles on a picture in thousandths of it, drawn with a finger, a pen or a mouse.
//
// `picture` is a canvas or an <svg viewBox>; parts of a rectangle: left, top, width, height.
export const WHOLE = 1000;
export const PARTS = ["left", "top", "width", "height"];
const SMALLEST = 8; // thousandths; less is a tap

const within = (value, low, high) => Math.min(Math.max(value, low), high);

const spot = (picture, event) => {
  let [x, y] = [0, 0];
  if (picture instanceof SVGSVGElement) {
    const point = new DOMPoint(event.clientX, event.clientY);
    const inside = point.matrixTransform(picture.getScreenCTM().inverse());
    const { width, height } = picture.viewBox.baseVal;
    [x, y] = [inside.x / width, inside.y / height];
  } else {
    const box = picture.getBoundingClientRect();
    [x, y] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }
  return { x: Math.round(within(x, 0, 1) * WHOLE), y: Math.round(within(y, 0, 1) * WHOLE) };
};

const between = (one, other) => ({
  left: Math.min(one.x, other.x),
  top: Math.min(one.y, other.y),
  width: Math.abs(one.x - other.x),
  height: Math.abs(one.y - other.y),
});

// The nearest rectangle that lies within the picture; what is no number becomes 0.
export const fitting = (rectangle) => {
  const whole = (value) => within(Math.round(Number(value)) || 0, 0, WHOLE);
  const left = Math.min(whole(rectangle.left), WHOLE - 1);
  const top = Math.min(whole(rectangle.top), WHOLE - 1);
  return {
    left,
    top,
    width: within(whole(rectangle.width), 1, WHOLE - left),
    height: within(whole(rectangle.height), 1, WHOLE - top),
  };
};

// Calls `onDraw(rectangle)` while one is drawn, `onDone(rectangle, event)` at its end, and
// `onCancel()` if it was a tap or became a gesture of the browser.
export const letDraw = (picture, { onDraw, onDone, onCancel }) => {
  let start = null;
  let pointer = null;
  picture.addEventListener("pointerdown", (event) => {
    if (pointer !== null || event.button !== 0) return;
    event.preventDefault(); // no dragging of the picture, no selecting
    pointer = event.pointerId;
    picture.setPointerCapture(pointer);
    start = spot(picture, event);
  });
  picture.addEventListener("pointermove", (event) => {
    if (event.pointerId === pointer) onDraw(between(start, spot(picture, event)));
  });
  picture.addEventListener("pointerup", (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    const drawn = between(start, spot(picture, event));
    if (drawn.width < SMALLEST || drawn.height < SMALLEST) onCancel();
    else onDone(drawn, event);
  });
  picture.addEventListener("pointercancel", (event) => {
    if (event.pointerId !== pointer) return;
    pointer = null;
    onCancel();
  });
};
