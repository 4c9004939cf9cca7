// What every moving map has in common: no tiles unless they were set, no picture, and a keyboard that reaches all.
import L from "leaflet";

// Without tiles there is no end to zooming in; this is a house.
const CLOSEST = 18;

export function makeMap(box, told) {
  box.querySelector("svg.map")?.setAttribute("data-still", "");
  const place = document.createElement("div");
  place.className = "atlas__live no-print";
  box.prepend(place);
  box.dataset.live = "";
  const map = L.map(place, { zoomControl: false, attributionControl: Boolean(told.tiles.url), maxZoom: CLOSEST, minZoom: 9, zoomSnap: 0.25 });
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", told.words.map);
  L.control.zoom({ position: "topright", zoomInTitle: told.words.zoom_in, zoomOutTitle: told.words.zoom_out }).addTo(map);
  if (told.tiles.url) {
    map.attributionControl.setPrefix(false);
    L.tileLayer(told.tiles.url, { maxZoom: CLOSEST, crossOrigin: "", attribution: escapeText(told.tiles.attribution) }).addTo(map);
  }
  return map;
}

export function toldIn(box, name) {
  return JSON.parse(document.getElementById(box.dataset[name]).textContent);
}

export function escapeText(text) {
  const box = document.createElement("span");
  box.textContent = text;
  return box.innerHTML;
}

// Something on the map that leads somewhere: for the mouse, the finger and the keyboard alike.
export function leadsTo(element, words, act) {
  element.setAttribute("tabindex", "0");
  element.setAttribute("role", "link");
  element.setAttribute("aria-label", words);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    act();
  });
}

// Names of areas where they fit, the largest first; the others come back when one zooms in.
export function thinOut(map, names, inTheWay = "") {
  const taken = inTheWay ? [...map.getContainer().querySelectorAll(inTheWay)].map((one) => one.getBoundingClientRect()) : [];
  const isFree = (box) => !taken.some((o) => box.left < o.right && o.left < box.right && box.top < o.bottom && o.top < box.bottom);
  for (const name of names) {
    const element = name.getElement();
    if (!element) continue;
    const box = () => element.firstElementChild.getBoundingClientRect();
    const places = ["", "atlas__name--under", "atlas__name--over"];
    element.classList.remove("atlas__name--off", ...places.slice(1));
    const found = places.some((place) => {
      if (place) element.classList.add(place);
      if (isFree(box())) return true;
      if (place) element.classList.remove(place);
      return false;
    });
    if (found) taken.push(box());
    else element.classList.add("atlas__name--off");
  }
}

export function fit(map, bounds) {
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [14, 14], animate: false });
  else map.setView([50.828, 3.265], 12);
}
