"""Moving one's own mark: the only thing somebody writes by reading a blog."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from werkveld.blog.models import FeedMark
from werkveld.blog.streams import Stream
from werkveld.items.models import Item
from werkveld.journal.actions import record
from werkveld.people.models import Person


@transaction.atomic
def read_all(stream: Stream, *, by: Person, until: dt.datetime | None = None) -> FeedMark:
    """ "Alles gelezen", up to the moment the page was made: what came in since stays new."""
    now = timezone.now()
    return _move(stream, min(until or now, now), by=by)


@transaction.atomic
def mark_unread(stream: Stream, item: Item, *, by: Person) -> FeedMark:
    """Put the mark just before an item, so that it (and all above it) is new again."""
    moment = item.published_at or item.created_at
    return _move(stream, moment - dt.timedelta(microseconds=1), by=by)


def _move(stream: Stream, to: dt.datetime, *, by: Person) -> FeedMark:
    mark, _ = FeedMark.objects.update_or_create(person=by, **stream.key, defaults={"seen_until": to})
    record("move feed mark", by=by, subject=mark)
    return mark
