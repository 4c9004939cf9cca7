"""The divisions as pages: a map, and beside it a table that says the same in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString

from werkveld.territory.drawing import svg_of_edition
from werkveld.territory.locate import Overlapping, overlaps_between
from werkveld.territory.models import Area, Edition, Layer, LayerKind, Word
from werkveld.territory.words import counted

# A code as pairs of letters and digits, so that its numbers compare as numbers.
CODE_PARTS = re.compile(r"(\D*)(\d*)")
ORDER = {word: place for place, word in enumerate(Word.values)}


@dataclass(frozen=True, slots=True)
class Division:
    """One edition as a page shows it."""

    edition: Edition
    areas: list[Area]
    drawing: SafeString

    @property
    def counted(self) -> str:
        return counted(self.edition.layer.word, len(self.areas))

    @property
    def has_rings(self) -> bool:
        return any(area.ring for area in self.areas)


@dataclass(frozen=True, slots=True)
class Row:
    """An area and what it shares land with in the division it is compared to."""

    area: Area
    overlaps: list[Overlapping]

    @property
    def square_kilometres(self) -> float:
        return self.area.square_metres / 1e6


def areas(request: HttpRequest) -> HttpResponse:
    """All divisions in force today."""
    editions = in_force()
    ground = ground_of(editions)
    divisions = [
        Division(edition, by_code(edition.areas.all()), _drawing(edition, None, ground)) for edition in editions
    ]
    return render(request, "territory/areas.html", {"divisions": divisions})


def layer(request: HttpRequest, layer_code: str) -> HttpResponse:
    """One division, in one of its editions (`uitgave`), beside another one (`naast`) if asked."""
    shown = get_object_or_404(Layer, code=layer_code)
    editions = list(Edition.objects.published().filter(layer=shown).order_by("-valid_from"))
    current = in_force()
    edition = _chosen(request.GET.get("uitgave", ""), editions, current)
    others = [other for other in current if other.layer_id != shown.pk]
    beside = next((other for other in others if other.layer.code == request.GET.get("naast")), None)
    context = {"layer": shown, "editions": editions, "edition": edition, "others": others, "beside": beside}
    if edition is not None:
        found = by_code(Area.objects.filter(edition=edition).light())
        overlaps = overlaps_between(edition, beside) if beside else {}
        context["division"] = Division(edition, found, _drawing(edition, beside, ground_of(current)))
        context["rows"] = [Row(area, overlaps.get(area.pk, [])) for area in found]
        context["is_by_addresses"] = any(one.is_by_addresses for row in overlaps.values() for one in row)
    return render(request, "territory/layer.html", context)


def in_force() -> list[Edition]:
    """Editions that hold today with their areas, gebieden first: the order in which the field speaks of them."""
    told = Edition.objects.in_force().select_related("layer")
    told = told.prefetch_related(Prefetch("areas", Area.objects.light()))
    return sorted(told, key=lambda edition: (ORDER[edition.layer.word], edition.layer.code))


def by_code(areas: Iterable[Area]) -> list[Area]:
    """In the order in which people count: K2 before K10."""
    return sorted(areas, key=lambda area: [(word, int(part or 0)) for word, part in CODE_PARTS.findall(area.code)])


def ground_of(editions: list[Edition]) -> Edition | None:
    """The division that is drawn under loose areas, which show nothing of the city by themselves."""
    return next((edition for edition in editions if edition.layer.kind == LayerKind.PARTITION), None)


def _drawing(edition: Edition, beside: Edition | None, ground: Edition | None) -> SafeString:
    is_loose = edition.layer.kind != LayerKind.PARTITION
    return svg_of_edition(edition, over=beside or (ground if is_loose else None))


def _chosen(asked: str, editions: list[Edition], current: list[Edition]) -> Edition | None:
    """The edition that was asked for, else the one in force, else the newest."""
    keys = {edition.pk for edition in current}
    for edition in editions:
        if str(edition.pk) == asked:
            return edition
    return next((edition for edition in editions if edition.pk in keys), editions[0] if editions else None)
