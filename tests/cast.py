"""The small cast of the audience rule's docstring: the same people play in every test of who sees what.

Gebieden Overleie, Sint-Jan and Heule lie side by side, a kilometre each. Beat K4 covers the east half of Overleie and
the west half of Sint-Jan; K5 is the rest. Karim (city guard, Overleie), Lotte (city area worker and coordinator,
citywide), Els (officer of K4), Noor (OCMW community worker, Overleie), Sam (OCMW street worker, Heule) and Piet
(housing company, one seat at steering group Venning, where Lotte, Noor and Els sit too). One data protocol holds all
five organisations together, so that who sees what follows from circles alone; tests of protocols end it.
"""

import datetime as dt
from dataclasses import dataclass
from types import SimpleNamespace

import shapely
from django.utils import timezone

from werkveld.audience.circles import circle_of_partners, circle_of_public, circle_of_team
from werkveld.people.functions import Function, OrganisationKind
from werkveld.people.models import Assent, Assignment, LayerOwner, Organisation, Person, Protocol, Seat, Team
from werkveld.territory.actions import Piece, draft_edition, keep_layer, publish_edition
from werkveld.territory.models import Area

LONG_AGO = dt.date(2020, 1, 1)


@dataclass
class Cast:
    """Everybody and everything, by name."""

    organisations: SimpleNamespace
    areas: SimpleNamespace
    teams: SimpleNamespace
    people: SimpleNamespace

    @property
    def persons(self) -> list[Person]:
        """Everybody."""
        return list(vars(self.people).values())


def _layer(code: str, word: str, owner: Organisation, boxes: dict[str, tuple[float, float]]) -> list[Area]:
    layer = keep_layer(code, code.capitalize(), word=word)
    pieces = []
    for name, (west, east) in boxes.items():
        shape = shapely.box(70000 + west, 167000, 70000 + east, 168000)
        pieces.append(Piece(code=name.lower(), name=name, shape=shape, outline={"type": "Polygon", "coordinates": []}))
    edition = draft_edition(layer, name="proef", valid_from=LONG_AGO, checksum=code, pieces=pieces)
    publish_edition(edition)
    LayerOwner.objects.create(layer=layer, organisation=owner)
    return list(Area.objects.filter(edition=edition).order_by("min_x"))


def assign(person: Person, function: str, organisation: Organisation, area: Area | None = None) -> Assignment:
    """An open assignment, in an area or (without one) citywide."""
    return Assignment.objects.create(
        person=person,
        function=function,
        organisation=organisation,
        area=area,
        citywide=area is None,
        starts_on=timezone.localdate() - dt.timedelta(days=100),
    )


def person(given: str, family: str = "Proef") -> Person:
    """Somebody with an account and no assignment yet."""
    return Person.objects.create(email=f"{given.lower()}@voorbeeld.be", given_name=given, family_name=family)


def agree(*parties: Organisation, team: Team | None = None, ends_on: dt.date | None = None) -> Protocol:
    """A data protocol in force between organisations, at one table alone when a team is given."""
    told = {"document": "Afsprakennota", "team": team, "starts_on": LONG_AGO, "ends_on": ends_on}
    row = Protocol.objects.create(**told, confirmed_at=timezone.now())
    row.parties.set(parties)
    Assent.objects.bulk_create([Assent(protocol=row, organisation=party) for party in parties])
    return row


def make_cast() -> Cast:
    """The cast in an empty database."""
    kinds = OrganisationKind
    org = SimpleNamespace(
        **{
            kind.value: Organisation.objects.create(code=kind.value, name=name, short_name=name, kind=kind)
            for kind, name in [
                (kinds.CITY, "Stad"),
                (kinds.OCMW, "OCMW"),
                (kinds.POLICE, "Politie"),
                (kinds.NONPROFIT, "Jeugdwerk"),
                (kinds.HOUSING, "Huisvesting"),
            ]
        }
    )
    agree(*vars(org).values())
    overleie, sint_jan, heule = _layer(
        "gebieden", "gebied", org.city, {"Overleie": (0, 1000), "Sint-Jan": (1000, 2000), "Heule": (2000, 3000)}
    )
    west, k4, east = _layer("wijken", "wijk", org.police, {"K3": (0, 500), "K4": (500, 1500), "K5": (1500, 3000)})
    areas = SimpleNamespace(overleie=overleie, sint_jan=sint_jan, heule=heule, k3=west, k4=k4, k5=east)
    teams = SimpleNamespace(
        overleie=Team.objects.create(kind="area_team", code="overleie", name="Overleie", area=overleie),
        sint_jan=Team.objects.create(kind="area_team", code="sint-jan", name="Sint-Jan", area=sint_jan),
        heule=Team.objects.create(kind="area_team", code="heule", name="Heule", area=heule),
        venning=Team.objects.create(kind="steering_group", code="venning", name="Venning", place="Venning"),
    )
    names = ("Karim", "Lotte", "Els", "Noor", "Sam", "Piet")
    people = SimpleNamespace(**{name.lower(): person(name) for name in names})
    assign(people.karim, Function.COMMUNITY_GUARD, org.city, overleie)
    assign(people.lotte, Function.AREA_WORKER, org.city)
    assign(people.lotte, Function.COORDINATOR, org.city)
    assign(people.els, Function.NEIGHBOURHOOD_OFFICER, org.police, k4)
    assign(people.noor, Function.COMMUNITY_WORKER, org.ocmw, overleie)
    assign(people.sam, Function.STREET_WORKER, org.ocmw, heule)
    seats = [
        (people.piet, Function.HOUSING_PARTNER, org.housing),
        (people.lotte, Function.AREA_WORKER, org.city),
        (people.noor, Function.COMMUNITY_WORKER, org.ocmw),
        (people.els, Function.NEIGHBOURHOOD_OFFICER, org.police),
    ]
    for who, function, organisation in seats:
        Seat.objects.create(
            team=teams.venning, person=who, function=function, organisation=organisation, starts_on=LONG_AGO
        )
    for team in vars(teams).values():
        circle_of_team(team)
    circle_of_partners()
    circle_of_public()
    return Cast(org, areas, teams, people)
