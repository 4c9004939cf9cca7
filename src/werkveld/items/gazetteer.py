"""What the guard need not ask about: the names of the territory and of the network, learned from the database."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from django.db import connection

from werkveld.discretion.gazetteer import Gazetteer, common_gazetteer
from werkveld.people.contactpoints import ContactPoint
from werkveld.people.models import Organisation, Person, Team
from werkveld.territory.models import Area, Street

# One row that differs as soon as a name was added or removed; a name that only changed waits for the next start.
_STAMP = """
    SELECT (SELECT max(id) FROM territory_street), (SELECT count(*) FROM territory_area),
           (SELECT max(id) FROM territory_area), (SELECT count(*) FROM people_organisation),
           (SELECT count(*) FROM people_team), (SELECT max(id) FROM people_team), (SELECT max(id) FROM people_person),
           (SELECT count(*) FROM people_contactpoint), (SELECT max(id) FROM people_contactpoint)
"""


def learned_gazetteer() -> Gazetteer:
    """Streets, areas, organisations, teams, contact points and colleagues, beside what everybody knows.

    Colleagues are in it by their full name and as they see each other ("Lotte V."): they are no residents.
    It is kept until a name comes in.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        stamp = cursor.fetchone()
    return _learned((connection.settings_dict["NAME"], *stamp))


@lru_cache(maxsize=2)
def _learned(_stamp: tuple[object, ...]) -> Gazetteer:
    return common_gazetteer().with_names(chain(_of_the_territory(), _of_the_network()))


def _of_the_territory() -> Iterator[str]:
    yield from Street.objects.order_by().values_list("name", flat=True).distinct()
    yield from Area.objects.order_by().values_list("name", flat=True).distinct()


def _of_the_network() -> Iterator[str]:
    for name, short in Organisation.objects.values_list("name", "short_name"):
        yield from (name, short)
    for name, place in Team.objects.values_list("name", "place"):
        yield from (name, place)
    yield from ContactPoint.objects.order_by().values_list("name", flat=True)
    for person in Person.objects.only("given_name", "family_name"):
        yield from (person.full_name, person.display_name)
