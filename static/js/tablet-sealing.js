// Seals forms so that only the server can open them; the other half is surveys/sealing.py.
import { seal as sealBytes, toBase64 } from "./sealing.js";

// Returns an envelope; `value` must be fit for JSON.
export async function seal(value, id, publicKey) {
  const how = { publicKey, purpose: "questionnaire-envelope-1", boundTo: id };
  const sealed = await sealBytes(new TextEncoder().encode(JSON.stringify(value)), how);
  return { id, key: toBase64(sealed.senderKey), nonce: toBase64(sealed.nonce), content: toBase64(sealed.content) };
}
