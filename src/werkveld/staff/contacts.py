"""Which contact points serve an area today, and how each stands now. Open to whoever is signed in: they are public."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import hypot
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.cache import cache
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language

from werkveld.kit.prepared import any_of, prepared
from werkveld.people.contactpoints import ContactHours, ContactPoint, SpecialDays
from werkveld.people.hours import say_hours
from werkveld.people.models import Organisation
from werkveld.people.openings import Opening, opening_of, week_of

# How far ahead days with other hours are announced.
AHEAD = dt.timedelta(days=28)


@dataclass(frozen=True)
class Contact:
    """A contact point as a page shows it: how it stands now, and how far it is from what was asked (metres)."""

    point: ContactPoint
    opening: Opening
    metres: float | None = None

    @property
    def kilometres(self) -> float | None:
        """The distance when it is too far to say in metres."""
        return self.metres / 1000 if self.metres is not None and self.metres >= 1000 else None

    @property
    def week(self) -> list[tuple[str, str]]:
        """Every weekday with its hours in words; none when there are no hours at all."""
        rows = [(capfirst(str(WEEKDAYS[day - 1])), say_hours(stretches)) for day, stretches in week_of(self.point)]
        return rows if any(hours for _day, hours in rows) else []

    @property
    def coming(self) -> list[SpecialDays]:
        """The days with other hours that are near."""
        today = timezone.localdate(self.opening.at)
        return [row for row in self.point.special_days.all() if today <= row.ends_on and row.starts_on <= today + AHEAD]


A_MINUTE = 60
SPECIAL = ("id", "starts_on", "ends_on", "opens", "closes", "note")

type Spot = tuple[float, float]


def contacts_of_areas(
    areas: Iterable[int], at: dt.datetime | None = None, near: Spot | None = None
) -> dict[int, list[Contact]]:
    """Contact points in force that serve each of some areas (by key), the nearest or the first to open first."""
    moment = at or timezone.now()
    found: dict[int, list[Contact]] = defaultdict(list)
    for point in _serving(areas=list(set(areas)), day=timezone.localdate(moment)):
        _unpack(point)
        found[point.serves].append(Contact(point, opening_of(point, moment), _metres(point, near)))  # type: ignore[attr-defined]
    return defaultdict(list, {area: sorted(told, key=_order) for area, told in found.items()})


def panel_of_area(area: int, at: dt.datetime | None = None) -> SafeString:
    """The contact points beside an area, drawn. Public, and of this minute: one panel for whoever asks in it."""
    moment = at or timezone.now()
    key = f"contacts:{area}:{get_language()}:{int(moment.timestamp() // A_MINUTE)}"
    kept: SafeString | None = cache.get(key)
    if kept is None:
        told = contacts_of_areas([area], moment).get(area, [])
        kept = SafeString(render_to_string("staff/contacts.html", {"contacts": told}) if told else "")
        cache.set(key, kept, A_MINUTE)
    return kept


@prepared
def _serving(*, areas: list[int], day: dt.date) -> QuerySet[ContactPoint]:
    """Every point once for each area it serves, with its hours and special days in the same question."""
    hours = ContactHours.objects.filter(point=OuterRef("pk")).order_by("weekday", "opens")
    special = SpecialDays.objects.filter(point=OuterRef("pk")).order_by("starts_on", "pk")
    rows = ContactPoint.objects.on(day).filter(areas=any_of(areas)).select_related("organisation").order_by()
    return rows.annotate(
        serves=F("areas"),
        hours_told=ArraySubquery(hours.values(told=JSONObject(weekday="weekday", opens="opens", closes="closes"))),
        special_told=ArraySubquery(special.values(told=JSONObject(**{name: name for name in SPECIAL}))),
    )


def _unpack(point: Any) -> None:
    """Hours and special days where a prefetch would have put them."""
    hours = [
        ContactHours(point=point, weekday=row["weekday"], opens=_clock(row["opens"]), closes=_clock(row["closes"]))
        for row in point.hours_told
    ]
    special = [
        SpecialDays(
            pk=row["id"],
            point=point,
            starts_on=dt.date.fromisoformat(row["starts_on"]),
            ends_on=dt.date.fromisoformat(row["ends_on"]),
            opens=row["opens"] and _clock(row["opens"]),
            closes=row["closes"] and _clock(row["closes"]),
            note=row["note"],
        )
        for row in point.special_told
    ]
    point._prefetched_objects_cache = {"hours": hours, "special_days": special}


def _clock(said: str) -> dt.time:
    return dt.time.fromisoformat(said)


def citywide_contacts(at: dt.datetime | None = None, near: Spot | None = None) -> list[Contact]:
    """Contact points in force for the whole city."""
    return _contacts(ContactPoint.objects.filter(is_citywide=True), at, near)


def contacts_held_by(organisation: Organisation, at: dt.datetime | None = None) -> tuple[list[Contact], list[Contact]]:
    """All contact points of an organisation: those in force or to come, and those that ended."""
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    rows = whole(ContactPoint.objects.filter(organisation=organisation))
    told = [Contact(point, opening_of(point, moment)) for point in rows]
    ended = [one for one in told if one.point.ends_on and one.point.ends_on < today]
    return [one for one in told if one not in ended], ended


def whole(points: QuerySet[ContactPoint]) -> QuerySet[ContactPoint]:
    """With organisation, hours and special days: three queries however many."""
    return points.select_related("organisation").prefetch_related("hours", "special_days")


def _contacts(points: QuerySet[ContactPoint], at: dt.datetime | None, near: Spot | None) -> list[Contact]:
    moment = at or timezone.now()
    in_force = points & ContactPoint.objects.on(timezone.localdate(moment))
    told = [Contact(point, opening_of(point, moment), _metres(point, near)) for point in whole(in_force)]
    return sorted(told, key=_order)


def _metres(point: ContactPoint, near: Spot | None) -> float | None:
    if near is None or point.x is None or point.y is None:
        return None
    return hypot(point.x - near[0], point.y - near[1])


def _order(one: Contact) -> tuple[bool, float, bool, str]:
    """The nearest first where distances are known; else who is open, then by name."""
    return (one.metres is None, one.metres or 0.0, not one.opening.is_open, one.point.name)
