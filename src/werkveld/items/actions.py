"""Every write to an item: a named act, by somebody, in one transaction with one journal line."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from werkveld.audience.circles import circle_of_person
from werkveld.audience.models import Circle
from werkveld.audience.protocols import allowed, insist_on_protocols
from werkveld.items.content import VERSIONED, Content
from werkveld.items.discreet import (
    UNANSWERED,
    Answer,
    audience_of,
    audience_of_keys,
    hold_draft,
    hold_wider,
    hold_words,
    record_kept,
    said_by,
)
from werkveld.items.filing import file_item, refeed_item
from werkveld.items.models import (
    POST,
    Change,
    Comment,
    Confirmation,
    Item,
    ItemArea,
    ItemVersion,
    Notice,
    NoticeKind,
    Reading,
    State,
)
from werkveld.items.opening import BRIEFING, PAGE, remember_reading
from werkveld.items.rules import default_until, longest_until
from werkveld.items.words import learn_words
from werkveld.journal.actions import record
from werkveld.people.models import Organisation, Person, Shift


def _lock(item: Item) -> Item:
    """The item as it stands now, held until the end of the transaction."""
    return Item.objects.select_for_update(of=("self",)).get(pk=item.pk)


def readers_of(item: Item, *, is_weighed: bool = False) -> list[int]:
    """Who may read it: nobody but the author while a draft; always the author, and the officers who were asked to look;
    others only where a data protocol is in force today (it may have ended since), and never while in quarantine.

    `is_weighed`: this transaction asked of the whole audience already, so the protocols are not asked twice.
    """
    own = circle_of_person(item.author).pk
    if item.state == State.DRAFT:
        return [own]
    chosen = [] if item.quarantined_at else item.audience if is_weighed else allowed(item.organisation, item.audience)
    return sorted({own, *item.overseers, *chosen})


def _remember(item: Item, change: Change, *, by: Person, reason: str = "") -> None:
    ItemVersion.objects.create(
        item=item,
        number=item.version,
        change=change,
        reason=reason,
        by=by,
        **{column: getattr(item, column) for column in VERSIONED},
    )


@transaction.atomic
def save_draft(
    key: uuid.UUID,
    content: Content,
    *,
    by: Person,
    organisation: Organisation,
    circles: Iterable[Circle] = (),
    function: str = "",
) -> Item:
    """Keep what is being typed, as often as asked; the key is the form's own, so nothing is ever doubled.

    Raises PermissionDenied when the key belongs to somebody else's item, and `IndiscreetError` for what is never kept.
    A published item is left as it is.
    """
    hold_draft(content.words())
    return _keep(key, content, by=by, organisation=organisation, circles=circles, function=function)


def _keep(
    key: uuid.UUID,
    content: Content,
    *,
    by: Person,
    organisation: Organisation,
    circles: Iterable[Circle],
    function: str,
) -> Item:
    item = Item.objects.filter(pk=key).first() or Item(pk=key, author=by, organisation=organisation)
    if item.author_id != by.pk:
        raise PermissionDenied
    if item.state != State.DRAFT:
        return item
    content.write_to(item)
    # Only sending sets the clock: the clockwork must never publish what somebody is still typing.
    item.publish_at = None
    item.audience = [c.pk for c in circles]
    item.author_function = function
    item.readers = readers_of(item)
    item.changed_at = timezone.now()
    item.save()
    file_item(item, content.areas)
    return item


@transaction.atomic
def publish_item(
    key: uuid.UUID,
    content: Content,
    *,
    by: Person,
    organisation: Organisation,
    circles: Iterable[Circle],
    function: str = "",
    answer: Answer = UNANSWERED,
) -> Item:
    """Post an item, now or (with `content.publish_at` in the future) when its time comes.

    Sent twice with the same key it is still one item, and the answer is the same. Raises `NoProtocolError` for a circle
    that the organisation has no data protocol with, and `IndiscreetError` for words that may not be kept so.
    """
    circles = list(circles)
    insist_on_protocols(organisation, [c.pk for c in circles])
    kept = hold_words(content.words(), audience_of(circles, organisation), organisation, answer)
    item = _keep(key, content, by=by, organisation=organisation, circles=circles, function=function)
    if item.state != State.DRAFT:
        return item
    record_kept(kept, answer, by=by, organisation=organisation, subject=item)
    if content.publish_at is None or content.publish_at <= timezone.now():
        return release_item(item, by=by, is_weighed=True)
    item.publish_at = content.publish_at
    item.save()
    record("schedule item", by=by, organisation=organisation, subject=item)
    return item


@transaction.atomic
def release_item(item: Item, *, by: Person | None, at: dt.datetime | None = None, is_weighed: bool = False) -> Item:
    """Turn a draft into the published first version. `by` is None when the clockwork does it for the author."""
    now = at or timezone.now()
    item.state, item.published_at, item.changed_at = State.PUBLISHED, now, now
    item.valid_from = item.valid_from or now
    if item.kind != POST:
        item.valid_until = min(item.valid_until or default_until(now), longest_until(now))
    item.readers = readers_of(item, is_weighed=is_weighed)
    item.save()
    _remember(item, Change.ORIGINAL, by=item.author)
    refeed_item(item)
    learn_words(item)
    record("publish item", by=by, organisation=item.organisation, subject=item)
    return item


@transaction.atomic
def correct_item(
    item: Item, content: Content, *, by: Person, is_typo: bool, reason: str = "", answer: Answer = UNANSWERED
) -> Item:
    """Say it anew. A typo is silent; a correction follows everyone who read the mistake.

    Raises `IndiscreetError` for words that may not be kept so; a name that already stood there is not asked for again.
    """
    row = _lock(item)
    words = content.words() | {"reason": reason}
    reach = audience_of_keys(row.audience, row.organisation)
    kept = hold_words(words, reach, row.organisation, answer, before=said_by(row).values())
    content.write_to(row)
    row.version += 1
    if not is_typo:
        row.substance = row.version
    if row.kind != POST:
        row.valid_until = min(row.valid_until or default_until(), longest_until())
        if row.state == State.LAPSED and row.valid_until > timezone.now():
            row.state, row.lapsed_at = State.PUBLISHED, None
    row.changed_at = timezone.now()
    row.save()
    _remember(row, Change.TYPO if is_typo else Change.CORRECTION, by=by, reason=reason)
    file_item(row, content.areas)
    learn_words(row)
    record("correct item", by=by, organisation=row.organisation, subject=row, detail={"version": row.version})
    record_kept(kept, answer, by=by, organisation=row.organisation, subject=row)
    return row


@transaction.atomic
def withdraw_item(item: Item, *, by: Person, reason: str = "", answer: Answer = UNANSWERED) -> Item:
    """Take it back: a tombstone without text stays for who read it (R11). Its reason is held like any text."""
    row = _lock(item)
    if row.state == State.WITHDRAWN:
        return row
    reach = audience_of_keys(row.audience, row.organisation)
    kept = hold_words({"reason": reason}, reach, row.organisation, answer)
    row.title = row.body = row.ask = row.place = ""
    row.x = row.y = None
    row.state, row.withdrawn_at, row.withdrawn_reason = State.WITHDRAWN, timezone.now(), reason
    row.changed_at = row.withdrawn_at
    row.published_at = row.published_at or row.withdrawn_at
    row.version += 1
    row.substance = row.version
    row.save()
    refeed_item(row)
    if row.author_id != by.pk:
        Notice.objects.create(person=row.author, item=row, kind=NoticeKind.WITHDRAWN)
    record("withdraw item", by=by, organisation=row.organisation, subject=row)
    record_kept(kept, answer, by=by, organisation=row.organisation, subject=row)
    return row


@transaction.atomic
def change_audience(item: Item, circles: Iterable[Circle], *, by: Person) -> Item:
    """Narrow or widen who may read it, from the next request on. Only the author's side may (R8).

    Raises `NoProtocolError` for a circle that the organisation of the item has no data protocol with, and
    `IndiscreetError` when it would carry words further than they may go: its own, its older ones', its comments'.
    """
    chosen = [c.pk for c in circles]
    insist_on_protocols(item.organisation, chosen)
    row = _lock(item)
    hold_wider(row, chosen)
    before = row.audience
    row.audience = chosen
    row.readers = readers_of(row)
    row.changed_at = timezone.now()
    row.save()
    refeed_item(row)
    detail = {"before": before, "after": row.audience}
    record("change audience", by=by, organisation=row.organisation, subject=row, detail=detail)
    return row


@transaction.atomic
def reopen_item(item: Item, *, by: Person | None) -> bool:
    """Give back the readers the author chose, as far as a data protocol is in force again; True when any came back."""
    row = _lock(item)
    before, row.readers = row.readers, readers_of(row)
    if row.readers == before:
        return False
    row.save(update_fields=["readers"])
    refeed_item(row)
    record("reopen item", by=by, organisation=row.organisation, subject=row, detail={"readers": row.readers})
    return True


@transaction.atomic
def promote_item(item: Item, kind: str, *, by: Person, valid_until: dt.datetime | None = None) -> Item:
    """Make a post a briefing item: it gets an end, and stays a post on the blog."""
    row = _lock(item)
    row.kind, row.version = kind, row.version + 1
    row.valid_until = min(valid_until or default_until(), longest_until())
    row.changed_at = timezone.now()
    row.save()
    _remember(row, Change.UPDATE, by=by)
    refeed_item(row)
    record("promote item", by=by, organisation=row.organisation, subject=row, detail={"kind": kind})
    return row


@transaction.atomic
def mark_read(items: Iterable[Item], *, by: Person, channel: str = PAGE) -> None:
    """Remember that somebody had these versions before them (opened, or printed); the first time leaves a line."""
    remember_reading(items, by=by, channel=channel)


@transaction.atomic
def acknowledge_items(
    items: Iterable[Item], *, by: Person, shift: Shift | None = None, device_at: dt.datetime | None = None
) -> int:
    """ "Gezien": this version was read, by this person, then. Twice is once; answers how many were new."""
    chosen = list(items)
    mark_read(chosen, by=by, channel=BRIEFING)
    fresh = 0
    for item in chosen:
        rows = Reading.objects.filter(item=item, version=item.version, person=by, acknowledged_at=None)
        fresh += rows.update(acknowledged_at=timezone.now(), shift=shift, device_at=device_at)
    if fresh:
        detail = {"items": [str(i.pk) for i in chosen], "new": fresh}
        record("acknowledge items", by=by, subject=by, detail=detail)
    return fresh


@transaction.atomic
def comment_on(
    item: Item,
    body: str,
    *,
    by: Person,
    organisation: Organisation,
    is_feedback: bool = False,
    answer: Answer = UNANSWERED,
) -> Comment:
    """Answer under an item; its owner is told.

    What is said reaches all its readers, so there must be a data protocol with each: `NoProtocolError` otherwise; and
    its words may go that far: `IndiscreetError` otherwise.
    """
    kept = hold_words({"body": body}, audience_of_keys(item.audience, organisation), organisation, answer)
    insist_on_protocols(organisation, set(item.audience) & set(item.readers))
    row = Comment.objects.create(item=item, body=body, author=by, organisation=organisation, is_feedback=is_feedback)
    if item.author_id != by.pk:
        kind = NoticeKind.FEEDBACK if is_feedback else NoticeKind.COMMENTED
        Notice.objects.create(person=item.author, item=item, kind=kind)
    record("comment on item", by=by, organisation=organisation, subject=item)
    record_kept(kept, answer, by=by, organisation=organisation, subject=item)
    return row


@transaction.atomic
def confirm_item(item: Item, *, holds: bool, by: Person) -> Item:
    """ "Klopt nog": valid for another default term from now. "Klopt niet meer": the owner is told."""
    row = _lock(item)
    Confirmation.objects.create(item=row, person=by, holds=holds)
    if holds:
        row.last_confirmed_at, row.last_confirmed_by = timezone.now(), by
        if row.kind != POST:
            row.valid_until = max(row.valid_until or default_until(), default_until())
        row.save()
        refeed_item(row)
    elif row.author_id != by.pk:
        Notice.objects.create(person=row.author, item=row, kind=NoticeKind.DOUBTED)
    record("confirm item" if holds else "doubt item", by=by, subject=row)
    return row


@transaction.atomic
def see_notices(*, by: Person) -> None:
    """Put away what the owner was told."""
    if Notice.objects.filter(person=by, seen_at=None).update(seen_at=timezone.now()):
        record("see notices", by=by, subject=by)


@transaction.atomic
def discard_draft(item: Item, *, by: Person) -> None:
    """Throw an own draft away, for good."""
    row = _lock(item)
    if row.author_id != by.pk or row.state != State.DRAFT:
        raise PermissionDenied
    record("discard draft", by=by, subject=row)
    ItemArea.objects.filter(item=row).delete()
    # Not `row.delete()`: it would clear the feed too, which pages may not write. A draft is in no feed.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM items_item WHERE id = %s AND state = 'draft'", [row.pk])
