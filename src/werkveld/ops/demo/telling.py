"""From a text to rows: one item with its versions, areas, journal lines and what people did with it.

Written in bulk and with moments in the past, but row for row what the acts of the items room leave behind.
"""

import datetime as dt
import random
import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from werkveld.audience.circles import circle_of_person
from werkveld.briefing.models import Take
from werkveld.items.content import VERSIONED
from werkveld.items.filing import overlapping
from werkveld.items.models import (
    POST,
    Basis,
    Change,
    Coarseness,
    Comment,
    Confirmation,
    Item,
    ItemArea,
    ItemVersion,
    Method,
    Notice,
    NoticeKind,
    Priority,
    Reading,
    State,
)
from werkveld.items.rules import default_until
from werkveld.journal.models import Line
from werkveld.ops.demo.cast import Role
from werkveld.ops.demo.clock import day_in_words, hour_in_words, hours_in_words
from werkveld.ops.demo.names import said
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.text import Text, worded
from werkveld.people.models import Organisation, Person
from werkveld.territory.locate import areas_at
from werkveld.territory.models import Area


@dataclass
class Rows:
    """Everything to be written, by table."""

    items: list[Item] = field(default_factory=list)
    versions: list[ItemVersion] = field(default_factory=list)
    filed: list[ItemArea] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    confirmations: list[Confirmation] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    takes: list[Take] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def write(self) -> None:
        """Put them all in the database, items first."""
        Item.objects.bulk_create(self.items, batch_size=2000)
        ItemVersion.objects.bulk_create(self.versions, batch_size=2000)
        ItemArea.objects.bulk_create(self.filed, batch_size=2000)
        Comment.objects.bulk_create(self.comments)
        Reading.objects.bulk_create(self.readings, batch_size=2000)
        Confirmation.objects.bulk_create(self.confirmations)
        Notice.objects.bulk_create(self.notices)
        Take.objects.bulk_create(self.takes)
        Line.objects.bulk_create(sorted(self.lines, key=lambda line: line.at), batch_size=2000)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """One text, told: by whom, where, to whom, when."""

    text: Text
    role: Role
    audience: list[int]
    at: dt.datetime
    area: Area | None = None
    place: str = ""
    street: str = ""
    name: str = ""
    happens: tuple[dt.datetime, dt.datetime] | None = None
    until: dt.datetime | None = None
    # Said wrong at first: the moment that was wrong, put right then, and why.
    was: tuple[dt.datetime, dt.datetime] | None = None
    corrected_at: dt.datetime | None = None
    reason: str = ""
    # Who took up the question, and still owes the answer.
    taken_by: str = ""
    state: State = State.PUBLISHED
    publish_at: dt.datetime | None = None
    # Told by hand: what the cast is promised to find must not hang on chance.
    is_scene: bool = False


@dataclass
class Teller:
    """Turns tellings into rows and keeps what it needs for the next one."""

    stage: Stage
    rows: Rows = field(default_factory=Rows)
    # Which places an item names, and who told it: the readers and answers come later.
    told: list[tuple[Item, Telling]] = field(default_factory=list)
    _near: dict[int, list[Area]] = field(default_factory=dict)
    _at: dict[tuple[float, float], list[tuple[int, Area | None, float]]] = field(default_factory=dict)
    _own: dict[int, int] = field(default_factory=dict)

    def tell(self, telling: Telling) -> Item:
        """Make an item of it, with its history so far."""
        key = _key(telling.at, f"{telling.text.title}{telling.area}{telling.at:%Y%m%d}{telling.name}")
        item = self._item(key, telling)
        self.rows.items.append(item)
        self._file(item, telling)
        self.told.append((item, telling))
        if telling.state == State.DRAFT:
            return item
        self._remember(item, telling)
        return item

    def _item(self, key: uuid.UUID, telling: Telling) -> Item:
        text, person = telling.text, self.person(telling.role)
        item = Item(
            pk=key,
            kind=text.kind,
            ask_of=self.stage.function_of(text.ask_of, telling.area) if text.ask_of and telling.area else text.ask_of,
            basis=Basis(text.basis),
            priority=Priority.HIGH if text.is_high else Priority.NORMAL,
            citywide=telling.area is None and not telling.place,
            author=person,
            author_function=telling.role.function,
            organisation=self.organisation(telling.role),
            audience=telling.audience,
            state=telling.state,
            created_at=telling.at,
            changed_at=telling.at,
        )
        item.happens_at, item.happens_until = telling.happens or (None, None)
        item.valid_until = _until(telling) if text.kind != POST or telling.until else None
        self._say(item, telling)
        self._stand(item, telling)
        own = self._own.setdefault(person.pk, circle_of_person(person).pk)
        if telling.state == State.DRAFT:
            item.readers, item.publish_at = [own], telling.publish_at
        else:
            item.readers = sorted({own, *telling.audience})
            item.published_at = item.valid_from = telling.at
        return item

    def _say(self, item: Item, telling: Telling) -> None:
        """Fill in the words, for the moments the item has now."""
        slots = self._slots(telling, item)
        seed = str(item.pk)
        item.title = worded(telling.text.title, slots, seed)
        item.body = worded(telling.text.body, slots, seed + "b")
        item.ask = worded(telling.text.ask, slots, seed + "a") if telling.text.ask else ""

    def _slots(self, telling: Telling, item: Item) -> dict[str, str]:
        area = telling.area
        places = self.stage.places(area) if area else {}
        short = places.get("short", (area.name if area else telling.name,))[0]
        street = telling.street or telling.place
        slots = {
            "area": telling.name or short,
            "p": telling.place or short,
            "at": said(telling.place) if telling.place else f"in {short}",
            "street": street or short,
            "centre": places.get("centre", ("het ontmoetingscentrum",))[0],
            "water": places.get("water", ("Leie",))[0],
            "park_at": said(places.get("park", ("park",))[0]),
        }
        if item.happens_at and item.happens_until:
            slots |= {
                "day": day_in_words(item.happens_at),
                "hours": hours_in_words(item.happens_at, item.happens_until),
                "from": hour_in_words(item.happens_at),
                "to": hour_in_words(item.happens_until),
            }
        if item.valid_until:
            slots["end"] = day_in_words(item.valid_until)
        return slots

    def _stand(self, item: Item, telling: Telling) -> None:
        if telling.place:
            item.place = telling.place[:1].upper() + telling.place[1:]
            item.coarseness = Coarseness.STREET if telling.text.at in {"street", "road", "water"} else Coarseness.PLACE
            if telling.area:
                item.x, item.y = self.stage.point(telling.place, telling.area)
        if telling.text.basis == "seen" and item.kind in {"attention", "safety"}:
            item.observed_at = telling.at - dt.timedelta(minutes=35)

    def _file(self, item: Item, telling: Telling) -> None:
        if item.x is not None and item.y is not None:
            spots = self._located(item.x, item.y)
            self.rows.filed += [
                ItemArea(item=item, edition_id=edition, area=area, method=Method.POINT, metres=metres)
                for edition, area, metres in spots
            ]
        elif telling.area:
            near = self._near.setdefault(telling.area.pk, []) or self._nearby(telling.area)
            own = ItemArea(item=item, edition_id=telling.area.edition_id, area=telling.area, method=Method.CHOSEN)
            self.rows.filed += [
                own,
                *(ItemArea(item=item, edition_id=a.edition_id, area=a, method=Method.CROSSWALK) for a in near),
            ]

    def _nearby(self, area: Area) -> list[Area]:
        self._near[area.pk] = [a for a in overlapping([area]) if a.pk != area.pk]
        return self._near[area.pk]

    def _located(self, x: float, y: float) -> list[tuple[int, Area | None, float]]:
        if (x, y) not in self._at:
            self._at[x, y] = [(at.edition.pk, at.area, at.metres) for at in areas_at(x, y)]
        return self._at[x, y]

    def _remember(self, item: Item, telling: Telling) -> None:
        """The first version, and the second when it was put right."""
        self.line("publish item", telling.at, item, item.author, item.organisation)
        if telling.was is None or telling.corrected_at is None:
            self._version(item, Change.ORIGINAL, telling.at)
            return
        now = (item.happens_at, item.happens_until, item.valid_until)
        (item.happens_at, item.happens_until), late = telling.was, telling.was[1]
        item.valid_until = min(item.valid_until, _end_of(late)) if item.valid_until else None
        self._say(item, telling)
        self._version(item, Change.ORIGINAL, telling.at)
        item.happens_at, item.happens_until, item.valid_until = now
        item.version = item.substance = 2
        item.changed_at = telling.corrected_at
        self._say(item, telling)
        self._version(item, Change.CORRECTION, telling.corrected_at, telling.reason)
        self.line("correct item", telling.corrected_at, item, item.author, item.organisation, version=2)

    def _version(self, item: Item, change: Change, at: dt.datetime, reason: str = "") -> None:
        self.rows.versions.append(
            ItemVersion(
                item=item,
                number=item.version if change != Change.ORIGINAL else 1,
                change=change,
                reason=reason,
                by=item.author,
                at=at,
                **{column: getattr(item, column) for column in VERSIONED},
            )
        )

    def mend(self, item: Item, at: dt.datetime, wrong: str, right: str) -> None:
        """A typo that was put right: the version before held `wrong`."""
        first = next(v for v in self.rows.versions if v.item_id == item.pk)
        first.body = item.body.replace(right, wrong, 1)
        item.version, item.changed_at = 2, at
        self._version(item, Change.TYPO, at)
        self.line("correct item", at, item, item.author, item.organisation, version=2)

    def withdraw(self, item: Item, at: dt.datetime, reason: str) -> None:
        """A tombstone for who read it; the text stays in no list."""
        item.title = item.body = item.ask = item.place = ""
        item.x = item.y = None
        item.state, item.withdrawn_at, item.withdrawn_reason, item.changed_at = State.WITHDRAWN, at, reason, at
        item.version += 1
        item.substance = item.version
        self.line("withdraw item", at, item, item.author, item.organisation)

    def lapse(self, item: Item, now: dt.datetime) -> None:
        """What the clockwork did when its date had come; the owner is told."""
        if item.state != State.PUBLISHED or item.valid_until is None or item.valid_until > now:
            return
        item.state, item.lapsed_at = State.LAPSED, item.valid_until
        seen = None if now - item.valid_until < dt.timedelta(days=2) else item.valid_until + dt.timedelta(hours=34)
        self.notice(item, NoticeKind.LAPSED, item.valid_until, seen)
        self.line("lapse item", item.valid_until, item, None, item.organisation)

    def comment(self, item: Item, role: Role, body: str, at: dt.datetime, *, is_feedback: bool = False) -> None:
        """A line under an item."""
        person = self.person(role)
        key = _key(at, f"{item.pk}{body}")
        self.rows.comments.append(
            Comment(pk=key, item=item, body=body, author=person, organisation=self.organisation(role),
                    is_feedback=is_feedback, at=at)
        )  # fmt: skip
        if item.author_id != person.pk:
            kind = NoticeKind.FEEDBACK if is_feedback else NoticeKind.COMMENTED
            old = self.stage.clock.now - at > dt.timedelta(days=3)
            self.notice(item, kind, at, at + dt.timedelta(hours=20) if old else None)
        self.line("comment on item", at, item, person, self.organisation(role))

    def take(self, item: Item, role: Role, at: dt.datetime, answered_at: dt.datetime | None = None) -> None:
        """Somebody took up a question, and perhaps answered it."""
        person = self.person(role)
        self.rows.takes.append(Take(item=item, person=person, taken_at=at, answered_at=answered_at))
        self.line("take request", at, item, person, item.organisation)

    def confirm(self, item: Item, role: Role, at: dt.datetime, *, holds: bool) -> None:
        """Still true, or no longer: one tap by whoever stands there."""
        person = self.person(role)
        self.rows.confirmations.append(Confirmation(item=item, person=person, holds=holds, at=at))
        if holds:
            item.last_confirmed_at, item.last_confirmed_by = at, person
            if item.valid_until:
                item.valid_until = max(item.valid_until, default_until(at))
        elif item.author_id != person.pk:
            self.notice(item, NoticeKind.DOUBTED, at, None)
        self.line("confirm item" if holds else "doubt item", at, item, person, None)

    def notice(self, item: Item, kind: NoticeKind, at: dt.datetime, seen_at: dt.datetime | None) -> None:
        """A word to the owner."""
        self.rows.notices.append(Notice(person_id=item.author_id, item=item, kind=kind, at=at, seen_at=seen_at))

    def line(
        self,
        verb: str,
        at: dt.datetime,
        item: Item,
        by: Person | None,
        organisation: Organisation | None,
        *,
        version: int = 0,
    ) -> None:
        """One line of the journal."""
        self.rows.lines.append(
            Line(at=at, verb=verb, by=by, organisation=organisation, subject_kind="items.item",
                 subject_key=str(item.pk), detail={"version": version} if version else {})
        )  # fmt: skip

    def person(self, role: Role) -> Person:
        """The person who plays a role."""
        return self.stage.crew.people[role.key]

    def organisation(self, role: Role) -> Organisation:
        """The organisation a role posts for."""
        return self.stage.crew.organisations[role.organisation]


def _until(telling: Telling) -> dt.datetime:
    if telling.until:
        return telling.until
    if telling.happens:
        return _end_of(telling.happens[1])
    return _end_of(telling.at + dt.timedelta(days=min(telling.text.days, 27)))


def _end_of(at: dt.datetime) -> dt.datetime:
    """The last minute of that day, local time."""

    return timezone.localtime(at).replace(hour=23, minute=59, second=0, microsecond=0)


def _key(at: dt.datetime, seed: str) -> uuid.UUID:
    """A UUIDv7 of that moment; the rest comes from the seed, so that it is the same every time."""
    chance = random.Random(seed).getrandbits(74)
    moment = int(at.timestamp() * 1000)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return uuid.UUID(int=moment << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)
