// A form's own id, made where it is opened: a form sent twice is stored once.
for (const field of document.querySelectorAll("[data-new-id]")) {
  if (window.crypto?.randomUUID) field.value = crypto.randomUUID();
}

// Group form: buttons to count with, and the sum under the numbers.
const number = (field) => Number.parseInt(field.value, 10) || 0;

for (const field of document.querySelectorAll(".count__input")) {
  const row = document.createElement("span");
  row.className = "count__row";
  field.before(row);
  const label = field.labels[0].textContent.trim();
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

const people = document.querySelector("[name=people_count]");
const unknown = document.querySelector("[name=people_unknown]");
for (const group of document.querySelectorAll("[data-counts]")) {
  const place = group.querySelector("[data-sum]");
  const update = () => {
    const fields = [...group.querySelectorAll(".count__input")];
    const sum = fields.reduce((total, field) => total + number(field), 0);
    const size = unknown.checked ? 0 : number(people);
    const text = !size
      ? place.dataset.sum
      : sum > size
        ? place.dataset.tooMany
        : place.dataset.sumOf;
    place.textContent = sum ? text.replace("{sum}", sum).replace("{people}", size) : "";
  };
  document.addEventListener("input", update);
  unknown.addEventListener("change", update);
  update();
}
