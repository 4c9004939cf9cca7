"""Where you can go from anywhere: one table, shown as the dock on a phone and the rail on a desk.

A place is known by its route name; the shell stands on the top floor, so it may name every room's front door.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from werkveld.audience.viewer import Viewer
from werkveld.territory.models import Area, Word


@dataclass(frozen=True)
class Place:
    """A route somebody can go to; `for_coordinators` and `for_officers` hide it from who would find a closed door."""

    route: str
    word: str | Promise
    icon: str
    for_coordinators: bool = False
    for_officers: bool = False

    def is_for(self, viewer: Viewer) -> bool:
        """Whether that door is open to them."""
        if self.for_officers and not viewer.is_data_protection_officer:
            return False
        return viewer.is_coordinator or not self.for_coordinators


@dataclass(frozen=True)
class Link:
    """A place with its address; `is_here` when the page that is shown is that place or lies under it.

    `key` names an area whose number of new items the script fetches and writes beside it.
    """

    url: str
    word: str
    icon: str
    is_here: bool
    key: int = 0


BRIEFING = Place("briefing", _("Briefing"), "clipboard-list")
COMPOSE = Place("new_item", _("Nieuw bericht"), "plus")
SEARCH = Place("search", _("Zoeken"), "search")
MINE = Place("my_items", _("Mijn berichten"), "inbox")
ACCOUNT = Place("account", _("Mijn account"), "user-cog")
AREAS = Place("areas", _("Gebieden"), "layers")
OTHER = (
    Place("teams", _("Teams"), "users-round"),
    AREAS,
    Place("map", _("Kaart"), "map"),
    Place("roster", _("Rooster"), "calendar-clock"),
    Place("protocols", _("Protocollen"), "shield-check"),
    Place("administration", _("Beheer"), "settings", for_coordinators=True),
    Place("supervision", _("Toezicht"), "shield-check", for_officers=True),
    Place("breaches", _("Meld datalek"), "triangle-alert"),
)

# As many as a rail holds without scrolling; the rest stands under "Gebieden".
MOST_AREAS = 6


@cache
def _address(route: str) -> str:
    return reverse(route)


def link_to(place: Place, path: str) -> Link:
    """A place as a link, seen from the page at `path`."""
    url = _address(place.route)
    return Link(url, str(place.word), place.icon, is_here=path.startswith(url))


def other_links(viewer: Viewer, path: str) -> list[Link]:
    """What stands under "Meer" on a phone and lower in the rail on a desk."""
    return [link_to(place, path) for place in OTHER if place.is_for(viewer)]


def area_links(viewer: Viewer, path: str) -> Iterator[Link]:
    """The viewer's own areas, then the gebieden that those overlap: there the teams sit and the blogs are kept."""
    own = {assignment.area_id for assignment in viewer.assignments}
    areas = [area for area in viewer.areas if area.pk in own or area.edition.layer.word == Word.GEBIED]
    for area in areas[:MOST_AREAS]:
        url = area_url(area)
        yield Link(url, area_words(area), "map-pin", is_here=path.startswith(url), key=area.pk)


def area_words(area: Area) -> str:
    """ "Overleie" for a gebied, "Wijk Overleie-Oost" for what another organisation calls its own: never mixed."""
    layer = area.edition.layer
    return area.name if layer.word == Word.GEBIED else f"{layer.get_word_display().capitalize()} {area.name}"


def area_url(area: Area) -> str:
    """The page of an area: its blog."""
    return _area_address(area.edition.layer.code, area.code)


@lru_cache(maxsize=1000)
def _area_address(layer: str, code: str) -> str:
    return reverse("area", args=[layer, code])
