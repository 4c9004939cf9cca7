"""Between which two shifts somebody stands: what runs or comes next, and since when they have missed things."""

import datetime as dt

from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.people.models import Shift

# Who has no roster reads back a week; so does the first briefing of a newcomer.
WITHOUT_ROSTER = dt.timedelta(days=7)
# A shift that starts within this time is the one that is being prepared for.
PREPARES = dt.timedelta(hours=12)
# Where a list is this old it is said that it is catching up.
CATCH_UP = dt.timedelta(days=7)


def current_shift(viewer: Viewer, at: dt.datetime | None = None) -> Shift | None:
    """The shift that runs at a moment, else the next one within twelve hours."""
    moment = at or timezone.now()
    rows = Shift.objects.filter(person=viewer.person, ends_at__gt=moment, starts_at__lt=moment + PREPARES)
    return rows.order_by("starts_at").first()


def missed_since(viewer: Viewer, at: dt.datetime | None = None) -> dt.datetime:
    """The end of the last shift before this one: everything after it is new, however long the absence.

    Without an earlier shift: seven days back.
    """
    moment = at or timezone.now()
    last = Shift.objects.filter(person=viewer.person, ends_at__lte=moment).order_by("-ends_at").first()
    return last.ends_at if last else moment - WITHOUT_ROSTER
