"""Puts the organisations, people, assignments, teams and seats of the demo in the database."""

import datetime as dt
from dataclasses import dataclass

from werkveld.audience.circles import circle_of_partners, circle_of_public
from werkveld.audience.protocols import take_away
from werkveld.ops.demo.cast import AGREEMENTS, ORGANISATIONS, OWNERS, ROLES, TABLES, Role
from werkveld.ops.demo.clock import Clock
from werkveld.people.functions import Function
from werkveld.people.models import (
    Assent,
    Assignment,
    Category,
    LayerOwner,
    Organisation,
    Person,
    Protocol,
    Seat,
    Team,
)
from werkveld.territory.models import Area, Layer

# Long enough ago that nobody is new, in steps so that "the oldest first" is always the same one.
SINCE = dt.timedelta(days=400)


@dataclass(frozen=True)
class Crew:
    """Everybody and everything by its short name: areas by code, people by key."""

    organisations: dict[str, Organisation]
    people: dict[str, Person]
    areas: dict[str, Area]
    teams: dict[str, Team]

    @property
    def gebieden(self) -> list[Area]:
        """The 17 gebieden of the city."""
        return [a for code, a in sorted(self.areas.items()) if code.startswith("G")]


def fill_crew(clock: Clock) -> Crew:
    """Make them all. The territory is there already."""
    organisations = {
        code: Organisation.objects.create(code=code, name=name, short_name=short, kind=kind)
        for code, (name, short, kind) in ORGANISATIONS.items()
    }
    for layer in Layer.objects.filter(code__in=OWNERS):
        LayerOwner.objects.create(layer=layer, organisation=organisations[OWNERS[layer.code]])
    areas = {
        a.code: a
        for a in Area.objects.light()
        .in_force()
        .filter(edition__layer__code__in=OWNERS)
        .select_related("edition__layer")
    }
    people = {role.key: _person(role, clock) for role in ROLES}
    Assignment.objects.bulk_create(
        [row for role in ROLES for row in _assignments(role, people[role.key], organisations, areas, clock)]
    )
    teams = _teams(areas, organisations, people, clock)
    _protocols(organisations, people, teams, clock)
    circle_of_partners()
    circle_of_public()
    return Crew(organisations, people, areas, teams)


def _person(role: Role, clock: Clock) -> Person:
    person = Person(
        email=role.email,
        given_name=role.given,
        family_name=role.family,
        demo_note=role.note,
        joined_at=clock.at(-400, 9),
        theme="shift" if role.rhythm in {"lead", "patrol"} else "auto",
    )
    # The demo signs in by choosing; no password opens it.
    person.set_unusable_password()
    person.save()
    return person


def _assignments(
    role: Role, person: Person, organisations: dict[str, Organisation], areas: dict[str, Area], clock: Clock
) -> list[Assignment]:
    if role.where is None:
        return []
    start = clock.today - SINCE
    spots: list[Area | None] = [areas[code] for code in role.where] or [None]
    rows = [
        Assignment(
            person=person,
            function=role.function,
            organisation=organisations[role.organisation],
            area=spot,
            theme=role.theme,
            citywide=spot is None,
            starts_on=start + dt.timedelta(days=number),
        )
        for number, spot in enumerate(spots)
    ]
    if role.coordinates:
        rows.append(
            Assignment(
                person=person,
                function=Function.COORDINATOR,
                organisation=organisations[role.organisation],
                citywide=True,
                starts_on=start + dt.timedelta(days=30),
            )
        )
    return rows


def _teams(
    areas: dict[str, Area], organisations: dict[str, Organisation], people: dict[str, Person], clock: Clock
) -> dict[str, Team]:
    teams = {
        code: Team.objects.create(kind="area_team", code=f"gebied-{code.lower()}", name=area.name, area=area)
        for code, area in areas.items()
        if code.startswith("G")
    }
    roles = {role.key: role for role in ROLES}
    for code, kind, name, place, x, y, keys in TABLES:
        teams[code] = Team.objects.create(kind=kind, code=code, name=name, place=place, x=x, y=y)
        Seat.objects.bulk_create(
            [
                Seat(
                    team=teams[code],
                    function=roles[key].function,
                    organisation=organisations[roles[key].organisation],
                    person=people[key],
                    starts_on=clock.today - SINCE,
                )
                for key in keys
            ]
        )
    return teams


def _protocols(
    organisations: dict[str, Organisation], people: dict[str, Person], teams: dict[str, Team], clock: Clock
) -> None:
    for document, parties, table, began, ended in AGREEMENTS:
        at = clock.at(-began, 10)
        row = Protocol.objects.create(
            document=document,
            team=teams[table] if table else None,
            categories=[category.value for category in Category if category != Category.PICTURES],
            starts_on=clock.today - dt.timedelta(days=began),
            ends_on=None if ended is None else clock.today - dt.timedelta(days=ended),
            registered_by=people["veerle"],
            registered_at=at,
            confirmed_at=at + dt.timedelta(days=2),
        )
        row.parties.set(organisations[code] for code in parties)
        _confirm(row, [organisations[code] for code in parties], people, at)
    _proposal(organisations, people, clock)
    # What follows from them stands from the start: the clockwork's first pass finds nothing to take away.
    take_away(clock.today)


def _confirm(row: Protocol, parties: list[Organisation], people: dict[str, Person], at: dt.datetime) -> None:
    """Each party's officer says yes, two days after the first; who has none here agreed on paper alone."""
    officers = {
        role.organisation: people[role.key] for role in ROLES if role.function == Function.DATA_PROTECTION_OFFICER
    }
    later = at + dt.timedelta(days=2)
    Assent.objects.bulk_create(
        Assent(protocol=row, organisation=party, by=officers.get(party.code), at=at if number == 0 else later)
        for number, party in enumerate(parties)
    )


def _proposal(organisations: dict[str, Organisation], people: dict[str, Person], clock: Clock) -> None:
    """One that waits for the city's officer: to see how two people put a protocol in force."""
    at = clock.at(-1, 11)
    row = Protocol.objects.create(
        document="Foto’s bij gebiedswerking",
        categories=[Category.PICTURES.value],
        starts_on=clock.today,
        registered_by=people["anneleen"],
        registered_at=at,
    )
    row.parties.set([organisations["stad"], organisations["politie"]])
    Assent.objects.create(protocol=row, organisation=organisations["politie"], by=people["anneleen"], at=at)
