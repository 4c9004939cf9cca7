"""The briefing: one question asked of one table, in the order of the risk of missing the answer.

1. *Gewijzigd*: what I read (or printed) in an older version and was since corrected or withdrawn: Was / Nu / why.
2. *Nieuw* since my last shift. 3. *Voor jou*: questions to my functions, answers I owe, word about my own items.
4. *Vandaag*: what has a moment today. 5. *Nog geldig*. 6. *Vervallen* since. An item stands in exactly one of them.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.briefing.gather import Found, find, notices_of, versions_of
from werkveld.briefing.models import Take
from werkveld.briefing.scope import Scope
from werkveld.items.differences import Difference, differences
from werkveld.items.models import Item, Notice, Priority, State

# The list that must be known is short; the rest folds. Officers could reproduce 31 % of longer ones (DOMAIN.md).
MUST_KNOW = 10


@dataclass(frozen=True)
class Line:
    """One item in a briefing, as this viewer should read it.

    `was` holds the fields that changed since the version they had read; `reason` says why; `take` who took up a
    question; `areas` names where it lies in each layer ("gebied Overleie", "wijk K4").
    """

    item: Item
    is_read: bool = False
    was: list[Difference] = field(default_factory=list)
    reason: str = ""
    read_at: dt.datetime | None = None
    take: Take | None = None
    areas: tuple[str, ...] = ()

    @property
    def is_running(self) -> bool:
        """Its moment is now."""
        begins, ends = self.item.happens_at, self.item.happens_until
        now = timezone.now()
        return begins is not None and begins <= now and (ends is not None and now < ends)


@dataclass(frozen=True)
class Briefing:
    """The sections, each in order. `new` is split in what must be known and the rest."""

    scope: Scope
    at: dt.datetime
    since: dt.datetime
    changed: list[Line]
    new: list[Line]
    asked: list[Line]
    owed: list[Line]
    notices: list[Notice]
    today: list[Line]
    standing: list[Line]
    lapsed: list[Line]

    @property
    def must_know(self) -> list[Line]:
        """The first ten of what is new."""
        return self.new[:MUST_KNOW]

    @property
    def more(self) -> list[Line]:
        """The rest of what is new, folded."""
        return self.new[MUST_KNOW:]

    @property
    def sections(self) -> dict[str, list[Line]]:
        """Every line by section; an item stands in exactly one."""
        return {
            "changed": self.changed,
            "new": self.new,
            "you": [*self.asked, *self.owed],
            "today": self.today,
            "standing": self.standing,
            "lapsed": self.lapsed,
        }

    @property
    def to_confirm(self) -> list[Line]:
        """What one tap on "Bevestig gelezen" confirms: what stands open on the screen, never what is folded."""
        return [*self.changed, *self.must_know, *self.asked, *self.owed, *self.today]

    @property
    def for_you(self) -> int:
        """How much waits for this person."""
        return len(self.asked) + len(self.owed) + len(self.notices)


def compose(viewer: Viewer, scope: Scope, since: dt.datetime, at: dt.datetime | None = None) -> Briefing:
    """The briefing of a viewer for some streets, at a moment, since another. A pure read, in six queries at most.

    Call inside `viewing(viewer)`.
    """
    moment = at or timezone.now()
    found = find(viewer, scope, since, moment)
    rest, mine = list(found.items.values()), viewer.person.pk if viewer.person else None
    taken: set[uuid.UUID] = set()

    def section(chosen: list[Item]) -> list[Item]:
        fresh = [item for item in chosen if item.pk not in taken]
        taken.update(item.pk for item in fresh)
        return fresh

    changed = section(
        [i for i in rest if i.pk in found.older and not _is_own_change(i, found, mine) and _still_tells(i, moment)]
    )
    here = [i for i in rest if i.pk in found.in_scope and i.is_briefing and _stands_at(i, moment)]
    asked, owed = _for_me(viewer, here, rest, found)
    asked, owed = section(asked), section(owed)
    new = section([i for i in here if i.pk in found.promoted or (i.published_at and i.published_at > since)])
    today = section([i for i in here if _is_today(i, moment)])
    standing = section(here)
    lapsed = section(
        [i for i in rest if i.pk in found.in_scope and i.is_briefing and _lapsed_between(i, since, moment)]
    )
    lines = _lines(viewer, found, [*changed, *asked, *owed, *new, *today, *standing, *lapsed], changed)

    def written(items: list[Item]) -> list[Line]:
        return [lines[item.pk] for item in items]

    return Briefing(
        scope=scope,
        at=moment,
        since=since,
        changed=written(sorted(changed, key=lambda i: i.changed_at, reverse=True)),
        new=sorted(written(sorted(new, key=_by_weight)), key=lambda line: line.is_read),
        asked=written(sorted(asked, key=_by_weight)),
        owed=written(sorted(owed, key=_by_weight)),
        notices=notices_of(viewer),
        today=written(sorted(today, key=lambda i: (i.happens_at, i.pk))),
        standing=written(sorted(standing, key=_by_weight)),
        lapsed=written(sorted(lapsed, key=lambda i: (i.valid_until, i.pk), reverse=True)),
    )


def _is_own_change(item: Item, found: Found, mine: int | None) -> bool:
    """Nobody is told what they put right or took back themselves; an author is told what a coordinator did."""
    return item.pk in found.own_hand or (item.is_withdrawn and item.author_id == mine)


def _by_weight(item: Item) -> tuple[bool, float]:
    """What is urgent first, then the newest."""
    return item.priority != Priority.HIGH, -(item.published_at.timestamp() if item.published_at else 0.0)


def _stands_at(item: Item, moment: dt.datetime) -> bool:
    is_out = item.published_at is not None and item.published_at <= moment
    return is_out and item.state != State.WITHDRAWN and (item.valid_until is None or item.valid_until > moment)


def _still_tells(item: Item, moment: dt.datetime) -> bool:
    """A correction of what has lapsed since is history; a withdrawal must be told."""
    return item.state == State.WITHDRAWN or _stands_at(item, moment)


def _lapsed_between(item: Item, since: dt.datetime, moment: dt.datetime) -> bool:
    is_over = item.valid_until is not None and since < item.valid_until <= moment
    return is_over and item.state in {State.PUBLISHED, State.LAPSED}


def _is_today(item: Item, moment: dt.datetime) -> bool:
    if item.happens_at is None:
        return False
    day = timezone.localdate(moment)
    last = item.happens_until or item.happens_at
    return timezone.localdate(item.happens_at) <= day <= timezone.localdate(last)


def _for_me(viewer: Viewer, here: list[Item], everywhere: list[Item], found: Found) -> tuple[list[Item], list[Item]]:
    """Questions to my functions that nobody took up; and those I took up and owe an answer to, wherever they lie."""
    mine = viewer.person.pk if viewer.person else None
    asked = [
        i
        for i in here
        if i.ask_of
        and i.pk not in found.takes
        and i.pk not in found.answered
        and i.author_id != mine
        and i.ask_of in viewer.functions
    ]
    owed = [
        i
        for i in everywhere
        if (take := found.takes.get(i.pk))
        and take.person_id == mine
        and take.answered_at is None
        and not i.is_withdrawn
    ]
    return asked, owed


def _lines(viewer: Viewer, found: Found, items: list[Item], changed: list[Item]) -> dict[uuid.UUID, Line]:
    told = _changes(viewer, found, changed)
    mine = viewer.person.pk if viewer.person else None
    lines = {}
    for item in items:
        was, reason = told.get(item.pk, ([], ""))
        lines[item.pk] = Line(
            item=item,
            is_read=found.said.get(item.pk, 0) >= item.substance or item.author_id == mine,
            was=was,
            reason=item.withdrawn_reason if item.is_withdrawn else reason,
            read_at=found.read.get(item.pk),
            take=found.takes.get(item.pk),
            areas=found.areas[item.pk],
        )
    return lines


def _changes(viewer: Viewer, found: Found, changed: list[Item]) -> dict[uuid.UUID, tuple[list[Difference], str]]:
    """Was / Nu and why, between the version they had read and the one of now."""
    standing = [item for item in changed if not item.is_withdrawn]
    versions, told = versions_of(viewer, standing), {}
    for item in standing:
        mine = versions.get(item.pk, {})
        was, now = mine.get(found.older[item.pk]), mine.get(item.version)
        reasons = [v.reason for n, v in sorted(mine.items()) if n > found.older[item.pk] and v.reason]
        told[item.pk] = (differences(was, now, briefly=True) if was and now else [], "; ".join(dict.fromkeys(reasons)))
    return told
