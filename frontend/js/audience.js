// A form with data-preview-url and data-preview-target shows at each choice who will see it: htmx does the asking,
// this only says when. The form's own fields travel along as they stand.
import htmx from "htmx.org";
import { onEvery } from "./dom.js";

onEvery("form[data-preview-url][data-preview-target]", (form) => {
  const ask = () => {
    htmx.ajax("POST", form.dataset.previewUrl, {
      source: form,
      target: form.dataset.previewTarget,
      swap: "innerHTML",
    });
  };
  let waiting;
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-no-preview]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
});
