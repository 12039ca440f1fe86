// Advice and preview while a text is typed, in <form data-writing>. Without this script
// its buttons do the same: "pruefen" shows the form again, "vorschau" fills the frame.
//
// <form data-advice-url data-page="einzeln" [data-is-unsaved]>   the page shown at first
// <div data-wording data-page="gruppe">  a field, and the page on which its text is seen
//   <div data-advice>                    what is said about it; the server writes that
// <p data-advice-status>                 the same in a few words, for screen readers
// <button data-preview value="gruppe">   shows that page
const PAUSE = 600; // milliseconds without a key, before the server is asked
let asked = 0;

for (const form of document.querySelectorAll("[data-writing]")) enhance(form);

function enhance(form) {
  const showPreview = previewOf(form);
  const later = new Map();
  const afterPause = (key, action) => {
    clearTimeout(later.get(key));
    later.set(key, setTimeout(action, PAUSE));
  };

  form.addEventListener("input", (event) => {
    const wording = event.target.closest("[data-wording]");
    if (wording) afterPause(wording, () => askForAdvice(form, wording));
    const page = wording?.dataset.page;
    afterPause(form, () => showPreview(page));
  });
  for (const button of document.querySelectorAll("[data-preview]")) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      showPreview(button.value);
    });
  }
  if ("isUnsaved" in form.dataset) showPreview();
}

async function askForAdvice(form, wording) {
  const field = wording.querySelector("textarea, input");
  const place = wording.querySelector("[data-advice]");
  const number = String(++asked);
  place.dataset.asked = number;
  const body = new URLSearchParams({ text: field.value });
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  let html;
  try {
    const response = await fetch(form.dataset.adviceUrl, { method: "POST", body, headers });
    if (!response.ok || response.redirected) return;
    html = await response.text();
  } catch {
    return; // no network: the old advice stays, and the buttons say what is wrong
  }
  if (place.dataset.asked !== number) return; // typed on meanwhile
  const before = sumIn(place);
  const isOpen = place.querySelector("details")?.open;
  place.innerHTML = html;
  if (isOpen) place.querySelector("details")?.setAttribute("open", "");
  if (sumIn(place) === before) return;
  const label = field.labels[0].firstChild.textContent.trim();
  form.querySelector("[data-advice-status]").textContent = `${label}: ${sumIn(place)}`;
}

const sumIn = (place) => place.querySelector("[data-sum]")?.textContent ?? "";

// Returns a function that shows what was typed, on a page or on the one shown last.
function previewOf(form) {
  let frame = document.querySelector("iframe[name=vorschau-fenster]");
  let next = null;
  let shown = form.dataset.page;

  const mark = () => {
    for (const button of document.querySelectorAll("[data-preview]")) {
      button.setAttribute("aria-pressed", String(button.value === shown));
    }
  };
  mark();

  return (page) => {
    shown = page || shown;
    mark();
    const language = frame.contentDocument?.querySelector(".languages__button[aria-current]");
    // A new frame for each: it leaves no trace in the history, and the old one stays in
    // sight until the new one is ready.
    next?.remove();
    next = frame.cloneNode();
    next.removeAttribute("src");
    next.name = `vorschau-${++asked}`;
    next.dataset.isLoading = "";
    next.inert = true;
    frame.after(next);
    const loaded = next;
    const sending = sendingOf(form, { vorschau: shown, sprache: language?.lang ?? "de" });
    sending.target = loaded.name;
    document.body.append(sending);
    loaded.addEventListener("load", () => {
      if (loaded !== next) return;
      if (loaded.contentWindow.location.href === "about:blank") return;
      delete loaded.dataset.isLoading;
      loaded.inert = false;
      frame.remove();
      frame = loaded;
      next = null;
      frame.name = "vorschau-fenster";
    });
    sending.submit();
    sending.remove();
  };
}

// A hidden copy of what the form holds now, to be sent somewhere else.
function sendingOf(form, extra) {
  const copy = document.createElement("form");
  copy.method = "post";
  copy.hidden = true;
  const add = (name, value) => {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    copy.append(field);
  };
  for (const [name, value] of new FormData(form)) add(name, value);
  for (const [name, value] of Object.entries(extra)) add(name, value);
  return copy;
}
