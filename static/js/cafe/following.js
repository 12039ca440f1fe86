// Keeps a part of a page as the server has it: asks again and again, by ETag, and takes it
// over when it is another one. What has not changed stays, with what is selected in it.
//
// [data-follow="address"]  the part; the address answers with it alone, it keeps its id

// `on.fresh(part)` after it was taken over, `on.network(isThere, serverTime)` after each try.
export const follow = (part, { every, fresh, network }) => {
  let etag = "";
  let html = part.outerHTML; // as the server drew it
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
    const replacement = partOf(await answer.text(), part.id);
    if (!replacement || replacement.outerHTML === html) return;
    html = replacement.outerHTML;
    takeOver(part, replacement);
    part = replacement;
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

const partOf = (html, id) => new DOMParser().parseFromString(html, "text/html").getElementById(id);

const takeOver = (part, replacement) => {
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceWith(replacement);
  if (focused) document.getElementById(focused)?.focus();
};
