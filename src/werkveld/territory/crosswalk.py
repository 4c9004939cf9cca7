"""How two divisions relate, counted by addresses: which part of each area lies in which area of the other.

Both directions are counted, for shares are not invertible: all of a small buurt can lie in a gebied of which it is a
tenth. What lies in no area of the other division is a part too, so that the parts of an area always make a whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.territory.filing import whole_joins
from werkveld.territory.locate import share_word
from werkveld.territory.models import Area, Edition, Layer, LayerKind
from werkveld.territory.overlay import shares_between
from werkveld.territory.refused import ImportRefused

ADDRESSES, SURFACE = "addresses", "surface"
# A part below both is the rounding of a border: kept in every total, left out of lists.
FRINGE_SHARE, FRINGE_ADDRESSES = 0.005, 10
# What geometry leaves over between two layers that were drawn to coincide.
ROUNDING = 1e-6

_COUNT = """
SELECT one.area_id, two.area_id, count(*)
FROM territory_addressarea one
LEFT JOIN territory_addressarea two ON two.address_id = one.address_id AND two.edition_id = %s
WHERE one.edition_id = %s GROUP BY 1, 2
"""
_TOTAL = "SELECT area_id, count(*) FROM territory_addressarea WHERE edition_id = %s GROUP BY 1"


@dataclass(frozen=True, slots=True)
class Part:
    """The part of one area that lies in `target` (None: in no area of the other division).

    `count` are addresses, or square metres when counted by surface.
    """

    source: Area
    target: Area | None
    count: float
    share: float
    by: str

    @property
    def is_fringe(self) -> bool:
        is_small = self.by == SURFACE or self.count < FRINGE_ADDRESSES
        return self.share < FRINGE_SHARE and is_small

    @property
    def word(self) -> str:
        return _("randstrook") if self.is_fringe else share_word(max(self.share, FRINGE_SHARE))

    @property
    def percent(self) -> int:
        """Whole; says 100 only of the whole and 0 only of a fringe."""
        if self.share >= 0.995:
            return 100
        return min(max(round(self.share * 100), 0 if self.is_fringe else 1), 99)

    @property
    def counted(self) -> str:
        """The count as it is written: addresses with a mark between the thousands, surface in km²."""
        if self.by == ADDRESSES:
            return number_format(self.count, 0, force_grouping=True)
        return number_format(self.count / 1e6, 2, force_grouping=True)


@dataclass(frozen=True, slots=True)
class Row:
    """One area with all its parts, the largest first; `total` is what they are divided by."""

    area: Area
    total: float
    parts: list[Part]
    by: str

    @property
    def shown(self) -> list[Part]:
        return [part for part in self.parts if not part.is_fringe]

    @property
    def fringe(self) -> list[Part]:
        return [part for part in self.parts if part.is_fringe]

    @property
    def counted(self) -> str:
        if self.by == ADDRESSES:
            return number_format(self.total, 0, force_grouping=True)
        return number_format(self.total / 1e6, 2, force_grouping=True)

    @property
    def number(self) -> int:
        """The total as a whole number, for the right form of a word."""
        return int(self.total)

    @property
    def is_whole(self) -> bool:
        """Whether this area lies in one area of the other division, but for a fringe."""
        return len(self.shown) == 1 and self.shown[0].target is not None


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Two editions and the parts of either in the other. `by` is what was counted, which may not be what was asked."""

    first: Edition
    second: Edition
    by: str
    rows: list[Row]
    reverse: list[Row]


def crosswalk(first: Edition, second: Edition, by: str = ADDRESSES) -> Crosswalk:
    """Count how two editions overlap. Without a single known address in either it is counted by surface."""
    ours, theirs = _areas(first), _areas(second)
    if by == ADDRESSES:
        there, back = _counted(first, second), _counted(second, first)
        if there[1] and back[1]:
            rows, reverse = _rows(ours, theirs, *there, ADDRESSES), _rows(theirs, ours, *back, ADDRESSES)
            return Crosswalk(first, second, ADDRESSES, rows, reverse)
    pairs = list(shares_between(_with_shapes(first), _with_shapes(second)))
    size = {area.pk: area.square_metres for area in [*ours, *theirs]}
    there_m2 = {(a, b): share * size[a] for a, b, share, _reverse in pairs if share > ROUNDING}
    back_m2 = {(b, a): share * size[b] for a, b, _share, share in pairs if share > ROUNDING}
    rows = _rows(ours, theirs, _with_rest(there_m2, ours), size, SURFACE)
    reverse = _rows(theirs, ours, _with_rest(back_m2, theirs), size, SURFACE)
    return Crosswalk(first, second, SURFACE, rows, reverse)


type Counts = dict[tuple[int, int | None], float]


def _counted(first: Edition, second: Edition) -> tuple[Counts, dict[int, float]]:
    with whole_joins() as cursor:
        cursor.execute(_COUNT, [second.pk, first.pk])
        counts: Counts = {(source, target): float(n) for source, target, n in cursor.fetchall()}
        cursor.execute(_TOTAL, [first.pk])
        return counts, {area: float(n) for area, n in cursor.fetchall()}


def _with_rest(counts: dict[tuple[int, int], float], areas: Iterable[Area]) -> Counts:
    """The same and, for each area, the land that lies in no area of the other division."""
    whole: Counts = {(source, target): size for (source, target), size in counts.items()}
    covered: dict[int, float] = {}
    for (source, _target), size in counts.items():
        covered[source] = covered.get(source, 0.0) + size
    for area in areas:
        rest = area.square_metres - covered.get(area.pk, 0.0)
        if rest > area.square_metres * ROUNDING:
            whole[area.pk, None] = rest
    return whole


def _rows(sources: list[Area], targets: list[Area], counts: Counts, totals: dict[int, float], by: str) -> list[Row]:
    by_key = {area.pk: area for area in targets}
    rows = []
    for area in sources:
        total = totals.get(area.pk, 0.0)
        mine = [(target, n) for (source, target), n in counts.items() if source == area.pk]
        parts = [Part(area, by_key[t] if t is not None else None, n, n / total, by) for t, n in mine]
        parts.sort(key=lambda part: (-part.count, part.target is None, part.target.code if part.target else ""))
        rows.append(Row(area, total, parts, by))
    return rows


def _areas(edition: Edition) -> list[Area]:
    areas = list(Area.objects.filter(edition=edition).light())
    for area in areas:
        area.edition = edition
    return areas


def _with_shapes(edition: Edition) -> list[Area]:
    return list(Area.objects.filter(edition=edition).only("id", "geometry"))


def edition_called(text: str, on: datetime.date | None = None) -> Edition:
    """The edition that "wijken", "wijken@2026-01-01" or "wijken@2025" (its name) means. Raises `ImportRefused`."""
    code, _at, which = text.strip().partition("@")
    layer = Layer.objects.filter(code__iexact=code).first() or Layer.objects.filter(name__iexact=code).first()
    if layer is None:
        known = ", ".join(Layer.objects.values_list("code", flat=True)) or _("nog geen")
        raise ImportRefused(
            _("Er is geen indeling «{code}».").format(code=code), _("Er zijn: {codes}.").format(codes=known)
        )
    editions = Edition.objects.published().filter(layer=layer).select_related("layer")
    day = _day_of(which) if which else on
    named = editions.filter(name__iexact=which).first() if which else None
    found = named or (editions.in_force(day).first() if day or not which else None)
    if found is None:
        names = ", ".join(editions.values_list("name", flat=True)) or _("nog geen")
        raise ImportRefused(
            _("Van {layer} geldt er dan geen uitgave.").format(layer=layer.name),
            _("Er zijn: {codes}.").format(codes=names),
        )
    return found


def _day_of(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def sentence(part: Part, total: str) -> str:
    """«Van de 2.642 adressen in Kortrijk Zuid liggen er 1.632 (62 %) in sector Zuid.»"""
    said = {
        "source": in_words(part.source),
        "target": in_words(part.target) if part.target else _("geen enkel ander gebied"),
        "total": total,
        "count": part.counted,
        "percent": part.percent or "< 1",
    }
    if part.by == SURFACE:
        return _("Van de {total} km² van {source} ligt er {count} ({percent} %) in {target}.").format(**said)
    if part.share >= 1:
        return _("Alle {total} adressen in {source} liggen in {target}.").format(**said)
    return ngettext(
        "Van de {total} adressen in {source} ligt er {count} ({percent} %) in {target}.",
        "Van de {total} adressen in {source} liggen er {count} ({percent} %) in {target}.",
        int(part.count),
    ).format(**said)


def in_words(area: Area) -> str:
    """«wijk K4 Overleie»: a name never goes without the word of its owner; the code where it is not the name."""
    word = str(area.edition.layer.get_word_display())
    return f"{word} {area.name}"


def crosswalk_json(found: Crosswalk) -> dict[str, Any]:
    """Plain values for JSON. All parts are there, fringes too, so that the shares of an area add up to one."""
    return {
        "from": _edition_json(found.first),
        "to": _edition_json(found.second),
        "by": found.by,
        "estimate": True,
        "rows": [_row_json(row) for row in found.rows],
        "reverse": [_row_json(row) for row in found.reverse],
    }


def _edition_json(edition: Edition) -> dict[str, Any]:
    return {
        "layer": edition.layer.code,
        "name": edition.layer.name,
        "edition": edition.name,
        "valid_from": edition.valid_from.isoformat(),
        "valid_until": edition.valid_until and edition.valid_until.isoformat(),
        "partition": edition.layer.kind == LayerKind.PARTITION,
        "schematic": edition.is_schematic,
    }


def _row_json(row: Row) -> dict[str, Any]:
    whole = row.by == ADDRESSES
    return {
        "area": {"code": row.area.code, "name": row.area.name},
        "total": int(row.total) if whole else round(row.total, 1),
        "parts": [
            {
                "area": part.target and {"code": part.target.code, "name": part.target.name},
                "count": int(part.count) if whole else round(part.count, 1),
                "share": round(part.share, 9),
                "word": part.word,
                "fringe": part.is_fringe,
                "sentence": sentence(part, row.counted),
            }
            for part in row.parts
        ],
    }
