// Reads the code of a slip as staffsurvey/codes.py does, before anything is sent.
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;
const BETWEEN = /[ \-–—.\t\r\n\u00a0\u2010\u2011]/g;
const MISTAKEN = { round: "0O", stroke: "1IL" };

const fill = (message, values) =>
  message.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));

// Returns what is wrong with `typed`, "" for nothing.
export function complaintAbout(typed, messages) {
  const code = typed.toUpperCase().replace(BETWEEN, "");
  if (!code) return messages.empty;
  const strange = [...code].filter((sign) => !ALPHABET.includes(sign));
  strange.sort((one, other) => one.codePointAt(0) - other.codePointAt(0));
  for (const [kind, signs] of Object.entries(MISTAKEN)) {
    const sign = strange.find((one) => signs.includes(one));
    if (sign) return fill(messages[kind], { sign });
  }
  if (strange.length) return fill(messages.strange, { sign: strange[0] });
  if (code.length !== LENGTH) {
    return fill(messages.length, { length: LENGTH, typed: code.length });
  }
  return hasCheckCharacter(code) ? "" : messages.typo;
}

// ISO 7064, as MOD 37,36 but for our alphabet.
function hasCheckCharacter(code) {
  const size = ALPHABET.length;
  let check = size / 2;
  for (const sign of code) {
    check = (((check || size) * 2) % (size + 1) + ALPHABET.indexOf(sign)) % size;
  }
  return check === 1;
}

// A QR code leads to …/#K7QM-2RXD-9VTA: the code goes into the field, and out of the
// address, which others could see over a shoulder or in a list of recent pages.
export function takeFromAddress(field, onTaken) {
  const take = () => {
    const typed = location.hash.slice(1);
    if (!typed || document.getElementById(typed)) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    if (!field) return;
    field.value = typed;
    onTaken();
  };
  window.addEventListener("hashchange", take);
  take();
}
