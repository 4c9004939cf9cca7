"""Who read what in which version: at the start of each shift, as people do. What came after is new to them."""

import datetime as dt
import random
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from werkveld.items.models import POST, Item, Reading, State
from werkveld.journal.models import Line
from werkveld.ops.demo.cast import READS_NOTHING, ROLES, Role
from werkveld.ops.demo.reactions import Reactions
from werkveld.people.models import Person, Shift


@dataclass
class Readers:
    """Turns shifts into readings."""

    reactions: Reactions
    shifts: list[Shift]
    chance: random.Random
    # What was told by hand and put right: who tells the story read it, or there is nothing to put right for them.
    _sure: set[uuid.UUID] = field(default_factory=set)

    def fill(self) -> None:
        """Everybody's readings, in order of moment."""
        areas: dict[object, set[int]] = defaultdict(set)
        for row in self.reactions.teller.rows.filed:
            if row.area:
                areas[row.item_id].add(row.area.pk)
        told = self.reactions.teller.told
        items = [i for i, _t in told if i.state != State.DRAFT]
        self._sure = {i.pk for i, t in told if t.is_scene and t.was}
        for role in ROLES:
            if role.key not in READS_NOTHING:
                mine = [i for i in items if self.reactions.sees(role, i) and self._is_near(role, i, areas[i.pk])]
                self._of(role, mine)

    def _is_near(self, role: Role, item: Item, areas: set[int]) -> bool:
        reach = self.reactions.stage.reach[role.key]
        return item.citywide or not reach or not reach.isdisjoint(areas)

    def _of(self, role: Role, items: list[Item]) -> None:
        now, person = self.reactions.stage.clock.now, self.reactions.stage.crew.people[role.key]
        shifts = [s for s in self.shifts if s.person_id == person.pk and s.starts_at < now]
        # Who tells the story still has this shift's briefing before them; of the others, some confirmed it already.
        if shifts and shifts[-1].ends_at > now and (role.note or self.chance.random() < 0.4):
            shifts.pop()
        counted: dict[tuple[Shift | None, dt.datetime], int] = defaultdict(int)
        for item in items:
            if item.author_id == person.pk:
                continue
            is_sure = bool(role.note) and item.pk in self._sure
            for shift, at, version in self._moments(item, shifts, now, is_sure=is_sure):
                is_told = item.kind != POST or self.chance.random() < 0.4
                self._read(item, version, person, shift, at, is_told=is_told)
                if is_told and shift:
                    counted[shift, shift.starts_at] += 1
        self._journal(person, counted)

    def _moments(
        self, item: Item, shifts: list[Shift], now: dt.datetime, *, is_sure: bool
    ) -> list[tuple[Shift | None, dt.datetime, int]]:
        """When somebody read which version: the shift, the moment, the version."""
        assert item.published_at  # noqa: S101 - drafts were left out; this tells the type checker
        found: list[tuple[Shift | None, dt.datetime, int]] = []
        if not shifts or item.published_at < shifts[0].starts_at - dt.timedelta(days=2):
            at = item.published_at + dt.timedelta(hours=self.chance.uniform(10, 40))
            if at < now and self.chance.random() < 0.85:
                found.append((None, at, 1))
        for shift in shifts:
            at = shift.starts_at + dt.timedelta(minutes=self.chance.randint(3, 14))
            version = self._version_at(item, at)
            if version == 0 or at > now or (found and found[-1][2] >= version):
                continue
            if item.valid_until and item.valid_until < at:
                break
            if self.chance.random() < 0.93 or is_sure:
                found.append((shift, at, version))
        return found

    def _version_at(self, item: Item, at: dt.datetime) -> int:
        """What it was then; 0 before it was posted, and after it was taken back."""
        if item.published_at is None or item.published_at > at or (item.withdrawn_at and item.withdrawn_at <= at):
            return 0
        return item.version if item.state != State.WITHDRAWN and item.changed_at <= at else 1

    def _read(
        self, item: Item, version: int, person: Person, shift: Shift | None, at: dt.datetime, *, is_told: bool
    ) -> None:
        told = at if is_told else None
        self.reactions.teller.rows.readings.append(
            Reading(item=item, version=version, person=person, read_at=at, acknowledged_at=told,
                    shift=shift if is_told else None)
        )  # fmt: skip

    def _journal(self, person: Person, counted: dict[tuple[Shift | None, dt.datetime], int]) -> None:
        self.reactions.teller.rows.lines += [
            Line(at=at + dt.timedelta(minutes=15), verb="acknowledge items", by=person, subject_kind="people.person",
                 subject_key=str(person.pk), detail={"new": number})
            for (_shift, at), number in counted.items()
            if at + dt.timedelta(minutes=15) < self.reactions.stage.clock.now
        ]  # fmt: skip
