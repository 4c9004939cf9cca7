"""Who is looking: the circles they hold now, computed at the start of each request."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from werkveld.audience.membership import areas_of, circles_of
from werkveld.audience.models import Circle, CircleKind
from werkveld.kit.prepared import any_of, prepared, told_keys
from werkveld.people.functions import SECRECY_BOUND, Function
from werkveld.people.merging import merged
from werkveld.people.models import Assignment, Organisation, Person, Seat, Shift, Team
from werkveld.territory.models import Area

# The transaction's setting that the row-level policies read.
SETTING = "werkveld.circles"
# Shapes are heavy and no page that only names an area needs them.
SHAPE = ("area__geometry", "area__outline")


@dataclass(frozen=True)
class Viewer:
    """A person (or nobody) and the circles they are in at one moment."""

    person: Person | None
    circles: frozenset[int]
    on: dt.date

    @cached_property
    def assignments(self) -> list[Assignment]:
        """Today's assignments, the oldest first."""
        if self.person is None:
            return []
        return _assignments(viewer=self)

    @cached_property
    def seats(self) -> list[Seat]:
        """Today's chairs at steering groups and tables."""
        if self.person is None:
            return []
        return _seats(viewer=self)

    @cached_property
    def organisation(self) -> Organisation | None:
        """The organisation they post for: of the first assignment, else of a seat."""
        if self.assignments:
            return self.assignments[0].organisation
        return self.seats[0].organisation if self.seats else None

    @cached_property
    def functions(self) -> frozenset[str]:
        """What they do today, a guest's chair included: a question to that function is for them."""
        return frozenset(_functions(viewer=self)) if self.person else frozenset()

    @cached_property
    def area_ids(self) -> frozenset[int]:
        """Areas they work in, in every layer (an officer's beat and the gebieden it overlaps)."""
        return areas_of(self.person.pk, self.on) if self.person else frozenset()

    @cached_property
    def areas(self) -> list[Area]:
        """Those areas, own assignments first, then by layer and name."""
        own = {a.area_id for a in self.assignments}
        return sorted(_areas(viewer=self), key=lambda a: (a.pk not in own, a.edition.layer_id, a.name))

    @cached_property
    def teams(self) -> list[Team]:
        """Area teams, steering groups and tables they sit in. One that went up in another is not among them, though
        what was told to it stays in sight.
        """
        found = [c.team for c in _teams(viewer=self) if c.team]
        gone = merged(found, self.on)
        return sorted((t for t in found if t.pk not in gone), key=lambda t: (t.kind, t.name))

    @cached_property
    def shifts(self) -> tuple[Shift | None, Shift | None]:
        """The last shift that ended, and the one that runs or comes next; one query."""
        if self.person is None:
            return None, None
        now = timezone.now()
        found = {shift.ends_at <= now: shift for shift in _shifts(viewer=self, now=now)}
        return found.get(True), found.get(False)

    @property
    def is_coordinator(self) -> bool:
        """True for who administers an organisation."""
        return any(a.function == Function.COORDINATOR for a in self.assignments)

    @property
    def is_data_protection_officer(self) -> bool:
        """True for who guards, today, what `organisation` shares: its protocols, journal and data breaches."""
        own = self.organisation
        held = {a.organisation_id for a in self.assignments if a.function == Function.DATA_PROTECTION_OFFICER}
        return own is not None and own.pk in held

    @property
    def is_secrecy_bound(self) -> bool:
        """True for functions that professional secrecy binds (R20)."""
        return bool(self.functions & SECRECY_BOUND)


@prepared
def _assignments(*, viewer: Viewer) -> QuerySet[Assignment]:
    rows = Assignment.objects.on(viewer.on).filter(person=viewer.person).main_first()
    return rows.select_related("organisation", "area__edition__layer").defer(*SHAPE)


@prepared
def _seats(*, viewer: Viewer) -> QuerySet[Seat]:
    return Seat.objects.on(viewer.on).filter(person=viewer.person).select_related("organisation")


@prepared
def _functions(*, viewer: Viewer) -> QuerySet[Any, str]:
    own, chairs = (rows.objects.on(viewer.on).filter(person=viewer.person).order_by() for rows in (Assignment, Seat))
    named = own.values_list("function", flat=True).union(chairs.values_list("function", flat=True))
    return named.order_by()


@prepared
def _areas(*, viewer: Viewer) -> QuerySet[Area]:
    """Those of today's editions alone: somebody keeps what they worked in before the borders moved as a reader."""
    held = Area.objects.light().in_force(viewer.on).filter(pk=any_of(viewer.area_ids))
    return held.select_related("edition__layer")


@prepared
def _teams(*, viewer: Viewer) -> QuerySet[Circle]:
    rows = Circle.objects.filter(pk=any_of(viewer.circles), kind=CircleKind.TEAM)
    return rows.select_related("team__area__edition__layer").defer(*(f"team__{column}" for column in SHAPE))


@prepared
def _shifts(*, viewer: Viewer, now: dt.datetime) -> QuerySet[Shift]:
    """The last and the coming one, with where they are."""
    mine = Shift.objects.filter(person=viewer.person)
    last = mine.filter(ends_at__lte=now).order_by("-ends_at").values("pk")[:1]
    coming = mine.filter(ends_at__gt=now).order_by("starts_at").values("pk")[:1]
    rows = mine.filter(pk__in=last.union(coming, all=True))
    return rows.select_related("area__edition__layer").defer(*SHAPE)


def viewer_of(person: Person | None, at: dt.datetime | None = None) -> Viewer:
    """The viewer a person is at a moment (now when not given); nobody holds only the public circle."""
    on = timezone.localdate(at)
    if person is not None and person.is_active:
        return Viewer(person, circles_of(person.pk, on), on)
    public = Circle.objects.filter(kind=CircleKind.PUBLIC).values_list("pk", flat=True)
    return Viewer(None, frozenset(public), on)


def _setting(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT current_setting('{SETTING}', true), set_config('{SETTING}', %s, true)", [value])
        before: str | None = cursor.fetchone()[0]
    return before or ""


@contextlib.contextmanager
def viewing(viewer: Viewer) -> Iterator[Viewer]:
    """Run a block in one transaction that carries the viewer's circles to the row-level policies.

    Local to the transaction, so a pooled connection never takes somebody's eyes along to the next request; nested
    blocks give the outer viewer back on leaving.
    """
    is_nested = connection.in_atomic_block
    with transaction.atomic():
        before = _setting(told_keys(viewer.circles))
        yield viewer
        # The end of the transaction forgets it by itself; only an outer block would go on with the wrong eyes.
        if is_nested:
            _setting(before)
