"""Editions made for tests, without a file."""

import datetime as dt
from collections.abc import Mapping

from shapely.geometry.base import BaseGeometry

from werkveld.territory.actions import draft_edition, keep_layer, publish_edition
from werkveld.territory.imports import FoundArea, checksum_of, pieces_of
from werkveld.territory.models import Edition, LayerKind, Word

FROM = dt.date(2025, 1, 1)


def drafted(
    code: str,
    shapes: Mapping[str, BaseGeometry],
    *,
    kind: str = LayerKind.PARTITION,
    word: str = Word.GEBIED,
    valid_from: dt.date = FROM,
    is_schematic: bool = False,
) -> Edition:
    """A draft with one area per shape, named «Naam <code>»."""
    areas = [FoundArea(key, f"Naam {key}", "", shape) for key, shape in shapes.items()]
    return draft_edition(
        keep_layer(code, code.title(), word=word, kind=kind),
        name=str(valid_from.year),
        valid_from=valid_from,
        checksum=checksum_of(areas),
        pieces=pieces_of(areas, is_partition=kind == LayerKind.PARTITION),
        is_schematic=is_schematic,
    )


def published(code: str, shapes: Mapping[str, BaseGeometry], **how: object) -> Edition:
    return publish_edition(drafted(code, shapes, **how))
