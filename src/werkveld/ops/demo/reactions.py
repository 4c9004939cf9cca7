"""What people did with what they read: answers, feedback, "klopt nog", "klopt niet meer", typos, withdrawals."""

import datetime as dt
import random
from dataclasses import dataclass

from werkveld.audience.membership import circles_of
from werkveld.items.models import Item, State
from werkveld.ops.demo.cast import READS_NOTHING, ROLES, Role
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.telling import Teller, Telling
from werkveld.ops.demo.texts.answers import answer_to

WITHDRAWN = (
    "Stond op de verkeerde plek",
    "Bleek niet te kloppen na nazicht",
    "Dubbel geplaatst",
    "Al opgelost voor de ronde",
)


@dataclass
class Reactions:
    """Lets the people react. Nobody ever reacts to what they may not see."""

    stage: Stage
    teller: Teller
    chance: random.Random

    def __post_init__(self) -> None:
        people = self.stage.crew.people
        self.circles = {r.key: circles_of(people[r.key].pk, self.stage.clock.today) for r in ROLES}

    def sees(self, role: Role, item: Item) -> bool:
        """The rule, on the rows still in hand."""
        return not self.circles[role.key].isdisjoint(item.readers)

    def fill(self) -> None:
        """Go through everything that was told."""
        now = self.stage.clock.now
        told = [(i, t) for i, t in self.teller.told if i.state != State.DRAFT]
        for item, telling in told:
            self._answers(item, telling)
            if telling.text.kind == "request":
                self._feedback(item, telling)
            elif telling.text.kind != "post" and not telling.happens:
                self._taps(item, now)
        self._slips(told, now)
        for item, _telling in told:
            self.teller.lapse(item, now)

    def _readers(self, item: Item, telling: Telling) -> list[Role]:
        """Others who can see it and work in the area (or anywhere, for what is citywide)."""
        near = [
            r
            for r in ROLES
            if r.key not in READS_NOTHING
            and self.sees(r, item)
            and (telling.area is None or telling.name or telling.area.pk in self.stage.reach[r.key] or r.where == ())
        ]
        return [r for r in near if self.stage.crew.people[r.key].pk != item.author_id]

    def _later(self, item: Item, least: float, most: float) -> dt.datetime | None:
        assert item.published_at  # noqa: S101 - drafts were left out; this tells the type checker
        at = item.published_at + dt.timedelta(hours=self.chance.uniform(least, most))
        local = at.astimezone(self.stage.clock.at(0).tzinfo)
        if not 7 <= local.hour < 22:
            at = local.replace(hour=8, minute=local.minute) + dt.timedelta(days=1 if local.hour >= 22 else 0)
        return at if at < self.stage.clock.now - dt.timedelta(minutes=5) else None

    def _answers(self, item: Item, telling: Telling) -> None:
        # Who works in the area itself answers; at a table and for the whole city anybody does.
        readers = [r for r in self._readers(item, telling) if r.where != () or telling.area is None or telling.name]
        hours = 2.0
        for line in telling.text.replies:
            at = self._later(item, hours, hours + 24)
            if readers and at and self.chance.random() < 0.55:
                self.teller.comment(item, self.chance.choice(readers), line, at)
            hours += 26

    def _feedback(self, item: Item, telling: Telling) -> None:
        """An old question has its answer, a fresh one mostly waits."""
        if telling.taken_by:
            self.teller.take(item, next(r for r in ROLES if r.key == telling.taken_by), self._at_once(item))
            return
        if telling.is_scene:
            return
        able = [r for r in self._readers(item, telling) if r.function == item.ask_of]
        answer = answer_to(telling.text.title)
        assert item.published_at  # noqa: S101 - drafts were left out; this tells the type checker
        age = self.stage.clock.now - item.published_at
        at = self._later(item, 20, 70)
        if not able or not answer or at is None:
            return
        role, luck = self.chance.choice(able), self.chance.random()
        if luck < (0.85 if age > dt.timedelta(days=6) else 0.15):
            self.teller.take(item, role, item.published_at + (at - item.published_at) / 2, at)
            self.teller.comment(item, role, answer, at, is_feedback=True)
        elif luck > 0.9:
            self.teller.take(item, role, at)

    def _at_once(self, item: Item) -> dt.datetime:
        assert item.published_at  # noqa: S101 - drafts were left out; this tells the type checker
        return min(item.published_at + dt.timedelta(hours=3), self.stage.clock.now)

    def _taps(self, item: Item, now: dt.datetime) -> None:
        """ "Klopt nog" or not, by who stood there, some days after."""
        assert item.published_at  # noqa: S101 - drafts were left out; this tells the type checker
        at = self._later(item, 40, 110)
        if at is None or item.valid_until is None or at > item.valid_until or self.chance.random() > 0.3:
            return
        walkers = [
            r
            for r in ROLES
            if r.rhythm in {"shift", "patrol"} and r.key not in READS_NOTHING and self.sees(r, item)
            and self.stage.crew.people[r.key].pk != item.author_id
        ]  # fmt: skip
        if walkers:
            fresh = now - at < dt.timedelta(days=4)
            self.teller.confirm(item, self.chance.choice(walkers), at, holds=not fresh or self.chance.random() < 0.75)

    def _slips(self, told: list[tuple[Item, Telling]], now: dt.datetime) -> None:
        """A few typing errors put right, and a few items taken back."""
        plain = [(i, t) for i, t in told if i.version == 1 and not t.text.replies and not t.happens]
        for item, _telling in self.chance.sample([p for p in plain if " de " in p[0].body], 14):
            if at := self._later(item, 1, 6):
                self.teller.mend(item, at, " dde ", " de ")
        young = [
            (i, t)
            for i, t in plain
            if i.version == 1 and i.kind in {"attention", "information"} and t.area and not t.name
            and i.published_at and dt.timedelta(days=2.5) < now - i.published_at < dt.timedelta(days=7)
            and i.valid_until and i.valid_until > now and not i.last_confirmed_at
        ]  # fmt: skip
        touched = {c.item_id for c in self.teller.rows.comments} | {c.item_id for c in self.teller.rows.confirmations}
        young = [(i, t) for i, t in young if i.pk not in touched]
        for item, _telling in self.chance.sample(young, min(7, len(young))):
            at = self.stage.clock.at(-1, self.chance.randint(9, 17), 25)
            self.teller.withdraw(item, at, self.chance.choice(WITHDRAWN))
