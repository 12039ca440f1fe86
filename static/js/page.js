// On every page: the error summary gets the focus, and dangerous buttons ask first.
document.querySelector("[data-autofocus]")?.focus();

// <button data-toggles aria-expanded="false">; the style sheet shows what it controls.
for (const button of document.querySelectorAll("[data-toggles]")) {
  button.addEventListener("click", () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
  });
}

// <dialog id="x"> with <button data-opens="x"> and <button data-closes>.
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => {
    document.getElementById(opener.dataset.opens).showModal();
  });
}
for (const closer of document.querySelectorAll("[data-closes]")) {
  closer.addEventListener("click", () => closer.closest("dialog").close());
}
