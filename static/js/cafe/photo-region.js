// Choosing a piece of a photograph: drawn on the sheet or typed as four numbers.
//
// svg[data-sheet]       the photograph
// fieldset[data-region] the numbers in percent, and the piece itself: svg[data-crop]
import { fitting, letDraw, PARTS, WHOLE } from "./rectangle.js";

const sheet = document.querySelector("[data-sheet]");
const fieldset = document.querySelector("[data-region]");
const crop = fieldset.querySelector("[data-crop]");
const fields = PARTS.map((name) => fieldset.querySelector(`[name=${name}]`));
const { width, height } = sheet.viewBox.baseVal;

const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
frame.setAttribute("class", "sheet__drawn");
sheet.append(frame);

const typed = () =>
  fitting(Object.fromEntries(PARTS.map((name, n) => [name, Number(fields[n].value) * 10])));

const show = (region) => {
  const box = [
    (region.left / WHOLE) * width,
    (region.top / WHOLE) * height,
    Math.max((region.width / WHOLE) * width, 1),
    Math.max((region.height / WHOLE) * height, 1),
  ].map(Math.round);
  ["x", "y", "width", "height"].forEach((name, n) => frame.setAttribute(name, box[n]));
  crop.setAttribute("viewBox", box.join(" "));
  const isWhole = region.width === WHOLE && region.height === WHOLE;
  for (const element of [frame, crop]) element.toggleAttribute("hidden", isWhole);
};

const fill = (region) => {
  PARTS.forEach((name, n) => {
    fields[n].value = String(region[name] / 10);
  });
  show(region);
};

letDraw(sheet, {
  onDraw: show,
  onDone: (region, event) => {
    fill(fitting(region));
    // With a finger, the keyboard would cover what was just drawn.
    if (event.pointerType === "mouse") document.querySelector("[name=text]")?.focus();
  },
  onCancel: () => show(typed()),
});
for (const field of fields) field.addEventListener("input", () => show(typed()));
show(typed());
