// Areas, counts and pins on the map page. Everything comes with the page; nothing is asked of anybody.
import L from "leaflet";
import "leaflet.markercluster";
import { onEvery } from "./dom.js";
import { escapeText, fit, leadsTo, makeMap, thinOut, toldIn } from "./ground.js";

const REACH = 44;
const go = (address) => location.assign(address);

onEvery("[data-map]", (box) => {
  const told = toldIn(box, "map");
  const map = makeMap(box, told);
  const features = told.shown.features;
  const areas = features.filter((one) => one.geometry.type !== "Point");
  const names = [];
  const shapes = L.geoJSON(areas, {
    style: (one) => ({ className: one.properties.is_asked ? "map-area map-area--me" : "map-area", interactive: !one.properties.is_asked }),
    onEachFeature: (one, shape) => {
      const { name, address, own, others: count, is_asked: isAsked } = one.properties;
      if (isAsked) return;
      const said = [name, own && told.words.own.replace("{n}", own), count && told.words.others.replace("{n}", count)];
      const words = said.filter(Boolean).join(", ");
      shape.on("click", () => go(address));
      shape.on("add", () => shape.getElement() && leadsTo(shape.getElement(), words, () => go(address)));
    },
  }).addTo(map);
  const asked = shapes.getLayers().find((shape) => shape.feature.properties.is_asked);
  fit(map, (asked ?? shapes).getBounds());

  const size = (one) => ((b) => (b.getEast() - b.getWest()) * (b.getNorth() - b.getSouth()))(L.geoJSON(one).getBounds());
  for (const { properties } of [...areas].sort((one, other) => size(other) - size(one))) {
    if (properties.others) others(properties).addTo(map);
    names.push(label(properties).addTo(map));
  }
  const group = pins(features.filter((one) => one.geometry.type === "Point")).addTo(map);
  const settle = () => thinOut(map, names, ".atlas__group, .atlas__pin, .atlas__sum");
  group.on("animationend", settle);
  map.on("zoomend", settle);
  settle();

  function label({ name, middle }) {
    const html = `<span>${escapeText(name)}</span>`;
    const icon = L.divIcon({ className: "atlas__name", html, iconSize: null });
    return L.marker([middle[1], middle[0]], { icon, interactive: false, keyboard: false });
  }

  // The area itself says the same to who listens, and leads to it.
  function others({ middle, others: count }) {
    const icon = L.divIcon({ className: "atlas__sum", html: `<span aria-hidden="true">${count}</span>`, iconSize: [32, 32] });
    return L.marker([middle[1], middle[0]], { icon, interactive: false, keyboard: false, zIndexOffset: -1000 });
  }

  function pins(found) {
    const group = L.markerClusterGroup({
      maxClusterRadius: 72,
      showCoverageOnHover: false,
      animate: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      iconCreateFunction: (cluster) => {
        const html = `<span aria-hidden="true">${cluster.getChildCount()}</span><span class="vh">${escapeText(told.words.pins.replace("{n}", cluster.getChildCount()))}</span>`;
        return L.divIcon({ className: "atlas__group", html, iconSize: [REACH, REACH] });
      },
    });
    for (const { geometry, properties } of found) {
      const said = [properties.title, properties.kind, properties.place, properties.is_rough && told.words.rough];
      const words = said.filter(Boolean).join(", ");
      const icon = L.divIcon({ className: properties.is_rough ? "atlas__pin atlas__pin--rough" : "atlas__pin", html: "<i></i>", iconSize: [REACH, REACH] });
      const marker = L.marker([geometry.coordinates[1], geometry.coordinates[0]], { icon, keyboard: false });
      marker.bindTooltip(escapeText(words), { direction: "top", offset: [0, -10], className: "atlas__tip" });
      marker.on("click", () => go(properties.address));
      marker.on("add", () => {
        const element = marker.getElement();
        if (!element || element.hasAttribute("aria-label")) return;
        leadsTo(element, words, () => go(properties.address));
      });
      group.addLayer(marker);
    }
    return group;
  }
});
