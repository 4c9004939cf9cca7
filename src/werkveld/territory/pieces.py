"""The pieces that two divisions cut each other into, as GeoJSON to open in a map program."""

from __future__ import annotations

import json
from typing import Any

from werkveld.territory.crosswalk import Crosswalk
from werkveld.territory.crs import LAMBERT_72, WGS84, transform_shape
from werkveld.territory.models import Area

# Smaller pieces are the rounding of a shared border.
SMALLEST_SQUARE_METRES = 5.0


def pieces_json(found: Crosswalk) -> str:
    """A feature for each pair of areas with a piece in common (WGS84), with both shares and the word of the first."""
    import shapely
    from shapely.geometry import mapping

    shapes = {
        area.pk: shapely.from_wkb(bytes(area.geometry))
        for area in Area.objects.filter(edition__in=[found.first, found.second]).only("id", "geometry")
    }
    back = {(part.target.pk, row.area.pk): part for row in found.reverse for part in row.parts if part.target}
    features: list[dict[str, Any]] = []
    for row in found.rows:
        for part in row.parts:
            if part.target is None:
                continue
            piece = shapely.intersection(shapes[row.area.pk], shapes[part.target.pk])
            surface = shapely.MultiPolygon([p for p in shapely.get_parts(piece) if p.geom_type == "Polygon"])
            if surface.area < SMALLEST_SQUARE_METRES:
                continue
            reverse = back.get((row.area.pk, part.target.pk))
            properties = {
                "from_code": row.area.code,
                "from_name": row.area.name,
                "to_code": part.target.code,
                "to_name": part.target.name,
                found.by: round(part.count),
                "share_of_from": round(part.share, 6),
                "share_of_to": round(reverse.share, 6) if reverse else None,
                "word": part.word,
                "square_metres": round(surface.area),
                "estimate": True,
            }
            # Seven decimals of a degree are a centimetre.
            rounded = shapely.transform(transform_shape(surface, LAMBERT_72, WGS84), lambda points: points.round(7))
            features.append({"type": "Feature", "properties": properties, "geometry": mapping(rounded)})
    about = {"from": str(found.first), "to": str(found.second), "counted_by": found.by}
    return json.dumps({"type": "FeatureCollection", "about": about, "features": features}, ensure_ascii=False)
