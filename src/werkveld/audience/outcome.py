"""Who will and who will not see it, in words and numbers, from the rule itself (R6, R7)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from werkveld.audience.circles import (
    circle_of_organisation,
    circle_of_organisation_in,
    circle_of_partners,
    circle_of_team,
)
from werkveld.audience.membership import members_by_organisation
from werkveld.audience.models import Circle
from werkveld.audience.viewer import Viewer
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation
from werkveld.territory.models import Area


@dataclass(frozen=True)
class Outcome:
    """What choosing some circles means: organisations with numbers of people, and those left out."""

    circles: list[Circle]
    sees: list[tuple[Organisation, int]]
    sees_not: list[Organisation]

    @property
    def people(self) -> int:
        """How many people in all."""
        return sum(number for _, number in self.sees)

    @property
    def has_police(self) -> bool:
        """Whether anybody of the police is among them."""
        return any(o.kind == OrganisationKind.POLICE for o, _ in self.sees)


def outcome_of(circles: Iterable[Circle], on: dt.date | None = None) -> Outcome:
    """The outcome of an audience on a day (today when not given)."""
    chosen = list(circles)
    numbers = members_by_organisation([c.pk for c in chosen], on or timezone.localdate())
    organisations = list(Organisation.objects.order_by("kind", "name"))
    sees = [(o, numbers[o.pk]) for o in organisations if numbers.get(o.pk)]
    return Outcome(chosen, sees, [o for o in organisations if not numbers.get(o.pk)])


def default_for(viewer: Viewer) -> list[Circle]:
    """Where every form starts: the author's own organisation. So police is never in an OCMW default."""
    return [circle_of_organisation(viewer.organisation)] if viewer.organisation else []


def choices_for(viewer: Viewer, areas: Iterable[Area] = ()) -> list[Circle]:
    """The circles a viewer may post to: own organisation first, then per area each organisation and the area team,
    then the tables they sit at, then all partners for who holds an assignment.
    """
    organisations = list(Organisation.objects.order_by("kind", "name"))
    found = default_for(viewer)
    if viewer.assignments:
        for area in areas:
            found += [circle_of_organisation_in(o, area) for o in organisations if _works_there(o, area)]
            if team := getattr(area, "team", None):
                found.append(circle_of_team(team))
        found += [circle_of_organisation(o) for o in organisations if o != viewer.organisation]
    found += [circle_of_team(t) for t in viewer.teams]
    if viewer.assignments:
        found.append(circle_of_partners())
    return list(dict.fromkeys(found))


def _works_there(organisation: Organisation, area: Area) -> bool:
    circle = circle_of_organisation_in(organisation, area)
    return bool(members_by_organisation([circle.pk], timezone.localdate()))
