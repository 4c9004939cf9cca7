// The wall: one screen at a time, by keys or by its links. [data-wall] holds [data-wall-item]s in [data-wall-items].
// It stays true by itself: what lapses leaves at its moment, and each minute the list is asked anew.
import { clock, onEvery } from "./dom.js";

const next = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "n", "j"]);
const previous = new Set(["ArrowLeft", "ArrowUp", "PageUp", "p", "k"]);
const MINUTE = 60_000;

onEvery("[data-wall]", (wall) => {
  const box = wall.querySelector("[data-wall-items]");
  const place = wall.querySelector("[data-wall-place]");
  const time = wall.querySelector("[data-wall-clock]");
  const items = () => [...box.querySelectorAll("[data-wall-item]")];
  const on = () => Math.max(0, items().findIndex((item) => item.hasAttribute("data-on")));
  const ends = { "[data-wall-previous]": () => 0, "[data-wall-next]": () => items().length - 1 };

  const show = (wanted) => {
    const all = items();
    const at = Math.min(all.length - 1, Math.max(0, wanted));
    all.forEach((item, index) => item.toggleAttribute("data-on", index === at));
    if (place) place.textContent = all[at].dataset.wallNr;
    for (const [button, end] of Object.entries(ends)) {
      const there = wall.querySelector(button);
      if (at === end()) there?.setAttribute("aria-disabled", "true");
      else there?.removeAttribute("aria-disabled");
    }
    // The address says it too: a reload, or the other light, stays here.
    const here = new URL(location.href);
    here.searchParams.set("nr", at);
    here.hash = all[at].id;
    history.replaceState(null, "", here);
    const light = wall.querySelector("[data-wall-light]");
    if (!light) return;
    if (here.searchParams.has("licht")) here.searchParams.delete("licht");
    else here.searchParams.set("licht", "");
    light.href = here;
  };
  const named = (id) => items().findIndex((item) => item.id === id);

  const leave = () => {
    const over = items().filter((item) => Number(item.dataset.until) && Number(item.dataset.until) <= Date.now());
    if (!over.length) return;
    const at = on();
    for (const item of over) item.remove();
    show(at);
  };
  let said = box.innerHTML.replaceAll(' data-on=""', "");
  const renew = async () => {
    const answer = await fetch(location.pathname + location.search).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-wall-items]");
    for (const item of fresh?.querySelectorAll("[data-on]") ?? []) item.removeAttribute("data-on");
    if (!fresh || fresh.innerHTML === said) return;
    said = fresh.innerHTML;
    const [was, at] = [items()[on()]?.id, on()];
    box.replaceChildren(...fresh.children);
    show(named(was) < 0 ? at : named(was));
  };
  const tick = () => {
    if (time) time.textContent = clock(new Date());
    leave();
  };

  if (!items().length) return;
  show(named(location.hash.slice(1)) < 0 ? on() : named(location.hash.slice(1)));
  setInterval(tick, MINUTE / 12);
  setInterval(renew, MINUTE);
  wall.addEventListener("click", (event) => {
    const link = event.target.closest("[data-wall-next], [data-wall-previous], [data-wall-to]");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (link.dataset.wallTo) show(named(link.dataset.wallTo.slice(1)));
    else show(on() + ("wallNext" in link.dataset ? 1 : -1));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    // A space on a button presses that button; elsewhere it turns the page.
    if (event.key === " " && event.target.closest("button, a")) return;
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(items().length - 1);
    else if (event.key === "f") document.fullscreenElement ? document.exitFullscreen() : wall.requestFullscreen?.();
    else if (next.has(event.key)) show(on() + 1);
    else if (previous.has(event.key)) show(on() - 1);
    else return;
    event.preventDefault();
  });
});
