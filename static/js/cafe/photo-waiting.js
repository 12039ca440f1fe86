// The list of photographs that wait on this device, each with a small picture.
import { forgetPhoto, waitingPhotos } from "./photo-store.js";

const SMALL = 160; // pixels

export class WaitingList {
  constructor(section) {
    this.section = section;
    this.list = section.querySelector("[data-waiting-list]");
    this.template = section.querySelector("[data-waiting-row]");
    this.dialog = section.querySelector("[data-forget-dialog]");
  }

  async show() {
    const photos = await waitingPhotos();
    this.list.querySelectorAll("[data-save]").forEach((link) => URL.revokeObjectURL(link.href));
    this.list.replaceChildren(...photos.map((photo) => this.#row(photo)));
    this.section.hidden = !photos.length;
  }

  #row(photo) {
    const row = this.template.content.cloneNode(true).firstElementChild;
    const file = new Blob([photo.bytes], { type: "image/jpeg" });
    const time = new Date(photo.since).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
    const text = row.querySelector("[data-text]");
    text.textContent = text.dataset.template.replace("{}", photo.label).replace("{}", time);
    const reason = row.querySelector("[data-reason]");
    reason.hidden = !photo.reason;
    reason.textContent = photo.reason;
    const save = row.querySelector("[data-save]");
    save.href = URL.createObjectURL(file);
    save.download = `${photo.label}.jpg`;
    const forget = row.querySelector("[data-forget]");
    forget.addEventListener("click", () => this.#ask(photo));
    for (const control of [save, forget]) {
      control.setAttribute("aria-label", `${control.textContent}: ${text.textContent}`);
    }
    this.#draw(file, row.querySelector("canvas"));
    return row;
  }

  async #draw(file, canvas) {
    const bitmap = await createImageBitmap(file);
    const scale = SMALL / Math.max(bitmap.width, bitmap.height);
    canvas.width = Math.max(1, bitmap.width * scale);
    canvas.height = Math.max(1, bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  }

  #ask(photo) {
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.dialog.addEventListener(
      "close",
      async () => {
        if (this.dialog.returnValue !== "ja") return;
        await forgetPhoto(photo.id);
        await this.show();
      },
      { once: true },
    );
  }
}
