"""The nightly round: whatever is past its term goes, some thousands at a time, until nothing is overdue."""

import datetime as dt
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from werkveld.governance.keeping import Keep
from werkveld.governance.leaving import erase
from werkveld.governance.models import Erasure, Night
from werkveld.governance.retention import TABLE
from werkveld.governance.sampling import draw_samples
from werkveld.items.words import forget_words
from werkveld.journal.actions import record

# Rows in one transaction, and in one pass of the clockwork: publishing must not wait for clearing.
CHUNK, PASS = 500, 5_000
SOON = dt.timedelta(days=30)
LOCK = 7_319_004

type Progress = Callable[[str, int], None]


def clear_if_due(now: dt.datetime | None = None) -> bool:
    """One pass of today's round, unless it was done; True when there is more to do. Safe to run twice, or by two.

    Last month's samples are drawn along.
    """
    moment = now or timezone.now()
    erase_asked(moment)
    night = Night.objects.filter(day=timezone.localdate(moment)).first()
    if night and night.ended_at:
        return False
    draw_samples(moment)
    return not clear(moment, most=PASS)


def clear(now: dt.datetime, *, most: int | None = None, progress: Progress | None = None) -> bool:
    """Take away what is overdue at a moment, at most so many rows; True when nothing was left and the night is ended.

    Run as the owner role, outside a transaction: each chunk is its own.
    """
    tell, left = progress or (lambda _name, _count: None), most
    night, _is_new = Night.objects.get_or_create(day=timezone.localdate(now))
    for keep in (keep for keep in TABLE if keep.act):
        while count := _chunk(keep, now, night):
            tell(keep.name, count)
            if left is not None and (left := left - count) <= 0:
                return False
    _end(night, now)
    return True


def preview(now: dt.datetime) -> list[tuple[Keep, int, int]]:
    """For each term that ends: (line of the table, rows overdue, rows due within thirty days). As the owner role."""
    return [(keep, keep.due(now).count(), keep.due(now + SOON).count()) for keep in TABLE if keep.act]


def erase_asked(now: dt.datetime) -> int:
    """What officers asked for, one person a transaction."""
    count = 0
    for asked in list(Erasure.objects.filter(done_at=None).select_related("person", "asked_by")):
        with transaction.atomic():
            erase(asked.person, by=asked.asked_by)
            asked.done_at = now
            asked.save(update_fields=["done_at"])
        count += 1
    return count


@transaction.atomic
def _chunk(keep: Keep, now: dt.datetime, night: Night) -> int:
    """Some rows of one kind, with a line that says how many; 0 when there are none, or another round is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    keys = list(keep.due(now).values_list("pk", flat=True)[:CHUNK])
    if not keys or keep.act is None:
        return 0
    count = keep.act(keep.rows.filter(pk__in=keys), now)
    night.gone[keep.name] = night.gone.get(keep.name, 0) + count
    night.save(update_fields=["gone"])
    record("clear what is past its term", by=None, subject=night, detail={"kind": keep.name, "rows": count})
    return count


def _end(night: Night, now: dt.datetime) -> None:
    if {"briefing items", "posts", "withdrawn texts", "drafts"} & set(night.gone):
        forget_words()
    night.coming = {keep.name: soon for keep, _due, soon in preview(now) if soon}
    night.ended_at = now
    night.save()
