"""How far a crew has come: coverage of a team, never a ranking of people (R17)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from werkveld.audience.circles import circle_of_team
from werkveld.audience.membership import circles_by_person, members_of
from werkveld.audience.viewer import Viewer
from werkveld.briefing.compose import Briefing
from werkveld.briefing.scope import Scope, own_scope
from werkveld.briefing.shifts import current_shift
from werkveld.items.models import Item, Reading
from werkveld.kit.prepared import any_of, prepared
from werkveld.people.models import Person, Shift, Team


@dataclass(frozen=True)
class Coverage:
    """How many colleagues there are and how many are up to date.

    `names` (display name, is up to date), by name, is there for the lead of the shift only; None for anybody else.
    """

    colleagues: int
    up_to_date: int
    names: list[tuple[str, bool]] | None = None


def coverage_of(viewer: Viewer, briefing: Briefing) -> Coverage:
    """Who of the viewer's crew acknowledged what must be known, as it stands now. Five queries, however many people.

    What somebody may not see does not count for them. Without a shift the crew is the team of the briefing's area.
    """
    shift = current_shift(viewer)
    crew = _crew(viewer, shift, briefing.scope)
    items = [x.item for x in [*briefing.changed, *briefing.must_know] if not x.item.is_withdrawn]
    done = _up_to_date(viewer, crew, items)
    names = [(p.display_name, p.pk in done) for p in crew] if shift and shift.is_lead else None
    return Coverage(len(crew), len(done), names)


def item_coverage(viewer: Viewer, item: Item) -> tuple[int, int]:
    """How many of the crew acknowledged an item as it stands now, of how many who may see it."""
    shift = current_shift(viewer)
    crew = _crew(viewer, shift, Scope() if shift else own_scope(viewer))
    held = circles_by_person([p.pk for p in crew], viewer.on)
    may_see = {p.pk for p in crew if _sees(held[p.pk], item)}
    said = _acknowledged(viewer, may_see, [item])
    return sum(item.pk in said[key] or key == item.author_id for key in may_see), len(may_see)


def _crew(viewer: Viewer, shift: Shift | None, scope: Scope) -> list[Person]:
    """Colleagues, by name: who is on at the same time for the same organisation and area, else the team."""
    found = _people(keys=list(_on_together(shift) if shift else _team_of(viewer, scope)))
    return [person for person in found if viewer.person is None or person.pk != viewer.person.pk]


@prepared
def _people(*, keys: list[int]) -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, pk=any_of(keys)).order_by("given_name", "family_name", "pk")


def _on_together(shift: Shift) -> list[int]:
    whose, starts, ends = shift.organisation_id, shift.starts_at, shift.ends_at
    if shift.area_id:
        return _on_there(organisation=whose, starts=starts, ends=ends, area=shift.area_id)
    return _on(organisation=whose, starts=starts, ends=ends)


@prepared
def _on(*, organisation: int, starts: dt.datetime, ends: dt.datetime) -> QuerySet[Any, int]:
    rows = Shift.objects.filter(organisation=organisation, starts_at__lt=ends, ends_at__gt=starts)
    return rows.values_list("person", flat=True)


@prepared
def _on_there(*, organisation: int, starts: dt.datetime, ends: dt.datetime, area: int) -> QuerySet[Any, int]:
    rows = Shift.objects.filter(organisation=organisation, starts_at__lt=ends, ends_at__gt=starts)
    return rows.filter(Q(area=area) | Q(area=None)).values_list("person", flat=True)


def _team_of(viewer: Viewer, scope: Scope) -> frozenset[int]:
    team = scope.team or (Team.objects.filter(area=scope.area).first() if scope.area else None)
    return members_of([circle_of_team(team).pk], viewer.on) if team else frozenset()


def _up_to_date(viewer: Viewer, crew: list[Person], items: list[Item]) -> set[int]:
    """Keys of those who acknowledged each item that they may see, or wrote it."""
    keys = [p.pk for p in crew]
    held = circles_by_person(keys, viewer.on)
    said = _acknowledged(viewer, keys, items)
    return {key for key in keys if all(i.pk in said[key] or i.author_id == key for i in items if _sees(held[key], i))}


def _sees(circles: frozenset[int], item: Item) -> bool:
    """The one rule, asked for somebody else: readers and circles overlap."""
    return not circles.isdisjoint(item.readers)


def _acknowledged(viewer: Viewer, people: Iterable[int], items: list[Item]) -> dict[int, set[uuid.UUID]]:
    said: dict[int, set[uuid.UUID]] = defaultdict(set)
    for person, item in _said(viewer=viewer, people=list(people), keys=[i.pk for i in items]):
        said[person].add(item)
    return said


@prepared
def _said(*, viewer: Viewer, people: list[int], keys: list[uuid.UUID]) -> QuerySet[Any, tuple[int, uuid.UUID]]:
    rows = Reading.objects.visible_to(viewer).filter(person=any_of(people), item=any_of(keys))
    is_current = rows.filter(version__gte=F("item__substance"), acknowledged_at__isnull=False)
    return is_current.values_list("person", "item")
