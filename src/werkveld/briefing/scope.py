"""Which streets a briefing is about: one area of any layer, a team, or the whole city."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import Viewer
from werkveld.briefing.shifts import current_shift
from werkveld.items.feed import Place
from werkveld.people.models import Team
from werkveld.territory.models import Area


@dataclass(frozen=True)
class Scope:
    """One area (with what counts everywhere in the city), one team's circle, or (neither) everything."""

    area: Area | None = None
    team: Team | None = None
    circle: int | None = None

    @property
    def name(self) -> str:
        """How it is called on screen: "Overleie", "K4", "Stuurgroep Venning"."""
        if self.team:
            return str(self.team)
        return self.area.name if self.area else _("Alle gebieden")

    @property
    def word(self) -> str:
        """Its owner's word for such an area ("gebied", "wijk"); empty for a team or everything."""
        return str(self.area.edition.layer.get_word_display()) if self.area else ""

    @property
    def place(self) -> Place:
        """Where the feed is walked."""
        if self.team:
            return Place(circle=self.circle)
        return Place.of_areas([self.area.pk]) if self.area else Place()


def scope_of_team(team: Team) -> Scope:
    """A team's own briefing: what was posted for that team, wherever it lies."""
    return Scope(team=team, circle=circle_of_team(team).pk)


def own_scope(viewer: Viewer) -> Scope:
    """Where somebody works now: the area of the shift that runs or comes next, of an assignment, or their table."""
    shift = current_shift(viewer)
    area = shift.area if shift else None
    area = area or next((a.area for a in viewer.assignments if a.area), None)
    if area:
        return Scope(area)
    if viewer.assignments or not viewer.teams:
        return Scope()
    return scope_of_team(viewer.teams[0])
