// How a round looks to the device: as the server sent it, or, without network, as it was last
// seen, with what the rounds before it have noted since.
import { fromPattern } from "./overlay.js";
import { noteOf } from "./notes.js";

// `sent` is the page as it was loaded, which without network may be an old one.
export async function remembered(store, round, sent) {
  const kept = await store.seen(round);
  let newest = kept?.age > sent.age ? kept : sent;
  for (let before = 1; before < round; before += 1) {
    const other = await store.seen(before);
    if (other?.age > newest.age) newest = { ...newest, html: withNotesOf(other, before, newest) };
  }
  return newest;
}

function withNotesOf(other, before, { html }) {
  const parse = (text) => new DOMParser().parseFromString(text, "text/html").body;
  const [root, source] = [parse(html), parse(other.html)];
  const place = (id) => root.querySelector(`#notiz-${CSS.escape(id)}`);
  for (const item of source.querySelectorAll(".note:not(.note--earlier)")) {
    const note = noteOf(item);
    const list = root.querySelector(`#fruehere-${CSS.escape(note.question)} .notes`);
    const known = place(note.note);
    if (known) known.querySelector(".note__text").textContent = note.text;
    if (known || !list) continue;
    const earlier = fromPattern("muster-fruehere", note);
    Object.assign(earlier.dataset, { version: note.version, dots: note.dots });
    earlier.querySelector(".code").textContent = `Runde ${before} · ${item.querySelector(".code").textContent}`;
    list.append(earlier);
    list.parentElement.querySelector("h3").hidden = false;
  }
  return root.innerHTML;
}
