// Text fields grow with what is typed where the browser cannot do it by itself (field-sizing).
import { onEvery } from "./dom.js";

if (!CSS.supports("field-sizing", "content")) {
  onEvery("textarea.inp", (field) => {
    const grow = () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight + 3}px`;
    };
    field.addEventListener("input", grow);
    grow();
  });
}
