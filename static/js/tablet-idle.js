// Asks whether somebody is still there when nobody touches the tablet.
const TOUCHES = ["pointerdown", "keydown", "input"];

export class IdleWatch {
  // After `seconds` without a touch `onIdle` is called; `grace` seconds later `onGone`.
  constructor({ seconds, grace, onIdle, onBack, onGone }) {
    Object.assign(this, { seconds, grace, onIdle, onBack, onGone });
    this.touched = () => this.#restart();
  }

  start() {
    for (const event of TOUCHES) addEventListener(event, this.touched);
    this.#restart();
  }

  stop() {
    for (const event of TOUCHES) removeEventListener(event, this.touched);
    clearTimeout(this.timer);
    this.isAsking = false;
  }

  #restart() {
    clearTimeout(this.timer);
    if (this.isAsking) this.onBack();
    this.isAsking = false;
    this.timer = setTimeout(() => this.#ask(), this.seconds * 1000);
  }

  #ask() {
    this.isAsking = true;
    this.onIdle();
    this.timer = setTimeout(() => this.#leave(), this.grace * 1000);
  }

  #leave() {
    this.stop();
    this.onGone();
  }
}
