// "Waar ik sta": the device's position into the hidden fields lon and lat, only when asked. Without it, people type.
import { onEvery } from "./dom.js";
import "./offers.js";

onEvery("[data-locate]", (button) => {
  const form = button.form;
  const status = form.querySelector("[data-locate-status]");
  if (!navigator.geolocation || !form.elements.lon) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    const say = (text) => {
      button.disabled = false;
      status.textContent = text;
    };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lon.value = coords.longitude.toFixed(6);
        form.elements.lat.value = coords.latitude.toFixed(6);
        form.elements.x.value = form.elements.y.value = "";
        say(button.dataset.found.replace("{n}", Math.round(coords.accuracy)));
        form.dispatchEvent(new Event("change", { bubbles: true }));
      },
      () => say(button.dataset.failed),
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
});
