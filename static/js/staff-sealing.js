// Puts an answer into its envelope; the other half is staffsurvey/envelopes.py.
import { seal, toBase64 } from "./sealing.js";

const PURPOSE = "staff-survey-envelope-1";
const ANSWER_LENGTH = 16 * 1024;
const PREFIX = 4; // the length of an answer stands before it

const written = (answer) => new TextEncoder().encode(JSON.stringify(answer));

export const canSeal = () => window.isSecureContext && Boolean(window.crypto?.subtle);

// By how many bytes the texts are too long for an envelope.
export function excessOf(answer) {
  return Math.max(0, written(answer).length - (ANSWER_LENGTH - PREFIX));
}

// A text as the server would store it; see ilmkreis_integration/domain/texts.py.
export function cleanText(text) {
  const space = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Surrogate}/gu, "\ufffd") // those without their other half
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, "")
    .normalize("NFC")
    .replace(new RegExp(`^${space}|${space}$`, "g"), "");
}

// `answer` holds texts by "topic/focus-area". Returns the envelope in base64: the key
// it was sealed with, the nonce, the content.
export async function putIntoEnvelope(answer, { id, publicKey }) {
  const body = written(answer);
  const plain = new Uint8Array(ANSWER_LENGTH);
  new DataView(plain.buffer).setUint32(0, body.length);
  plain.set(body, PREFIX);
  const { senderKey, nonce, content } = await seal(plain, { publicKey, purpose: PURPOSE, boundTo: id });
  return toBase64([...senderKey, ...nonce, ...content]);
}
