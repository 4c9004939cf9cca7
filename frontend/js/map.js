// The map that moves, over the still one that the server drew. Loaded on map pages alone.
import "./draw.js";
import "./places.js";
