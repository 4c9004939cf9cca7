"""What of the roster somebody may see, laid out by day or by week."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from werkveld.audience.viewer import SHAPE, Viewer
from werkveld.people.models import Assignment, Organisation, Person, Shift
from werkveld.staff.onduty import assignments_of


@dataclass(frozen=True)
class Duty:
    """A shift as a roster shows it: what the person does, where, and whether the viewer may change it."""

    shift: Shift
    function: str
    where: str
    may_change: bool
    is_now: bool


@dataclass(frozen=True)
class Row:
    """One person's week: seven lists of duties, Monday first."""

    person: Person
    organisation: Organisation
    days: list[tuple[dt.date, list[Duty]]]


def duties(viewer: Viewer, start: dt.date, days: int, own: list[Organisation]) -> list[Duty]:
    """Shifts that touch some days, the first first. Of the own organisation all of them; of another one those in the
    areas the viewer works in. `own` are the organisations whose roster the viewer may change.
    """
    begin = timezone.make_aware(dt.datetime.combine(start, dt.time()))
    end = timezone.make_aware(dt.datetime.combine(start + dt.timedelta(days=days), dt.time()))
    rows = Shift.objects.filter(starts_at__lt=end, ends_at__gt=begin, person__is_active=True)
    chosen = list(rows.select_related("person", "organisation", "area").defer(*SHAPE).order_by("starts_at", "pk"))
    work = assignments_of({shift.person_id for shift in chosen}, start)
    now, home = timezone.now(), {a.organisation_id for a in viewer.assignments}
    may_change = {o.pk for o in own}
    found = []
    for shift in chosen:
        theirs = [a for a in work[shift.person_id] if a.organisation_id == shift.organisation_id]
        if shift.organisation_id in home or _meets(viewer, shift, theirs):
            is_now = shift.starts_at <= now < shift.ends_at
            found.append(Duty(shift, _does(theirs), _where(shift, theirs), shift.organisation_id in may_change, is_now))
    return found


def _meets(viewer: Viewer, shift: Shift, theirs: list[Assignment]) -> bool:
    """Whether a shift of another organisation is on ground that the viewer works on too."""
    if not viewer.assignments:
        return False
    if any(a.citywide for a in viewer.assignments):
        return True
    if shift.area_id is not None:
        return shift.area_id in viewer.area_ids
    return any(a.citywide or a.area_id in viewer.area_ids for a in theirs)


def _does(theirs: list[Assignment]) -> str:
    return theirs[0].get_function_display() if theirs else ""


def _where(shift: Shift, theirs: list[Assignment]) -> str:
    if shift.area:
        return shift.area.name
    return ", ".join(dict.fromkeys(a.where for a in theirs))


def week_of(found: list[Duty], monday: dt.date) -> list[Row]:
    """The same duties, a row for each person and organisation. A night shift stands on the day it starts."""
    grouped: dict[tuple[str, str, int, int], list[Duty]] = defaultdict(list)
    for duty in found:
        shift = duty.shift
        key = (shift.organisation.name, shift.person.family_name, shift.person_id, shift.organisation_id)
        grouped[key].append(duty)
    rows = []
    for key in sorted(grouped):
        mine = grouped[key]
        days = [monday + dt.timedelta(days=n) for n in range(7)]
        cells = [(day, [duty for duty in mine if _day(duty, monday) == day]) for day in days]
        rows.append(Row(mine[0].shift.person, mine[0].shift.organisation, cells))
    return rows


def _day(duty: Duty, monday: dt.date) -> dt.date:
    """The day a shift starts; one that came over from last week stands on Monday."""
    return max(timezone.localdate(duty.shift.starts_at), monday)
