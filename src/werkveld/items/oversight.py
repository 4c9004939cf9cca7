"""Letting officers look along, and taking an item away without losing it.

Quarantine is a withdrawal that can be undone (decision 0014): the row becomes a tombstone, so every list, search,
history, sheet and mail is silent about it without knowing why, and what it said goes to who asked for it.
"""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from werkveld.audience.circles import circle_of_officers
from werkveld.items.actions import readers_of
from werkveld.items.content import VERSIONED
from werkveld.items.filing import refeed_item
from werkveld.items.models import Comment, Item, ItemVersion, Notice, NoticeKind, State

# What a tombstone does not have.
_SEALED = ("title", "body", "ask", "place", "x", "y", "state", "withdrawn_reason")


def _lock(item: Item) -> Item:
    return Item.objects.select_for_update(of=("self",)).select_related("author", "organisation").get(pk=item.pk)


@transaction.atomic
def ask_officers(item: Item) -> int:
    """The officers of the author's organisation may look from now on, as readers like any other; their circle."""
    row = _lock(item)
    officers = circle_of_officers(row.organisation).pk
    if officers not in row.overseers:
        row.overseers = sorted({*row.overseers, officers})
        row.readers = sorted({*row.readers, officers})
        row.save(update_fields=["overseers", "readers"])
        refeed_item(row)
    return officers


def dismiss_officers(item: Item, officers: int) -> bool:
    """They no longer look; False when they never did, or when it is in quarantine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT werkveld_end_oversight(%s, %s)", [item.pk, officers])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def seal(item: Item) -> dict[str, Any]:
    """Make it a tombstone for its author and its overseers alone; answers everything it said, versions and comments.

    Whoever seals must be among the overseers, or the database refuses.
    """
    row = _lock(item)
    kept: dict[str, Any] = {column: getattr(row, column) for column in _SEALED}
    kept["versions"] = [_version(v) for v in ItemVersion.objects.filter(item=row).select_related("by")]
    kept["comments"] = [
        {"by": c.author.display_name, "at": c.at.isoformat(), "body": c.body}
        for c in Comment.objects.filter(item=row).select_related("author")
    ]
    _bury(row)
    row.quarantined_at = row.withdrawn_at
    row.readers = readers_of(row)
    row.save()
    refeed_item(row)
    Notice.objects.create(person=row.author, item=row, kind=NoticeKind.QUARANTINED)
    return kept


@transaction.atomic
def unseal(item: Item, kept: dict[str, Any]) -> Item:
    """As it was, in the same version, for the readers of today."""
    row = _lock(item)
    for column in _SEALED:
        setattr(row, column, kept[column])
    row.quarantined_at = row.withdrawn_at = None
    row.readers = readers_of(row)
    row.changed_at = timezone.now()
    row.save()
    refeed_item(row)
    _tell(row, NoticeKind.RELEASED)
    return row


@transaction.atomic
def withdraw_sealed(item: Item, reason: str) -> Item:
    """What was in quarantine is withdrawn for good: everybody who could read it finds the tombstone."""
    row = _lock(item)
    row.quarantined_at, row.withdrawn_reason = None, reason
    row.withdrawn_at = row.changed_at = timezone.now()
    row.version += 1
    row.substance = row.version
    row.readers = readers_of(row)
    row.save()
    refeed_item(row)
    _tell(row, NoticeKind.WITHDRAWN)
    return row


def _tell(row: Item, kind: NoticeKind) -> None:
    """How the quarantine ended: in the stead of the word that it began, when that was not seen yet."""
    unseen = Notice.objects.filter(item=row, kind=NoticeKind.QUARANTINED, seen_at=None)
    if not unseen.update(kind=kind, at=timezone.now()):
        Notice.objects.create(person=row.author, item=row, kind=kind)


def _bury(row: Item) -> None:
    row.title = row.body = row.ask = row.place = row.withdrawn_reason = ""
    row.x = row.y = None
    row.state, row.withdrawn_at = State.WITHDRAWN, timezone.now()


def _version(version: ItemVersion) -> dict[str, Any]:
    said = {column: getattr(version, column) for column in VERSIONED}
    moments = {name: value.isoformat() for name, value in said.items() if isinstance(value, dt.datetime)}
    about = {"number": version.number, "by": version.by.display_name, "at": version.at.isoformat()}
    return {**said, **moments, **about, "change": version.change, "reason": version.reason}
