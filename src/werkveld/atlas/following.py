"""People follow the map. When borders move, work in an area of then becomes work in its area of now.

An area of now that bears the same code takes over; else the one that holds the largest part of the area of then. What
is past stays where it was: an assignment ends on the last day of the old edition, and goes on from the first day of
the new one. Teams, coming shifts and contact points go along. Who works in an area by way of another division follows
by itself, because the rule of who sees what asks the overlap of the editions in force.
"""

from __future__ import annotations

import datetime as dt
from copy import copy
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.base import ModelState
from django.utils import timezone
from django.utils.text import slugify

from werkveld.audience.membership import OF_ANYBODY, rows_of
from werkveld.journal.actions import record
from werkveld.people.contactpoints import ContactPoint
from werkveld.people.models import Assignment, Person, Shift, Team, TeamKind
from werkveld.territory.models import Area, Edition
from werkveld.territory.succession import successors

A_DAY = dt.timedelta(days=1)
_OF_AREAS = "SELECT area_id, person_id, organisation_id FROM reach WHERE area_id = ANY(%(areas)s)"


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody who comes into an area or leaves it."""

    code: str
    name: str
    person: int
    organisation: int
    has_come: bool


type Members = dict[tuple[str, str], set[tuple[int, int]]]


def members_in(edition: Edition, on: dt.date) -> Members:
    """Who works in each area of an edition on a day: {(code, name): {(person, organisation)}}, by the rule itself."""
    areas = {area.pk: (area.code, area.name) for area in Area.objects.filter(edition=edition).light()}
    sql = OF_ANYBODY + _OF_AREAS
    found: Members = {called: set() for called in areas.values()}
    for area, person, organisation in rows_of(sql, {"areas": list(areas), "circles": [], "on": on}):
        found[areas[area]].add((person, organisation))
    return found


def turns_between(before: Members, after: Members) -> list[Turned]:
    """Who comes and who leaves, area by area, told by code: an area that keeps its code is the same area."""
    old = {code: people for (code, _name), people in before.items()}
    new = {code: people for (code, _name), people in after.items()}
    names = dict([*before, *after])
    return [
        Turned(code, names[code], person, organisation, has_come)
        for code in sorted(names)
        for has_come, people in (
            (True, new.get(code, set()) - old.get(code, set())),
            (False, old.get(code, set()) - new.get(code, set())),
        )
        for person, organisation in sorted(people)
    ]


def predecessor_of(edition: Edition) -> Edition | None:
    """The edition that ended on the day this one began."""
    return Edition.objects.published().filter(layer=edition.layer, valid_until=edition.valid_from).first()


def follow(edition: Edition, *, by: Person | None) -> int:
    """Bring work, coming shifts and teams from the edition before into this one; how many assignments moved."""
    old = predecessor_of(edition)
    if old is None:
        return 0
    to = successors(old, edition)
    moved = _move_work(edition, to, by)
    _move_shifts(edition, to)
    _move_contact_points(to, by)
    _move_teams(old, edition, to, by)
    return moved


def _move_work(edition: Edition, to: dict[int, Area], by: Person | None) -> int:
    first = edition.valid_from
    rows = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), area__in=list(to))
    moved = 0
    for row in rows.select_for_update(of=("self",)).select_related("organisation"):
        assert row.area_id is not None  # noqa: S101 - for the type checker: the query asked
        detail = {"from": row.area_id, "to": to[row.area_id].pk}
        found = Assignment.objects.filter(pk=row.pk)
        if row.starts_on >= first:
            found.update(area=detail["to"])
        elif _is_done_there(row, detail["to"], first):
            found.update(ends_on=first - A_DAY)
        else:
            # The row goes on, and what is past becomes a row of its own: of several functions the first stays first.
            found.update(area=detail["to"], starts_on=first)
            _keep_past(row, first - A_DAY)
        record("follow edition", by=by, organisation=row.organisation, subject=row, detail=detail)
        moved += 1
    return moved


def _keep_past(row: Assignment, last_day: dt.date) -> None:
    """What somebody did until a day, in the area of then."""
    past = copy(row)
    past.pk, past._state, past.ends_on = None, ModelState(), last_day
    past.save()


def _is_done_there(row: Assignment, area: int, on: dt.date) -> bool:
    """Whether the same person does the same there already: two areas of theirs became one."""
    same = Assignment.objects.on(on).filter(person=row.person_id, organisation=row.organisation_id, area=area)
    return same.filter(function=row.function, theme=row.theme).exists()


def _move_shifts(edition: Edition, to: dict[int, Area]) -> None:
    first = timezone.make_aware(dt.datetime.combine(edition.valid_from, dt.time()))
    for shift in Shift.objects.filter(area__in=list(to), ends_at__gt=max(first, timezone.now())):
        assert shift.area_id is not None  # noqa: S101 - for the type checker
        Shift.objects.filter(pk=shift.pk).update(area=to[shift.area_id])


def _move_contact_points(to: dict[int, Area], by: Person | None) -> None:
    """A centre serves the areas of now that took over; of two that became one it serves that one."""
    links = ContactPoint.areas.through.objects
    served: dict[int, dict[int, int]] = {}
    for key, area in links.filter(area__in=list(to)).values_list("contactpoint", "area"):
        served.setdefault(key, {})[area] = to[area].pk
    for point in ContactPoint.objects.filter(pk__in=list(served)).select_related("organisation"):
        point.areas.add(*set(served[point.pk].values()))
        point.areas.remove(*served[point.pk])
        detail = {"from": sorted(served[point.pk]), "to": sorted(set(served[point.pk].values()))}
        record("follow edition", by=by, organisation=point.organisation, subject=point, detail=detail)


def _move_teams(old: Edition, new: Edition, to: dict[int, Area], by: Person | None) -> None:
    """A team goes where most of its area goes, the same code first; of two that would meet the second goes up in
    the first: it keeps what was told to it, and says so (`people/merging.py`).

    An area that gets none receives a team of its own, when the areas of then had them.
    """
    teams = list(Team.objects.filter(kind=TeamKind.AREA_TEAM, area__edition=old).select_related("area"))
    if not teams:
        return
    taken = set(Team.objects.filter(area__edition=new).values_list("area", flat=True))
    same = {area.code for area in to.values()}
    for team in sorted(teams, key=lambda t: (t.area is None or t.area.code not in same, t.code)):
        area = to.get(team.area_id or 0)
        if area is None or area.pk in taken:
            continue
        taken.add(area.pk)
        detail = {"from": team.area_id, "to": area.pk}
        team.area, team.name = area, area.name
        team.save(update_fields=["area", "name"])
        record("follow edition", by=by, subject=team, detail=detail)
    for area in Area.objects.filter(edition=new).exclude(pk__in=taken).light():
        team = Team.objects.create(kind=TeamKind.AREA_TEAM, code=_free_code(area), name=area.name[:80], area=area)
        record("make team", by=by, subject=team, detail={"area": area.pk})


def _free_code(area: Area) -> str:
    base = slugify(area.name)[:40] or area.code.lower()
    taken = set(Team.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for n in range(1, 1000) if (code := base if n == 1 else f"{base}-{n}") not in taken)


def waiting(on: dt.date | None = None) -> list[Edition]:
    """Editions in force whose predecessor still holds work that goes on: nobody moved it yet."""
    day = on or timezone.localdate()
    left = Assignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=F("area__edition__valid_until")))
    left = left.filter(area__edition__layer=OuterRef("layer"), area__edition__valid_until=OuterRef("valid_from"))
    return list(Edition.objects.in_force(day).filter(Exists(left)).select_related("layer"))
