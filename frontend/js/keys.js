// The wall: one item at a time, by keys or by buttons. [data-wall] holds [data-wall-item]s.
import { onEvery, word } from "./dom.js";

const next = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "n", "j"]);
const previous = new Set(["ArrowLeft", "ArrowUp", "PageUp", "p", "k"]);

onEvery("[data-wall]", (wall) => {
  const items = [...wall.querySelectorAll("[data-wall-item]")];
  const place = wall.querySelector("[data-wall-place]");
  let at = Math.max(0, items.findIndex((item) => `#${item.id}` === location.hash));
  const show = (wanted) => {
    at = Math.min(items.length - 1, Math.max(0, wanted));
    items.forEach((item, index) => item.toggleAttribute("data-on", index === at));
    if (place) place.textContent = word("place", { n: at + 1, of: items.length });
    if (items[at]?.id) history.replaceState(null, "", `#${items[at].id}`);
  };
  if (!items.length) return;
  wall.classList.remove("wall--all");
  show(at);
  wall.querySelector("[data-wall-next]")?.addEventListener("click", () => show(at + 1));
  wall.querySelector("[data-wall-previous]")?.addEventListener("click", () => show(at - 1));
  for (const link of wall.querySelectorAll("[data-wall-to]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(items.findIndex((item) => item.matches(link.dataset.wallTo)));
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    // A space on a button presses that button; elsewhere it turns the page.
    if (event.key === " " && event.target.closest("button, a")) return;
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(items.length - 1);
    else if (event.key === "f") document.fullscreenElement ? document.exitFullscreen() : wall.requestFullscreen?.();
    else if (next.has(event.key)) show(at + 1);
    else if (previous.has(event.key)) show(at - 1);
    else return;
    event.preventDefault();
  });
});
