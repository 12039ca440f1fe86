// What is ticked stands in the text at once, to be edited there. Without script the
// server adds it when the form is sent; here the boxes are not sent any more.
const text = document.querySelector("textarea[name=missing]");
const boxes = document.querySelectorAll("input[name=suggested]");

const lines = () => text.value.split("\n").filter((line) => line.trim());

function carryOver(box) {
  const others = lines().filter((line) => line !== box.value);
  text.value = (box.checked ? [...others, box.value] : others).join("\n");
}

for (const box of boxes) {
  box.removeAttribute("name");
  if (box.checked) carryOver(box);
  else box.checked = lines().includes(box.value);
  box.addEventListener("change", () => carryOver(box));
}
