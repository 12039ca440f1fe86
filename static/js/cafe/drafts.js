// What is being typed, kept at every stroke so that it survives whatever happens to the page.
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

  names() {
    try {
      const keys = Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
      return keys.map((key) => key.slice(this.prefix.length));
    } catch {
      return [];
    }
  }
}
