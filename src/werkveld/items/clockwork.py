"""What time itself does to items. Runs as the owner role: it acts for nobody, and only these acts are on its list."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from werkveld.items.actions import release_item
from werkveld.items.filing import refeed_item
from werkveld.items.models import Item, Notice, NoticeKind, State
from werkveld.journal.actions import record


@dataclass(frozen=True)
class Tick:
    """What one pass did."""

    published: int
    lapsed: int


def tick() -> Tick:
    """Publish what was scheduled and lapse what is past its date, telling the owner; safe to run at any time, twice."""
    return Tick(published=_publish_due(), lapsed=_lapse_due())


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
