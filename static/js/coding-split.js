// Shows the sentences of [data-sentences] with a button between them that sets or takes
// away a mark in the text area below, and puts marks where the cursor is.
const { Segmenter } = Intl;
const EMPTY_LINE = "\n[^\\S\n]*\n";

// White space may differ between text and text area: places are counted in letters.
const letters = (words) => words.replace(/\s+/g, "").length;

function sentencesOf(text) {
  const parts = Segmenter
    ? [...new Segmenter("de", { granularity: "sentence" }).segment(text)].map((part) => part.segment)
    : text.match(/[^.!?\n]+[.!?]*\s*/g) ?? [];
  return parts.map((part) => part.trim()).filter(Boolean);
}

function readMarks(area, mark) {
  const cut = new RegExp(`${mark.replace(/[|]/g, "\\|")}|${EMPTY_LINE}`);
  const places = new Set();
  let before = 0;
  for (const part of area.value.split(cut)) {
    before += letters(part);
    places.add(before);
  }
  places.delete(before);
  return places;
}

function writeMarks(area, mark, text, places) {
  const parts = [""];
  let before = 0;
  for (const sign of text) {
    if (sign.trim() && places.has(before) && parts.at(-1).trim()) parts.push("");
    parts[parts.length - 1] += sign;
    before += letters(sign);
  }
  const joined = parts.map((part) => part.trim().replace(new RegExp(EMPTY_LINE, "g"), "\n"));
  area.value = joined.join(` ${mark} `);
}

function showBoard(board) {
  const { text, mark, cut } = board.dataset;
  const area = document.getElementById(board.dataset.for);
  const sentences = sentencesOf(text);
  if (sentences.length < 2) return;

  const line = board.querySelector("[data-sentences-text]");
  const buttons = new Map();
  let place = 0;
  sentences.forEach((sentence, number) => {
    if (number) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sentences__cut";
      button.setAttribute("aria-label", `${cut}: ${sentence.slice(0, 40)}`);
      button.textContent = mark;
      buttons.set(place, button);
      line.append(button);
    }
    line.append(sentence);
    place += letters(sentence);
  });

  const refresh = () => {
    const places = readMarks(area, mark);
    for (const [at, button] of buttons) button.setAttribute("aria-pressed", places.has(at));
  };
  for (const [at, button] of buttons) {
    button.addEventListener("click", () => {
      const places = readMarks(area, mark);
      if (!places.delete(at)) places.add(at);
      writeMarks(area, mark, text, places);
      refresh();
    });
  }
  area.addEventListener("input", refresh);
  refresh();
  board.hidden = false;
  document.querySelector("[data-original]").hidden = true;
}

for (const board of document.querySelectorAll("[data-sentences]")) showBoard(board);

for (const line of document.querySelectorAll("[data-mark-here]")) {
  const area = document.getElementById(line.dataset.markHere);
  const { mark } = document.querySelector("[data-sentences]").dataset;
  line.querySelector("button").addEventListener("click", () => {
    area.setRangeText(` ${mark} `, area.selectionStart, area.selectionStart, "end");
    area.dispatchEvent(new Event("input"));
    area.focus();
  });
  line.hidden = false;
}
