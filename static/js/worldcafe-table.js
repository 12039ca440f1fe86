// Notes are sent without leaving the page; what was typed stays until it is stored.
//
// form[data-quiet]     is sent by fetch; the answer is this page as it is now
// [data-live]          parts that are taken over from the answer
// form[data-new-note]  Enter sends, Shift+Enter begins a line; the field keeps the focus
const status = document.getElementById("meldung");

const tell = (state) => {
  status.dataset.state = state;
  status.textContent = state === "offline" ? status.dataset.offline : status.dataset.saved;
};

const takeOver = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  for (const part of document.querySelectorAll("[data-live]")) {
    const replacement = fresh.getElementById(part.id);
    // Never take a button away from under somebody's finger.
    if (replacement && !part.contains(document.activeElement)) part.replaceWith(replacement);
  }
};

const send = async (form) => {
  const response = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams(new FormData(form)),
  });
  return { stored: response.redirected, status: response.status, html: await response.text() };
};

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-quiet]");
  if (!form) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  let answer;
  try {
    answer = await send(form);
  } catch {
    tell("offline");
    return;
  } finally {
    delete form.dataset.busy;
  }
  if (!answer.stored) {
    form.submit(); // the page of the server says what is wrong
    return;
  }
  tell("saved");
  if (form.matches("[data-new-note]")) {
    form.elements.text.value = "";
    form.elements.id.value = crypto.randomUUID?.() ?? freshId(answer.html, form);
    form.elements.text.focus();
  } else {
    document.activeElement?.blur();
  }
  takeOver(answer.html);
});

// Without a secure context there is no randomUUID; the server's page brings new ids.
const freshId = (html, form) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  return fresh.getElementById(form.elements.text.id).form.elements.id.value;
};

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-new-note]");
  if (!form || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

// Two hosts at one table see each other's notes.
setInterval(async () => {
  if (document.hidden) return;
  try {
    takeOver(await (await fetch(location.pathname + roundOnly())).text());
  } catch {
    // The next time, perhaps.
  }
}, 3000);
const roundOnly = () => {
  const round = new URLSearchParams(location.search).get("runde");
  return round ? `?runde=${encodeURIComponent(round)}` : "";
};

// Buttons to count with.
for (const field of document.querySelectorAll("[data-count]")) {
  const row = document.createElement("span");
  row.className = "count__row";
  field.before(row);
  const label = field.labels[0].textContent.trim();
  const button = (sign, step) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "count__button";
    element.textContent = sign;
    element.setAttribute("aria-label", `${label}: ${sign}1`);
    element.addEventListener("click", () => {
      field.value = String(Math.max(0, (Number.parseInt(field.value, 10) || 0) + step));
    });
    return element;
  };
  row.append(button("−", -1), field, button("+", 1));
}

// The time left in the round, in whole minutes.
const clock = document.querySelector("[data-time-left]");
const tick = () => {
  const minutes = Math.ceil((Date.parse(clock.dataset.timeLeft) - Date.now()) / 60000);
  clock.textContent =
    minutes > 0 ? clock.dataset.template.replace("{}", minutes) : clock.dataset.over;
};
if (clock) {
  tick();
  setInterval(tick, 10000);
}
