"""What happens when a term is over. Runs as the owner role: a page's eyes would leave behind what they do not see."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import CharField, DateField, Max, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest
from django.utils import timezone

from werkveld.governance.keeping import Rows
from werkveld.governance.leaving import ERASED, erase
from werkveld.governance.models import Quarantine, Report, Sample, Verdict
from werkveld.items.actions import readers_of
from werkveld.items.filing import refeed_item
from werkveld.items.models import Item
from werkveld.items.oversight import withdraw_sealed
from werkveld.journal.cutting import cut_journal, lines_behind
from werkveld.journal.models import Line
from werkveld.people.models import Person

LONG_AGO = dt.date(1900, 1, 1)
JOURNAL_DAYS = 2 * 365


def delete(rows: Rows, _now: dt.datetime) -> int:
    """Gone, and all that follows with it; answers how many of these rows themselves."""
    keys = list(rows.values_list("pk", flat=True))
    rows.model._base_manager.filter(pk__in=keys).delete()
    return len(keys)


@transaction.atomic
def end_quarantines(rows: Rows, now: dt.datetime) -> int:
    """Nobody decided: it is withdrawn, and what was kept is destroyed."""
    found: list[Quarantine] = list(rows.select_related("item"))
    for row in found:
        row.delete()
        withdraw_sealed(row.item, "")
        open_ones = Report.objects.filter(item=row.item_id, decided_at__isnull=False, verdict=Verdict.QUARANTINED)
        open_ones.update(verdict=Verdict.WITHDRAWN, decided_at=now)
        _stop_looking(row.item_id)
    return len(found)


@transaction.atomic
def forget_samples(rows: Rows, now: dt.datetime) -> int:
    """The figures stay in the drawing; whoever still looked along no longer does."""
    waiting = set(rows.filter(judgement="").values_list("item", flat=True))
    count = delete(rows, now)
    for key in waiting:
        if not Report.objects.filter(item=key, verdict__in=["", Verdict.QUARANTINED]).exists():
            _stop_looking(key)
    return count


def _stop_looking(key: Any) -> None:
    item = Item.objects.select_for_update(of=("self",)).select_related("author", "organisation").filter(pk=key).first()
    if item and item.overseers and not Sample.objects.filter(item=item, judgement="").exists():
        item.overseers = []
        item.readers = readers_of(item)
        item.save(update_fields=["overseers", "readers"])
        refeed_item(item)


def leavers(before: dt.datetime) -> Rows:
    """Accounts nobody works under any more, since before a moment.

    Without a function or a chair now or to come (a closed account has none, whatever still runs), counted from the
    last of: its last function or chair, its last sign-in, its closing, its making.
    """
    closed = Line.objects.filter(
        verb="deactivate person", subject_kind=Person._meta.label_lower, subject_key=Cast(OuterRef("pk"), CharField())
    )
    last = Greatest(
        Coalesce(Max("assignments__ends_on"), LONG_AGO),
        Coalesce(Max("seats__ends_on"), LONG_AGO),
        Cast("joined_at", DateField()),
        Coalesce(Cast("last_login", DateField()), LONG_AGO),
        Coalesce(Cast(Subquery(closed.order_by("-pk").values("at")[:1]), DateField()), LONG_AGO),
    )
    runs = Q(assignments__isnull=False, assignments__ends_on=None) | Q(seats__isnull=False, seats__ends_on=None)
    held = Person.objects.filter(runs, is_active=True).values("pk")
    rows = Person.objects.exclude(email__endswith=ERASED).exclude(pk__in=held).order_by("pk")
    return rows.annotate(last=last).filter(last__lt=timezone.localdate(before))


def erase_persons(rows: Rows, _now: dt.datetime) -> int:
    """Names replaced, own data gone."""
    found = list(rows)
    for person in found:
        erase(person, by=None)
    return len(found)


def lines_to_cut(before: dt.datetime) -> Rows:
    """Whole anchored stretches."""
    return lines_behind(before)


def cut(_rows: Rows, now: dt.datetime) -> int:
    """All of them at once: a stretch goes whole or not at all."""
    return cut_journal(now - dt.timedelta(days=JOURNAL_DAYS))
