// A form with data-preview-url and data-preview-target shows at each choice who will see it: htmx does the asking,
// this only writes its attributes so that templates stay plain.
import htmx from "htmx.org";
import { onEvery } from "./dom.js";

onEvery("form[data-preview-url][data-preview-target]", (form) => {
  const ask = () => {
    htmx.ajax("POST", form.dataset.previewUrl, {
      source: form,
      target: form.dataset.previewTarget,
      swap: "innerHTML",
      values: Object.fromEntries(onlyChoices(form)),
    });
  };
  let waiting;
  form.addEventListener("change", (event) => {
    if (event.target.closest("[data-no-preview]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
});

/** Several values under one name travel as a list; files never travel for a preview. */
function* onlyChoices(form) {
  const fields = new FormData(form);
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name).filter((value) => typeof value === "string");
    if (values.length) yield [name, values.length > 1 ? values : values[0]];
  }
}
