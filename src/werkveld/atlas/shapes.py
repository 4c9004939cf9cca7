"""Areas drawn by hand: from typed points to a shape, and back. Degrees outside, metres (EPSG:31370) inside."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from werkveld.territory.crs import LAMBERT_72, REACH, WGS84, transform_shape
from werkveld.territory.imports import FoundArea
from werkveld.territory.models import Area, Edition
from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import Polygon

type Point = tuple[float, float]

# Five decimals of a degree are a metre.
DECIMALS = 5
FEWEST = 3
MOST = 400
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def point_of(text: str) -> Point:
    """Longitude and latitude of "50.82812, 3.26490", latitude first as people say it; either order is understood.

    Raises ValueError when it is no two numbers, or lies outside Belgium.
    """
    told = [float(number) for number in NUMBER.findall(re.sub(r"(\d),(\d{3,})", r"\1.\2", text))]
    if len(told) != 2:
        raise ValueError(text)
    west, south, east, north = REACH[WGS84]
    for lat, lon in (told, told[::-1]):
        if west <= lon <= east and south <= lat <= north:
            return lon, lat
    raise ValueError(text)


def text_of(point: Point) -> str:
    """As it is typed."""
    return f"{point[1]:.{DECIMALS}f}, {point[0]:.{DECIMALS}f}"


def shape_of(points: Sequence[Point]) -> Polygon:
    """The shape in metres. Raises `ImportRefused` when it is no surface or crosses itself, and says where."""
    import shapely

    if len(points) < FEWEST:
        raise ImportRefused(_("Een gebied heeft minstens drie punten."), _("Voeg punten toe."))
    if len(points) > MOST:
        raise ImportRefused(
            _("Dit gebied heeft meer dan {most} punten.").format(most=MOST), _("Lees het als bestand in.")
        )
    if crossing := crossing_of(points):
        first, second = crossing
        raise ImportRefused(
            _("De grens kruist zichzelf: de lijn na punt {first} en de lijn na punt {second} snijden elkaar.").format(
                first=first + 1, second=second + 1
            ),
            _("Verplaats of verwijder een van die punten."),
        )
    shape = transform_shape(shapely.Polygon(points), WGS84, LAMBERT_72)
    if not shape.is_valid or shape.area < 1:
        raise ImportRefused(_("Deze punten omsluiten geen stuk grond."), _("Zet ze rond het gebied, in volgorde."))
    return shapely.normalize(shape)


def crossing_of(points: Sequence[Point]) -> tuple[int, int] | None:
    """The first two sides that meet elsewhere than in a shared corner, by the place of the point they start from."""
    import shapely

    count = len(points)
    sides = [shapely.LineString([points[n], points[(n + 1) % count]]) for n in range(count)]
    for a, b in combinations(range(count), 2):
        is_next = b - a == 1 or (a == 0 and b == count - 1)
        meets = sides[a].intersects(sides[b])
        if meets and (not is_next or sides[a].intersection(sides[b]).length > 0):
            return a, b
    return None


def points_of(area: Area) -> list[Point]:
    """The corners of an area that is one piece without holes; none when it cannot be drawn by hand."""
    import shapely

    shape = shapely.from_wkb(bytes(area.geometry))
    if not isinstance(shape, shapely.Polygon) or shape.interiors or len(shape.exterior.coords) > MOST + 1:
        return []
    ring = transform_shape(shape, LAMBERT_72, WGS84).exterior.coords[:-1]
    return [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in ring]


def areas_of(edition: Edition | None, *, without: str = "") -> list[FoundArea]:
    """The areas of an edition as they would be kept again, one left out."""
    import shapely

    rows = Area.objects.filter(edition=edition).exclude(code=without).defer("outline") if edition else []
    found = [(area, shapely.from_wkb(bytes(area.geometry))) for area in rows]
    return [
        FoundArea(area.code, area.name, area.ring, shape)
        for area, shape in found
        if isinstance(shape, shapely.Polygon | shapely.MultiPolygon)
    ]
