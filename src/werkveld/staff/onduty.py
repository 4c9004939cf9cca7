"""Who is on now, or next, in an area: from the roster, and where the shift does not say it, from the assignment."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkveld.audience.membership import OVERLAP_SHARE
from werkveld.audience.viewer import SHAPE
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, Organisation, Person, Shift
from werkveld.territory.models import Area, AreaOverlap

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
    """Who is on at a moment (now when not given) in an area, by function; three queries however many there are."""
    moment = at or timezone.now()
    return _working_in(area, Shift.objects.filter(starts_at__lte=moment, ends_at__gt=moment), moment)


def next_on_duty(area: Area, at: dt.datetime | None = None) -> list[OnDuty]:
    """Whose shift in an area starts within a day after a moment, the first first."""
    moment = at or timezone.now()
    coming = Shift.objects.filter(starts_at__gt=moment, starts_at__lte=moment + SOON)
    return sorted(_working_in(area, coming, moment), key=lambda one: one.shift.starts_at)


def areas_near(areas: Iterable[int]) -> set[int]:
    """Keys of these areas and of those of other layers that count as the same ground (the rule's own measure)."""
    keys = set(areas)
    share = Q(by_addresses__gte=OVERLAP_SHARE) | Q(by_addresses=None, by_surface__gte=OVERLAP_SHARE)
    pairs = AreaOverlap.objects.filter(share).filter(Q(source__in=keys) | Q(target__in=keys))
    return keys | {key for pair in pairs.values_list("source", "target") for key in pair}


def _working_in(area: Area, shifts: QuerySet[Shift], at: dt.datetime) -> list[OnDuty]:
    near, day = areas_near([area.pk]), timezone.localdate(at)
    # An assignment without an area is citywide, and so is everywhere.
    there = Assignment.objects.on(day).filter(Q(area__in=near) | Q(area=None))
    works_there = Exists(there.filter(person=OuterRef("person"), organisation=OuterRef("organisation")))
    # Sifted by the database: of a whole city's shifts only a handful becomes rows here.
    rows = shifts.filter(Q(area__in=near) | Q(works_there, area=None), person__is_active=True)
    chosen = list(rows.select_related("person", "organisation"))
    if not chosen:
        return []
    work: dict[tuple[int, int], str] = {}
    held = Assignment.objects.on(day).filter(person__in={shift.person_id for shift in chosen})
    for person, organisation, function in held.values_list("person", "organisation", "function"):
        work.setdefault((person, organisation), str(Function(function).label))
    found = [OnDuty(shift, work.get((shift.person_id, shift.organisation_id), "")) for shift in chosen]
    return sorted(found, key=lambda one: (one.function, one.shift.ends_at, one.person.given_name))


def assignments_of(people: Iterable[int], on: dt.date) -> dict[int, list[Assignment]]:
    """What each of some people does on a day, by person, in one query."""
    rows = Assignment.objects.on(on).filter(person__in=list(people))
    found: dict[int, list[Assignment]] = defaultdict(list)
    for assignment in rows.select_related("organisation", "area").defer(*SHAPE):
        found[assignment.person_id].append(assignment)
    return found
