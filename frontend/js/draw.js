// Drawing an area: the list of points is the truth, the map shows it and moves them. By mouse, finger and keyboard.
import L from "leaflet";
import { onEvery } from "./dom.js";
import { fit, makeMap, toldIn } from "./ground.js";

// Corners nearer to each other on the screen than this cannot be told apart by a finger.
const APART = 34;
const STEP = 2e-4; // about 15 m; with Shift a tenth of that
const say = (point) => `${point.lat.toFixed(5)}, ${point.lng.toFixed(5)}`;

function read(text) {
  const told = text.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  if (told.length !== 2) return null;
  const [lat, lng] = told[0] > told[1] ? told : [told[1], told[0]];
  return lat > 49 && lat < 52 && lng > 2 && lng < 7 ? L.latLng(lat, lng) : null;
}

onEvery("[data-draw]", (form) => {
  const told = toldIn(form, "draw");
  const list = form.querySelector("[data-draw-points]");
  const status = form.querySelector("[data-draw-status]");
  const map = makeMap(form.querySelector("[data-draw-map]"), told);
  const ground = L.geoJSON(told.ground, { style: { className: "map-area", interactive: false } });
  const others = L.geoJSON(told.others, { style: { className: "map-line map-line--b", interactive: false } });
  const shape = L.polygon([], { className: "map-area map-area--me", interactive: false });
  const corners = L.layerGroup();
  const rows = () => [...list.children];
  const field = (row) => row.querySelector("input");
  const words = (name, n) => told.words[name].replace("{n}", n);

  function number() {
    rows().forEach((row, place) => {
      const n = place + 1;
      field(row).setAttribute("aria-label", words("point", n));
      for (const [kind, name] of [["insert", "after"], ["remove", "remove"]]) {
        const button = row.querySelector(`[data-draw-${kind}]`);
        button.value = `${kind}:${n}`;
        button.querySelector(".vh").textContent = words(name, n);
      }
    });
  }

  function insert(place, text = "") {
    const row = rows()[0].cloneNode(true);
    field(row).value = text;
    list.insertBefore(row, rows()[place] ?? null);
    number();
    draw();
    return row;
  }

  function remove(place) {
    const row = rows()[place];
    if (rows().length > 1) row.remove();
    else field(row).value = "";
    number();
    draw();
  }

  function move(place, point) {
    field(rows()[place]).value = say(point);
    status.textContent = words("moved", place + 1).replace("{at}", say(point));
  }

  function outline() {
    shape.setLatLngs(rows().map((row) => read(field(row).value)).filter(Boolean));
  }

  function draw(focus = -1) {
    outline();
    corners.clearLayers();
    rows().forEach((row, place) => {
      const point = read(field(row).value);
      if (point) corner(place, point, place === focus);
    });
    spread();
  }

  // Of corners that lie too near only the first shows, until one zooms in; the list always holds all.
  function spread() {
    const kept = [];
    const held = document.activeElement;
    const all = corners.getLayers().sort((one, other) => (other.getElement() === held) - (one.getElement() === held));
    for (const marker of all) {
      const at = map.latLngToContainerPoint(marker.getLatLng());
      const isNear = kept.some((other) => other.distanceTo(at) < APART);
      marker.getElement().classList.toggle("atlas__corner--near", isNear);
      if (!isNear) kept.push(at);
    }
  }

  function corner(place, point, hasFocus) {
    const icon = L.divIcon({ className: "atlas__corner", html: `<i>${place + 1}</i>`, iconSize: [32, 32] });
    const marker = L.marker(point, { icon, draggable: true, keyboard: false }).addTo(corners);
    const element = marker.getElement();
    element.setAttribute("tabindex", "0");
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", words("vertex", place + 1));
    marker.on("drag", () => {
      move(place, marker.getLatLng());
      outline();
    });
    marker.on("dragend", spread);
    element.addEventListener("keydown", (event) => {
      const by = event.shiftKey ? STEP / 10 : STEP;
      const at = marker.getLatLng();
      const to = { ArrowUp: [by, 0], ArrowDown: [-by, 0], ArrowLeft: [0, -by * 1.6], ArrowRight: [0, by * 1.6] }[event.key];
      if (to) {
        marker.setLatLng([at.lat + to[0], at.lng + to[1]]);
        move(place, marker.getLatLng());
        outline();
        map.panInside(marker.getLatLng(), { padding: [40, 40], animate: false });
      } else if (event.key === "Delete" || event.key === "Backspace") {
        remove(place);
        status.textContent = "";
        draw(Math.max(0, place - 1));
      } else if (event.key === "Enter") {
        const next = read(field(rows()[(place + 1) % rows().length]).value) ?? at;
        insert(place + 1, say(L.latLng((at.lat + next.lat) / 2, (at.lng + next.lng) / 2)));
        draw(place + 1);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    if (hasFocus) element.focus();
  }

  map.on("zoomend", spread);
  list.addEventListener("change", () => draw());
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-draw-insert], [data-draw-remove]");
    if (!button) return;
    event.preventDefault();
    const place = button.closest("li") ? rows().indexOf(button.closest("li")) : rows().length - 1;
    if (button.matches("[data-draw-remove]")) {
      remove(place);
      const near = rows()[Math.min(place, rows().length - 1)];
      field(near).focus();
    } else field(insert(place + 1)).focus();
  });
  map.on("click", ({ latlng }) => {
    const empty = rows().findIndex((row) => !field(row).value.trim());
    if (empty >= 0) field(rows()[empty]).value = say(latlng);
    else insert(rows().length, say(latlng));
    draw();
  });
  // Leaflet draws nothing well before it knows where it looks.
  outline();
  fit(map, [shape, others, ground].map((layer) => layer.getBounds()).find((box) => box.isValid()) ?? shape.getBounds());
  for (const layer of [ground, others, shape, corners]) layer.addTo(map);
  draw();
});
