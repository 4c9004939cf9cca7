"""Looks at the shapes of one layer together: repairs, gaps, overlaps, and outlines that still share their borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from werkveld.territory.crs import LAMBERT_72, WGS84, transform_shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

# Below this a gap or overlap is the rounding of a border, not a piece of land.
SLIVER_SQUARE_METRES = 5.0
# How far an outline may stray from the border: invisible on a map of a city, a tenth of the points.
OUTLINE_METRES = 8.0
# Two borders that run closer than this without touching were meant to be one.
NARROW_METRES = 1.0


@dataclass(frozen=True, slots=True)
class Flaw:
    """A piece of land in no area (a gap) or in two (an overlap), with the areas around it."""

    kind: str
    square_metres: float
    areas: tuple[str, ...]


def polygons_of(shape: BaseGeometry) -> tuple[Polygon | MultiPolygon | None, bool]:
    """The surface of a shape, flat and valid, and whether it had to be repaired; None where it has no surface."""
    import shapely

    flat = shapely.force_2d(shape)
    is_broken = not flat.is_valid
    if is_broken:
        flat = shapely.make_valid(flat, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(shapely.get_parts(flat)) if part.geom_type == "Polygon" and part.area]
    if not parts:
        return None, is_broken
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return shapely.normalize(whole), is_broken


def merged(shapes: Sequence[BaseGeometry]) -> Polygon | MultiPolygon:
    """One shape of the rows that carry the same code."""
    import shapely

    surface, _is_broken = polygons_of(shapely.union_all(list(shapes)))
    assert surface is not None  # noqa: S101 - a union of surfaces is a surface; this tells the type checker
    return surface


def overlaps_within(names: Sequence[str], shapes: Sequence[BaseGeometry]) -> list[Flaw]:
    """Land that two areas of one layer both claim, largest first."""
    import shapely

    first, second = shapely.STRtree(list(shapes)).query(list(shapes), predicate="intersects")
    flaws = []
    for i, j in zip(first.tolist(), second.tolist(), strict=True):
        if i < j and (shared := shapes[i].intersection(shapes[j]).area) > SLIVER_SQUARE_METRES:
            flaws.append(Flaw("overlap", float(shared), (names[i], names[j])))
    return sorted(flaws, key=lambda flaw: -flaw.square_metres)


def gaps_within(names: Sequence[str], shapes: Sequence[BaseGeometry]) -> list[Flaw]:
    """Land that lies enclosed between areas and belongs to none, largest first, then borders that nearly touch."""
    import shapely

    tree = shapely.STRtree(list(shapes))
    holes = [
        shapely.Polygon(ring) for part in shapely.get_parts(shapely.union_all(list(shapes))) for ring in part.interiors
    ]
    flaws = []
    for hole in holes:
        if hole.area > SLIVER_SQUARE_METRES:
            around = tree.query(hole, predicate="dwithin", distance=0.5).tolist()
            flaws.append(Flaw("gap", float(hole.area), tuple(names[i] for i in sorted(around))))
    flaws.sort(key=lambda flaw: -flaw.square_metres)
    return flaws or _narrow_gaps(names, shapes)


def _narrow_gaps(names: Sequence[str], shapes: Sequence[BaseGeometry]) -> list[Flaw]:
    """Slits that open to the outside are no holes; GEOS finds the edges that run along each other."""
    import shapely

    edges = shapely.coverage_invalid_edges(list(shapes), gap_width=NARROW_METRES)
    loose = [names[i] for i, edge in enumerate(edges) if not edge.is_empty and edge.length > NARROW_METRES]
    return [Flaw("slit", 0.0, tuple(loose))] if loose else []


def outlines_of(shapes: Sequence[BaseGeometry], *, is_partition: bool) -> list[dict[str, Any]]:
    """GeoJSON geometries in WGS84, simplified; in a partition neighbours keep exactly the same border."""
    import shapely

    # GEOS takes its tolerance as the side of a square that may vanish, so that it compares to a distance in metres.
    simple: Sequence[BaseGeometry]
    if is_partition:
        simple = list(shapely.coverage_simplify(list(shapes), OUTLINE_METRES * 2))
    else:
        simple = [shape.simplify(OUTLINE_METRES, preserve_topology=True) for shape in shapes]
    return [_geojson(kept if not kept.is_empty else shape) for kept, shape in zip(simple, shapes, strict=True)]


def _geojson(shape: BaseGeometry) -> dict[str, Any]:
    from shapely.geometry import mapping

    told = mapping(transform_shape(shape, LAMBERT_72, WGS84))
    return {"type": told["type"], "coordinates": _rounded(told["coordinates"])}


def _rounded(part: Any) -> Any:
    """Six decimals of a degree are a tenth of a metre; more would only be bytes."""
    return round(part, 6) if isinstance(part, float) else [_rounded(inner) for inner in part]
