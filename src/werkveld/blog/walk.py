"""One page of a blog: down the feed from a moment, sifted, with what others and I did with each item."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, F, Max, Q
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.blog.streams import Stream
from werkveld.items.feed import PAGE, items_of, newest
from werkveld.items.models import Comment, Item, Reading

# A rare filter may pass over many items: after so many looks we stop and offer to look further.
MOST_LOOKS = 8
SIFTED = 250

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


@dataclass(frozen=True)
class Facts:
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


def page_of(viewer: Viewer, stream: Stream, sieve: Sieve, before: Cursor | None = None, size: int = PAGE) -> Page:
    """The newest items of a blog that pass, at most `size`, older than `before`."""
    valid_at = None if sieve.with_lapsed else timezone.now()
    place, found, facts = stream.place, [], {}
    limit = size + 1 if sieve.is_open else SIFTED
    for _ in range(MOST_LOOKS):
        keys = newest(viewer, place, before=before, limit=limit, valid_at=valid_at)
        items = items_of(viewer, keys)
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


def cursor_of(item: Item) -> Cursor:
    """Where an item stands in the feed."""
    assert item.published_at is not None  # noqa: S101 - nothing unpublished is in a feed
    return item.published_at, item.pk


def facts_of(viewer: Viewer, items: list[Item]) -> dict[uuid.UUID, Facts]:
    """The facts of many items, in two queries however many there are."""
    keys = [item.pk for item in items]
    if not keys:
        return {}
    said = Q(acknowledged_at__isnull=False)
    mine = Q(person=viewer.person)
    readings = Reading.objects.visible_to(viewer).filter(item__in=keys).order_by().values("item")
    rows = readings.annotate(
        seen=Count("person", distinct=True, filter=said & Q(version__gte=F("item__substance"))),
        mine=Max("version", filter=said & mine),
        opened=Count("pk", filter=mine),
    ).values_list("item", "seen", "mine", "opened")
    comments = Comment.objects.visible_to(viewer).filter(item__in=keys).order_by().values("item")
    answers = dict(comments.annotate(n=Count("pk")).values_list("item", "n"))
    read = {key: (seen, mine or 0, bool(opened)) for key, seen, mine, opened in rows}
    facts = {}
    for key in {*read, *answers}:
        seen, last, opened = read.get(key, (0, 0, False))
        facts[key] = Facts(seen, answers.get(key, 0), last, opened)
    return facts


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
