"""What stands beside a blog: today, who is on now, what still holds, who is in the team."""

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from werkveld.audience.circles import circle_of_team
from werkveld.audience.membership import members_of
from werkveld.audience.viewer import SHAPE, Viewer
from werkveld.items.models import CITYWIDE, FeedEntry, Item
from werkveld.kit.dates import until_words
from werkveld.people.functions import AREA_TEAM, OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Seat, Team, TeamKind
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
    rows = Item.objects.visible_to(viewer).standing().filter(happens_at__gte=start, happens_at__lt=end)
    here = rows.filter(filed__area=area) | rows.filter(citywide=True)
    found = here.distinct().order_by("happens_at", "pk").only("title", "happens_at", "happens_until")[:MOST_TODAY]
    return [Happening(item, _is_now(item, now)) for item in found]


def _is_now(item: Item, now: dt.datetime) -> bool:
    start = item.happens_at or now
    return start <= now < (item.happens_until or start + dt.timedelta(hours=1))


def still_valid(viewer: Viewer, area: Area, now: dt.datetime) -> list[tuple[Item, str]]:
    """Briefing items of an area that hold, with until when, the first to end first. Walks one index of the feed."""
    entries = FeedEntry.objects.visible_to(viewer).filter(area__in=[area.pk, CITYWIDE], valid_until__gt=now)
    keys = entries.order_by("valid_until", "item").values_list("item", "valid_until").distinct()[:MOST_VALID]
    rows = Item.objects.visible_to(viewer).standing().only("title", "valid_until").in_bulk([key for key, _ in keys])
    return [(rows[key], until_words(end, now)) for key, end in keys if key in rows]


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
    for assignment in work.defer(*SHAPE).order_by("function", "person__given_name", "pk"):
        organisation = assignment.organisation
        if assignment.function in AREA_TEAM.get(OrganisationKind(organisation.kind), ()):
            member = Member(assignment.person, assignment.get_function_display())
            found.setdefault(assignment.person_id, (organisation, member))
    return list(found.values())


def _by_seat(team: Team, on: dt.date) -> list[tuple[Organisation, Member]]:
    seats = Seat.objects.on(on).filter(team=team).select_related("person", "organisation").order_by("pk")
    return [(seat.organisation, Member(_sitting(seat), seat.get_function_display(), seat)) for seat in seats]


def _sitting(seat: Seat) -> Person | None:
    return seat.person if seat.person is not None and seat.person.is_active else None


def count_of(benches: list[Bench]) -> int:
    """How many people."""
    return len({m.person.pk for bench in benches for m in bench.members if m.person})
