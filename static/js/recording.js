// Records a text with the microphone into the file field of <form data-recorder>.
// Without a microphone, or without this script, a file can still be chosen.
const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const BITS_PER_SECOND = 32_000; // plenty for one voice; a minute has 240 kB

for (const form of document.querySelectorAll("[data-recorder]")) {
  if (navigator.mediaDevices?.getUserMedia && window.MediaRecorder) enhance(form);
}

function enhance(form) {
  const part = (name) => form.querySelector(`[data-${name}]`);
  const longest = Number(form.dataset.longest); // seconds
  let recorder = null;
  let clock = null;
  part("recorder-tools").hidden = false;

  const say = (state) => {
    part("state").textContent = part("state").dataset[state] ?? "";
  };
  const show = (isOn) => {
    part("record").hidden = isOn;
    part("stop").hidden = !isOn;
    part("time").hidden = !isOn;
    (isOn ? part("stop") : part("record")).focus();
  };
  const count = (seconds) => {
    const rest = String(seconds % 60).padStart(2, "0");
    part("time").textContent = `${Math.floor(seconds / 60)}:${rest}`;
    if (seconds >= longest) recorder.stop();
  };

  async function start() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return say("isRefused");
    }
    const kind = KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    const pieces = [];
    recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: BITS_PER_SECOND });
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of stream.getTracks()) track.stop(); // the sign of the microphone goes out
      take(new Blob(pieces, { type: recorder.mimeType }));
    });
    recorder.start();
    const since = Date.now();
    clock = setInterval(() => count(Math.floor((Date.now() - since) / 1000)), 250);
    part("preview").hidden = true;
    count(0);
    show(true);
    say("isOn");
  }

  // The recording becomes the chosen file: it is sent with the form like any other.
  function take(sound) {
    const files = new DataTransfer();
    const name = `aufnahme.${sound.type.split(/[/;]/)[1]}`;
    files.items.add(new File([sound], name, { type: sound.type }));
    form.querySelector("input[type=file]").files = files.files;
    URL.revokeObjectURL(part("preview").dataset.address);
    part("preview").dataset.address = URL.createObjectURL(sound);
    part("preview").hidden = false;
    show(false);
    say("isDone");
  }

  part("record").addEventListener("click", start);
  part("stop").addEventListener("click", () => recorder.stop());
}
