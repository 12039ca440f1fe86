// Says what is wrong in the form, as the server would: above the step and at the field.

// `faults` are { message, field } with a field or without; `title` where nobody did
// anything wrong.
export function showFaults(form, faults, title = "") {
  clearFaults(form);
  const box = form.querySelector("[data-messages-template]").content.firstElementChild.cloneNode(true);
  const list = box.querySelector("ul");
  if (title) box.querySelector(".kern-title").textContent = title;
  for (const fault of faults) {
    const item = document.createElement("li");
    item.append(fault.field ? linkTo(fault) : fault.message);
    list.append(item);
    if (fault.field) markField(fault);
  }
  form.querySelector("[data-step]").before(box);
  window.scrollTo(0, 0);
  box.focus();
}

export function clearFaults(form) {
  form.querySelector("[data-messages]")?.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) clearField(field);
  for (const group of form.querySelectorAll("[data-needs-one]")) clearGroup(group);
}

export function clearField(field) {
  field.removeAttribute("aria-invalid");
  field.classList.remove("kern-form-input__input--error");
  forget(field);
}

export function clearGroup(group) {
  group?.classList.remove("kern-fieldset--error");
  if (group) forget(group);
}

function forget(field) {
  document.getElementById(errorId(field))?.remove();
  const others = describedBy(field).filter((id) => id !== errorId(field));
  if (others.length) field.setAttribute("aria-describedby", others.join(" "));
  else field.removeAttribute("aria-describedby");
}

const errorId = (field) => `fehler_${field.name || field.id.replace("id_", "")}`;
const describedBy = (field) => (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);

function linkTo({ message, field }) {
  const link = document.createElement("a");
  link.className = "kern-link";
  link.href = `#${field.id}`;
  link.textContent = message;
  return link;
}

function markField({ message, field }) {
  const error = document.createElement("p");
  error.className = "kern-error";
  error.id = errorId(field);
  const icon = document.createElement("span");
  icon.className = "kern-icon kern-icon--danger";
  icon.setAttribute("aria-hidden", "true");
  const text = document.createElement("span");
  text.className = "kern-body";
  text.textContent = message;
  error.append(icon, text);
  field.setAttribute("aria-describedby", [...describedBy(field), error.id].join(" "));
  if (field.matches("fieldset")) {
    field.classList.add("kern-fieldset--error");
    return field.append(error);
  }
  field.setAttribute("aria-invalid", "true");
  field.classList.add("kern-form-input__input--error");
  field.after(error);
}
