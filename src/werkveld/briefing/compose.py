"""The briefing: one question asked of one table, in the order of the risk of missing the answer.

1. *Gewijzigd*: what I read (or printed) in an older version and was since corrected or withdrawn: Was / Nu / why.
2. *Nieuw* since my last shift. 3. *Voor jou*: questions to my functions, answers I owe, word about my own items.
4. *Vandaag*: what has a moment today. 5. *Nog geldig*. 6. *Vervallen* since. An item stands in exactly one of them.
"""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.briefing.models import Take
from werkveld.briefing.scope import Scope
from werkveld.items.differences import Difference, differences
from werkveld.items.models import POST, Change, Comment, Item, ItemArea, ItemVersion, Notice, Priority, Reading, State
from werkveld.territory.models import Word

# The list that must be known is short; the rest folds. Officers could reproduce 31 % of longer ones (DOMAIN.md).
MUST_KNOW = 10
# A correction of something read longer ago than this has found its readers, or never will.
FOLLOWS = dt.timedelta(days=28)
# An absurd scope (years of absence, the whole city) still answers.
MOST = 2000


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


@dataclass(frozen=True)
class _Found:
    """What the queries brought, before it is divided.

    `read` is the newest version somebody had before them and when; `said` the newest they acknowledged; `older` the
    newest that says something else than now, for what they have not acknowledged since.
    """

    items: dict[uuid.UUID, Item]
    in_scope: set[uuid.UUID]
    read: dict[uuid.UUID, dt.datetime]
    said: dict[uuid.UUID, int]
    older: dict[uuid.UUID, int]
    takes: dict[uuid.UUID, Take]
    # Questions with an answer under them; posts that became briefing items since; what this viewer put right.
    answered: set[uuid.UUID]
    promoted: set[uuid.UUID]
    own_hand: set[uuid.UUID]


def compose(viewer: Viewer, scope: Scope, since: dt.datetime, at: dt.datetime | None = None) -> Briefing:
    """The briefing of a viewer for some streets, at a moment, since another. A pure read, in eight queries.

    Call inside `viewing(viewer)`.
    """
    moment = at or timezone.now()
    found = _find(viewer, scope, since, moment)
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

    notices = Notice.objects.visible_to(viewer).filter(person=viewer.person, seen_at=None)
    return Briefing(
        scope=scope,
        at=moment,
        since=since,
        changed=written(sorted(changed, key=lambda i: i.changed_at, reverse=True)),
        new=sorted(written(sorted(new, key=_by_weight)), key=lambda line: line.is_read),
        asked=written(sorted(asked, key=_by_weight)),
        owed=written(sorted(owed, key=_by_weight)),
        notices=list(notices.select_related("item")[:20]),
        today=written(sorted(today, key=lambda i: (i.happens_at, i.pk))),
        standing=written(sorted(standing, key=_by_weight)),
        lapsed=written(sorted(lapsed, key=lambda i: (i.valid_until, i.pk), reverse=True)),
    )


def _is_own_change(item: Item, found: _Found, mine: int | None) -> bool:
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


def _for_me(viewer: Viewer, here: list[Item], everywhere: list[Item], found: _Found) -> tuple[list[Item], list[Item]]:
    """Questions to my functions that nobody took up; and those I took up and owe an answer to, wherever they lie."""
    mine = viewer.person.pk if viewer.person else None
    asked = [
        i
        for i in here
        if i.ask_of in viewer.functions
        and i.ask_of
        and i.pk not in found.takes
        and i.pk not in found.answered
        and i.author_id != mine
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


def _find(viewer: Viewer, scope: Scope, since: dt.datetime, moment: dt.datetime) -> _Found:
    keys, put_right = _walk(viewer, scope, since, moment)
    takes = Take.objects.visible_to(viewer).filter(
        Q(item__in=keys) | Q(person=viewer.person, answered_at=None, item__state__in=[State.PUBLISHED, State.LAPSED])
    )
    taken = {take.item_id: take for take in takes.select_related("person")}
    readings = (
        Reading.objects.visible_to(viewer)
        .filter(item__in={*keys, *put_right}, person=viewer.person)
        .order_by()
        .values("item")
        .annotate(
            # A post that was only glanced at is not followed; one that was confirmed is.
            older=Max(
                "version",
                filter=Q(version__lt=F("item__substance")) & (~Q(item__kind=POST) | Q(acknowledged_at__isnull=False)),
            ),
            said=Max("version", filter=Q(acknowledged_at__isnull=False)),
            at=Max("read_at"),
        )
        .values_list("item", "older", "said", "at", "item__substance")
    )
    read, said, older = {}, {}, {}
    for key, before, acknowledged, at, substance in readings:
        read[key], said[key] = at, acknowledged or 0
        if before and said[key] < substance:
            older[key] = before
    wanted = {*keys, *older, *taken}
    rows = Item.objects.visible_to(viewer).filter(pk__in=wanted).exclude(state=State.DRAFT)
    answers = Comment.objects.visible_to(viewer).filter(item=OuterRef("pk"), is_feedback=True)
    versions = ItemVersion.objects.visible_to(viewer).filter(item=OuterRef("pk"))
    rows = rows.select_related("author", "organisation").annotate(
        is_answered=Exists(answers),
        is_promoted=Exists(versions.filter(change=Change.UPDATE, at__gt=since)),
        is_own_hand=Exists(versions.filter(number__gt=1, number=OuterRef("substance"), by=viewer.person)),
    )
    items = {item.pk: item for item in rows}
    answered, promoted, own_hand = (
        {key for key, item in items.items() if getattr(item, flag)}
        for flag in ("is_answered", "is_promoted", "is_own_hand")
    )
    return _Found(items, set(keys), read, said, older, taken, answered, promoted, own_hand)


def _walk(
    viewer: Viewer, scope: Scope, since: dt.datetime, moment: dt.datetime
) -> tuple[list[uuid.UUID], list[uuid.UUID]]:
    """Keys of what was valid in the scope at some time after `since`, and of what was put right or taken back lately
    anywhere: two short walks down two indexes, never over the items.
    """
    place = scope.place
    circles = sorted(viewer.circles if place.circle is None else viewer.circles & {place.circle})
    params: dict[str, Any] = {
        "circles": circles,
        "mine": sorted(viewer.circles),
        "areas": list(place.areas),
        "since": min(since, moment),
        "at": moment,
        "lately": moment - FOLLOWS,
        "most": MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "(SELECT DISTINCT ON (valid_until, item_id) item_id, TRUE FROM items_feedentry"
            " WHERE circle = ANY(%(circles)s::integer[]) AND area = ANY(%(areas)s::integer[])"
            " AND valid_until > %(since)s AND published_at <= %(at)s"
            " ORDER BY valid_until DESC, item_id LIMIT %(most)s)"
            " UNION ALL SELECT id, FALSE FROM items_item"
            " WHERE substance > 1 AND changed_at > %(lately)s AND readers && %(mine)s::integer[]",
            params,
        )
        rows = cursor.fetchall()
    return [key for key, is_here in rows if is_here], [key for key, is_here in rows if not is_here]


def _lines(viewer: Viewer, found: _Found, items: list[Item], changed: list[Item]) -> dict[uuid.UUID, Line]:
    told = _changes(viewer, found, changed)
    names = _area_names(viewer, items)
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
            areas=tuple(names.get(item.pk, ())),
        )
    return lines


def _changes(viewer: Viewer, found: _Found, changed: list[Item]) -> dict[uuid.UUID, tuple[list[Difference], str]]:
    """Was / Nu and why, between the version they had read and the one of now."""
    standing = [item for item in changed if not item.is_withdrawn]
    versions: dict[uuid.UUID, dict[int, ItemVersion]] = defaultdict(dict)
    for version in ItemVersion.objects.visible_to(viewer).filter(item__in=[i.pk for i in standing]):
        versions[version.item_id][version.number] = version
    told = {}
    for item in standing:
        mine = versions[item.pk]
        was, now = mine.get(found.older[item.pk]), mine.get(item.version)
        reasons = [v.reason for n, v in sorted(mine.items()) if n > found.older[item.pk] and v.reason]
        told[item.pk] = (differences(was, now) if was and now else [], "; ".join(dict.fromkeys(reasons)))
    return told


def _area_names(viewer: Viewer, items: list[Item]) -> dict[uuid.UUID, list[str]]:
    """Where each item lies in the owners' own words; the attention areas' labels stay on the inside pages."""
    rows = (
        ItemArea.objects.visible_to(viewer)
        .filter(item__in=[i.pk for i in items], area__isnull=False, method__in=["point", "chosen"])
        .order_by("edition__layer_id", "area__name")
        .values_list("item", "edition__layer__word", "area__name")
    )
    names: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, word, name in rows:
        names[key].append(f"{Word(word).label} {name}")
    return names
