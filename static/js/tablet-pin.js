// The PIN that keeps people out of the staff page; checked on the tablet, also offline.
import { readSetting, writeSetting } from "./tablet-store.js";

const ROUNDS = 200_000;

async function digest(pin, salt) {
  const material = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return [...new Uint8Array(await crypto.subtle.deriveBits(how, material, 256))].join();
}

export async function setPin(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  await writeSetting("pin", { salt, digest: await digest(pin, salt) });
}

export async function isPin(pin) {
  const kept = await readSetting("pin");
  return Boolean(kept) && (await digest(pin, kept.salt)) === kept.digest;
}
