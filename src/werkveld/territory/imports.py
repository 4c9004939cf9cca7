"""A file of areas becomes a draft edition: look first (`preview`), then keep (`import_edition`), then `publish`.

A preview touches no database and says everything a person must know before they confirm: how many areas, in which
coordinates, what was repaired, where areas overlap or leave a gap, and which columns were taken for code and name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from werkveld.territory.actions import Piece, draft_edition, edition_with_checksum, keep_layer
from werkveld.territory.actions import publish_edition as publish
from werkveld.territory.columns import Chosen, choose_columns, text_of
from werkveld.territory.coverage import Flaw, gaps_within, merged, outlines_of, overlaps_within, polygons_of
from werkveld.territory.crs import LAMBERT_72, check_magnitude, crs_of_magnitude, crs_of_text, transform_shape, unknown
from werkveld.territory.models import LayerKind, Ring, Word
from werkveld.territory.readers import Source, read_source
from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    import datetime

    from shapely import MultiPolygon, Polygon
    from shapely.geometry.base import BaseGeometry

    from werkveld.territory.models import Edition

__all__ = ["ImportRefused", "Preview", "import_edition", "preview", "publish"]

# More sentences than this are not read; the largest come first.
MOST_FLAWS_TOLD = 10

type Progress = Callable[[str, float], None]

RINGS = {
    "rand": Ring.OUTSKIRTS,
    "outskirts": Ring.OUTSKIRTS,
    "binnenstad": Ring.INNER_CITY,
    "inner_city": Ring.INNER_CITY,
}


@dataclass(frozen=True, slots=True)
class FoundArea:
    """One area as it would be kept: shape in EPSG:31370, valid and flat."""

    code: str
    name: str
    ring: str
    shape: Polygon | MultiPolygon
    is_repaired: bool = False
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file holds. `columns` are all of them, `chosen` those taken; `skipped` counts rows without surface."""

    path: Path
    form: str
    crs: str
    chosen: Chosen
    columns: list[str]
    areas: list[FoundArea]
    skipped: int
    checksum: str
    flaws: list[Flaw] = field(default_factory=list)

    @property
    def repairs(self) -> list[str]:
        return [area.name for area in self.areas if area.is_repaired]

    @property
    def gaps(self) -> list[Flaw]:
        return [flaw for flaw in self.flaws if flaw.kind != "overlap"]

    @property
    def overlaps(self) -> list[Flaw]:
        return [flaw for flaw in self.flaws if flaw.kind == "overlap"]

    def sentences(self) -> list[str]:
        """The preview in words, for a terminal or a page."""
        lines = [
            _("{count} gebieden in {form}, coördinaten in {crs}.").format(
                count=len(self.areas), form=self.form, crs=self.crs
            ),
            _("Code uit kolom «{code}», naam uit kolom «{name}».").format(code=self.chosen.code, name=self.chosen.name),
        ]
        if self.skipped:
            lines.append(_("{count} rijen zonder oppervlakte overgeslagen.").format(count=self.skipped))
        if several := [area.name for area in self.areas if area.rows > 1]:
            lines.append(_("Rijen met dezelfde code samengevoegd: {names}.").format(names=", ".join(several)))
        if self.repairs:
            lines.append(_("Ongeldige vorm hersteld: {names}.").format(names=", ".join(self.repairs)))
        lines += [_sentence_of(flaw) for flaw in self.flaws[:MOST_FLAWS_TOLD]]
        if (rest := len(self.flaws) - MOST_FLAWS_TOLD) > 0:
            lines.append(_("En nog {count} kleinere.").format(count=rest))
        return lines


def preview(
    path: Path | str,
    *,
    code_column: str | None = None,
    name_column: str | None = None,
    table: str | None = None,
    crs: str | None = None,
    is_swapped: bool | None = None,
    kind: str = LayerKind.PARTITION,
    progress: Progress | None = None,
) -> Preview:
    """Read and check a file without keeping anything. Raises `ImportRefused` with what to do.

    `crs` overrules what the file says; `is_swapped` answers the question whether x and y changed places (None: not
    answered, so ask). `progress` hears a sentence and the share done, 0 to 1.
    """
    tell = progress or _silence
    path = Path(path)
    tell(_("Bestand lezen"), 0.0)
    source = read_source(path, table=table)
    if not source.features:
        raise ImportRefused(
            _("Het bestand is leeg: er staat geen enkel gebied in."), _("Kies de laag met de gebieden.")
        )
    tell(_("Coördinaten herkennen"), 0.3)
    shapes = [row.shape for row in source.features]
    told, shapes = _settled_crs(shapes, _asked_crs(crs) or source.crs, is_swapped)
    tell(_("Vormen nakijken"), 0.4)
    chosen, areas, skipped = _found_areas(source, shapes, told, code_column, name_column)
    tell(_("Gaten en overlappingen zoeken"), 0.7)
    flaws = _flaws(areas) if kind == LayerKind.PARTITION else []
    tell(_("Klaar"), 1.0)
    return Preview(path, source.form, told, chosen, source.columns, areas, skipped, checksum_of(areas), flaws)


def import_edition(
    path: Path | str,
    layer_code: str,
    layer_name: str,
    valid_from: datetime.date,
    *,
    word: str = Word.GEBIED,
    kind: str = LayerKind.PARTITION,
    name: str = "",
    source: str = "",
    licence: str = "",
    attribution: str = "",
    is_schematic: bool = False,
    code_column: str | None = None,
    name_column: str | None = None,
    table: str | None = None,
    crs: str | None = None,
    is_swapped: bool | None = None,
    found: Preview | None = None,
    progress: Progress | None = None,
) -> Edition:
    """Keep a file as a draft edition of a layer, which is made when it does not exist yet.

    The same areas imported before give the edition of then, unchanged, whatever its state or date. `found` is the
    preview that was already confirmed, so that the file is not read twice. `word` and `kind` hold for a new layer.
    """
    seen = found or preview(
        path,
        code_column=code_column,
        name_column=name_column,
        table=table,
        crs=crs,
        is_swapped=is_swapped,
        kind=kind,
        progress=progress,
    )
    if known := edition_with_checksum(layer_code, seen.checksum):
        return known
    tell = progress or _silence
    tell(_("Omtrekken tekenen"), 0.0)
    with transaction.atomic():
        layer = keep_layer(layer_code, layer_name, word=word, kind=kind)
        pieces = pieces_of(seen.areas, is_partition=layer.kind == LayerKind.PARTITION)
        tell(_("Bewaren"), 0.6)
        edition = draft_edition(
            layer,
            name=name or _("vanaf {date}").format(date=valid_from.strftime("%d.%m.%Y")),
            valid_from=valid_from,
            checksum=seen.checksum,
            pieces=pieces,
            source=source or Path(path).name,
            licence=licence,
            attribution=attribution,
            source_crs=seen.crs,
            is_schematic=is_schematic,
        )
    tell(_("Klaar"), 1.0)
    return edition


def pieces_of(areas: list[FoundArea], *, is_partition: bool) -> list[Piece]:
    """What `draft_edition` keeps, outlines drawn."""
    outlines = outlines_of([area.shape for area in areas], is_partition=is_partition)
    return [
        Piece(area.code, area.name, area.shape, outline, area.ring)
        for area, outline in zip(areas, outlines, strict=True)
    ]


def checksum_of(areas: list[FoundArea]) -> str:
    """A fingerprint of codes, names and borders to the millimetre: the same areas, whatever file they came in."""
    import shapely

    seen = hashlib.sha256()
    for area in sorted(areas, key=lambda area: area.code):
        points = shapely.get_coordinates(area.shape).round(3) + 0.0
        seen.update("\x1f".join((area.code, area.name, area.ring)).encode())
        seen.update(points.tobytes())
    return seen.hexdigest()


def _asked_crs(asked: str | None) -> str | None:
    if asked and crs_of_text(asked) is None:
        raise unknown(asked)
    return crs_of_text(asked) if asked else None


def _settled_crs(
    shapes: list[BaseGeometry | None], told: str | None, is_swapped: bool | None
) -> tuple[str, list[BaseGeometry | None]]:
    """The system the numbers are in, after holding what was said against them, and the shapes the right way round."""
    import shapely

    if is_swapped:
        shapes = [shape and shapely.transform(shape, lambda points: points[:, ::-1]) for shape in shapes]
    filled = [shape for shape in shapes if shape is not None and not shape.is_empty]
    if not filled:
        raise ImportRefused(_("Het bestand heeft rijen, maar geen vormen."), _("Exporteer de laag met haar geometrie."))
    west, south, east, north = (float(edge) for edge in shapely.total_bounds(filled))
    box = (west, south, east, north)
    if told is None:
        return crs_of_magnitude(box), shapes
    if is_swapped is None or is_swapped:
        check_magnitude(told, box)
    return told, shapes


def _found_areas(
    source: Source, shapes: list[BaseGeometry | None], crs: str, code_column: str | None, name_column: str | None
) -> tuple[Chosen, list[FoundArea], int]:
    """Rows with a surface, grouped by code and brought to EPSG:31370."""
    kept = []
    for feature, shape in zip(source.features, shapes, strict=True):
        surface, is_repaired = (None, False) if shape is None else polygons_of(shape)
        if surface is not None:
            kept.append((feature, transform_shape(surface, crs, LAMBERT_72), is_repaired))
    if not kept:
        raise ImportRefused(
            _("Het bestand heeft alleen punten of lijnen, geen vlakken."), _("Kies de laag met de grenzen als vlak.")
        )
    chosen = choose_columns([feature for feature, _s, _r in kept], code=code_column, name=name_column)
    groups: dict[str, list[FoundArea]] = {}
    for feature, surface, is_repaired in kept:
        area = _area_of(feature.properties, chosen, surface, is_repaired)
        groups.setdefault(area.code, []).append(area)
    return chosen, [_one_of(rows) for _code, rows in sorted(groups.items())], len(source.features) - len(kept)


def _area_of(row: Mapping[str, Any], chosen: Chosen, shape: Polygon | MultiPolygon, is_repaired: bool) -> FoundArea:
    code = text_of(row.get(chosen.code))
    if not code:
        raise ImportRefused(
            _("Niet elke rij heeft een waarde in de kolom «{column}».").format(column=chosen.code),
            _("Vul de ontbrekende codes aan, of kies een andere kolom."),
            about="code_column",
        )
    ring = RINGS.get(text_of(row.get(chosen.ring)).lower(), "") if chosen.ring else ""
    return FoundArea(code[:40], (text_of(row.get(chosen.name)) or code)[:120], ring, shape, is_repaired)


def _one_of(rows: list[FoundArea]) -> FoundArea:
    """Rows with one code become one area, unless they carry different names: then a column was chosen wrongly."""
    first = rows[0]
    names = sorted({row.name for row in rows})
    if len(names) > 1:
        raise ImportRefused(
            _("De code {code} staat bij verschillende namen: {names}.").format(
                code=first.code, names=", ".join(names[:4])
            ),
            _("Kies een kolom met een eigen code per gebied."),
            about="code_column",
        )
    if len(rows) == 1:
        return first
    shape = merged([row.shape for row in rows])
    return FoundArea(first.code, first.name, first.ring, shape, any(row.is_repaired for row in rows), len(rows))


def _flaws(areas: list[FoundArea]) -> list[Flaw]:
    names, shapes = [area.name for area in areas], [area.shape for area in areas]
    overlaps = overlaps_within(names, shapes)
    return overlaps + [flaw for flaw in gaps_within(names, shapes) if flaw.kind == "gap" or not overlaps]


def _sentence_of(flaw: Flaw) -> str:
    size, areas = f"{flaw.square_metres:,.0f}".replace(",", "."), ", ".join(flaw.areas)
    if flaw.kind == "overlap":
        return _("Overlap van {size} m² tussen {areas}.").format(size=size, areas=areas)
    if flaw.kind == "gap":
        return _("Gat van {size} m² tussen {areas}.").format(size=size, areas=areas)
    return _("De grenzen sluiten niet overal aan bij {areas}.").format(areas=areas)


def _silence(_sentence: str, _share: float) -> None:
    """Nobody is listening."""
