"""What is told outside the gebieden: the whole city, one organisation, the tables, Kuurne and Lendelede."""

import dataclasses

from werkveld.ops.demo.cast import ROLES
from werkveld.ops.demo.planning import BACK, Planner
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.telling import Telling
from werkveld.ops.demo.text import AUTHORS, Text
from werkveld.ops.demo.texts import citywide, police, private, tables
from werkveld.territory.models import Area

# Which gebied a table's place lies in, and who wrote for it.
HOMES = {"venning": "G12", "lange-munte-stuurgroep": "G14", "oct-binnenstad": "G10"}


def citywide_tellings(planner: Planner) -> list[Telling]:
    """Campaigns and notices for everybody; each text comes back after five weeks at the earliest."""
    found = []
    last: dict[str, int] = {}
    for day in [*range(-BACK, -3, 2), -3, -2, -1, -1]:
        month = planner.stage.clock.day(day).month
        texts = [t for t in citywide.TEXTS if t.is_in_season(month) and day - last.get(t.title, -999) > 40]
        if not texts:
            continue
        text = planner.chance.choice(texts)
        at = planner.written_at(text.by, day)
        if at is None:
            continue
        last[text.title] = day
        role = planner.chance.choice(planner.stage.everywhere(text.by))
        found.append(
            Telling(
                text=text,
                role=role,
                audience=planner.stage.audience(text.to, role, None),
                at=at,
                happens=planner.moment_of(text, day + 5 if day < -5 else 1),
            )
        )
    return found


def private_tellings(planner: Planner, areas: list[Area]) -> list[Telling]:
    """For the OCMW alone: to the whole house."""
    found = []
    texts = [dataclasses.replace(t, to="own") for t in private.TEXTS]
    for number, day in enumerate([*range(-BACK, -2, 3), -2, -1, -1]):
        area = areas[(number * 5) % len(areas)]
        found += _one(planner, texts, area, day)
    overleie = next(a for a in areas if a.name == "Overleie")
    for day in (-20, -9, -4, -2, -1):
        found += _one(planner, texts, overleie, day)
    return found


def police_tellings(planner: Planner) -> list[Telling]:
    """For the police alone: in the wijken of Kuurne and Lendelede, and now and then in a gebied."""
    areas = planner.stage.crew.areas
    outside = [a for code, a in sorted(areas.items()) if code[:2] in {"KU", "LE"}]
    inside = [areas[code] for code in ("G11", "G10", "G14", "G12")]
    texts = [dataclasses.replace(t, to="police") for t in police.TEXTS]
    found = []
    for number, day in enumerate([*range(-BACK, -2, 2), -2, -1, -1, 0]):
        places = outside if number % 4 else inside
        found += _one(planner, texts, places[number % len(places)], day)
    return found


def _one(planner: Planner, texts: list[Text], area: Area, day: int) -> list[Telling]:
    chosen = planner.pick(texts, area, day)
    told = planner.telling(*chosen, area, day) if chosen else None
    return [told] if told else []


def table_tellings(stage: Stage, planner: Planner) -> list[Telling]:
    """What the steering groups and the OCT share among their seats alone."""
    found = []
    for code, texts in (
        ("venning", tables.STEERING),
        ("lange-munte-stuurgroep", tables.STEERING),
        ("oct-binnenstad", tables.OCT),
    ):
        days = _days(len(texts))
        for text, day in zip(texts if code != "lange-munte-stuurgroep" else texts[::-1], days, strict=True):
            found += _at_table(stage, planner, code, text, day)
    return found


def _days(count: int) -> list[int]:
    """Spread over the three months, the last ones in the past days."""
    recent = [-9, -5, -3, -2, -1]
    old = [-BACK + 3 + number * (BACK - 16) // max(1, count - 5) for number in range(max(0, count - 5))]
    return (old + recent)[-count:]


def _at_table(stage: Stage, planner: Planner, code: str, text: Text, day: int) -> list[Telling]:
    team = stage.crew.teams[code]
    seats = [s.person_id for s in team.seats.all()]
    role = next(
        (role for role in ROLES if role.function in AUTHORS[text.by] and stage.crew.people[role.key].pk in seats),
        None,
    )
    at = planner.written_at(text.by, day)
    if role is None or at is None:
        return []
    return [
        Telling(
            text=text,
            role=role,
            audience=stage.of_table(code),
            at=at,
            area=stage.crew.areas[HOMES[code]],
            place=team.place,
            name=team.name,
            happens=planner.moment_of(text, day + 6 if day < -6 else 2 if day < -1 else 3),
        )
    ]
