"""Three file formats in, one shape out: features with properties, and what the file says about its coordinates.

Files come from other organisations and are not trusted: sizes are looked at before anything is unpacked or parsed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from werkveld.territory.crs import WGS84, crs_of_text, unknown
from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of a file: its columns as text-keyed values, and its shape (None where the file has none)."""

    properties: Mapping[str, Any]
    shape: BaseGeometry | None


@dataclass(frozen=True, slots=True)
class Source:
    """All rows of one layer of one file. `crs` is a code we know, or None when the file is silent."""

    form: str
    features: list[Feature]
    crs: str | None

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(name for feature in self.features for name in feature.properties))


def read_source(path: Path, *, table: str | None = None) -> Source:
    """Read GeoJSON, GeoPackage or Shapefile (folder, .shp or .zip). `table` chooses among several in a GeoPackage.

    Raises `ImportRefused` with what to do when the file cannot be read.
    """
    from werkveld.territory import geopackage, shapefiles

    if not path.exists():
        raise ImportRefused(
            _("Het bestand {name} bestaat niet.").format(name=path.name), _("Controleer de naam en de map.")
        )
    if path.is_dir():
        return shapefiles.read_folder(path)
    refuse_above_limit(path.stat().st_size)
    match path.suffix.lower():
        case ".geojson" | ".json":
            return read_geojson(path)
        case ".gpkg":
            return geopackage.read_geopackage(path, table=table)
        case ".shp":
            return shapefiles.read_shapefile(path)
        case ".zip":
            return shapefiles.read_zip(path)
    raise ImportRefused(
        _("Dit soort bestand ({suffix}) kan ik niet lezen.").format(suffix=path.suffix or path.name),
        _("Geef een GeoJSON (.geojson), GeoPackage (.gpkg) of Shapefile (.shp, map of .zip)."),
    )


def refuse_above_limit(size: int) -> None:
    if size > LARGEST:
        raise ImportRefused(
            _("Het bestand is te groot: {size} MB, en {limit} MB is het meeste.").format(
                size=size // 1024**2, limit=LARGEST // 1024**2
            ),
            _("Bewaar alleen de laag met de gebieden, of vereenvoudig de grenzen eerst."),
        )


def read_geojson(path: Path) -> Source:
    try:
        told = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportRefused(
            _("{name} is geen geldige JSON.").format(name=path.name),
            _("Bewaar het bestand opnieuw uit je GIS-programma; het is misschien afgebroken bij het kopiëren."),
        ) from error
    rows = _rows_of_geojson(told)
    features = [Feature(_properties(row), _shape(row.get("geometry"), number)) for number, row in enumerate(rows, 1)]
    return Source("GeoJSON", features, _crs_of_geojson(told))


def _rows_of_geojson(told: object) -> list[dict[str, Any]]:
    """The features of a collection, or the one feature that the file is."""
    if isinstance(told, dict) and told.get("type") == "Feature":
        return [told]
    rows = told.get("features") if isinstance(told, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ImportRefused(
            _("Dit is wel JSON, maar geen GeoJSON: er is geen lijst «features»."),
            _("Exporteer de laag als GeoJSON (FeatureCollection)."),
        )
    return rows


def _properties(row: dict[str, Any]) -> dict[str, Any]:
    told = row.get("properties")
    properties = dict(told) if isinstance(told, dict) else {}
    if "id" in row:
        properties.setdefault("id", row["id"])
    return properties


def _shape(told: object, number: int) -> BaseGeometry | None:
    import shapely

    if told is None:
        return None
    try:
        return shapely.from_geojson(json.dumps(told))
    except (shapely.errors.ShapelyError, ValueError, TypeError) as error:
        raise ImportRefused(
            _("De vorm van rij {number} is niet te lezen.").format(number=number),
            _("Open het bestand in je GIS-programma en herstel of verwijder die rij."),
        ) from error


def _crs_of_geojson(told: dict[str, Any]) -> str | None:
    """The old `crs` member where it is there. Its absence should mean WGS84 but in practice means nothing."""
    member = told.get("crs")
    if not isinstance(member, dict):
        return None
    name = str((member.get("properties") or {}).get("name", ""))
    if name.upper().endswith("CRS84"):
        return WGS84
    code = crs_of_text(name)
    if code is None:
        raise unknown(name)
    return code
