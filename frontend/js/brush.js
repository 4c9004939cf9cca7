// The blur brush: form[data-brush] with a picture, a canvas over it and number fields. What is drawn goes along as
// hidden fields named "shape", in shares of the picture; the number fields are the shape that the keyboard moves.
import { onEvery } from "./dom.js";

onEvery("form[data-brush]", (form) => {
  const canvas = form.querySelector("[data-brush-canvas]");
  const picture = form.querySelector("[data-brush-area] img");
  const status = form.querySelector("[data-brush-status]");
  const undo = form.querySelector("[data-brush-undo]");
  const fields = ["left", "top", "wide", "high"].map((name) => form.elements[name]);
  const shapes = [];
  let start = null;
  canvas.hidden = false;

  const kind = () => form.elements.outline.value || "round";
  const typed = () => {
    const [left, top, wide, high] = fields.map((field) => parseFloat(field.value) / 100);
    return [left, top, wide, high].some(Number.isNaN) ? null : [left, top, Math.min(1, left + wide), Math.min(1, top + high), kind()];
  };
  const trace = (pen, [left, top, right, bottom, form]) => {
    const [x, y, w, h] = [left * canvas.width, top * canvas.height, (right - left) * canvas.width, (bottom - top) * canvas.height];
    pen.beginPath();
    if (form === "round") pen.ellipse(x + w / 2, y + h / 2, Math.abs(w / 2), Math.abs(h / 2), 0, 0, 2 * Math.PI);
    else pen.rect(x, y, w, h);
  };
  const draw = (open = typed()) => {
    canvas.width = picture.clientWidth;
    canvas.height = picture.clientHeight;
    const pen = canvas.getContext("2d");
    pen.lineWidth = 3;
    for (const shape of shapes) {
      trace(pen, shape);
      pen.fillStyle = "rgba(30,30,30,.85)";
      pen.fill();
      pen.strokeStyle = "#fff";
      pen.stroke();
    }
    if (open) {
      trace(pen, open);
      pen.strokeStyle = "#000";
      pen.stroke();
      pen.setLineDash([8, 6]);
      pen.strokeStyle = "#ffd800";
      pen.stroke();
    }
    for (const old of form.querySelectorAll("input[name=shape]")) old.remove();
    for (const shape of shapes) {
      const input = document.createElement("input");
      Object.assign(input, { type: "hidden", name: "shape", value: shape.map((part) => (typeof part === "number" ? part.toFixed(4) : part)).join(",") });
      form.append(input);
    }
    undo.hidden = shapes.length === 0;
    status.textContent = shapes.length ? status.dataset.some.replace("{n}", shapes.length) : status.dataset.none;
  };
  const fill = (figures) => fields.forEach((field, i) => { field.value = figures ? Math.round(figures[i] * 1000) / 10 : ""; });
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const share = (value, length) => Math.min(1, Math.max(0, value / length));
    return [share(event.clientX - box.left, box.width), share(event.clientY - box.top, box.height)];
  };
  const between = ([x, y], [u, v]) => [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v), kind()];

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    start = at(event);
  });
  canvas.addEventListener("pointermove", (event) => start && draw(between(start, at(event))));
  canvas.addEventListener("pointercancel", () => { start = null; draw(); });
  canvas.addEventListener("pointerup", (event) => {
    if (!start) return;
    let shape = between(start, at(event));
    // A tap is a place too: a circle as wide as a finger.
    if (shape[2] - shape[0] < 0.01 && shape[3] - shape[1] < 0.01) {
      const [x, y] = [24 / canvas.width, 24 / canvas.height];
      shape = between([start[0] - x, start[1] - y], [start[0] + x, start[1] + y]).map((part) => (typeof part === "number" ? Math.min(1, Math.max(0, part)) : part));
    }
    start = null;
    fill(null);
    shapes.push(shape);
    draw();
  });
  const moves = { ArrowLeft: [-1, 0, 0, 0], ArrowRight: [1, 0, 0, 0], ArrowUp: [0, -1, 0, 0], ArrowDown: [0, 1, 0, 0], "+": [0, 0, 1, 1], "=": [0, 0, 1, 1], "-": [0, 0, -1, -1] };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const current = fields.map((field) => parseFloat(field.value));
    const step = event.shiftKey ? 0.5 : 2;
    if (moves[event.key]) {
      const from = current.some(Number.isNaN) ? [40, 40, 20, 20] : current.map((value, i) => Math.min(i < 2 ? 99 : 100, Math.max(i < 2 ? 0 : 1, value + moves[event.key][i] * step)));
      fill(from.map((value) => value / 100));
    } else if (event.key === "Enter" && typed()) {
      shapes.push(typed());
      fill(null);
    } else if (event.key === "Backspace") shapes.pop();
    else return;
    event.preventDefault();
    draw();
  });
  undo.addEventListener("click", () => { shapes.pop(); draw(); });
  for (const field of [...fields, form.elements.outline]) field.addEventListener("input", () => draw());
  new ResizeObserver(() => draw()).observe(picture);
  draw();
});

// A photo takes a while to go up and be searched: say so, and take the button away.
onEvery("form[data-upload]", (form) => {
  form.addEventListener("submit", () => {
    const status = form.querySelector("[data-upload-status]");
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", status.dataset.busy);
    status.replaceChildren(bar, status.dataset.busy);
    const button = form.querySelector("button");
    // After the browser has taken the form along.
    setTimeout(() => { button.disabled = true; });
  });
  addEventListener("pageshow", () => {
    form.querySelector("button").disabled = false;
    form.querySelector("[data-upload-status]").replaceChildren();
  });
});
