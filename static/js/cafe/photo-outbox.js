// Sends photographs that wait, each until the server has given its receipt.
import { forgetPhoto, keepPhoto, waitingPhotos } from "./photo-store.js";

const TIMEOUT = 120_000; // milliseconds; a megabyte through a bad network
// The server has read these and will not take them; sending again by itself is no use.
const FINAL = [403, 404, 409, 410, 413, 422];

const post = (photo, onProgress) =>
  new Promise((resolve, reject) => {
    const form = new FormData();
    form.append("id", photo.id);
    form.append("round", photo.round);
    form.append("picture", new Blob([photo.bytes], { type: "image/jpeg" }), "foto.jpg");
    const request = new XMLHttpRequest(); // fetch tells no progress
    request.open("POST", photo.url);
    request.responseType = "json";
    request.timeout = TIMEOUT;
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress((100 * event.loaded) / event.total);
    });
    request.addEventListener("load", () => resolve({ status: request.status, body: request.response ?? {} }));
    for (const failure of ["error", "timeout", "abort"]) request.addEventListener(failure, reject);
    request.send(form);
  });

// Returns "sent", "later", or "refused"; the reason is then kept with the photograph.
export const sendPhoto = async (photo, { gone, onProgress = () => {} }) => {
  let answer;
  try {
    answer = await post(photo, onProgress);
  } catch {
    return "later";
  }
  // A captive portal says 200, too; only our server knows the id.
  if (answer.body.receipt === photo.id) {
    await forgetPhoto(photo.id);
    return "sent";
  }
  if (!FINAL.includes(answer.status)) return "later";
  photo.reason = answer.body.message ?? gone;
  await keepPhoto(photo);
  return "refused";
};

// Sends one after the other until the network fails; returns how many arrived. Those
// that were refused are tried again only if `everything` is wanted.
export const sendWaiting = async ({ gone, everything = false }) => {
  let sent = 0;
  for (const photo of await waitingPhotos()) {
    if (photo.reason && !everything) continue;
    const outcome = await sendPhoto(photo, { gone });
    if (outcome === "later") break;
    if (outcome === "sent") sent += 1;
  }
  return sent;
};
