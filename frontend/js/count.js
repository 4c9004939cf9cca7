// How many signs are left in a field with data-count; said aloud only near the end.
import { onEvery, word } from "./dom.js";

onEvery("[data-count]", (field) => {
  const most = Number(field.dataset.count || field.maxLength);
  const line = document.createElement("p");
  line.className = "cnt-left";
  field.after(line);
  const tell = () => {
    const left = most - field.value.length;
    line.textContent = word(left < 0 ? "over" : "left", { n: Math.abs(left) });
    if (left <= 10) line.setAttribute("role", "status");
    else line.removeAttribute("role");
  };
  field.addEventListener("input", tell);
  tell();
});
