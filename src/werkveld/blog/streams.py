"""What a blog is of: an area, or a team's own circle. One page and one mark serve both."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from werkveld.audience.circles import circle_of_team
from werkveld.items.feed import Place
from werkveld.people.models import Team
from werkveld.territory.models import Area


@dataclass(frozen=True)
class Stream:
    """The items of an area (with what counts for the whole city), or what was told to a team."""

    of: Area | Team

    @property
    def name(self) -> str:
        """How it is called on screen."""
        return self.of.name

    @property
    def place(self) -> Place:
        """Where the feed is walked."""
        if isinstance(self.of, Team):
            return Place(circle=circle_of_team(self.of).pk)
        return Place.of_areas([self.of.pk])

    @property
    def kwargs(self) -> dict[str, Any]:
        """What its addresses are made with."""
        if isinstance(self.of, Team):
            return {"code": self.of.code}
        return {"layer": self.of.edition.layer.code, "code": self.of.code}

    @property
    def key(self) -> dict[str, Any]:
        """Which mark is its own."""
        return {"area": None, "team": self.of} if isinstance(self.of, Team) else {"area": self.of, "team": None}

    @cached_property
    def url(self) -> str:
        """Its page."""
        return self.address("team" if isinstance(self.of, Team) else "area")

    def address(self, route: str, **more: Any) -> str:
        """One of its addresses; a route that an area and a team both have is told apart by its arguments."""
        return reverse(route, kwargs={**self.kwargs, **more})


def url_of_area(area: Area) -> str:
    """The page of an area: its blog. Needs `edition__layer`."""
    return Stream(area).url
