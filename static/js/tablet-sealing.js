// Seals forms so that only the server can open them; the other half is surveys/sealing.py.
const PURPOSE = new TextEncoder().encode("questionnaire-envelope-1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

const toBase64 = (bytes) => {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
};
const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

async function deriveKey(own, publicKey) {
  const server = await crypto.subtle.importKey("raw", fromBase64(publicKey), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: PURPOSE };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

// Returns an envelope; `value` must be fit for JSON.
export async function seal(value, id, publicKey) {
  const own = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const key = await deriveKey(own.privateKey, publicKey);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv: nonce, additionalData: new TextEncoder().encode(id) };
  const content = await crypto.subtle.encrypt(how, key, new TextEncoder().encode(JSON.stringify(value)));
  const sender = await crypto.subtle.exportKey("raw", own.publicKey);
  return { id, key: toBase64(sender), nonce: toBase64(nonce), content: toBase64(content) };
}
