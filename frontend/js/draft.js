// Nothing typed is ever lost. A form[data-draft] is kept on this device at every input, and sent to data-draft-url
// 1.5 s after the last key. What never reached the server is put back by itself and says so, with an undo.
import { clock, csrfToken, onEvery, word } from "./dom.js";

const PREFIX = "werkveld.draft.";
const QUIET = 1500;
// A server that answered this short ago is there; else it is asked first, and given this long.
const RECENT = 10000;
const PATIENCE = 4000;
const skipped = new Set(["csrfmiddlewaretoken", "next"]);

// A session can end by itself, and the next on this phone be somebody else: they find nothing of who was here before.
const owner = document.querySelector("meta[name=draft-owner]")?.content;
try {
  const before = localStorage.getItem("werkveld.owner");
  if (owner && before && before !== owner) forget(PREFIX);
  if (owner) localStorage.setItem("werkveld.owner", owner);
} catch {
  // A forbidden store kept nothing of anybody.
}

// The page after a successful send names the draft it finished; it goes before any form could take it up again.
for (const mark of document.querySelectorAll("meta[name=draft-done]")) localStorage.removeItem(PREFIX + mark.content);

onEvery("form[data-draft]", (form) => {
  const draft = { form, key: PREFIX + (form.dataset.draftKey || location.pathname), status: form.querySelector("[data-draft-status]") };
  let waiting;
  const sendSoon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => send(draft), QUIET);
  };
  if (restore(draft)) sendSoon();
  form.addEventListener("input", () => {
    keep(draft.key, read(form));
    sendSoon();
  });
  form.addEventListener("change", () => {
    keep(draft.key, read(form));
    sendSoon();
  });
  addEventListener("online", () => kept(draft.key)?.isSent === false && send(draft));
  form.addEventListener("submit", (event) => holdWhenDown(draft, event), true);
});

/** Names to lists of values: what a form holds, without files and tokens. */
function read(form) {
  const values = {};
  for (const [name, value] of new FormData(form)) {
    if (skipped.has(name) || typeof value !== "string") continue;
    (values[name] ??= []).push(value);
  }
  return values;
}

function write(form, values) {
  for (const field of form.elements) {
    if (!field.name || skipped.has(field.name) || field.type === "file" || field.type === "hidden") continue;
    const held = values[field.name] ?? [];
    if (field.type === "checkbox" || field.type === "radio") field.checked = held.includes(field.value);
    else if (field.multiple) for (const option of field.options) option.selected = held.includes(option.value);
    else if (held.length) field.value = held[0];
    // For the field alone (its count, its height): the form is not to take it for typing.
    field.dispatchEvent(new Event("input"));
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

function keep(key, values, isSent = false) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values, isSent }));
  } catch {
    // A full or forbidden store leaves the server's copy as the only one.
  }
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Put back what never reached the server. Not by the clock: a phone's may be wrong. */
function restore({ form, key, status }) {
  const before = read(form);
  const stored = kept(key);
  if (!stored || stored.isSent || JSON.stringify(stored.values) === JSON.stringify(before)) return false;
  write(form, stored.values);
  say(status, word("restored", { at: clock(stored.at) }));
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "link";
  undo.textContent = word("undo");
  undo.addEventListener("click", () => {
    write(form, before);
    localStorage.removeItem(key);
    say(status, "");
  });
  status?.append(" ", undo);
  return true;
}

/** Without a connection the browser would put its own page in the place of what was typed: stay, and say so. */
async function holdWhenDown(draft, event) {
  const { form, key, status, heard = 0 } = draft;
  if (navigator.onLine && Date.now() - heard < RECENT) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  keep(key, read(form));
  try {
    const answer = await fetch("/gezond", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    say(status, word("offline"), true);
    status?.scrollIntoView({ block: "nearest" });
    return;
  }
  draft.heard = Date.now();
  form.requestSubmit(event.submitter);
}

async function send(draft) {
  const { form, key, status } = draft;
  const values = read(form);
  const said = status?.querySelector("button") ? null : status;
  if (!form.dataset.draftUrl) {
    say(said, word("here", { at: clock(Date.now()) }));
    return;
  }
  try {
    const fields = new FormData(form);
    for (const [name, value] of [...fields]) if (typeof value !== "string") fields.delete(name);
    const answer = await fetch(form.dataset.draftUrl, { method: "POST", body: fields, headers: { "X-CSRFToken": csrfToken() } });
    // A redirect means that the session ended: what stands on the sign-in page is no "saved".
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    draft.heard = Date.now();
    // Words that are never kept stay on the device alone; the notes beside the field say which.
    if (answer.status !== 204) return say(said, word("here", { at: clock(Date.now()) }));
    // What was typed while it travelled is not sent yet.
    const isStill = JSON.stringify(values) === JSON.stringify(read(form));
    if (isStill && kept(key)) keep(key, values, true);
    say(said, word("saved", { at: clock(Date.now()) }));
  } catch {
    draft.heard = 0;
    say(status, word("offline"), true);
  }
}

function say(status, text, off = false) {
  if (!status) return;
  status.textContent = text;
  status.classList.toggle("draft--off", off);
}

// Signing out leaves nothing behind on a shared phone.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signout]")) return;
  forget("werkveld.");
});

function forget(prefix) {
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
}
