// Small reading words shared by the modules. Words on screen come from the server, in <body data-…>.

/** Run now for everything that matches, and again for what htmx brings in later. */
export function onEvery(selector, start) {
  const begin = (root) => {
    if (!root.querySelectorAll) return;
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.unshift(root);
    for (const element of found) {
      const mark = `started:${selector}`;
      if (element[mark]) continue;
      element[mark] = true;
      start(element);
    }
  };
  const ready = () => begin(document.body);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
  document.addEventListener("htmx:after:swap", ready);
}

/** A sentence of the page's language: <script type="application/json" id="words"> holds them by name. */
export function word(name, values = {}) {
  words ??= JSON.parse(document.getElementById("words")?.textContent ?? "{}");
  return (words[name] ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
}
let words;

export function csrfToken() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value
    ?? document.querySelector("meta[name=csrf-token]")?.content ?? "";
}

/** The hour as the server would write it, wherever the device thinks it is. */
export function clock(moment) {
  const form = { hour: "numeric", minute: "2-digit", hourCycle: "h23", timeZone: word("zone") || undefined };
  return new Intl.DateTimeFormat(document.documentElement.lang, form).format(moment);
}
