"""What is told where and when: three months of an area, day by day, without a title twice in a month."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from werkveld.items.models import State
from werkveld.ops.demo.cast import Role
from werkveld.ops.demo.clock import moment, parsed
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.telling import Telling
from werkveld.ops.demo.text import F, Text
from werkveld.territory.models import Area

BACK = 91
# The same text comes back to an area after five weeks at the earliest, and to another area after three days.
REST_HERE, REST_ELSEWHERE = 35, 3
# Asked less often than the four functions that meet every day.
OTHERS = {F.SERVICE_CENTRE, F.PREVENTION_SERVICE, F.STREET_WORKER, F.PATROL_OFFICER}
# The hours at which each sort of worker writes.
HOURS = {"guard": (7, 21), "patrol": (6, 21), "street": (15, 21)}
OFFICE = (9, 16)


@dataclass
class Planner:
    """Chooses texts, authors and places; remembers what was used where."""

    stage: Stage
    chance: random.Random
    _used: Counter[str] = field(default_factory=Counter)
    _days_here: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _days: dict[str, list[int]] = field(default_factory=dict)

    def pick(
        self, texts: Iterable[Text], area: Area, day: int, wanted: Callable[[Text], bool] = lambda _text: True
    ) -> tuple[Text, Role] | None:
        """The least used text that fits the area and the day, and who tells it."""
        on = self.stage.clock.day(day)
        fitting = []
        for text in texts:
            if not wanted(text) or not text.is_in_season(on) or (text.areas and area.name not in text.areas):
                continue
            if text.at and text.at not in self.stage.places(area):
                continue
            # Days are not planned in order: every earlier choice counts, not only the last.
            if any(abs(day - other) < REST_HERE for other in self._days_here.get((text.title, area.code), ())):
                continue
            if any(abs(day - other) < REST_ELSEWHERE for other in self._days.get(text.title, ())) and is_rare(text):
                continue
            if voices := self.stage.voices(text.by, area):
                fitting.append((self._used[text.title] + self.chance.random() * 2, text.title, text, voices))
        if not fitting:
            return None
        _rank, title, text, voices = min(fitting, key=lambda row: row[:2])
        self._used[title] += 1
        self._days_here.setdefault((title, area.code), []).append(day)
        self._days.setdefault(title, []).append(day)
        return text, self.chance.choice(voices)

    def telling(self, text: Text, role: Role, area: Area, day: int, *, ahead: int | None = None) -> Telling | None:
        """The text told on a day; `ahead` says in how many days its moment comes. None when that is still to come."""
        at = self.written_at(text.by, day)
        if at is None:
            return None
        place, street = self._place(text, area)
        return Telling(
            text=text,
            role=role,
            audience=self.stage.audience(text.to, role, area),
            at=at,
            area=area,
            place=place,
            street=street,
            happens=self.moment_of(text, day + (self.chance.randint(4, 9) if ahead is None else ahead)),
        )

    def _place(self, text: Text, area: Area) -> tuple[str, str]:
        places = self.stage.places(area)
        street = self.chance.choice(places["street"])
        if not text.at:
            return "", street
        place = self.chance.choice(places[text.at])
        return place, place if text.at in {"street", "road"} else street

    def moment_of(self, text: Text, day: int) -> tuple[dt.datetime, dt.datetime] | None:
        """From when to when it happens on that day."""
        if not text.when:
            return None
        (hour, minute), (to_hour, to_minute) = parsed(text.when)
        on = self.stage.clock.day(day)
        return moment(on, hour, minute), moment(on, to_hour, to_minute)

    def written_at(self, by: str, day: int) -> dt.datetime | None:
        """A moment of that day at which such a worker writes, not later than now; None when the day is too young."""
        first, last = HOURS.get(by, OFFICE)
        at = self.stage.clock.at(day, self.chance.randint(first, last), self.chance.choice(range(0, 60, 5)))
        latest = self.stage.clock.now - dt.timedelta(minutes=12)
        if at <= latest:
            return at
        earliest = self.stage.clock.at(day, 6, 10)
        if latest <= earliest:
            return None
        return earliest + (latest - earliest) * self.chance.random()


def is_asked(functions: Collection[str], text: Text) -> bool:
    """A question to one of these functions."""
    return is_question(text) and text.ask_of in functions


def is_rare(text: Text) -> bool:
    """Striking enough to wait some days before another area says it; agendas and questions are alike everywhere."""
    return not text.when and not is_question(text)


def is_story(text: Text) -> bool:
    """For the blog."""
    return text.kind == "post"


def is_dated(text: Text) -> bool:
    """For the agenda."""
    return bool(text.when)


def is_dated_at_weekend(text: Text) -> bool:
    """For the agenda of a Saturday or Sunday: no school, no office."""
    return is_dated(text) and not text.weekdays


def is_watch(text: Text) -> bool:
    """For the briefing, without a moment of its own."""
    return text.kind != "post" and not text.when


def is_question(text: Text) -> bool:
    """Something is asked of a function."""
    return text.kind == "request"


@dataclass
class AreaPlan:
    """Three months of one gebied."""

    planner: Planner
    area: Area
    texts: tuple[Text, ...]
    # These days are told by hand here (see `stories`): only the history is made.
    is_by_hand: bool = False
    tellings: list[Telling] = field(default_factory=list)

    def fill(self) -> list[Telling]:
        """Everything, the oldest first."""
        if not self.is_by_hand:
            self._today_and_around()
            self._recent()
        self._history()
        return sorted(self.tellings, key=lambda t: (t.at, t.text.title))

    def _add(self, day: int, wanted: Callable[[Text], bool], *, ahead: int | None = None) -> Telling | None:
        chosen = self.planner.pick(self.texts, self.area, day, wanted)
        told = self.planner.telling(*chosen, self.area, day, ahead=ahead) if chosen else None
        if told:
            self.tellings.append(told)
        return told

    def _today_and_around(self) -> None:
        """The agenda: two moments today, one tomorrow and some after; one hour was first announced wrong."""
        chance, clock = self.planner.chance, self.planner.stage.clock
        for ahead in (0, 0, 1, 3, -1, -2):
            day = chance.randint(-6, -4) + min(ahead, 0)
            is_weekend = clock.day(ahead).weekday() > 4
            self._add(day, is_dated_at_weekend if is_weekend else is_dated, ahead=ahead - day)
        self._put_right()

    def _put_right(self) -> None:
        """One hour that was wrong and is right since yesterday or this morning."""
        clock, chance = self.planner.stage.clock, self.planner.chance
        number = next(
            (n for n, t in enumerate(self.tellings) if t.happens and t.happens[0] > clock.now and t.at < clock.at(-3)),
            None,
        )
        if number is None:
            return
        told = self.tellings[number]
        assert told.happens  # noqa: S101 - chosen for it just above; this tells the type checker
        start, end = told.happens
        by = dt.timedelta(minutes=chance.choice((-90, -60, -60, 60)))
        reason = chance.choice(
            ("Zaal was vroeger nodig", "Verkeerd uur in de uitnodiging", "Op vraag van bewoners", "Spreker komt later")
        )
        at = clock.at(-1, chance.randint(10, 16), chance.choice((5, 20, 40)))
        self.tellings[number] = _changed(told, was=(start + by, end + by), corrected_at=at, reason=reason)

    def _recent(self) -> None:
        """The last days: what is new for who comes on now, and questions that wait."""
        for day in (0, -1, -2):
            self._add(day, is_watch)
        for asked in ({F.COMMUNITY_GUARD}, {"lead"}, {F.NEIGHBOURHOOD_OFFICER}, {F.COMMUNITY_WORKER}, OTHERS):
            self._add(self.planner.chance.randint(-4, -1), partial(is_asked, asked))
        for day in (-1, -3):
            self._add(day, is_story)

    def _history(self) -> None:
        chance = self.planner.chance
        for day in range(-BACK, -3):
            if chance.random() < 0.27:
                self._add(day, is_story)
            # Fewer of late: what was said last week mostly still stands, and a long list is not read.
            if chance.random() < (0.12 if day > -13 else 0.27):
                self._add(day, is_watch)
            if day < -14 and chance.random() < 0.1:
                self._add(day, is_dated)


def _changed(telling: Telling, **fields: object) -> Telling:
    return replace(telling, **fields)  # type: ignore[arg-type]


def drafts(plan: AreaPlan, *, scheduled: bool) -> Telling | None:
    """Something still being written, or waiting for its moment."""
    clock = plan.planner.stage.clock
    chosen = plan.planner.pick(plan.texts, plan.area, -1, is_story)
    told = plan.planner.telling(*chosen, plan.area, -1) if chosen else None
    if told is None:
        return None
    publish_at = clock.at(1, 8) if scheduled else None
    return _changed(told, state=State.DRAFT, publish_at=publish_at)
