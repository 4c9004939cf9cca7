"""A division made by the program from named points: every place belongs to the nearest name.

For when an owner's real borders are not (yet) to be had. Such an edition says «schematisch» wherever it shows, because
it looks like a border and is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkveld.territory.coverage import merged, polygons_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

# Corners fall on whole centimetres, so that neighbours cut by the same outline meet in the same corner.
GRID_METRES = 0.01

type NamedPoint = tuple[str, str, float, float]


def schematic_partition(points: Sequence[NamedPoint], outline: BaseGeometry) -> dict[str, Polygon | MultiPolygon]:
    """Divide `outline` among points (code, name, x, y in EPSG:31370): a shape by code, without gaps or overlaps.

    Raises `ValueError` that names the point whose place lies wholly outside the outline, or that shares its spot.
    """
    import shapely

    spots = [shapely.Point(x, y) for _code, _name, x, y in points]
    if len(spots) == 1:
        return {points[0][0]: merged([shapely.set_precision(outline, GRID_METRES)])}
    around = shapely.union_all([outline, *spots]).envelope.buffer(1_000)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(spots), extend_to=around))
    tree = shapely.STRtree(cells)
    taken: set[int] = set()
    parts = {}
    for (code, name, _x, _y), spot in zip(points, spots, strict=True):
        place = int(tree.query(spot, predicate="intersects")[0])
        cell = cells[place]
        part, _is_repaired = polygons_of(shapely.intersection(cell, outline, grid_size=GRID_METRES))
        if part is None or place in taken:
            raise ValueError(f"{name} has no place of its own inside the outline")
        taken.add(place)
        parts[code] = part
    return parts


def sewn[K](shapes: dict[K, Polygon | MultiPolygon]) -> dict[K, Polygon | MultiPolygon]:
    """The same shapes with every shared border exactly equal on both sides.

    Needed where shapes were cut apart in groups: a corner on one side only leaves a slit of a centimetre.
    """
    import shapely

    clean = shapely.coverage_clean(  # type: ignore[attr-defined] # newer than the published types
        list(shapes.values()), snapping_distance=5 * GRID_METRES, gap_width=10 * GRID_METRES
    )
    return dict(zip(shapes, clean, strict=True))


def rounded_outline(spots: Iterable[tuple[float, float, float]]) -> Polygon:
    """One smooth surface around circles (x, y, radius in metres), with bays and holes between them filled."""
    import shapely

    circles = shapely.union_all([shapely.Point(x, y).buffer(radius) for x, y, radius in spots])
    smooth = circles.buffer(900).buffer(-1_300).buffer(400).simplify(70)
    largest = max(shapely.get_parts(smooth), key=lambda part: part.area)
    return shapely.set_precision(shapely.Polygon(largest.exterior), GRID_METRES)


def blob(line: Sequence[tuple[float, float]], metres: float) -> Polygon:
    """The surroundings of a point or a line of points, with round ends: how people point at a neighbourhood."""
    import shapely

    middle = shapely.Point(line[0]) if len(line) == 1 else shapely.LineString(line)
    return shapely.set_precision(middle.buffer(metres, quad_segs=6), GRID_METRES)
