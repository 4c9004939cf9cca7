"""Who is on now, or next, in an area: from the roster, and where the shift does not say it, from the assignment."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from werkveld.audience.membership import OVERLAP_SHARE
from werkveld.audience.viewer import SHAPE
from werkveld.kit.prepared import any_of, prepared
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, Organisation, Person, Shift
from werkveld.territory.models import Area, AreaOverlap

# Of a colleague on duty nothing is shown of how they sign in.
UNSHOWN = ("password", "last_login", "joined_at", "demo_note")
# How far ahead "straks" looks.
SOON = dt.timedelta(hours=24)


@dataclass(frozen=True)
class OnDuty:
    """Somebody on shift: who, for whom, what they do, and when."""

    shift: Shift
    function: str

    @property
    def person(self) -> Person:
        """Who."""
        return self.shift.person

    @property
    def organisation(self) -> Organisation:
        """For whom."""
        return self.shift.organisation


def on_duty(area: Area, at: dt.datetime | None = None) -> list[OnDuty]:
    """Who is on at a moment (now when not given) in an area, by function; two queries however many there are."""
    moment = at or timezone.now()
    return _working_in(area, moment, until=moment)


def next_on_duty(area: Area, at: dt.datetime | None = None) -> list[OnDuty]:
    """Whose shift in an area starts within a day after a moment, the first first."""
    moment = at or timezone.now()
    coming = [one for one in _working_in(area, moment, until=moment + SOON) if one.shift.starts_at > moment]
    return sorted(coming, key=lambda one: one.shift.starts_at)


def areas_near(areas: Iterable[int]) -> set[int]:
    """Keys of these areas and of those of other layers that count as the same ground (the rule's own measure)."""
    keys = set(areas)
    return keys | {key for pair in _near(keys=list(keys)) for key in pair}


@prepared
def _near(*, keys: list[int]) -> QuerySet[Any, tuple[int, int]]:
    enough = F("stricter") + OVERLAP_SHARE
    share = Q(by_addresses__gte=enough) | Q(by_addresses=None, by_surface__gte=enough)
    pairs = AreaOverlap.objects.filter(share).filter(Q(source=any_of(keys)) | Q(target=any_of(keys)))
    return pairs.values_list("source", "target")


def _working_in(area: Area, at: dt.datetime, *, until: dt.datetime) -> list[OnDuty]:
    """Shifts in an area that run at a moment or begin before `until`, with what each does that day."""
    near, day = list(areas_near([area.pk])), timezone.localdate(at)
    chosen = _shifts(near=near, day=day, at=at, until=until)
    found = [OnDuty(shift, str(Function(work).label) if (work := shift.work) else "") for shift in chosen]  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.function, one.shift.ends_at, one.person.given_name))


@prepared
def _shifts(*, near: list[int], day: dt.date, at: dt.datetime, until: dt.datetime) -> QuerySet[Shift]:
    # An assignment without an area is citywide, and so is everywhere.
    there = Assignment.objects.on(day).filter(Q(area=any_of(near)) | Q(area=None))
    works_there = Exists(there.filter(person=OuterRef("person"), organisation=OuterRef("organisation")))
    # Sifted by the database: of a whole city's shifts only a handful becomes rows here.
    rows = Shift.objects.filter(starts_at__lte=until, ends_at__gt=at, person__is_active=True)
    # What they do that day for that organisation: of several functions the one they have here.
    held = Assignment.objects.on(day).filter(person=OuterRef("person"), organisation=OuterRef("organisation"))
    held = held.nearest_first(Q(area=any_of(near)))
    found = rows.filter(Q(area=any_of(near)) | Q(works_there, area=None)).select_related("person", "organisation")
    found = found.annotate(work=Subquery(held.values("function")[:1]))
    return found.defer(*(f"person__{column}" for column in UNSHOWN))


def assignments_of(people: Iterable[int], on: dt.date) -> dict[int, list[Assignment]]:
    """What each of some people does on a day, by person, the main work first; in one query."""
    rows = Assignment.objects.on(on).filter(person__in=list(people)).main_first()
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in rows.select_related("organisation", "area").defer(*SHAPE):
        found[assignment.person_id].append(assignment)
    return found
