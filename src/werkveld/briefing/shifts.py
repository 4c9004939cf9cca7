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


def current_shift(viewer: Viewer) -> Shift | None:
    """The shift that runs, else the next one when it starts within twelve hours."""
    _last, coming = viewer.shifts
    return coming if coming and coming.starts_at < timezone.now() + PREPARES else None


def missed_since(viewer: Viewer) -> dt.datetime:
    """The end of the last shift: everything after it is new, however long the absence.

    Without an earlier shift: seven days back.
    """
    last, _coming = viewer.shifts
    return last.ends_at if last else timezone.now() - WITHOUT_ROSTER
