"""A blog by month: how many items the reader may see in each, and those of one month. Nothing hidden is counted."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import timezone

from werkveld.audience.rule import GuardedRows
from werkveld.audience.viewer import Viewer
from werkveld.blog.streams import Stream
from werkveld.items.models import FeedEntry, Item, ItemRows, State


@dataclass(frozen=True)
class Month:
    """One month and how much it holds."""

    first: dt.date
    count: int


def months_of(viewer: Viewer, stream: Stream) -> list[Month]:
    """Months with something to read, the newest first."""
    rows = _entries(viewer, stream).annotate(month=TruncMonth("published_at")).order_by("-month").values("month")
    return [
        Month(month.date(), n) for month, n in rows.annotate(n=Count("item", distinct=True)).values_list("month", "n")
    ]


def items_of_month(viewer: Viewer, stream: Stream, year: int, month: int) -> ItemRows:
    """Everything of one month that the reader may see, lapsed items too, the newest first."""
    start = dt.datetime(year, month, 1, tzinfo=timezone.get_current_timezone())
    end = dt.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=timezone.get_current_timezone())
    keys = _entries(viewer, stream).filter(published_at__gte=start, published_at__lt=end).values("item")
    rows = Item.objects.visible_to(viewer).filter(pk__in=keys).select_related("author", "organisation")
    return rows.order_by("-published_at", "-pk")


def _entries(viewer: Viewer, stream: Stream) -> GuardedRows[FeedEntry]:
    place = stream.place
    rows = FeedEntry.objects.visible_to(viewer).filter(area__in=place.areas).exclude(item__state=State.WITHDRAWN)
    return rows if place.circle is None else rows.filter(circle=place.circle)
