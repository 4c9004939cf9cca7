"""The journal's own term: whole stretches go, up to an anchor, and the digest they ended with stays."""

import datetime as dt

from django.db import connection, transaction
from django.db.models import Max, Q, QuerySet

from werkveld.journal.models import Anchor, Cut, Line


def last_anchor(before: dt.datetime) -> Anchor | None:
    """The newest anchor older than a moment: behind it everything is older too."""
    return Anchor.objects.filter(at__lt=before).order_by("-at").first()


def lines_behind(before: dt.datetime) -> QuerySet[Line]:
    """The lines that a cut at that anchor takes."""
    anchor = last_anchor(before)
    if anchor is None:
        return Line.objects.none()
    taken = Q(pk__in=[])
    for chain, number, _digest in anchor.heads:
        taken |= Q(chain=chain, number__lte=number)
    return Line.objects.filter(taken)


@transaction.atomic
def cut_journal(before: dt.datetime) -> int:
    """Cut at the newest anchor older than `before`; answers how many lines went. Run as the owner role.

    First the cut is written, then the lines go: without it the database refuses.
    """
    anchor = last_anchor(before)
    if anchor is None:
        return 0
    through = dict(Cut.objects.values_list("chain").annotate(Max("through")).order_by())
    gone = 0
    for chain, number, digest in anchor.heads:
        if number > through.get(chain, 0):
            lines = Line.objects.filter(chain=chain, number__lte=number).count()
            Cut.objects.create(
                chain=chain, through=number, digest=bytes.fromhex(digest), lines=lines, anchored_on=anchor.day
            )
            gone += _remove(chain, number)
    return gone


def _remove(chain: int, through: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM journal_line WHERE chain = %s AND number <= %s", [chain, through])
        return int(cursor.rowcount)
