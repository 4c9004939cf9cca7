"""The map as GeoJSON: what the page draws from, and what can be taken along. Nothing in it that the table lacks."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags

from werkveld.atlas.sight import Pin, Row, Sight
from werkveld.items.fragments import kind_words
from werkveld.territory.crs import to_degrees
from werkveld.territory.models import Area

# A metre is the fifth decimal of a degree.
DECIMALS = 5


def collection(sight: Sight, outlines: dict[int, dict[str, Any]]) -> dict[str, Any]:
    """A FeatureCollection in WGS84: the areas with their counts, then the pins. Outlines by the key of the area."""
    rows = sight.row_of
    areas = [_area(sight, area, rows.get(area.pk), outlines[area.pk]) for area in sight.areas if area.pk in outlines]
    return {"type": "FeatureCollection", "features": [*areas, *map(_pin, sight.pins)]}


def outlines_of(areas: list[Area]) -> dict[int, dict[str, Any]]:
    """The simplified shapes of some areas that have one, rounded."""
    rows = Area.objects.filter(pk__in=[area.pk for area in areas]).values_list("pk", "outline")
    return {
        key: outline | {"coordinates": _rounded(outline["coordinates"])}
        for key, outline in rows
        if outline["coordinates"]
    }


def _rounded(told: Any) -> Any:
    return [_rounded(part) for part in told] if isinstance(told, list) else round(told, DECIMALS)


def middle_of(outline: dict[str, Any]) -> tuple[float, float]:
    """A point (lon, lat) that surely lies inside, where a word or a count can stand."""
    import json

    import shapely

    inside = shapely.from_geojson(json.dumps(outline)).representative_point()
    return round(inside.x, DECIMALS), round(inside.y, DECIMALS)


def _area(sight: Sight, area: Area, row: Row | None, outline: dict[str, Any]) -> dict[str, Any]:
    layer = sight.asked.edition.layer.code
    properties = {
        "code": area.code,
        "name": area.name,
        "address": reverse("map", query={"laag": layer, "gebied": area.code}),
        "middle": middle_of(outline),
        "own": row.own if row else None,
        "others": row.others if row else None,
        "is_asked": area == sight.asked.area,
    }
    return {"type": "Feature", "geometry": outline, "properties": properties}


def _pin(pin: Pin) -> dict[str, Any]:
    lon, lat = to_degrees(pin.x, pin.y)
    properties = {
        "title": pin.item.title,
        "kind": " ".join(strip_tags(kind_words(pin.item.kind)).split()),
        "place": pin.item.place,
        "address": reverse("item", args=[pin.item.pk]),
        "is_rough": pin.is_rough,
    }
    point = {"type": "Point", "coordinates": [round(lon, DECIMALS), round(lat, DECIMALS)]}
    return {"type": "Feature", "geometry": point, "properties": properties}
