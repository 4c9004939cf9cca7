"""The monthly sample (R19): each organisation's officer judges what the lot drew from the month before.

Some of its items; and of the journal some reads of its items by other organisations, and some acts of its own people
that give or take sight.
"""

import datetime as dt
import random
from dataclasses import dataclass

from django.db import transaction
from django.db.models import CharField, Q, QuerySet, Sum
from django.db.models.functions import Cast
from django.utils import timezone

from werkveld.audience.circles import circle_of_officers
from werkveld.governance.models import Drawing, LineSample, Sample
from werkveld.governance.rules import officers_of
from werkveld.items.models import Item, State
from werkveld.items.opening import VERB
from werkveld.items.oversight import ask_officers
from werkveld.journal.actions import record
from werkveld.journal.models import Line
from werkveld.people.models import Organisation

DRAWN = 10
LINES = 5
# Acts that decide who sees what, or that carry something out of the house.
WEIGHTY = (
    "change audience", "withdraw item", "quarantine item", "release item", "invite person", "assign person",
    "move assignment", "reactivate person", "reset steps", "fill seat", "renew guest", "propose protocol",
    "confirm protocol", "end protocol", "publish edition", "change threshold", "look up reads", "export reads",
    "export breach",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """What the last month's samples said, of all organisations together; all 0 when nothing was drawn yet."""

    month: dt.date | None
    drawn: int
    judged: int
    fine: int
    wrong: int


def month_before(now: dt.datetime) -> tuple[dt.datetime, dt.datetime]:
    """The first moment of last month and of this one, local."""
    this = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    last = (this - dt.timedelta(days=1)).replace(day=1)
    return last, this


def draw_samples(now: dt.datetime) -> int:
    """Draw for every organisation with an officer and without a sample of last month; how many. As the owner role."""
    start, end = month_before(now)
    today = timezone.localdate(now)
    drawn = Drawing.objects.filter(month=start.date()).values("organisation")
    undrawn = Organisation.objects.exclude(pk__in=drawn)
    held = officers_of([organisation.pk for organisation in undrawn], today)
    waiting = [organisation for organisation in undrawn if organisation.pk in held]
    return sum(_draw(organisation, start, end, now) for organisation in waiting)


@transaction.atomic
def _draw(organisation: Organisation, start: dt.datetime, end: dt.datetime, now: dt.datetime) -> int:
    rows = Item.objects.filter(
        Q(published_at__gte=start, published_at__lt=end),
        organisation=organisation,
        state__in=[State.PUBLISHED, State.LAPSED],
    )
    keys = list(rows.values_list("pk", flat=True))
    # The lot is drawn by the machine's own chance: nobody can know beforehand what will be looked at.
    chosen = random.SystemRandom().sample(keys, min(DRAWN, len(keys)))
    month = start.date()
    for item in Item.objects.filter(pk__in=chosen):
        Sample.objects.create(organisation=organisation, month=month, item=item, circle=ask_officers(item))
    lines = _draw_lines(organisation, start, end)
    figures = {"drawn": len(chosen), "lines": lines}
    drawing = Drawing.objects.create(organisation=organisation, month=month, drawn_at=now, **figures)
    detail = {"items": len(chosen), "lines": lines}
    record("draw sample", by=None, organisation=organisation, subject=drawing, detail=detail)
    return len(chosen)


def _draw_lines(organisation: Organisation, start: dt.datetime, end: dt.datetime) -> int:
    """Some of each sort, as far as there are any; how many."""
    month = Line.objects.filter(at__gte=start, at__lt=end)
    own = Item.objects.filter(organisation=organisation).annotate(key=Cast("pk", CharField())).values("key")
    reads = month.filter(verb=VERB, subject_kind=Item._meta.label_lower, subject_key__in=own)
    acts = month.filter(verb__in=WEIGHTY, organisation=organisation, by__isnull=False)
    circle = circle_of_officers(organisation).pk
    chosen = [*_some(reads.exclude(organisation=organisation)), *_some(acts)]
    LineSample.objects.bulk_create(
        LineSample(organisation=organisation, month=start.date(), line=line, circle=circle) for line in chosen
    )
    return len(chosen)


def _some(rows: QuerySet[Line]) -> list[int]:
    keys = list(rows.values_list("pk", flat=True))
    return sorted(random.SystemRandom().sample(keys, min(LINES, len(keys))))


def figures() -> Figures:
    """Of the last month that was drawn from. Only figures, for everybody to see."""
    last = Drawing.objects.order_by("-month").values_list("month", flat=True).first()
    if last is None:
        return Figures(None, 0, 0, 0, 0)
    found = Drawing.objects.filter(month=last).aggregate(
        drawn=Sum("drawn"), fine=Sum("fine"), doubt=Sum("doubt"), wrong=Sum("wrong")
    )
    judged = found["fine"] + found["doubt"] + found["wrong"]
    return Figures(last, found["drawn"], judged, found["fine"], found["wrong"])
