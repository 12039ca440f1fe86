// Black bars over faces and names: drawn on the picture or set by numbers, with undo.
import { fitting, letDraw, PARTS, WHOLE } from "./rectangle.js";

const FIRST = { left: 400, top: 450, width: 200, height: 100 }; // of a bar by keyboard
const STEP = WHOLE / 100; // the fields count in percent

export class Bars {
  // `tell(name, number)` says to screen readers what happened.
  constructor({ canvas, list, template, undo, tell }) {
    Object.assign(this, { canvas, list, template, undo, tell });
    this.picture = null;
    this.bars = [];
    this.history = [];
    undo.addEventListener("click", () => this.#takeBack());
    letDraw(canvas, {
      onDraw: (bar) => this.#paint([...this.bars, bar]),
      onDone: (bar) => this.#change([...this.bars, fitting(bar)]),
      onCancel: () => this.#paint(this.bars),
    });
  }

  // Shows another picture, without bars.
  open(picture) {
    this.picture = picture;
    this.canvas.width = picture.width;
    this.canvas.height = picture.height;
    this.history = [];
    this.#set([]);
  }

  // A bar in the middle; its first number gets the focus.
  add() {
    this.#change([...this.bars, { ...FIRST }]);
    this.list.lastElementChild.querySelector("input").focus();
    this.tell("added", this.bars.length);
  }

  #change(bars) {
    this.history.push(this.bars);
    this.#set(bars);
  }

  #takeBack() {
    this.#set(this.history.pop());
    if (this.undo.disabled) this.canvas.closest("section").querySelector("h2").focus();
  }

  #set(bars) {
    this.bars = bars;
    this.undo.disabled = !this.history.length;
    this.#paint(bars);
    this.list.replaceChildren(...bars.map((bar, index) => this.#row(bar, index)));
  }

  #paint(bars) {
    const paper = this.canvas.getContext("2d");
    paper.drawImage(this.picture, 0, 0);
    paper.fillStyle = "black";
    const [across, down] = [this.canvas.width / WHOLE, this.canvas.height / WHOLE];
    for (const { left, top, width, height } of bars) {
      paper.fillRect(left * across, top * down, width * across, height * down);
    }
  }

  #row(bar, index) {
    const row = this.template.content.cloneNode(true).firstElementChild;
    const legend = row.querySelector("[data-legend]");
    legend.textContent = legend.textContent.replace("{}", index + 1);
    for (const part of PARTS) {
      const field = row.querySelector(`[data-part=${part}]`);
      field.id = `balken-${index + 1}-${part}`;
      row.querySelector(`[data-for=${part}]`).htmlFor = field.id;
      field.value = String(Math.round(bar[part] / STEP));
      field.addEventListener("input", () => this.#type(row, index));
    }
    row.querySelector("[data-remove]").addEventListener("click", () => {
      this.#change(this.bars.filter((_bar, other) => other !== index));
      this.canvas.closest("section").querySelector("h2").focus();
      this.tell("removed");
    });
    return row;
  }

  // The row stays as it is, so that typing goes on.
  #type(row, index) {
    const value = (part) => Number(row.querySelector(`[data-part=${part}]`).value) * STEP;
    const typed = fitting(Object.fromEntries(PARTS.map((part) => [part, value(part)])));
    this.history.push(this.bars);
    this.bars = this.bars.map((bar, other) => (other === index ? typed : bar));
    this.undo.disabled = false;
    this.#paint(this.bars);
  }
}
