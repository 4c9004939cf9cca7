"""Rows of items and of the areas they lie in, in batches, as text for COPY; equal seeds give equal rows."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
from django.utils import timezone

from bench.vocabulary import STREETS, Writer
from bench.world import GUEST, World
from werkveld.audience.models import Circle, CircleKind
from werkveld.people.functions import Function
from werkveld.territory.locate import areas_of_points

ITEMS = [
    "id",
    "kind",
    "title",
    "body",
    "ask",
    "ask_of",
    "place",
    "coarseness",
    "x",
    "y",
    "citywide",
    "basis",
    "happens_at",
    "state",
    "published_at",
    "valid_from",
    "valid_until",
    "lapsed_at",
    "withdrawn_at",
    "withdrawn_reason",
    "priority",
    "author_id",
    "author_function",
    "organisation_id",
    "audience",
    "readers",
    "version",
    "substance",
    "created_at",
    "changed_at",
]
FILED = ["item_id", "edition_id", "area_id", "method", "metres"]
BATCH = 20_000
# The last fortnight holds as many items whatever the size, so that a briefing has as much to say.
RECENT, RECENT_DAYS, PAST_DAYS = 4_000, 14, 3_650
BRIEFING_SHARE = 0.35
KINDS = ("attention", "information", "request", "safety")
NARROW_SHARE = 0.0002
NULL = "\\N"


@dataclass(frozen=True)
class Batch:
    """Text for two COPY statements, and how many items it holds."""

    items: str
    filed: str
    count: int


class Stream:
    """All items of a world, the oldest first."""

    def __init__(self, world: World, count: int, seed: int) -> None:
        self.world, self.count = world, count
        self.writer = Writer(seed)
        self._dice, self._bits = Random(seed), np.random.default_rng(seed)
        self._now = timezone.now().timestamp()
        self._circles = _Circles(world)
        self._authors = [world.home[key] for key in sorted(world.home) if world.home[key].organisation.code != GUEST]
        self._centres = np.array([self._centre(a.area_id) for a in self._authors])

    def batches(self) -> Iterator[Batch]:
        """The rows, batch after batch."""
        moments = self._moments()
        narrow = self._narrow()
        for start in range(0, self.count, BATCH):
            yield self._batch(moments[start : start + BATCH], narrow[start : start + BATCH])

    def _moments(self) -> np.ndarray:
        recent = min(RECENT, self.count // 2)
        ago = np.concatenate(
            [
                self._bits.uniform(0.01, RECENT_DAYS, recent),
                self._bits.uniform(RECENT_DAYS, PAST_DAYS, self.count - recent),
            ]
        )
        return np.sort(self._now - ago * 86_400)

    def _narrow(self) -> np.ndarray:
        """Which items are for one table alone: all that the narrow viewer may see."""
        chosen = np.zeros(self.count, dtype=bool)
        wanted = max(60, round(self.count * NARROW_SHARE))
        chosen[self._bits.choice(self.count, wanted, replace=False)] = True
        return chosen

    def _centre(self, area_id: int | None) -> tuple[float, float]:
        for areas in self.world.areas.values():
            for area in areas:
                if area.pk == area_id:
                    return (area.min_x + area.max_x) / 2, (area.min_y + area.max_y) / 2
        return 71_000.0, 167_000.0

    def _batch(self, moments: np.ndarray, narrow: np.ndarray) -> Batch:
        size = len(moments)
        authors = self._bits.integers(0, len(self._authors), size)
        first = self.world.areas["gebieden"][0]
        centre = np.where(narrow[:, None], self._centre(first.pk), self._centres[authors])
        spread = np.where(narrow, 60.0, 900.0)[:, None]
        points = centre + self._bits.normal(0, 1, (size, 2)) * spread
        points = np.clip(points, (66_001, 163_001), (75_999, 170_999))
        lies = [areas_of_points(points, edition).tolist() for edition in self.world.editions.values()]
        editions = [edition.pk for edition in self.world.editions.values()]
        titles, bodies = self.writer.sentences(size, 4, 8), self.writer.sentences(size, 10, 45)
        random = self._bits.random(size).tolist()
        tails = _tails(self._bits, size)
        items, filed = [], []
        for n in range(size):
            key = _key(moments[n], tails[n])
            areas = [lay[n] for lay in lies]
            has_point = random[n] < 0.8
            author = self._authors[authors[n]]
            audience = self._circles.audience(author, areas[0], bool(narrow[n]), self._dice)
            said = (_cut(titles[n]), bodies[n], points[n].tolist() if has_point else None)
            items.append(self._item(key, float(moments[n]), said, author, audience))
            method = "point" if has_point else "crosswalk"
            filed += [f"{key}\t{e}\t{a or NULL}\t{method}\t{NULL}" for e, a in zip(editions, areas, strict=True)]
        return Batch("\n".join(items) + "\n", "\n".join(filed) + "\n", size)

    def _item(self, key, moment, said, author, audience):  # type: ignore[no-untyped-def]
        dice = self._dice
        own = self._circles.own[author.person_id]
        title, body, point = said
        kind = dice.choices(KINDS, (4, 3, 2, 1))[0] if dice.random() < BRIEFING_SHARE else "post"
        until = moment + dice.uniform(1, 7) * 86_400 if kind != "post" else None
        state, fate = "published", dice.random()
        if until and until <= self._now:
            state = "lapsed"
        version = substance = 1
        place = f"{dice.choice(STREETS)} {dice.randrange(1, 200)}"
        ask = "Graag terugkoppelen wat je ziet" if kind == "request" else ""
        happens = moment + dice.uniform(0, 3) * 86_400 if kind != "post" and dice.random() < 0.15 else None
        if fate < 0.003:
            state, version, substance = "withdrawn", 2, 2
            title = body = place = ask = ""
            point = None
        elif fate < 0.008:
            state = "draft"
        elif fate < 0.04:
            version = substance = 2
        readers = [own] if state == "draft" else sorted({own, *audience})
        at = _moment(moment)
        return "\t".join(
            [
                *(key, kind, title, body, ask, dice.choice(list(Function)).value if ask else "", place),
                *("point" if point else "area", f"{point[0]:.1f}" if point else NULL),
                *(f"{point[1]:.1f}" if point else NULL, "t" if dice.random() < 0.01 else "f"),
                *(dice.choice(("seen", "seen", "partner", "heard")), _moment(happens), state),
                *(NULL if state == "draft" else at, NULL if state == "draft" else at, _moment(until)),
                *(_moment(until) if state == "lapsed" else NULL, at if state == "withdrawn" else NULL, ""),
                *("high" if dice.random() < 0.08 else "normal", str(author.person_id), author.function),
                *(str(author.organisation_id), _array(audience), _array(readers), str(version), str(substance), at, at),
            ]
        )


class _Circles:
    """Keys of circles by what they say."""

    def __init__(self, world: World) -> None:
        rows = list(Circle.objects.select_related("team"))
        self.own = {c.person_id: c.pk for c in rows if c.kind == CircleKind.PERSON}
        self._whole = {c.organisation_id: c.pk for c in rows if c.kind == CircleKind.ORGANISATION}
        self._in = {(c.organisation_id, c.area_id): c.pk for c in rows if c.kind == CircleKind.ORGANISATION_AREA}
        self._team = {c.team.area_id: c.pk for c in rows if c.team and c.team.area_id}
        self._tables = [c.pk for c in rows if c.team and not c.team.area_id]
        self._partners = next(c.pk for c in rows if c.kind == CircleKind.PARTNERS)
        others = [o for o in world.organisations if o.code != GUEST]
        self._others = [o.pk for o in others]
        narrow = {t.pk for t in world.tables[:1]}
        self._narrow = next(c.pk for c in rows if c.team_id in narrow)
        self._tables.remove(self._narrow)

    def audience(self, author, area: int, is_narrow: bool, dice: Random) -> list[int]:  # type: ignore[no-untyped-def]
        """Whom somebody posts to: mostly all partners, the area's team or the own house."""
        if is_narrow:
            return [self._narrow]
        own, city, other = author.organisation_id, self._others[0], dice.choice(self._others)
        choices = {
            "partners": (45, lambda: {self._partners}),
            "team": (25, lambda: {self._team[area]} if area else {self._partners}),
            "own house": (12, lambda: {self._whole[own]}),
            "two houses here": (10, lambda: {self._in[own, area], self._in[city, area]} if area else {self._partners}),
            "two houses": (5, lambda: {self._whole[own], self._whole[other]}),
            "a table": (3, lambda: {dice.choice(self._tables)}),
        }
        [name] = dice.choices(list(choices), [weight for weight, _ in choices.values()])
        return sorted(choices[name][1]())


def _cut(title: str) -> str:
    """As many whole words as a title holds."""
    return title if len(title) <= 80 else title[:81].rsplit(" ", 1)[0]


def _tails(bits: np.random.Generator, size: int) -> list[str]:
    text = bits.bytes(10 * size).hex()
    return [text[i : i + 20] for i in range(0, 20 * size, 20)]


def _key(moment: float, tail: str) -> str:
    """A UUID version 7 of that moment."""
    head = f"{int(moment * 1000):012x}"
    return f"{head[:8]}-{head[8:]}-7{tail[:3]}-8{tail[3:6]}-{tail[6:18]}"


def _moment(seconds: float | None) -> str:
    return NULL if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()


def _array(keys: list[int]) -> str:
    return "{" + ",".join(map(str, keys)) + "}"
