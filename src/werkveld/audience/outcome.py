"""Who will and who will not see it, in words and numbers, from the rule itself (R6, R7)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone

from werkveld.audience.circles import circle_of_organisation, circle_of_partners
from werkveld.audience.membership import members_by_organisation, organisations_in
from werkveld.audience.models import Circle, CircleKind
from werkveld.audience.protocols import missing_for
from werkveld.audience.viewer import SHAPE, Viewer
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation, Team
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


@dataclass(frozen=True)
class Refused:
    """Circles that cannot be chosen, because there is no data protocol in force with this organisation."""

    organisation: Organisation
    circles: list[Circle]


@dataclass(frozen=True)
class Choices:
    """What a form may offer, in order, and what it may not, by the organisation that stands in the way."""

    circles: list[Circle]
    refused: list[Refused]


def choices_for(viewer: Viewer, areas: Iterable[Area] = ()) -> list[Circle]:
    """The circles a viewer may post to: own organisation first, then per area each organisation and the area team,
    then the tables they sit at, then all partners for who holds an assignment. Only where a data protocol is in force.
    """
    return weighed(viewer, every_choice(viewer, areas)).circles


def every_choice(viewer: Viewer, areas: Iterable[Area] = ()) -> list[Circle]:
    """The same before any protocol is asked."""
    organisations = list(Organisation.objects.order_by("kind", "name"))
    found = default_for(viewer)
    if viewer.assignments:
        found += _in_areas(list(areas), organisations, viewer.on)
        found += _known(CircleKind.ORGANISATION, [{"organisation_id": o.pk} for o in organisations])
    found += _known(CircleKind.TEAM, [{"team_id": t.pk} for t in viewer.teams])
    if viewer.assignments:
        found.append(circle_of_partners())
    return list(dict.fromkeys(found))


def weighed(viewer: Viewer, circles: Iterable[Circle]) -> Choices:
    """Parts some circles into what the viewer's organisation may choose and what no protocol allows."""
    asked = list(circles)
    if viewer.organisation is None:
        return Choices([], [])
    missing = missing_for(viewer.organisation, [c.pk for c in asked], viewer.on)
    others = Organisation.objects.in_bulk({key for keys in missing.values() for key in keys}) if missing else {}
    ordered = sorted(others.values(), key=lambda o: (o.kind, o.name))
    refused = [Refused(o, [c for c in asked if o.pk in missing.get(c.pk, ())]) for o in ordered]
    return Choices([c for c in asked if c.pk not in missing], refused)


def _in_areas(areas: list[Area], organisations: list[Organisation], on: dt.date) -> list[Circle]:
    """Per area: each organisation with somebody there, then the area team."""
    if not areas:
        return []
    there = organisations_in([a.pk for a in areas], on)
    teams = {team.area_id: team.pk for team in Team.objects.filter(area__in=areas)}
    found: list[Circle] = []
    for area in areas:
        keys = [{"organisation_id": o.pk, "area_id": area.pk} for o in organisations if (o.pk, area.pk) in there]
        found += _known(CircleKind.ORGANISATION_AREA, keys)
        found += _known(CircleKind.TEAM, [{"team_id": teams[area.pk]}] if area.pk in teams else [])
    return found


def _known(kind: CircleKind, wanted: list[dict[str, int]]) -> list[Circle]:
    """The circles with these keys, in this order; one query when all were made before."""
    if not wanted:
        return []
    rows = Circle.objects.filter(reduce(or_, (Q(**keys) for keys in wanted)), kind=kind)
    rows = rows.select_related("organisation", "area__edition__layer", "team", "person").defer(*SHAPE)
    made = {(c.organisation_id, c.area_id, c.team_id): c for c in rows}
    return [
        made.get((keys.get("organisation_id"), keys.get("area_id"), keys.get("team_id")))
        or Circle.objects.get_or_create(defaults=None, kind=kind, **keys)[0]
        for keys in wanted
    ]
