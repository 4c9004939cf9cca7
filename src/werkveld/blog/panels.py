"""What stands beside a blog: today, who is on now, what still holds, who is in the team."""

import datetime as dt
import uuid
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from werkveld.audience.circles import circle_of_team
from werkveld.audience.membership import members_of
from werkveld.audience.viewer import SHAPE, Viewer
from werkveld.items.models import CITYWIDE, Item, ItemArea
from werkveld.kit.dates import until_words
from werkveld.kit.prepared import prepared, told_keys
from werkveld.people.functions import AREA_TEAM, OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Seat, Team, TeamKind
from werkveld.staff.onduty import areas_near
from werkveld.territory.models import Area

MOST_TODAY = 8
MOST_VALID = 6


@dataclass(frozen=True)
class Happening:
    """Something with a moment today."""

    item: Item
    is_now: bool


@dataclass(frozen=True)
class Member:
    """Somebody of a team (None for an empty chair), what they do, and since or until when when that is known."""

    person: Person | None
    function: str
    seat: Seat | None = None


@dataclass(frozen=True)
class Bench:
    """The members of one organisation."""

    organisation: Organisation
    members: list[Member]


def today(viewer: Viewer, area: Area, now: dt.datetime) -> list[Happening]:
    """Standing items of an area (or of the whole city) whose moment falls on this day, the first first."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    end = start + dt.timedelta(days=1)
    found = _happening(viewer=viewer, area=area, now=now, start=start, end=end)
    return [Happening(item, _is_now(item, now)) for item in found]


@prepared
def _happening(*, viewer: Viewer, area: Any, now: dt.datetime, start: dt.datetime, end: dt.datetime) -> QuerySet[Item]:
    rows = Item.objects.visible_to(viewer).standing(now).filter(happens_at__gte=start, happens_at__lt=end)
    lies_here = Exists(ItemArea.objects.visible_to(viewer).filter(item=OuterRef("pk"), area=area))
    here = rows.filter(Q(citywide=True) | lies_here).order_by("happens_at", "pk")
    return here.only("title", "happens_at", "happens_until")[:MOST_TODAY]


def _is_now(item: Item, now: dt.datetime) -> bool:
    start = item.happens_at or now
    return start <= now < (item.happens_until or start + dt.timedelta(hours=1))


@dataclass(frozen=True)
class Standing:
    """Something that still holds, and until when in words."""

    key: uuid.UUID
    title: str
    until: str


# One walk down the feed's index of what ends, per circle and area, merged.
_VALID = """
SELECT i.id, i.title, walked.valid_until FROM (
    SELECT DISTINCT f.valid_until, f.item_id
    FROM unnest(%(circles)s::integer[]) c, unnest(%(areas)s::integer[]) a, LATERAL (
        SELECT e.valid_until, e.item_id FROM items_feedentry e
        WHERE e.circle = c AND e.area = a AND e.valid_until > %(now)s
        ORDER BY e.valid_until LIMIT %(most)s) f
    ORDER BY 1, 2 LIMIT %(most)s
) walked JOIN items_item i ON i.id = walked.item_id
WHERE i.state = 'published' AND i.kind <> 'post' AND i.readers && %(circles)s::integer[]
ORDER BY walked.valid_until, i.id LIMIT %(shown)s
"""


def still_valid(viewer: Viewer, area: Area, now: dt.datetime) -> list[Standing]:
    """Briefing items of an area that hold, with until when, the first to end first."""
    params: dict[str, Any] = {
        "circles": told_keys(viewer.circles),
        "areas": [area.pk, CITYWIDE],
        "now": now,
        "most": 4 * MOST_VALID,
        "shown": MOST_VALID,
    }
    with connection.cursor() as cursor:
        cursor.execute(_VALID, params)
        return [Standing(key, title, until_words(end, now)) for key, title, end in cursor.fetchall()]


def members(team: Team, on: dt.date) -> list[Bench]:
    """Who is in a team, by organisation: of an area team by assignment, of a group or table by seat, empty ones too."""
    found = _by_assignment(team, on) if team.kind == TeamKind.AREA_TEAM else _by_seat(team, on)
    order = list(OrganisationKind)
    found.sort(key=lambda pair: (order.index(OrganisationKind(pair[0].kind)), pair[0].name))
    return [
        Bench(organisation, [member for _, member in group])
        for organisation, group in groupby(found, key=lambda pair: pair[0])
    ]


def _by_assignment(team: Team, on: dt.date) -> list[tuple[Organisation, Member]]:
    keys = members_of([circle_of_team(team).pk], on)
    work = Assignment.objects.on(on).filter(person__in=keys).select_related("person", "organisation", "area")
    found: dict[int, tuple[Organisation, Member]] = {}
    # Of several functions the one they have here is named.
    near = areas_near([team.area_id]) if team.area_id else set()
    for assignment in work.defer(*SHAPE).nearest_first(Q(area__in=near)):
        organisation = assignment.organisation
        if assignment.function in AREA_TEAM.get(OrganisationKind(organisation.kind), ()):
            member = Member(assignment.person, assignment.get_function_display())
            found.setdefault(assignment.person_id, (organisation, member))
    return sorted(
        found.values(), key=lambda pair: (pair[1].function, pair[1].person.given_name if pair[1].person else "")
    )


def _by_seat(team: Team, on: dt.date) -> list[tuple[Organisation, Member]]:
    seats = Seat.objects.on(on).filter(team=team).select_related("person", "organisation").order_by("pk")
    return [(seat.organisation, Member(_sitting(seat), seat.get_function_display(), seat)) for seat in seats]


def _sitting(seat: Seat) -> Person | None:
    return seat.person if seat.person is not None and seat.person.is_active else None


def count_of(benches: list[Bench]) -> int:
    """How many people."""
    return len({m.person.pk for bench in benches for m in bench.members if m.person})
