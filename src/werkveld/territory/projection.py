"""From degrees to a small drawing: plain arithmetic, so that a page with a map loads no geometry library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

type Ring = list[tuple[float, float]]

# Units across: on a phone one unit is about a pixel, so type sizes in the drawing read like type on the page.
WIDTH = 400.0
# A tall, narrow land would fill more than a screen.
TALLEST, LOWEST = 1.35, 0.55


@dataclass(frozen=True, slots=True)
class View:
    """The part of the land that is drawn, in degrees, and the size of the drawing."""

    west: float
    south: float
    east: float
    north: float

    @property
    def shrink(self) -> float:
        """A degree of longitude is shorter than one of latitude; in one city by a constant factor."""
        return cos(radians((self.south + self.north) / 2))

    @property
    def scale(self) -> float:
        return WIDTH / ((self.east - self.west) * self.shrink)

    @property
    def height(self) -> float:
        return round((self.north - self.south) * self.scale, 1)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Right and down from the corner at the top left; north is up."""
        return (lon - self.west) * self.shrink * self.scale, (self.north - lat) * self.scale

    def shows(self, ring: Ring) -> bool:
        """Whether the box of a drawn ring falls in the drawing."""
        across, down = [x for x, _y in ring], [y for _x, y in ring]
        return max(across) > 0 and min(across) < WIDTH and max(down) > 0 and min(down) < self.height


def view_of(points: Iterable[tuple[float, float]], margin: float) -> View:
    """Around all points (lon, lat), with a margin as a share of the longest side, in a bearable proportion."""
    told = list(points)
    west, east = min(p[0] for p in told), max(p[0] for p in told)
    south, north = min(p[1] for p in told), max(p[1] for p in told)
    shrink = cos(radians((south + north) / 2))
    wide, high = (east - west) * shrink, north - south
    space = max(wide, high) * margin
    wide, high = wide + 2 * space, high + 2 * space
    wide, high = max(wide, high / TALLEST), max(high, wide * LOWEST)
    across, up = (west + east) / 2, (south + north) / 2
    return View(across - wide / shrink / 2, up - high / 2, across + wide / shrink / 2, up + high / 2)


def points_of(outline: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Every corner of the outer rings of a GeoJSON polygon or multipolygon."""
    for polygon in polygons_of(outline):
        yield from ((lon, lat) for lon, lat in polygon[0])


def polygons_of(outline: dict[str, Any]) -> list[list[list[list[float]]]]:
    """Polygons as lists of rings of [lon, lat]."""
    coordinates = outline["coordinates"]
    polygons = [coordinates] if outline["type"] == "Polygon" else coordinates
    return [polygon for polygon in polygons if polygon]


def drawn_rings(view: View, outline: dict[str, Any]) -> list[Ring]:
    """All rings, outer and inner, in units of the drawing."""
    return [[view.at(lon, lat) for lon, lat in ring] for polygon in polygons_of(outline) for ring in polygon]


def path_of(rings: Iterable[Ring]) -> str:
    """The `d` of an SVG path; a tenth of a unit is less than anyone sees."""
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring[:-1]) + "Z" for ring in rings)


def lines_of(shapes: Iterable[Iterable[Ring]]) -> str:
    """The `d` of all borders, each drawn once: a dashed border drawn by both its neighbours would look closed."""
    seen: set[tuple[tuple[float, float], tuple[float, float]]] = set()
    runs: list[Ring] = []
    for ring in (ring for rings in shapes for ring in rings):
        is_running = False
        for start, end in pairwise(ring):
            piece = (start, end) if start < end else (end, start)
            if piece in seen:
                is_running = False
                continue
            seen.add(piece)
            if is_running:
                runs[-1].append(end)
            else:
                runs.append([start, end])
                is_running = True
    return "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in run) for run in runs)


def widest_place(view: View, rings: list[Ring]) -> tuple[float, float, float]:
    """Where a line of text fits best: its middle (right, down) and how wide the area is there, inside the drawing."""
    inside = [y for ring in rings for _x, y in ring]
    top, bottom = max(min(inside), 0.0), min(max(inside), view.height)
    best, best_worth = (0.0, 0.0, 0.0), -1.0
    for step in range(1, 16):
        down = top + (bottom - top) * step / 16
        for start, end in _crossings(rings, down):
            left, right = max(start, 0.0), min(end, WIDTH)
            # The middle of the area is the better place when it is nearly as wide.
            worth = (right - left) * (1 - abs(step - 8) / 24)
            if worth > best_worth:
                best, best_worth = ((left + right) / 2, down, right - left), worth
    return best


def _crossings(rings: list[Ring], down: float) -> list[tuple[float, float]]:
    """Stretches of a level line that lie inside, by counting crossed borders."""
    crossed = []
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 <= down) != (y2 <= down):
                crossed.append(x1 + (down - y1) * (x2 - x1) / (y2 - y1))
    crossed.sort()
    return list(zip(crossed[::2], crossed[1::2], strict=False))
