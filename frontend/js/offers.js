// What a typed place can mean, while it is typed: asked by POST, so that it stands in no address. Without it, the server looks.
import { csrfToken, onEvery } from "./dom.js";

const PAUSE = 250;

onEvery("[data-places]", (field) => {
  const form = field.form;
  const list = form.querySelector("[data-place-list]");
  let waiting;
  let asked = 0;

  async function offer() {
    const mine = ++asked;
    const body = new URLSearchParams({ place: field.value });
    const headers = { "X-CSRFToken": csrfToken() };
    const answer = await fetch(field.dataset.places, { method: "POST", headers, body }).catch(() => null);
    if (answer?.ok && mine === asked) list.innerHTML = await answer.text();
  }

  field.addEventListener("input", () => {
    for (const name of ["x", "y", "lon", "lat"]) form.elements[name].value = "";
    clearTimeout(waiting);
    if (field.value.trim().length > 2) waiting = setTimeout(offer, PAUSE);
    else list.replaceChildren();
  });

  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-place]");
    if (!chosen) return;
    // Where the text is kept for others, the number of a house stays out of it.
    field.value = "placesStreet" in field.dataset ? chosen.dataset.street : chosen.dataset.place;
    form.elements.x.value = chosen.dataset.x ?? "";
    form.elements.y.value = chosen.dataset.y ?? "";
    list.replaceChildren();
    field.focus();
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
});
