"""New since you last said "alles gelezen": the mark, and how many items stand above it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.blog.models import FeedMark
from werkveld.blog.streams import Stream
from werkveld.kit.prepared import prepared, told_keys
from werkveld.people.models import Team
from werkveld.territory.models import Area

# More than this is said as "99+": beyond it the number means nothing and costs something.
MOST = 99
# Who never said "alles gelezen" finds a week new, not the whole history.
FIRST_LOOK = dt.timedelta(days=7)

# New: above the mark, by somebody else, still valid, and not yet answered with "gezien". Each walk down the feed stops
# at MOST, so that a mark of a year ago costs no more than one of yesterday.
_COUNT = """
SELECT s.n, (
    SELECT count(*) FROM (
        SELECT DISTINCT f.item_id
        FROM unnest(CASE WHEN s.team = 0 THEN %(circles)s::integer[] ELSE ARRAY(
                        SELECT id::integer FROM audience_circle
                        WHERE kind = 'team' AND team_id = s.team AND id = ANY (%(circles)s::integer[])) END) c,
             unnest(CASE WHEN s.area = 0 THEN ARRAY[0] ELSE ARRAY[s.area, -1] END) a,
             LATERAL (
                SELECT e.item_id FROM items_feedentry e JOIN items_item i ON i.id = e.item_id
                WHERE e.circle = c AND e.area = a AND e.published_at > s.since
                  AND (e.valid_until IS NULL OR e.valid_until > %(now)s)
                  AND i.author_id <> %(person)s AND i.state = 'published' AND i.readers && %(circles)s::integer[]
                  AND NOT EXISTS (SELECT 1 FROM items_reading r WHERE r.item_id = i.id AND r.person_id = %(person)s
                                  AND r.version >= i.substance AND r.acknowledged_at IS NOT NULL)
                ORDER BY e.published_at DESC, e.item_id DESC LIMIT %(most)s
             ) f
        LIMIT %(most)s
    ) new
)
FROM unnest(%(ns)s::integer[], %(areas)s::integer[], %(teams)s::integer[], %(since)s::timestamptz[])
    AS s(n, area, team, since)
"""


def first_mark(now: dt.datetime | None = None) -> dt.datetime:
    """Where the mark stands for who never moved it."""
    return (now or timezone.now()) - FIRST_LOOK


def mark_of(viewer: Viewer, stream: Stream) -> dt.datetime:
    """Up to when the viewer read this blog."""
    if viewer.person is None:
        return first_mark()
    of_team = isinstance(stream.of, Team)
    found = _of_team(viewer=viewer, team=stream.of) if of_team else _of_area(viewer=viewer, area=stream.of)
    return found[0] if found else first_mark()


@prepared
def _of_area(*, viewer: Viewer, area: Any) -> QuerySet[Any, dt.datetime]:
    return FeedMark.objects.filter(person=viewer.person, area=area, team=None).values_list("seen_until", flat=True)


@prepared
def _of_team(*, viewer: Viewer, team: Any) -> QuerySet[Any, dt.datetime]:
    return FeedMark.objects.filter(person=viewer.person, area=None, team=team).values_list("seen_until", flat=True)


def unread_counts(viewer: Viewer) -> dict[Area | Team, int]:
    """How many items are new in each of the viewer's areas and teams, at most MOST each: two queries."""
    own: list[Area | Team] = [*viewer.areas, *viewer.teams]
    streams = [Stream(of) for of in own]
    if viewer.person is None or not streams:
        return {}
    marks = FeedMark.objects.filter(person=viewer.person)
    held: dict[tuple[int | None, int | None], dt.datetime] = {(m.area_id, m.team_id): m.seen_until for m in marks}
    first = first_mark()
    since = [held.get((None, s.of.pk) if isinstance(s.of, Team) else (s.of.pk, None), first) for s in streams]
    numbers = _count(viewer, zip(streams, since, strict=True))
    return {stream.of: number for stream, number in zip(streams, numbers, strict=True)}


def unread_count(viewer: Viewer, stream: Stream, since: dt.datetime) -> int:
    """How many items of one blog are new, at most MOST."""
    return _count(viewer, [(stream, since)])[0]


def _count(viewer: Viewer, wanted: Iterable[tuple[Stream, dt.datetime]]) -> list[int]:
    rows = list(wanted)
    teams = [stream.of.pk if isinstance(stream.of, Team) else 0 for stream, _ in rows]
    params: dict[str, Any] = {
        "circles": told_keys(viewer.circles),
        "person": viewer.person.pk if viewer.person else 0,
        "now": timezone.now(),
        "most": MOST,
        "ns": list(range(len(rows))),
        "areas": [0 if team else stream.of.pk for team, (stream, _) in zip(teams, rows, strict=True)],
        "teams": teams,
        "since": [since for _, since in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, params)
        found = dict(cursor.fetchall())
    return [found[number] for number in range(len(rows))]
