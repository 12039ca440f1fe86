// Shows one step of a <form data-steps> at a time without asking the server.
//
// <section data-step="key">            a step; all but the current one are hidden
// data-only-if="name=value"            on a step or part: only if that box is ticked
// <fieldset data-needs-one>            a step is left only if one of its boxes is ticked
// <button name="gehe" value="weiter">  forward; "zurueck" back; "absenden" posts; a key of
//                                      a step leads there
// <input type="hidden" name="schritt"> the current step, for the server
// <progress data-progress>, [data-progress-text="Schritt {n} von {total}"]
// <… data-messages>                    what is wrong here; goes with the step
// <… data-echo="field" data-empty="–"> repeats what was entered, on the check page
// <span data-end hidden>               the end of the form; no step is seen before it is there
//
// A step is left forward only if the browser finds its fields valid; everything else is
// checked when the form is posted. Without this script the same buttons post.
export function walkThrough(form) {
  const all = [...form.querySelectorAll("[data-step]")];
  const state = form.querySelector("input[name=schritt]");

  const wanted = (element) => {
    const condition = element.dataset.onlyIf;
    if (!condition) return true;
    const [name, value] = condition.split("=");
    const boxes = [...form.querySelectorAll(`[name="${name}"]`)];
    return boxes.some((box) => box.value === value && box.checked);
  };
  const steps = () => all.filter(wanted);
  const current = () => all.find((step) => !step.hidden) ?? all[0];

  const entered = (name) => {
    const fields = [...form.querySelectorAll(`[name="${name}"]`)];
    return fields
      .filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked)
      .map((field) =>
        ["radio", "checkbox"].includes(field.type)
          ? germanOf(field.labels[0])
          : field.value.trim(),
      )
      .filter(Boolean)
      .join("\n");
  };
  const echo = (step) => {
    for (const place of step.querySelectorAll("[data-echo]")) {
      const text = entered(place.dataset.echo);
      place.textContent = text || place.dataset.empty || "";
      place.classList.toggle("is-empty", !text);
    }
  };
  // What was written stays in sight, because it is sent.
  const holdsText = (part) =>
    [...part.querySelectorAll("textarea")].some((area) => area.value.trim());
  const showParts = () => {
    for (const part of form.querySelectorAll("[data-only-if]:not([data-step])")) {
      part.hidden = !wanted(part) && !holdsText(part);
    }
  };
  const showProgress = (step) => {
    const list = steps();
    const index = list.indexOf(step);
    const percent = Math.round((100 * index) / list.length);
    const values = { n: index + 1, total: list.length, percent };
    for (const bar of form.querySelectorAll("[data-progress]")) bar.value = percent;
    for (const text of form.querySelectorAll("[data-progress-text]")) {
      text.textContent = text.dataset.progressText.replace(
        /\{(\w+)\}/g,
        (_, key) => values[key],
      );
    }
  };
  const show = (step, { focus = true } = {}) => {
    for (const other of all) other.hidden = other !== step;
    state.value = step.dataset.step;
    echo(step);
    showParts();
    showProgress(step);
    if (!focus) return;
    form.querySelector("[data-messages]")?.remove();
    window.scrollTo(0, 0);
    const heading = step.querySelector("h1, h2, legend");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    form.dispatchEvent(new CustomEvent("stepped", { detail: step.dataset.step }));
  };
  const isValid = (step) =>
    [...step.querySelectorAll("input, textarea, select")].every((f) => f.validity.valid) &&
    [...step.querySelectorAll("[data-needs-one]")].every((g) => g.querySelector(":checked"));

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=gehe]");
    if (!button || button.value === "absenden") return;
    const list = steps();
    const index = list.indexOf(current());
    const named = list.find((step) => step.dataset.step === button.value);
    const next = named ?? list[button.value === "weiter" ? index + 1 : index - 1];
    const fine = button.value !== "weiter" || isValid(current());
    if (!next || !fine || current().hasAttribute("data-step-asks-server")) return;
    event.preventDefault();
    show(next);
  });
  form.addEventListener("change", () => {
    showParts();
    showProgress(current());
  });
  // Enter in a one-line field means "Weiter", not the first button of the page.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    current().querySelector("button[value=weiter], button[value=absenden]")?.click();
  });
  // Sending twice by a double click: the second one waits for the answer to the first.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // Somebody else found something wrong there.
  form.addEventListener("lead-to", ({ detail }) => {
    show(all.find((step) => step.dataset.step === detail));
  });
  // Somebody else keeps the form open after all.
  form.addEventListener("refused", () => {
    sent = false;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload(); // never show what somebody typed before
  });
  showParts();
  show(current(), { focus: false });
}

// The words of a label without the help in another language.
export function germanOf(label) {
  const copy = label.cloneNode(true);
  for (const help of copy.querySelectorAll(".help")) help.remove();
  return copy.textContent.trim();
}

for (const form of document.querySelectorAll("form[data-steps]")) walkThrough(form);
