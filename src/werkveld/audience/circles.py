"""Finding the circle for some words; made the first time somebody needs it."""

from werkveld.audience.models import Circle, CircleKind
from werkveld.people.models import Organisation, Person, Team
from werkveld.territory.models import Area


def circle_of_organisation(organisation: Organisation) -> Circle:
    """Everybody of one organisation."""
    return Circle.objects.get_or_create(kind=CircleKind.ORGANISATION, organisation=organisation)[0]


def circle_of_officers(organisation: Organisation) -> Circle:
    """The data protection officers of one organisation, whoever they are today."""
    return Circle.objects.get_or_create(kind=CircleKind.OFFICERS, organisation=organisation)[0]


def circle_of_organisation_in(organisation: Organisation, area: Area) -> Circle:
    """Everybody of one organisation who works in an area."""
    return Circle.objects.get_or_create(kind=CircleKind.ORGANISATION_AREA, organisation=organisation, area=area)[0]


def circle_of_team(team: Team) -> Circle:
    """An area team, a steering group or a consultation table."""
    return Circle.objects.get_or_create(kind=CircleKind.TEAM, team=team)[0]


def circle_of_person(person: Person) -> Circle:
    """One person."""
    return Circle.objects.get_or_create(kind=CircleKind.PERSON, person=person)[0]


def circle_of_partners() -> Circle:
    """Everybody with a current assignment, whatever their organisation."""
    return Circle.objects.get_or_create(kind=CircleKind.PARTNERS)[0]


def circle_of_public() -> Circle:
    """Everybody, signed in or not."""
    return Circle.objects.get_or_create(kind=CircleKind.PUBLIC)[0]
