"""Who is in which circle now: one relation (circle, person), read from either side.

Told with the cast that also plays in the tests. Karim is a community guard of the city in Overleie; Els is
neighbourhood officer of beat K4, which lies partly in Overleie and partly in Sint-Jan; Noor is community worker of
the OCMW in Overleie; Piet speaks for the housing company and has one seat, at steering group Venning.

- *organisation city*: Karim (an assignment there). Piet is in *organisation housing* by his seat alone.
- *city in Overleie*: Karim. A citywide colleague too. Els is in *police in Overleie* and in *police in Sint-Jan*.
- *area team Overleie*: Karim, Noor and Els, because the deck's composition names their functions. Nobody keeps a list.
- *steering group Venning*: Piet, by seat.
- *officers of the city*: who holds the function of data protection officer there today; nobody of this cast.
- *all partners*: who holds an assignment today: Karim, Els, Noor; not Piet, who is a guest of one table.
- Yesterday Noor moved to Heule: from this request on she holds Heule's circles and none of Overleie's.
- Whoever is not active is in no circle at all.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection

from werkveld.audience.models import Circle, CircleKind
from werkveld.kit.prepared import keeping_cursor
from werkveld.people.functions import AREA_TEAM
from werkveld.people.models import Person

# "In area a" for a worker of another layer: their area and a overlap for at least this share of either of the two.
# By addresses where these are known, else by surface; owners of two divisions can ask more or less (`stricter`).
OVERLAP_SHARE = 0.10

COMPOSITION = ", ".join(f"('{kind}', '{function}')" for kind, functions in AREA_TEAM.items() for function in functions)

_RELATION = f"""
WITH presence AS (
    SELECT a.person_id, a.organisation_id, a.function, a.area_id, a.citywide
    FROM people_assignment a JOIN people_person p ON p.id = a.person_id AND p.is_active
    WHERE a.starts_on <= %(on)s AND (a.ends_on IS NULL OR a.ends_on >= %(on)s) {{assignment}}
), chair AS (
    SELECT s.person_id, s.organisation_id, s.team_id
    FROM people_seat s JOIN people_person p ON p.id = s.person_id AND p.is_active
    WHERE s.starts_on <= %(on)s AND (s.ends_on IS NULL OR s.ends_on >= %(on)s) {{seat}}
), reach AS (
    SELECT person_id, organisation_id, function, area_id FROM presence WHERE area_id IS NOT NULL
    UNION
    SELECT p.person_id, p.organisation_id, p.function, o.target_id
    FROM presence p JOIN territory_areaoverlap o ON o.source_id = p.area_id
    WHERE coalesce(o.by_addresses, o.by_surface) >= %(share)s + o.stricter
    UNION
    SELECT p.person_id, p.organisation_id, p.function, o.source_id
    FROM presence p JOIN territory_areaoverlap o ON o.target_id = p.area_id
    WHERE coalesce(o.by_addresses, o.by_surface) >= %(share)s + o.stricter
), membership (circle_id, person_id) AS (
    SELECT c.id, m.person_id FROM {{circles}} c
      JOIN (SELECT person_id, organisation_id FROM presence UNION SELECT person_id, organisation_id FROM chair) m
        ON c.kind = 'organisation' AND c.organisation_id = m.organisation_id
    UNION
    SELECT c.id, r.person_id FROM {{circles}} c JOIN reach r
        ON c.kind = 'organisation_area' AND c.organisation_id = r.organisation_id AND c.area_id = r.area_id
    UNION
    SELECT c.id, p.person_id FROM {{circles}} c JOIN presence p
        ON c.kind = 'organisation_area' AND c.organisation_id = p.organisation_id AND p.citywide
    UNION
    SELECT c.id, p.person_id FROM {{circles}} c JOIN presence p
        ON c.kind = 'officers' AND c.organisation_id = p.organisation_id AND p.function = 'data_protection_officer'
    UNION
    SELECT c.id, r.person_id FROM {{circles}} c
      JOIN people_team t ON c.kind = 'team' AND t.id = c.team_id AND t.kind = 'area_team'
      JOIN reach r ON r.area_id = t.area_id
      JOIN people_organisation o ON o.id = r.organisation_id
    WHERE (o.kind, r.function) IN ({COMPOSITION})
    UNION
    SELECT c.id, s.person_id FROM {{circles}} c JOIN chair s ON c.kind = 'team' AND c.team_id = s.team_id
    UNION
    SELECT c.id, p.person_id FROM {{circles}} c JOIN (SELECT DISTINCT person_id FROM presence) p
        ON c.kind = 'partners'
    UNION
    SELECT c.id, p.id FROM {{circles}} c JOIN people_person p
        ON p.is_active AND ((c.kind = 'person' AND c.person_id = p.id) OR c.kind = 'public')
    WHERE TRUE {{own}}
)
"""

_OF_PERSON = _RELATION.format(
    circles="audience_circle",
    assignment="AND a.person_id = %(person)s",
    seat="AND s.person_id = %(person)s",
    own="AND p.id = %(person)s",
)
_OF_PEOPLE = _RELATION.format(
    circles="audience_circle",
    assignment="AND a.person_id = ANY(%(people)s)",
    seat="AND s.person_id = ANY(%(people)s)",
    own="AND p.id = ANY(%(people)s)",
)
# Of everybody only ever some circles are asked. Said inside, it spares making all memberships first (38 ms so, for a
# thousand people).
OF_ANYBODY = _RELATION.format(
    circles="(SELECT * FROM audience_circle WHERE id = ANY(%(circles)s))", assignment="", seat="", own=""
)


def rows_of(sql: str, params: dict[str, Any], *, is_by_key: bool = False) -> list[tuple[Any, ...]]:
    """Ask with one of the relations above, which take how much two areas must overlap.

    `is_by_key` for what each request asks of one person: planning it anew costs more than the answer.
    """
    with keeping_cursor(connection) if is_by_key else connection.cursor() as cursor:
        cursor.execute(sql, params | {"share": OVERLAP_SHARE})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def circles_of(person_id: int, on: dt.date) -> frozenset[int]:
    """The circles somebody is in on a day; their circle of one is made when it is missing. Empty for who left."""
    sql = _OF_PERSON + (
        "SELECT DISTINCT m.circle_id, c.kind FROM membership m JOIN audience_circle c ON c.id = m.circle_id"
    )
    rows = rows_of(sql, {"person": person_id, "on": on}, is_by_key=True)
    held = frozenset(row[0] for row in rows)
    if any(kind == CircleKind.PERSON for _, kind in rows):
        return held
    if not Person.objects.filter(pk=person_id, is_active=True).exists():
        return held
    own, _made = Circle.objects.get_or_create(kind=CircleKind.PERSON, person_id=person_id)
    return held | {own.pk}


def areas_of(person_id: int, on: dt.date) -> frozenset[int]:
    """Keys of the areas somebody works in on a day: of their assignments, and what overlaps them in other layers."""
    sql = _OF_PERSON + "SELECT DISTINCT area_id FROM reach"
    return frozenset(row[0] for row in rows_of(sql, {"person": person_id, "on": on}, is_by_key=True))


def members_of(circles: Iterable[int], on: dt.date) -> frozenset[int]:
    """Keys of the persons who are in any of the circles on a day."""
    sql = OF_ANYBODY + "SELECT DISTINCT person_id FROM membership WHERE circle_id = ANY(%(circles)s)"
    return frozenset(row[0] for row in rows_of(sql, {"circles": list(circles), "on": on}))


def circles_by_person(people: Iterable[int], on: dt.date) -> dict[int, frozenset[int]]:
    """The circles of each of some persons on a day, in one query: {person key: circles}; nobody is left out."""
    keys = list(people)
    sql = _OF_PEOPLE + "SELECT person_id, array_agg(DISTINCT circle_id) FROM membership GROUP BY person_id"
    held = {person: frozenset(circles) for person, circles in rows_of(sql, {"people": keys, "on": on})}
    return {key: held.get(key, frozenset()) for key in keys}


def organisations_in(areas: Iterable[int], on: dt.date) -> frozenset[tuple[int, int]]:
    """Which organisations have somebody working in which of some areas on a day: {(organisation, area)}."""
    sql = OF_ANYBODY + (
        "SELECT organisation_id, area_id FROM reach WHERE area_id = ANY(%(areas)s) UNION"
        " SELECT organisation_id, unnest(%(areas)s::integer[]) FROM presence WHERE citywide"
    )
    rows = rows_of(sql, {"areas": list(areas), "circles": [], "on": on})
    return frozenset((organisation, area) for organisation, area in rows)


def members_by_organisation(circles: Iterable[int], on: dt.date) -> dict[int, int]:
    """How many people of each organisation are in any of the circles: {organisation key: people}.

    Somebody with two organisations counts once, under the first they were assigned to.
    """
    sql = (
        OF_ANYBODY
        + """, home AS (
            SELECT DISTINCT ON (person_id) person_id, organisation_id
            FROM (SELECT person_id, organisation_id, 0 AS rank FROM presence
                  UNION ALL SELECT person_id, organisation_id, 1 FROM chair) every
            ORDER BY person_id, rank, organisation_id)
        SELECT h.organisation_id, count(DISTINCT m.person_id)
        FROM membership m JOIN home h USING (person_id)
        WHERE m.circle_id = ANY(%(circles)s) GROUP BY 1"""
    )
    return dict(rows_of(sql, {"circles": list(circles), "on": on}))
