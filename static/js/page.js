// On every page: the error summary gets the focus, and dangerous buttons ask first.
document.querySelector("[data-autofocus]")?.focus();

// <dialog id="x"> with <button data-opens="x"> and <button data-closes>.
for (const opener of document.querySelectorAll("[data-opens]")) {
  opener.addEventListener("click", () => {
    document.getElementById(opener.dataset.opens).showModal();
  });
}
for (const closer of document.querySelectorAll("[data-closes]")) {
  closer.addEventListener("click", () => closer.closest("dialog").close());
}
