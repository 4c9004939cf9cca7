"""A street cut where borders cross it: which of its doors lie in the same areas of every division."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass

from werkveld.territory.finding import Spot
from werkveld.territory.models import Address, AddressArea, Area, Edition, LayerKind, Street, Word

_ORDER = {word: place for place, word in enumerate(Word.values)}


@dataclass(frozen=True, slots=True)
class StreetPiece:
    """Doors of one street that lie in the same areas: a door in the middle of them, its key, their share (0 to 1)."""

    street: Street
    key: int
    areas: list[Area]
    share: float
    numbers: str
    spot: Spot

    @property
    def percent(self) -> int:
        return 100 if self.share >= 0.995 else min(max(round(self.share * 100), 1), 99)


def pieces_of(street: Street, on: datetime.date | None = None) -> list[StreetPiece]:
    """The pieces of a street on a day (today when not given), the largest first; three queries.

    Loose divisions cut nothing: nearly all of a street lies outside them.
    """
    doors = list(Address.objects.filter(street=street).order_by("house", "number"))
    editions = Edition.objects.in_force(on).filter(layer__kind=LayerKind.PARTITION)
    lies: dict[int, list[Area]] = defaultdict(list)
    rows = AddressArea.objects.filter(address__in=doors, edition__in=editions).select_related("area__edition__layer")
    for row in rows.defer("area__geometry", "area__outline"):
        lies[row.address_id].append(row.area)
    groups: dict[frozenset[int], list[Address]] = defaultdict(list)
    for door in doors:
        groups[frozenset(area.pk for area in lies[door.pk])].append(door)
    found = [_piece(street, group, lies[group[0].pk], len(doors)) for group in groups.values()]
    return sorted(found, key=lambda piece: (-piece.share, piece.key))


def _piece(street: Street, doors: list[Address], areas: list[Area], total: int) -> StreetPiece:
    middle = doors[len(doors) // 2]
    spot = Spot(str(street), middle.x, middle.y, "street", street)
    ordered = sorted(areas, key=lambda area: (_ORDER[area.edition.layer.word], area.code))
    return StreetPiece(street, middle.pk, ordered, len(doors) / total, _numbers(doors), spot)


def _numbers(doors: list[Address]) -> str:
    """«1–35 · 2–40»: odd numbers first; empty when no door has a number."""
    sides = ([door.house for door in doors if door.house and door.house % 2 == odd] for odd in (1, 0))
    return " · ".join(f"{min(side)}–{max(side)}" if min(side) < max(side) else f"{side[0]}" for side in sides if side)
