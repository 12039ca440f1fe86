// Photographing the sheets of a table: choose, blacken, send; what cannot be sent waits.
import { Bars } from "./photo-bars.js";
import { sendPhoto, sendWaiting } from "./photo-outbox.js";
import { readPicture, toJpeg, UnreadableError } from "./photo-picture.js";
import { isOnlyInThisPage, keepPhoto, newId } from "./photo-store.js";
import { WaitingList } from "./photo-waiting.js";

const PAUSE = 20_000; // milliseconds between two tries

const root = document.querySelector("[data-photos]");
const part = (name) => root.querySelector(`[data-${name}]`);
const messages = part("messages").content;
const message = (name) => messages.querySelector(`[data-name=${name}]`).textContent;
const editor = part("editor");
const form = part("send");
const progress = part("progress");
const waiting = new WaitingList(part("waiting"));

const tell = (text) => {
  part("status").textContent = text;
};
const complain = (text) => {
  part("alert").hidden = !text;
  part("alert-text").textContent = text;
};

const bars = new Bars({
  canvas: part("canvas"),
  list: part("bars"),
  template: root.querySelector("template[data-bar]"),
  undo: part("undo"),
  tell: (name, number) => tell(message(name).replace("{}", number)),
});

// --- Choosing

const choose = async (field) => {
  const [file] = field.files;
  if (!file) return;
  complain("");
  tell(message("reading"));
  try {
    bars.open(await readPicture(file));
  } catch (error) {
    tell("");
    complain(message(error instanceof UnreadableError ? error.reason : "broken"));
    return;
  } finally {
    field.value = ""; // the same file may be chosen again
  }
  editor.hidden = false;
  tell(message("ready"));
  editor.querySelector("h2").focus();
};
for (const field of root.querySelectorAll("[data-file]")) {
  field.addEventListener("change", () => choose(field));
  choose(field); // a picture that was faster than this script
}
part("add-bar").addEventListener("click", () => bars.add());

const close = () => {
  editor.hidden = true;
  part("sources").querySelector("input").focus();
};
part("discard").addEventListener("click", () => {
  tell("");
  close();
});

// --- Sending

const photoToSend = async () => {
  const jpeg = await toJpeg(part("canvas"));
  const round = form.elements.round;
  return {
    id: newId(),
    url: root.dataset.sendUrl,
    label: `${root.dataset.table}, ${round.selectedOptions[0].textContent}`,
    round: round.value,
    bytes: await jpeg.arrayBuffer(), // not every browser keeps a Blob
    since: Date.now(),
    reason: "",
  };
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button:not([type])");
  if (button.disabled) return;
  button.disabled = true;
  complain("");
  tell(message("sending"));
  progress.value = 0;
  progress.hidden = false;
  const photo = await photoToSend();
  const isKept = await keepPhoto(photo);
  const onProgress = (percent) => {
    progress.value = percent;
  };
  const outcome = await sendPhoto(photo, { gone: message("gone"), onProgress });
  progress.hidden = true;
  button.disabled = false;
  close();
  await afterSending();
  if (outcome === "sent") tell(message("sent"));
  else if (outcome === "later") tell(message(isKept ? "waits" : "unkept"));
  else {
    tell("");
    complain(`${message("refused")} ${photo.reason}`);
  }
});

const afterSending = async () => {
  await waiting.show();
  await takeOverList();
};

const takeOverList = async () => {
  try {
    const html = await (await fetch(location.pathname)).text();
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const list = fresh.getElementById("gespeicherte-fotos");
    if (list) document.getElementById("gespeicherte-fotos").replaceWith(list);
  } catch {
    // Without network the list stays as it was.
  }
};

const sendAll = async (everything) => {
  if (await sendWaiting({ gone: message("gone"), everything })) {
    tell(message("sent"));
    await afterSending();
  } else {
    await waiting.show();
  }
};
part("send-now").addEventListener("click", () => sendAll(true));
addEventListener("online", () => sendAll(false));
setInterval(() => {
  if (!waiting.section.hidden) sendAll(false);
}, PAUSE);

// A picture that is nowhere but here.
addEventListener("beforeunload", (event) => {
  if (!editor.hidden || isOnlyInThisPage()) event.preventDefault();
});

// The round that the table was at; a kept page was drawn for another one.
const round = new URLSearchParams(location.search).get("runde");
if (form.elements.round.querySelector(`[value="${CSS.escape(round ?? "")}"]`)) {
  form.elements.round.value = round;
}

root.hidden = false;
waiting.show().then(() => sendAll(false));
