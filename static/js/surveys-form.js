// What the questionnaire does in the browser beside its steps.
import { germanOf } from "./steps.js";

const number = (field) => Number.parseInt(field.value, 10) || 0;

export function enhanceSheet(form) {
  // A form's own id, made where it is opened: a form sent twice is stored once.
  for (const field of form.querySelectorAll("[data-new-id]")) {
    if (window.crypto?.randomUUID) field.value = crypto.randomUUID();
  }
  for (const field of form.querySelectorAll(".count__input")) addButtons(field);
  for (const group of form.querySelectorAll("[data-counts]")) showSum(form, group);
}

// Buttons to count with, beside a number field.
function addButtons(field) {
  const row = document.createElement("span");
  row.className = "count__row";
  field.before(row);
  const label = germanOf(field.labels[0]);
  const button = (sign, step) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "count__button";
    element.textContent = sign;
    element.setAttribute("aria-label", `${label}: ${sign}1`);
    element.addEventListener("click", () => {
      field.value = String(Math.max(0, number(field) + step));
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return element;
  };
  row.append(button("−", -1), field, button("+", 1));
}

// The sum under the numbers of a group, in German and in the language of the help.
function showSum(form, group) {
  const people = form.querySelector("[name=people_count]");
  const unknown = form.querySelector("[name=people_unknown]");
  const update = () => {
    const fields = [...group.querySelectorAll(".count__input")];
    const sum = fields.reduce((total, field) => total + number(field), 0);
    const size = unknown.checked ? 0 : number(people);
    for (const place of group.querySelectorAll("[data-sum]")) {
      const text = !size
        ? place.dataset.sum
        : sum > size
          ? place.dataset.tooMany
          : place.dataset.sumOf;
      place.textContent = sum ? text.replace("{sum}", sum).replace("{people}", size) : "";
    }
  };
  form.addEventListener("input", update);
  unknown.addEventListener("change", update);
  update();
}

for (const form of document.querySelectorAll("form[data-steps]")) enhanceSheet(form);
