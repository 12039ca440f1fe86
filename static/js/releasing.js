// What is selected in [data-original] is written into [data-passage], to be masked.
const original = document.querySelector("[data-original]");
const passage = document.querySelector("[data-passage]");
const details = document.querySelector("[data-other-passage]");

function takeSelection() {
  const selection = document.getSelection();
  const words = selection.toString().trim();
  if (!words || !original.contains(selection.anchorNode) || !original.contains(selection.focusNode)) return;
  passage.value = words;
  details.open = true;
}

if (original && passage) {
  for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;
  document.addEventListener("selectionchange", takeSelection);
  // The key for the field opens what it lies in.
  passage.addEventListener("click", () => {
    details.open = true;
    passage.focus();
  });
}
