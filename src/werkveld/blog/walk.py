"""One page of a blog: down the feed from a moment, sifted, with what others and I did with each item."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.blog.streams import Stream
from werkveld.items.feed import PAGE, newest
from werkveld.items.models import Item
from werkveld.kit.prepared import any_of, prepared, told_keys
from werkveld.people.models import Organisation

# A rare filter may pass over many items: after so many looks we stop and offer to look further.
MOST_LOOKS = 8
SIFTED = 250
# One more tells whether there are older ones; a few tombstones may fall away.
SPARE = 4

type Cursor = tuple[dt.datetime, uuid.UUID]


@dataclass(frozen=True)
class Sieve:
    """What a reader wants to see. `kind` is "", "bericht" or "briefing"; `since` is set for only what is new."""

    kind: str = ""
    organisation: str = ""
    with_lapsed: bool = False
    since: dt.datetime | None = None

    @property
    def is_open(self) -> bool:
        """True when every standing item passes."""
        return not (self.kind or self.organisation or self.since)

    def passes(self, item: Item) -> bool:
        """Whether an item is wanted, as far as the item itself can say."""
        if self.kind and item.is_briefing != (self.kind == "briefing"):
            return False
        return not self.organisation or item.organisation.code == self.organisation


class Facts(NamedTuple):
    """What was done with one item: how many said "gezien" and answered, and what I did."""

    seen: int = 0
    comments: int = 0
    mine: int = 0
    is_read: bool = False

    def is_seen_by_me(self, item: Item) -> bool:
        """I said "gezien" to what it says now."""
        return self.mine >= item.substance


NONE = Facts()


@dataclass(frozen=True)
class Page:
    """Items in order with their facts. `older` is where the next page starts, None at the end."""

    items: list[Item]
    facts: dict[uuid.UUID, Facts]
    older: Cursor | None


def is_new(viewer: Viewer, item: Item, facts: Facts, since: dt.datetime) -> bool:
    """The same question as the count of `marks`, asked of one item."""
    assert item.published_at is not None  # noqa: S101 - nothing unpublished is in a feed
    is_own = viewer.person is not None and item.author_id == viewer.person.pk
    return item.published_at > since and not is_own and item.is_standing and not facts.is_seen_by_me(item)


@prepared
def organisations() -> QuerySet[Organisation]:
    """All of them, in the order of a menu."""
    return Organisation.objects.order_by("kind", "name")


def page_of(
    viewer: Viewer,
    stream: Stream,
    sieve: Sieve,
    before: Cursor | None = None,
    size: int = PAGE,
    *,
    known: Iterable[Organisation] | None = None,
) -> Page:
    """The newest items of a blog that pass, at most `size`, older than `before`. `known`: `organisations()`."""
    posters = {row.pk: row for row in (organisations() if known is None else known)}
    valid_at = None if sieve.with_lapsed else timezone.now()
    place = stream.place
    found: list[Item] = []
    facts: dict[uuid.UUID, Facts] = {}
    limit = size + SPARE if sieve.is_open else SIFTED
    for _ in range(MOST_LOOKS):
        keys = newest(viewer, place, before=before, limit=limit, valid_at=valid_at)
        items = _items(viewer, keys, posters)
        wanted = [item for item in items if sieve.passes(item)]
        facts |= facts_of(viewer, wanted)
        for item in wanted:
            if len(found) == size:
                return Page(found, facts, cursor_of(found[-1]))
            if _is_shown(viewer, item, facts.get(item.pk, NONE), sieve):
                found.append(item)
        if len(keys) < limit or not items or _is_past(items[-1], sieve):
            return Page(found, facts, None)
        before = cursor_of(items[-1])
    return Page(found, facts, before)


def _items(viewer: Viewer, keys: list[uuid.UUID], posters: dict[int, Organisation]) -> list[Item]:
    """The visible items with these keys, in this order. A handful of organisations stand behind fifty items."""
    rows = {item.pk: item for item in _visible(viewer=viewer, keys=keys)} if keys else {}
    found = [rows[key] for key in keys if key in rows]
    for item in found:
        item.organisation = posters[item.organisation_id]
    return found


@prepared
def _visible(*, viewer: Viewer, keys: list[uuid.UUID]) -> QuerySet[Item]:
    return Item.objects.visible_to(viewer).filter(pk=any_of(keys)).order_by()


def cursor_of(item: Item) -> Cursor:
    """Where an item stands in the feed."""
    assert item.published_at is not None  # noqa: S101 - nothing unpublished is in a feed
    return item.published_at, item.pk


# The keys are of items that the viewer was just shown; the row policies hold the two tables to that once more.
_FACTS = """
SELECT i.id,
    (SELECT count(DISTINCT r.person_id) FROM items_reading r
     WHERE r.item_id = i.id AND r.acknowledged_at IS NOT NULL AND r.version >= i.substance),
    (SELECT count(*) FROM items_comment c WHERE c.item_id = i.id),
    coalesce(m.said, 0), m.read IS NOT NULL
FROM items_item i LEFT JOIN LATERAL (
    SELECT max(r.version) FILTER (WHERE r.acknowledged_at IS NOT NULL) AS said, max(r.version) AS read
    FROM items_reading r WHERE r.item_id = i.id AND r.person_id = %(person)s) m ON true
WHERE i.id = ANY (%(keys)s) AND i.readers && %(circles)s::integer[]
"""


def facts_of(viewer: Viewer, items: list[Item]) -> dict[uuid.UUID, Facts]:
    """The facts of many items, in one query however many there are."""
    if not items or viewer.person is None:
        return {}
    params: dict[str, Any] = {
        "person": viewer.person.pk,
        "keys": [i.pk for i in items],
        "circles": told_keys(viewer.circles),
    }
    with connection.cursor() as cursor:
        cursor.execute(_FACTS, params)
        return {row[0]: Facts(*row[1:]) for row in cursor.fetchall()}


def _is_shown(viewer: Viewer, item: Item, facts: Facts, sieve: Sieve) -> bool:
    """A tombstone is only for who had read what stood there; the others miss nothing."""
    if item.is_withdrawn:
        is_own = viewer.person is not None and item.author_id == viewer.person.pk
        return (facts.is_read or is_own) and sieve.is_open
    return sieve.since is None or is_new(viewer, item, facts, sieve.since)


def _is_past(item: Item, sieve: Sieve) -> bool:
    return sieve.since is not None and item.published_at is not None and item.published_at <= sieve.since


def write_cursor(cursor: Cursor) -> str:
    """A cursor as it stands in an address: microseconds and key."""
    moment, key = cursor
    stamp = round((moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) / dt.timedelta(microseconds=1))
    return f"{stamp}-{key.hex}"


def read_cursor(text: str) -> Cursor | None:
    """A cursor from an address; None for what is no cursor."""
    stamp, _, key = text.partition("-")
    try:
        moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(stamp))
        return moment, uuid.UUID(hex=key)
    except (ValueError, OverflowError):
        return None
