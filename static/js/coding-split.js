// Shows the sentences of [data-sentences] with a button between them that sets or takes
// away a mark in the text area below.
const { Segmenter } = Intl;

for (const board of document.querySelectorAll("[data-sentences]")) {
  const { text, mark, cut } = board.dataset;
  const area = document.getElementById(board.dataset.for);
  const sentences = Segmenter
    ? [...new Segmenter("de", { granularity: "sentence" }).segment(text)].map((part) => part.segment.trim()).filter(Boolean)
    : text.match(/[^.!?\n]+[.!?]*\s*/g)?.map((part) => part.trim()).filter(Boolean) ?? [];
  if (sentences.length < 2) continue;

  const letters = (words) => words.replace(/\s+/g, "");
  // How many letters stand before each mark that is already there.
  const marked = new Set();
  let before = 0;
  for (const part of area.value.split(mark)) {
    before += letters(part).length;
    marked.add(before);
  }

  const buttons = [];
  let length = 0;
  const line = board.querySelector("[data-sentences-text]");
  sentences.forEach((sentence, number) => {
    const words = document.createElement("span");
    words.textContent = sentence;
    line.append(words);
    length += letters(sentence).length;
    if (number === sentences.length - 1) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sentences__cut";
    button.setAttribute("aria-pressed", marked.has(length));
    button.setAttribute("aria-label", `${cut}: ${sentences[number + 1].slice(0, 40)}`);
    button.textContent = mark;
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") !== "true");
      area.value = sentences.map((part, n) => part + (buttons[n]?.getAttribute("aria-pressed") === "true" ? ` ${mark} ` : " ")).join("").trim();
    });
    buttons.push(button);
    line.append(button);
  });
  board.hidden = false;
}
