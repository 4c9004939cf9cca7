"""Questions about what somebody may do with an item. Whether they see it at all is the audience's rule, not here."""

import datetime as dt

from django.utils import timezone

from werkveld.audience.protocols import missing_for
from werkveld.audience.viewer import Viewer
from werkveld.items.models import Item, State

# R12: default 7 days, at most 28.
DEFAULT_VALIDITY = dt.timedelta(days=7)
LONGEST_VALIDITY = dt.timedelta(days=28)


def is_on_authors_side(viewer: Viewer, item: Item) -> bool:
    """The author, or a coordinator of the organisation they posted for."""
    if viewer.person is None:
        return False
    own = viewer.organisation is not None and viewer.organisation.pk == item.organisation_id
    return item.author_id == viewer.person.pk or (viewer.is_coordinator and own)


def may_change(viewer: Viewer, item: Item) -> bool:
    """Correct, change the audience or withdraw: at any time, until withdrawn (R8, R11)."""
    return is_on_authors_side(viewer, item) and item.state != State.WITHDRAWN


def may_comment(viewer: Viewer, item: Item) -> bool:
    """Whoever may read a published item may answer under it, when a data protocol lets that reach all its readers."""
    if viewer.person is None or item.state not in {State.PUBLISHED, State.LAPSED}:
        return False
    own = viewer.organisation
    return own is None or not missing_for(own, set(item.audience) & set(item.readers), viewer.on)


def may_promote(viewer: Viewer, item: Item) -> bool:
    """Any standing post can become a briefing item, by whoever may read it: the audience stays as it is."""
    return viewer.person is not None and item.is_standing and not item.is_briefing


def longest_until(now: dt.datetime | None = None) -> dt.datetime:
    """The last moment a briefing item may be valid to, without being confirmed again."""
    return (now or timezone.now()) + LONGEST_VALIDITY


def default_until(now: dt.datetime | None = None) -> dt.datetime:
    """The end of the seventh day from now, local time: "t/m" a day means all of that day."""
    day = timezone.localtime(now or timezone.now()) + DEFAULT_VALIDITY
    return day.replace(hour=23, minute=59, second=0, microsecond=0)
