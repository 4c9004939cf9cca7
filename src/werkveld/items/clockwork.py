"""What time itself does to items. Runs as the owner role: it acts for nobody, and only these acts are on its list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from werkveld.audience.protocols import settle
from werkveld.items.actions import release_item, reopen_item
from werkveld.items.filing import refeed_item
from werkveld.items.models import Item, Notice, NoticeKind, State
from werkveld.journal.actions import record
from werkveld.people.models import Organisation


@dataclass(frozen=True)
class Tick:
    """What one pass did."""

    published: int
    lapsed: int
    narrowed: int = 0
    reopened: int = 0


def tick() -> Tick:
    """Publish what was scheduled, lapse what is past its date, telling the owner, and follow today's data protocols.

    Safe to run at any time, twice.
    """
    narrowed, reopened = _follow_protocols()
    return Tick(published=_publish_due(), lapsed=_lapse_due(), narrowed=narrowed, reopened=reopened)


@transaction.atomic
def _follow_protocols() -> tuple[int, int]:
    """A protocol that ended at midnight takes its readers along; one that began gives the chosen ones back."""
    settled = settle()
    closed, opened = _by_organisation(settled.closed), _by_organisation(settled.opened)
    for organisation in Organisation.objects.filter(pk__in=closed) if settled.narrowed else ():
        detail = {"circles": closed[organisation.pk], "items": settled.narrowed}
        record("narrow items", by=None, organisation=organisation, subject=organisation, detail=detail)
    reopened = 0
    for key, circles in opened.items():
        rows = Item.objects.filter(organisation=key, audience__overlap=circles).exclude(state=State.DRAFT)
        reopened += sum(reopen_item(item, by=None) for item in rows.select_related("author", "organisation"))
    return settled.narrowed, reopened


def _by_organisation(pairs: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for organisation, circle in sorted(pairs):
        found[organisation].append(circle)
    return found


def _publish_due() -> int:
    due = Item.objects.filter(state=State.DRAFT, publish_at__lte=timezone.now())
    count = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            item = (
                Item.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key, state=State.DRAFT).first()
            )
            if item and item.title and item.audience:
                release_item(item, by=None, at=item.publish_at)
                count += 1
    return count


def _lapse_due() -> int:
    due = Item.objects.filter(state=State.PUBLISHED, valid_until__lte=timezone.now())
    count = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            item = Item.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=key).first()
            if item and item.state == State.PUBLISHED and item.is_lapsed:
                item.state, item.lapsed_at = State.LAPSED, item.valid_until
                item.save()
                refeed_item(item)
                Notice.objects.create(person=item.author, item=item, kind=NoticeKind.LAPSED)
                record("lapse item", by=None, organisation=item.organisation, subject=item)
                count += 1
    return count
