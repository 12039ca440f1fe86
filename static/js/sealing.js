// Locks bytes so that only the holder of a private key can read them;
// the other half is ilmkreis_integration/sealing.py.
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const encode = (text) => new TextEncoder().encode(text);

export function toBase64(bytes) {
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}
const fromBase64 = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

async function deriveKey(own, publicKey, purpose) {
  const receiver = await crypto.subtle.importKey("raw", fromBase64(publicKey), CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: receiver }, own, 256);
  const material = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(32), info: encode(purpose) };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
}

// Returns { senderKey, nonce, content }; the public key is a point in base64.
export async function seal(plain, { publicKey, purpose, boundTo }) {
  const own = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const key = await deriveKey(own.privateKey, publicKey, purpose);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const how = { name: "AES-GCM", iv: nonce, additionalData: encode(boundTo) };
  const content = await crypto.subtle.encrypt(how, key, plain);
  const senderKey = await crypto.subtle.exportKey("raw", own.publicKey);
  return { senderKey: new Uint8Array(senderKey), nonce, content: new Uint8Array(content) };
}
