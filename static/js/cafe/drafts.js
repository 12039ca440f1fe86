// What is being typed, kept at every stroke so that it survives whatever happens to the page.
import { newId } from "./changes.js";

export const NEW_WORDING = "aendern";
export const NEW_NOTE = "entwurf-"; // before the short name of its guiding question

export class Drafts {
  constructor(code) {
    this.prefix = `cafe-${code}-`;
  }

  read(name) {
    try {
      return JSON.parse(localStorage.getItem(this.prefix + name));
    } catch {
      return null;
    }
  }

  keep(name, draft) {
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify(draft));
    } catch {
      // Without room the field itself is all there is.
    }
  }

  // Forgets a draft, unless something else was begun in its place.
  forget(name, id) {
    if (this.read(name)?.id === id) localStorage.removeItem(this.prefix + name);
  }

  // New notes and wordings that were begun, as changes that nobody has sent.
  asChanges() {
    return this.#names().map((name) => {
      const { id, round, text, note, entered } = this.read(name);
      if (name === NEW_WORDING) return { ...note, id: newId(), type: "revise", text: entered.text };
      return { id, type: "write", note: id, round, question: name.slice(NEW_NOTE.length), text };
    });
  }

  forgetAll() {
    for (const name of this.#names()) localStorage.removeItem(this.prefix + name);
  }

  #names() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      return keys.map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }
}
