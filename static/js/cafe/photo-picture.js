// From a file to a small JPEG that knows nothing of camera, place and time: only pixels
// pass through the canvas.
export const LONGEST_SIDE = 2000; // pixels
const LARGEST_FILE = 60 << 20; // what is tried to be read
const LARGEST_JPEG = 6 << 20; // what the server takes
const QUALITIES = [0.85, 0.7, 0.5];

// `reason` names a message of the page.
export class UnreadableError extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

const kindOf = async (file) => {
  const start = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  const text = String.fromCharCode(...start);
  if (text.startsWith("%PDF")) return "pdf";
  if (text.slice(4, 8) === "ftyp") return "heic";
  const isPicture = /^(\xff\xd8\xff|\x89PNG|RIFF....WEBP|GIF8|BM)/s.test(text);
  return isPicture ? "picture" : "other";
};

const decode = async (file, kind) => {
  try {
    return await createImageBitmap(file); // upright, as the camera was held
  } catch {
    throw new UnreadableError(kind === "picture" ? "broken" : kind);
  }
};

// Returns a canvas with the picture. Throws UnreadableError.
export const readPicture = async (file) => {
  if (!file.size) throw new UnreadableError("empty");
  const kind = await kindOf(file);
  if (kind === "pdf" || kind === "other") throw new UnreadableError(kind);
  if (file.size > LARGEST_FILE) throw new UnreadableError("huge");
  const bitmap = await decode(file, kind);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "white"; // where a PNG is transparent
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
};

export const toJpeg = async (canvas) => {
  let jpeg = null;
  for (const quality of QUALITIES) {
    jpeg = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (jpeg && jpeg.size <= LARGEST_JPEG) break;
  }
  if (!jpeg) throw new UnreadableError("broken");
  return jpeg;
};
