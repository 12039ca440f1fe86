// Offers only the themes of the fields that are ticked beside [data-theme].
const all = document.getElementById("themen");

for (const input of document.querySelectorAll("[data-theme]")) {
  const form = input.closest(".entry__form");
  input.addEventListener("focus", () => {
    const ticked = [...form.querySelectorAll("[name$=action_fields]:checked")].map((box) => box.value);
    const list = document.createElement("datalist");
    list.id = "themen-der-felder";
    for (const option of all.options) {
      if (!ticked.length || ticked.includes(option.dataset.field)) list.append(option.cloneNode(true));
    }
    document.getElementById(list.id)?.remove();
    all.after(list);
    input.setAttribute("list", list.id);
  });
}
