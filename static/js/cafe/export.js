// What could not be sent, as a file that the set-up reads in, and as text to copy.
import { isUnsent } from "./changes.js";

const COLUMNS = ["Kennung", "Tisch", "Runde", "Leitfrage", "Notiz"];
const MARKS = { confirmed: "bestätigt", supplemented: "ergänzt", contradicted: "widersprochen" };

// Notes and wordings that never arrived, each in its last state.
export function unsentNotes(changes) {
  const notes = new Map();
  for (const change of changes.filter(isUnsent)) {
    const before = notes.get(change.note);
    if (change.type === "write") notes.set(change.note, { ...change, id: change.note });
    else if (change.type === "revise") notes.set(change.note, { ...change, ...before, text: change.text });
    else if (change.type === "delete") notes.delete(change.note);
    else if (change.type === "move" && before) before.question = change.question;
  }
  return [...notes.values()];
}

const quoted = (value) => `"${String(value ?? "").replaceAll('"', '""')}"`;

export function asCsv(changes, { table, titles }) {
  const rows = unsentNotes(changes).map((note) => [note.id, table, note.round, titles[note.question] ?? note.question, note.text]);
  return [COLUMNS, ...rows].map((row) => row.map(quoted).join(";")).join("\r\n");
}

export function asText(changes) {
  const texts = unsentNotes(changes).map(({ text }) => text);
  const others = changes.filter(isUnsent).map(describe).filter(Boolean);
  return [...texts, ...others].join("\n\n");
}

function describe({ type, kind, dots, counts, round }) {
  if (type === "mark") return `Runde ${round}, Vermerk: ${MARKS[kind] ?? "zurückgenommen"}`;
  if (type === "weigh") return `Gewichtungspunkte: ${dots}`;
  if (type === "attend") return `Runde ${round}, gezählt: ${Object.values(counts).join(", ")}`;
  return "";
}

export function saveAsFile(content, name) {
  const link = document.createElement("a");
  // The byte order mark tells spreadsheets that it is UTF-8.
  link.href = URL.createObjectURL(new Blob(["\ufeff", content], { type: "text/csv" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
