"""Teams that went up in another one: their areas became one, and the other team goes on."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from werkveld.people.models import Team
from werkveld.territory.succession import area_of_now, is_over


@dataclass(frozen=True)
class Merged:
    """A team that is no more: the one that goes on, and since which day."""

    team: Team
    into: Team
    since: dt.date


def merged(teams: Iterable[Team], on: dt.date) -> dict[int, Merged]:
    """Of some teams those that are no more on a day, by key. Their areas come with their editions.

    On the first day of an edition a team that still has to follow is no such team: no other stands in its place yet.
    """
    found: dict[int, Merged] = {}
    for team in teams:
        if team.area is None or not is_over(team.area.edition, on):
            continue
        now = area_of_now(team.area, on)
        into = Team.objects.filter(area=now).select_related("area__edition__layer").first() if now else None
        if into is not None and team.area.edition.valid_until is not None:
            found[team.pk] = Merged(team, into, team.area.edition.valid_until)
    return found
