"""Who can speak in an area, to whom, and where: everything the plan asks while it is made."""

import random
from dataclasses import dataclass, field

import shapely

from werkveld.audience.circles import (
    circle_of_organisation,
    circle_of_organisation_in,
    circle_of_partners,
    circle_of_team,
)
from werkveld.audience.membership import areas_of
from werkveld.audience.models import Circle
from werkveld.ops.demo.cast import ROLES, TABLES, Role
from werkveld.ops.demo.clock import Clock
from werkveld.ops.demo.crew import Crew
from werkveld.ops.demo.names import GAZETTEER
from werkveld.ops.demo.places import PLACES
from werkveld.ops.demo.text import AUTHORS
from werkveld.ops.demo.texts.police import PLACES_OUTSIDE
from werkveld.people.functions import Function
from werkveld.people.models import Organisation, Team
from werkveld.territory.locate import shapes_of
from werkveld.territory.models import Area

# Houses of the first journey, inside the wijk of its officers.
HOUSES = {"buurthuis Overleie": (72_100.0, 169_850.0), "Kapelstraat": (72_050.0, 169_900.0)}
KNOWN: dict[str, tuple[float, float]] = {
    **{name: (x, y) for name, x, y, _kind in PLACES},
    **{place: (x, y) for _code, _sort, _name, place, x, y, _seats in TABLES},
    **HOUSES,
}
CITYWIDE_VOICES = (Function.PREVENTION_SERVICE, Function.STREET_WORKER)


@dataclass
class Stage:
    """The crew with what follows from it, counted once."""

    crew: Crew
    clock: Clock
    reach: dict[str, frozenset[int]] = field(default_factory=dict)
    _circles: dict[tuple[object, ...], int] = field(default_factory=dict)
    _voices: dict[tuple[str, int], list[Role]] = field(default_factory=dict)
    _points: dict[tuple[int, str], tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reach = {role.key: areas_of(self.crew.people[role.key].pk, self.clock.today) for role in ROLES}

    def voices(self, by: str, area: Area) -> list[Role]:
        """Who of these functions works in the area."""
        if (by, area.pk) not in self._voices:
            self._voices[by, area.pk] = [
                role
                for role in ROLES
                if role.function in AUTHORS[by]
                and (area.pk in self.reach[role.key] or (role.where == () and role.function in CITYWIDE_VOICES))
            ]
        return self._voices[by, area.pk]

    def everywhere(self, by: str) -> list[Role]:
        """Who of these functions speaks for the whole city."""
        roles = [role for role in ROLES if role.function in AUTHORS[by]]
        return [role for role in roles if role.where == () or role.coordinates] or roles

    def function_of(self, asked: str, area: Area) -> str:
        """ "lead" is an area worker or a culture officer, whoever is there."""
        if asked != "lead":
            return asked
        voices = self.voices("lead", area)
        return voices[0].function.value if voices else Function.AREA_WORKER.value

    def team_of(self, area: Area) -> Team:
        """The team of a gebied."""
        return self.crew.teams[area.code]

    def audience(self, to: str, role: Role, area: Area | None) -> list[int]:
        """Circles for a word of a text (see `Text.to`); the author's own organisation there is nearly always in it."""
        org = self.crew.organisations
        own = org[role.organisation]
        if area is None:
            return [self._whole(to, own)]
        here = {code: self._in(org[code], area) for code in ("stad", "ocmw", "politie")}
        mine = self._in(own, area)
        team = [self._team(self.team_of(area))] if area.code.startswith("G") else []
        chosen = {
            "team": [*team, mine],
            "ops": [*team, here["stad"], here["politie"]],
            "with_ocmw": [mine, here["ocmw"]],
            "partners_here": list(here.values()),
            "police": [here["politie"]],
        }
        return chosen.get(to) or [self._whole(to, own)]

    def of_table(self, code: str) -> list[int]:
        """The circle of a steering group or table alone."""
        return [self._team(self.crew.teams[code])]

    def _whole(self, to: str, own: Organisation) -> int:
        if to == "partners":
            return self._partners()
        return self._organisation(self.crew.organisations["stad"] if to == "city" else own)

    def _kept(self, key: tuple[object, ...], make: object) -> int:
        if key not in self._circles:
            circle: Circle = make()  # type: ignore[operator]
            self._circles[key] = circle.pk
        return self._circles[key]

    def _organisation(self, organisation: Organisation) -> int:
        return self._kept(("o", organisation.pk), lambda: circle_of_organisation(organisation))

    def _in(self, organisation: Organisation, area: Area) -> int:
        return self._kept(("i", organisation.pk, area.pk), lambda: circle_of_organisation_in(organisation, area))

    def _team(self, team: Team) -> int:
        return self._kept(("t", team.pk), lambda: circle_of_team(team))

    def _partners(self) -> int:
        return self._kept(("p",), circle_of_partners)

    def places(self, area: Area) -> dict[str, tuple[str, ...]]:
        """Names of places by sort: of the gebied, or of the wijk outside Kortrijk."""
        return GAZETTEER.get(area.name) or PLACES_OUTSIDE.get(area.code[:2], {})

    def point(self, place: str, area: Area) -> tuple[float, float]:
        """Where a place lies: its public point when that falls in the area, else a spot inside, the same every time."""
        key = (area.pk, place)
        if key not in self._points:
            kept = shapes_of(area.edition)
            shape = next(s for a, s in zip(kept.areas, kept.shapes, strict=True) if a.pk == area.pk)
            known = KNOWN.get(place)
            inside = known is not None and shape.contains(shapely.Point(known))
            self._points[key] = known if known and inside else _spot(shape, place)
        return self._points[key]


def _spot(shape: shapely.Polygon | shapely.MultiPolygon, name: str) -> tuple[float, float]:
    """A spot well inside, near the middle, rounded to 50 m."""
    chance = random.Random(f"spot {name}")
    middle = shape.representative_point()
    core = shape.buffer(-120)
    for _try in range(60):
        x = round(middle.x + chance.uniform(-600, 600), -1) // 50 * 50
        y = round(middle.y + chance.uniform(-600, 600), -1) // 50 * 50
        if core.contains(shapely.Point(x, y)):
            return float(x), float(y)
    return float(middle.x), float(middle.y)
