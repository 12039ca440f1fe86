// Typing paper forms by keyboard alone.
//
// <fieldset data-digits>   a digit chooses the radio button with that number
// Enter                    goes to the next field, in a text area it is a new line
// Ctrl+Enter               saves; the next sheet opens with the next number
for (const form of document.querySelectorAll("[data-paper-entry]")) {
  // One stop per group of radio buttons, as with the Tab key.
  const stops = () => {
    const seen = new Set();
    return [...form.elements].filter((field) => {
      if (field.type === "hidden" || field.type === "fieldset" || field.disabled) return false;
      if (field.type !== "radio") return true;
      if (seen.has(field.name)) return false;
      seen.add(field.name);
      return true;
    });
  };
  const goOn = (field) => {
    const list = stops();
    const here = list.findIndex((stop) => stop === field || (field.type === "radio" && stop.name === field.name));
    list[here + 1]?.focus();
  };

  form.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (event.altKey || event.metaKey) return;
    if (key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (key === "Enter" && target.type !== "textarea" && target.type !== "submit") {
      event.preventDefault();
      goOn(target);
    } else if (/^[1-9]$/.test(key) && target.type === "radio" && !event.ctrlKey) {
      const radios = target.closest("[data-digits]").querySelectorAll("input");
      const chosen = radios[Number(key) - 1];
      if (!chosen) return;
      event.preventDefault();
      chosen.checked = true;
      goOn(chosen);
    }
  });

  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}
