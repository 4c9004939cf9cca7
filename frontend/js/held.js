// What the guard finds is underlined while somebody types, and listed below the field with a word to put instead.
// A form[data-held-url] is looked at half a second after the last key; the server finds, this only shows.
import { csrfToken, onEvery } from "./dom.js";

const QUIET = 500;

onEvery("form[data-held-url]", (form) => {
  const fields = [...form.querySelectorAll("[data-held]")].map((notes) => field(form, notes)).filter(Boolean);
  let waiting;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    try {
      const headers = { "X-CSRFToken": csrfToken() };
      const sent = new FormData(form);
      for (const [name, value] of [...sent]) if (typeof value !== "string") sent.delete(name);
      const answer = await fetch(form.dataset.heldUrl, { method: "POST", body: sent, headers });
      if (!answer.ok || answer.redirected || turn !== asked) return;
      show(form, fields, await answer.text());
    } catch {
      // Without a connection the server looks when the form is sent.
    }
  };
  const askSoon = (event) => {
    if (event.target.closest("[data-held-asks], [data-held-alarms]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, QUIET);
  };
  form.addEventListener("input", askSoon);
  form.addEventListener("change", askSoon);
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-held] button");
    if (button) swap(fields, button);
  });
  if (fields.some(({ input }) => input.value)) ask();
});

/** A field with its notes, and a layer over it that carries the lines. */
function field(form, notes) {
  const input = form.elements[notes.dataset.held];
  if (!input) return null;
  const ink = document.createElement("div");
  ink.className = "ink";
  ink.setAttribute("aria-hidden", "true");
  const frame = document.createElement("div");
  frame.className = "inked";
  const hadFocus = document.activeElement === input;
  input.replaceWith(frame);
  frame.append(input, ink);
  if (hadFocus) input.focus();
  const follow = () => ink.scrollTo(input.scrollLeft, input.scrollTop);
  input.addEventListener("scroll", follow);
  const own = { notes, input, ink, follow };
  // A line under a word that is being changed would stand under another one.
  input.addEventListener("input", () => ink.replaceChildren());
  draw(own);
  return own;
}

/** Put the answer in place: the notes of each field, and the two questions where they belong. */
function show(form, fields, answer) {
  const page = new DOMParser().parseFromString(answer, "text/html");
  for (const own of fields) {
    const fresh = page.querySelector(`[data-held="${own.notes.dataset.held}"]`);
    // Said again only when it says something else.
    if (fresh && fresh.innerHTML !== own.said) {
      own.said = fresh.innerHTML;
      own.notes.replaceChildren(...fresh.childNodes);
    }
    draw(own);
  }
  for (const what of ["asks", "alarms"]) {
    const box = form.querySelector(`[data-held-${what}]`);
    if (box) box.hidden = !page.querySelector(`[data-${what}]`);
  }
}

/** Draw the lines: the same text, unseen, with a mark around each finding. Places count whole signs, as the server does. */
function draw({ notes, input, ink, follow }) {
  const signs = Array.from(input.value);
  const parts = [];
  let last = 0;
  for (const note of notes.children) {
    for (const button of note.querySelectorAll("button")) button.type = "button";
    const start = Number(note.dataset.start);
    const end = Number(note.dataset.end);
    if (start < last || end > signs.length) continue;
    const mark = document.createElement("u");
    mark.className = note.dataset.tone;
    mark.textContent = signs.slice(start, end).join("");
    parts.push(signs.slice(last, start).join(""), mark);
    last = end;
  }
  ink.replaceChildren(...(parts.length ? [...parts, `${signs.slice(last).join("")}\n`] : []));
  follow();
}

/** Put the offered words in the place of the found ones, as if they were typed. */
function swap(fields, button) {
  const note = button.closest("[data-start]");
  const own = fields.find(({ notes }) => notes.contains(note));
  const { input } = own;
  const signs = Array.from(input.value);
  const { from, end, rewrite } = note.dataset;
  const before = signs.slice(0, Number(from)).join("");
  input.value = before + rewrite + signs.slice(Number(end)).join("");
  note.remove();
  input.focus();
  input.setSelectionRange?.(before.length + rewrite.length, before.length + rewrite.length);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
