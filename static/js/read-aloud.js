// Reads the texts of the form aloud: recorded sounds, else a voice of the device itself.
// Where there is neither, nothing is shown. Nothing is ever sent to anybody.
//
// <… data-read-aloud>        a part of the page that gets a button; it reads every …
// <… data-read>              … text in it: in German, and in .help in another language
// <… data-read="option">     a text that gets a small button of its own as well
// <… data-sound="address">   where its recording is, on the German or on the .help
// <… data-reading-button>    what the buttons beside it and below look like
import { germanOf } from "./steps.js";

const TYPES = {
  webm: "audio/webm; codecs=opus",
  ogg: "audio/ogg; codecs=opus",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  wav: "audio/wav",
};
// One for all: browsers let only that play on which was started by a touch.
const player = new Audio();
const speech = window.speechSynthesis;
let now = null; // what is being read: { button, end }

// --- What can be heard of a text

const canPlay = (address) => player.canPlayType(TYPES[address.split(".").pop()]) !== "";

// Only voices of the device: others send what they read to somebody.
const voiceIn = (language) =>
  speech
    ?.getVoices()
    .find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === language);

function heard(element, language) {
  const help = element.querySelector(".help");
  const place = language === "de" ? element.querySelector("[data-sound]:not(.help)") : help;
  const words = language === "de" ? germanOf(element) : help?.lang === language && help.textContent;
  if (!words) return null;
  const sound = place?.dataset.sound;
  if (sound && canPlay(sound)) return { element, sound };
  const voice = voiceIn(language);
  return voice ? { element, words, voice } : null;
}

const inLanguage = (elements, language) =>
  elements.map((element) => heard(element, language)).filter(Boolean);

// --- Reading

const play = (sound) =>
  new Promise((done) => {
    player.onended = player.onerror = done;
    player.src = sound;
    player.play().catch(done);
  });

const speak = (words, voice) =>
  new Promise((done) => {
    const utterance = new SpeechSynthesisUtterance(words);
    Object.assign(utterance, { voice, lang: voice.lang, rate: 0.9, onend: done, onerror: done });
    speech.speak(utterance);
  });

function show(button, isReading) {
  for (const side of button.querySelectorAll("[data-while]")) {
    side.hidden = (side.dataset.while === "reading") !== isReading;
  }
}

export function beQuiet() {
  if (!now) return;
  const { button } = now;
  now = null;
  player.pause();
  speech?.cancel();
  for (const element of document.querySelectorAll(".is-read")) element.classList.remove("is-read");
  show(button, false);
}

async function read(texts, button) {
  beQuiet();
  const turn = { button };
  now = turn;
  show(button, true);
  for (const { element, sound, words, voice } of texts) {
    element.classList.add("is-read");
    element.scrollIntoView({ block: "nearest" });
    await (sound ? play(sound) : speak(words, voice));
    if (now !== turn) return;
    element.classList.remove("is-read");
  }
  beQuiet();
}

// --- Buttons

// `texts` is asked for when the button is pressed: what is hidden then is not read.
function buttonLike(pattern, texts) {
  const button = pattern.firstElementChild.cloneNode(true);
  button.addEventListener("click", () => {
    if (now?.button === button) beQuiet();
    else read(texts(), button);
  });
  return button;
}

const hidden = (text) => Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: text });

// The button says which text it reads; a small one only to those who cannot see where it is.
function name(button, text, { isSmall }) {
  for (const words of button.querySelectorAll("[data-words]")) {
    words.replaceChildren(hidden(`${germanOf(words)}: `), isSmall ? hidden(text) : text);
  }
}

const isShown = ({ element }) => element.checkVisibility?.() ?? true;

function offerWhole(part, pattern, languages) {
  const elements = [...part.querySelectorAll("[data-read]")];
  const row = document.createElement("div");
  row.className = "readings";
  for (const language of languages) {
    if (!inLanguage(elements, language).length) continue;
    const button = buttonLike(pattern, () => inLanguage(elements, language).filter(isShown));
    if (language === "de" && languages.length > 1) name(button, "Deutsch", { isSmall: false });
    row.append(button);
  }
  if (row.firstChild) part.prepend(row);
}

function offerOne(element, pattern, languages) {
  const text = languages.map((language) => heard(element, language)).find(Boolean);
  if (!text) return;
  const button = buttonLike(pattern, () => [text]);
  button.classList.add("reading--small");
  name(button, germanOf(element), { isSmall: true });
  (element.closest("label") ?? element).after(button);
}

function offer(root, pattern) {
  for (const old of root.querySelectorAll(".readings, .reading--small")) old.remove();
  const help = root.querySelector("[data-read] .help")?.lang;
  const languages = help ? [help, "de"] : ["de"];
  for (const part of root.querySelectorAll("[data-read-aloud]")) {
    offerWhole(part, pattern, languages);
  }
  for (const element of root.querySelectorAll("[data-read=option]")) {
    offerOne(element, pattern, languages);
  }
}

// Puts buttons wherever there is something to hear. Each pattern is for what stands beside it.
export function offerReading(within) {
  beQuiet();
  for (const pattern of within.querySelectorAll("[data-reading-button]")) {
    offer(pattern.parentElement, pattern);
  }
}

// Any other button or link means that something else is wanted now.
function listen(event) {
  if (event.target.closest("button, a, summary") && !event.target.closest(".reading")) beQuiet();
}

document.addEventListener("click", listen, true);
addEventListener("pagehide", beQuiet);
speech?.addEventListener?.("voiceschanged", () => offerReading(document));
offerReading(document);
