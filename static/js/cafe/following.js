// Keeps a part of a page as the server has it: asks again and again, by ETag, and takes it
// over when it is another one.
//
// [data-follow="address"]  the part; the address answers with it alone, it keeps its id

// `on.fresh(part)` after it was taken over, `on.network(isThere, serverTime)` after each try.
export const follow = (part, { every, fresh, network }) => {
  let etag = "";
  const ask = async () => {
    let answer;
    try {
      answer = await fetch(part.dataset.follow, {
        headers: etag ? { "If-None-Match": etag } : {},
        cache: "no-store",
      });
    } catch {
      network?.(false);
      return;
    }
    network?.(answer.ok || answer.status === 304, Date.parse(answer.headers.get("Date")));
    if (!answer.ok) return;
    etag = answer.headers.get("ETag") ?? "";
    part = takeOver(part, await answer.text());
    fresh?.(part);
  };
  // One after the other: a slow answer is never overtaken by the next one.
  const again = async () => {
    if (!document.hidden) await ask();
    setTimeout(again, every);
  };
  setTimeout(again, every);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
};

const takeOver = (part, html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const replacement = page.getElementById(part.id);
  if (!replacement) return part;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(replacement);
  if (focused) document.getElementById(focused)?.focus();
  return replacement;
};
