"""From what somebody typed to a place: one spot when that is certain, else the streets it can be. Never kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from math import hypot
from typing import Any

from werkveld.territory.addresstext import Typed, readings_of
from werkveld.territory.crs import to_degrees, to_lambert
from werkveld.territory.gazetteer import names, narrowed
from werkveld.territory.locate import Located, areas_at
from werkveld.territory.models import Address, Area, Edition, LayerKind, Street, StreetArea

# Two streets whose doors never come this near do not cross.
CROSSING_METRES = 150.0
# A number this far past the last known one is no longer a guess but a mistake.
MOST_BEYOND = 30


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with words. `method` is address, nearby (between two known numbers), range, crossing or point."""

    label: str
    x: float
    y: float
    method: str
    street: Street | None = None

    @property
    def is_estimate(self) -> bool:
        return self.method in {"nearby", "crossing"}


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a street in one area of one edition; `area` is None for what lies outside every area."""

    edition: Edition
    area: Area | None
    share: float
    numbers: str

    @property
    def percent(self) -> int:
        return 100 if self.share >= 0.995 else min(max(round(self.share * 100), 1), 99)


@dataclass(frozen=True, slots=True)
class StreetFound:
    """A street somebody may mean, with its parts by edition, the largest share first."""

    street: Street
    parts: list[Part]

    @property
    def shown(self) -> list[Part]:
        """Without what lies outside a loose division: that is nearly everything, and says nothing."""
        return [part for part in self.parts if part.area or part.edition.layer.kind == LayerKind.PARTITION]

    @property
    def is_whole(self) -> bool:
        """Whether it lies in one area of every edition: then no number is needed."""
        editions = [part.edition.pk for part in self.parts]
        return len(editions) == len(set(editions))

    @property
    def spot(self) -> Spot | None:
        """A door in the middle of the street."""
        doors = list(Address.objects.filter(street=self.street).order_by("house", "number"))
        if not doors:
            return None
        middle = doors[len(doors) // 2]
        return Spot(str(self.street), middle.x, middle.y, "street", self.street)


@dataclass(frozen=True, slots=True)
class Finding:
    """One spot, or several streets or spots to choose from, or nothing at all."""

    spots: list[Spot] = field(default_factory=list)
    streets: list[StreetFound] = field(default_factory=list)

    @property
    def spot(self) -> Spot | None:
        return self.spots[0] if len(self.spots) == 1 else None

    @property
    def is_nothing(self) -> bool:
        return not self.spots and not self.streets


def find_place(text: str, on: datetime.date | None = None) -> Finding:
    """What a text means on a day (today when not given): an address, a crossing, a street or nothing."""
    known = names()
    for typed in readings_of(text):
        called = known.spelled if typed.is_literal else known.called
        named = [narrowed(called(name), typed.place, typed.postcode) for name in typed.names]
        if not all(named):
            continue
        if len(named) == 2:
            crossing = _crossing(named[0], named[1])
            return Finding([crossing] if crossing else [], streets_found([*named[0], *named[1]], on))
        if typed.house is None:
            return Finding(streets=streets_found(named[0], on))
        spots = [spot for street in named[0] if (spot := _numbered(street, typed))]
        certain = [spot for spot in spots if not spot.is_estimate]
        return Finding(certain or spots, [] if spots else streets_found(named[0], on))
    return Finding()


def streets_found(streets: Iterable[Street], on: datetime.date | None = None) -> list[StreetFound]:
    """Some streets with their parts in every edition that holds on the day; three queries however many."""
    wanted = list(streets)
    editions = list(Edition.objects.in_force(on).select_related("layer"))
    rows = StreetArea.objects.filter(street__in=wanted, edition__in=editions).select_related("area")
    by_place: dict[tuple[int, int], list[StreetArea]] = {}
    for row in rows.defer("area__geometry", "area__outline").order_by("-share", "area__code"):
        by_place.setdefault((row.street_id, row.edition_id), []).append(row)
    return [
        StreetFound(street, [part for e in editions for part in _parts(e, by_place.get((street.pk, e.pk), []))])
        for street in wanted
    ]


def _parts(edition: Edition, rows: list[StreetArea]) -> list[Part]:
    parts = [Part(edition, row.area, row.share, row.numbers) for row in rows]
    outside = 1.0 - sum(row.share for row in rows)
    return [*parts, Part(edition, None, outside, "")] if outside > 1e-9 else parts


def _numbered(street: Street, typed: Typed) -> Spot | None:
    assert typed.house is not None  # noqa: S101 - for the type checker: the caller asked
    doors = list(Address.objects.filter(street=street, house__gt=0).order_by("house", "number"))
    same = [door for door in doors if door.house == typed.house]
    if typed.last:
        inside = [d for d in doors if typed.house <= d.house <= typed.last and (d.house - typed.house) % 2 == 0]
        if inside:
            middle = inside[len(inside) // 2]
            return _spot(street, f"{typed.house}-{typed.last}", middle.x, middle.y, "range")
    exact = [door for door in same if door.number == f"{typed.house}{typed.letter}"] or same
    if exact:
        return _spot(street, f"{typed.house}{typed.letter}", exact[0].x, exact[0].y, "address")
    return _between(street, typed.house, doors)


def _between(street: Street, house: int, doors: list[Address]) -> Spot | None:
    """A number the register lacks: between its neighbours on the same side, or beside the last."""
    side = [door for door in doors if door.house % 2 == house % 2] or doors
    below = [door for door in side if door.house < house][-1:]
    above = [door for door in side if door.house > house][:1]
    near = below + above
    if not near or min(abs(door.house - house) for door in near) > MOST_BEYOND:
        return None
    if len(near) == 1:
        return _spot(street, str(house), near[0].x, near[0].y, "nearby")
    share = (house - near[0].house) / (near[1].house - near[0].house)
    x, y = (getattr(near[0], axis) * (1 - share) + getattr(near[1], axis) * share for axis in ("x", "y"))
    return _spot(street, str(house), x, y, "nearby")


def _spot(street: Street, number: str, x: float, y: float, method: str) -> Spot:
    town = f", {street.municipality}" if street.municipality else ""
    return Spot(f"{street.name} {number}{town}", x, y, method, street)


def _crossing(first: list[Street], second: list[Street]) -> Spot | None:
    """Halfway between the two doors that lie nearest to each other: registers hold doors, not crossings."""
    best: tuple[float, float, float, Street, Street] | None = None
    points = {s.pk: list(Address.objects.filter(street=s).values_list("x", "y")) for s in {*first, *second}}
    for one, two in product(first, second):
        if one.pk == two.pk:
            continue
        for (a, b), (c, d) in product(points[one.pk], points[two.pk]):
            metres = hypot(a - c, b - d)
            if best is None or metres < best[0]:
                best = (metres, (a + c) / 2, (b + d) / 2, one, two)
    if best is None or best[0] > CROSSING_METRES:
        return None
    return Spot(f"{best[3].name} × {best[4].name}", best[1], best[2], "crossing")


def locate_json(lon: float, lat: float, on: datetime.date | None = None) -> dict[str, Any]:
    """Where a point in degrees (WGS84) lies, as plain values for JSON; layers by the name they were given."""
    return {"editions": editions_json(areas_at(*to_lambert(lon, lat), on))}


def finding_json(finding: Finding, on: datetime.date | None = None) -> dict[str, Any]:
    """Plain values for JSON: `editions` as for a point, and beside it what the place was taken to be.

    Of a street alone `editions` tells the area only where the whole street lies in one; `streets` tells the shares.
    """
    if spot := finding.spot:
        lon, lat = to_degrees(spot.x, spot.y)
        place = {"name": spot.label, "method": spot.method, "point": [round(lon, 6), round(lat, 6)]}
        return {"editions": editions_json(areas_at(spot.x, spot.y, on)), "place": place}
    if finding.spots:
        places = [{"name": s.label, "editions": editions_json(areas_at(s.x, s.y, on))} for s in finding.spots]
        return {"editions": [], "candidates": places}
    streets = [_street_json(found) for found in finding.streets]
    return {"editions": streets[0]["editions"] if len(streets) == 1 else [], "streets": streets}


def editions_json(located: Iterable[Located]) -> list[dict[str, Any]]:
    """A row for each edition (several where areas overlap): layer, edition, and the area or None."""
    return [
        {
            "layer": one.edition.layer.name,
            "edition": one.edition.name,
            "area": one.area and {"code": one.area.code, "name": one.area.name},
        }
        for one in located
    ]


def _street_json(found: StreetFound) -> dict[str, Any]:
    by_edition: dict[int, list[Part]] = {}
    for part in found.parts:
        by_edition.setdefault(part.edition.pk, []).append(part)
    rows = []
    for parts in by_edition.values():
        whole = parts[0].area if len(parts) == 1 else None
        shares = [
            {
                "area": part.area and {"code": part.area.code, "name": part.area.name},
                "share": round(part.share, 4),
                "numbers": part.numbers,
            }
            for part in parts
        ]
        area = whole and {"code": whole.code, "name": whole.name}
        edition = parts[0].edition
        rows.append({"layer": edition.layer.name, "edition": edition.name, "area": area, "candidates": shares})
    return {"street": found.street.name, "municipality": found.street.municipality, "editions": rows}
