"""What somebody sees on the map: their own organisation's items as pins, everybody else's as counts for each area.

A pin is one item, so others' items are never pins: a map is shown around and printed, and one pin on a street says more
than a line in a list. Counts of others' items under five are not counted out: they leave this module as None, and so
reach no page, no GeoJSON and no drawing (decision 0023). Only what the viewer may read counts at all.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from werkveld.atlas.rough import shown_at
from werkveld.audience.viewer import Viewer
from werkveld.items.feed import Place, newest
from werkveld.items.models import POST, Item, ItemArea, State
from werkveld.kit.prepared import any_of, prepared
from werkveld.territory.models import Area, Edition
from werkveld.territory.views import by_code

# The fewest items of other organisations that a count may say.
FEWEST = 5
# The newest of what the viewer may read; more on one map is a smear.
MOST = 2000
# A post never lapses: on the map of what holds now it stays this long.
FRESH = dt.timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: one edition, one area of it or all; `time` is "", "7", "28" or "vandaag"."""

    edition: Edition
    area: Area | None = None
    time: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """One item of the own organisation; x and y in metres (EPSG:31370), no finer than may be shown."""

    item: Item
    x: float
    y: float
    is_rough: bool
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One area (None: outside them all), with own items and those of others; `others` is None when under five."""

    area: Area | None
    own: int
    others: int | None


@dataclass(frozen=True, slots=True)
class Sight:
    """The whole map. `pins` are the newest first; `pointless` own items lie in an area but at no point."""

    asked: Asked
    areas: list[Area]
    rows: list[Row]
    pins: list[Pin]
    pointless: int
    kinds: list[str]
    is_capped: bool

    @property
    def by_area(self) -> list[tuple[Area | None, list[Pin]]]:
        """The pins under each area that has some; in a loose division one can stand under two."""
        found = [(area, [pin for pin in self.pins if area in pin.areas]) for area in self.areas]
        outside = [pin for pin in self.pins if not pin.areas]
        return [*((area, pins) for area, pins in found if pins), *([(None, outside)] if outside else [])]

    @property
    def row_of(self) -> dict[int, Row]:
        return {row.area.pk: row for row in self.rows if row.area}


def look(viewer: Viewer, asked: Asked, now: dt.datetime | None = None) -> Sight:
    """Everything a map page shows. Call inside `viewing(viewer)`; five queries however much there is."""
    at = now or timezone.now()
    areas = by_code(Area.objects.filter(edition=asked.edition).light())
    keys = newest(viewer, _place(asked), limit=MOST, valid_at=None if asked.time else at)
    everything = _in_time(_items(viewer=viewer, keys=keys), asked.time, at)
    kinds = sorted({item.kind for item in everything})
    items = [item for item in everything if not asked.kind or item.kind == asked.kind]
    lies_in = _lies_in(viewer, items, asked.edition, areas)
    if asked.area is not None:
        items = [item for item in items if asked.area in lies_in[item.pk]]
    own = _own_organisations(viewer)
    pointed = [item for item in items if item.x is not None]
    ours, theirs = _parted(pointed, own)
    return Sight(
        asked=asked,
        areas=areas,
        rows=_rows(areas if asked.area is None else [asked.area], ours, theirs, lies_in, asked.area is None),
        pins=[pin for item in ours if (pin := _pin(item, lies_in[item.pk]))],
        pointless=sum(item.organisation_id in own for item in items) - len(ours),
        kinds=kinds,
        is_capped=len(keys) == MOST,
    )


def _place(asked: Asked) -> Place:
    return Place((asked.area.pk,)) if asked.area else Place()


@prepared
def _items(*, viewer: Viewer, keys: list[uuid.UUID]) -> QuerySet[Item]:
    rows = Item.objects.visible_to(viewer).filter(pk=any_of(keys), state__in=[State.PUBLISHED, State.LAPSED])
    return rows.select_related("organisation").order_by("-published_at", "-pk")


def _in_time(items: Iterable[Item], time: str, now: dt.datetime) -> list[Item]:
    """What holds now; or what was told in the last days, lapsed or not; or what has its moment today."""
    if time == "vandaag":
        today = timezone.localdate(now)
        return [i for i in items if i.happens_at and _days(i)[0] <= today <= _days(i)[1]]
    if time:
        since = now - dt.timedelta(days=int(time))
        return [i for i in items if i.published_at and i.published_at >= since]
    return [i for i in items if i.is_standing and (i.kind != POST or (i.published_at or now) > now - FRESH)]


def _days(item: Item) -> tuple[dt.date, dt.date]:
    start = item.happens_at or timezone.now()
    return timezone.localdate(start), timezone.localdate(item.happens_until or start)


def _lies_in(viewer: Viewer, items: list[Item], edition: Edition, areas: list[Area]) -> dict[uuid.UUID, list[Area]]:
    by_key = {area.pk: area for area in areas}
    found: dict[uuid.UUID, list[Area]] = defaultdict(list)
    for item, area in _filed(viewer=viewer, keys=[i.pk for i in items], edition=edition.pk):
        found[item].append(by_key[area])
    return found


@prepared
def _filed(*, viewer: Viewer, keys: list[uuid.UUID], edition: int) -> QuerySet[ItemArea, Any]:
    rows = ItemArea.objects.visible_to(viewer).filter(item=any_of(keys), edition=edition, area__isnull=False)
    return rows.order_by("area__code").values_list("item", "area")


def _own_organisations(viewer: Viewer) -> set[int]:
    return {work.organisation_id for work in viewer.assignments} or {seat.organisation_id for seat in viewer.seats}


def _parted(items: list[Item], own: set[int]) -> tuple[list[Item], list[Item]]:
    ours = [item for item in items if item.organisation_id in own]
    return ours, [item for item in items if item.organisation_id not in own]


def _rows(
    areas: list[Area], ours: list[Item], theirs: list[Item], lies_in: dict[uuid.UUID, list[Area]], with_outside: bool
) -> list[Row]:
    own, others = _counted(ours, lies_in), _counted(theirs, lies_in)
    rows = [Row(area, own[area.pk], _enough(others[area.pk])) for area in areas]
    if with_outside and (own[0] or _enough(others[0])):
        rows.append(Row(None, own[0], _enough(others[0])))
    return rows


def _counted(items: list[Item], lies_in: dict[uuid.UUID, list[Area]]) -> Counter[int]:
    """Items by the key of their area, 0 for outside every area; in a loose division one can count twice."""
    return Counter(key for item in items for key in ([area.pk for area in lies_in[item.pk]] or [0]))


def _enough(count: int) -> int | None:
    return count if count >= FEWEST else None


def _pin(item: Item, areas: list[Area]) -> Pin | None:
    spot = shown_at(item)
    return Pin(item, spot.x, spot.y, spot.is_rough, tuple(areas)) if spot else None
