// Tones made on the spot, without a file. Browsers allow them only after somebody pressed
// a button.

const LENGTH = 0.7; // seconds
const A4 = 440; // hertz
// How high each tone is; the end of a round sounds like no other sign.
const MELODIES = { 5: [A4], 2: [A4, A4], 0: [A4, A4 * 1.25, A4 * 1.5] };

export class Chime {
  constructor() {
    this.isOn = false;
  }

  async turn(isOn) {
    this.isOn = isOn;
    if (!isOn) return;
    this.context ??= new AudioContext();
    await this.context.resume();
    this.play(5); // so that everybody knows how it sounds
  }

  play(minutes) {
    if (!this.isOn) return;
    MELODIES[minutes].forEach((pitch, number) => this.#tone(pitch, number * LENGTH));
  }

  #tone(pitch, after) {
    const start = this.context.currentTime + after;
    const loudness = this.context.createGain();
    loudness.gain.setValueAtTime(0.4, start);
    loudness.gain.exponentialRampToValueAtTime(0.001, start + LENGTH);
    loudness.connect(this.context.destination);
    const tone = this.context.createOscillator();
    tone.frequency.value = pitch;
    tone.connect(loudness);
    tone.start(start);
    tone.stop(start + LENGTH);
  }
}
