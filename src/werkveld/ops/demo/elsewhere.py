"""What is told outside the gebieden: the whole city, one organisation, the tables, Kuurne and Lendelede."""

import dataclasses
import datetime as dt

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
    for day in [*range(-BACK, -6, 3), -4, -2, -1]:
        on = planner.stage.clock.day(day)
        texts = [t for t in citywide.TEXTS if t.is_in_season(on) and day - last.get(t.title, -999) > 40]
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
                happens=planner.moment_of(text, _workday(planner, day + 5 if day < -5 else 1)),
            )
        )
    return found


def _workday(planner: Planner, day: int) -> int:
    """That day, or the Monday after."""
    weekday = planner.stage.clock.day(day).weekday()
    return day + 7 - weekday if weekday > 4 else day


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
    for number, day in enumerate([*range(-BACK, -12, 3), *range(-12, 0), -1, -1, 0]):
        places = outside if number % 4 else inside
        found += _one(planner, texts, places[number % len(places)], day)
    for number, area in enumerate(outside):
        found += _one(planner, texts, area, -1)
        for ahead in (number % 2, 2 + number % 3):
            found += _one(planner, [dataclasses.replace(t, to="police") for t in police.DATED], area, -5, ahead + 5)
    return found


def _one(planner: Planner, texts: list[Text], area: Area, day: int, ahead: int | None = None) -> list[Telling]:
    chosen = planner.pick(texts, area, day)
    told = planner.telling(*chosen, area, day, ahead=ahead) if chosen else None
    return [told] if told else []


def table_tellings(stage: Stage, planner: Planner) -> list[Telling]:
    """What the steering groups and the OCT share among their seats alone."""
    found = []
    for code, texts in (
        ("venning", tables.STEERING),
        ("lange-munte-stuurgroep", tables.STEERING),
        ("oct-binnenstad", tables.OCT),
    ):
        ordered = _ordered(texts, tables.LAST_AT[code])
        for text, day in zip(ordered, _days(len(ordered)), strict=True):
            found += _at_table(stage, planner, code, text, day)
    return found


def _ordered(texts: tuple[Text, ...], last: tuple[str, ...]) -> list[Text]:
    """The texts with those that open with `last` at the end, in that order."""
    final = [next(t for t in texts if t.title.startswith(opening)) for opening in last]
    return [t for t in texts if t not in final] + final


def _days(count: int) -> list[int]:
    """Spread over the three months, the last ones in the past days."""
    recent = [-9, -6, -4, -3, -2, -1]
    old = [-BACK + 3 + number * (BACK - 16) // max(1, count - 6) for number in range(max(0, count - 6))]
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
    happens = planner.moment_of(text, _workday(planner, 3 if day > -10 else day + 6))
    # Of the coming meeting the hour was wrong at first: every seat finds it as Was / Nu.
    is_put_right = happens is not None and -10 < day < -3
    early = dt.timedelta(hours=1)
    return [
        Telling(
            text=text,
            role=role,
            audience=stage.of_table(code),
            at=at,
            area=stage.crew.areas[HOMES[code]],
            place=team.place,
            name=team.name,
            happens=happens,
            was=(happens[0] - early, happens[1] - early) if happens and is_put_right else None,
            corrected_at=stage.clock.at(-1, 10, 20) if is_put_right else None,
            reason="Zaal was een uur vroeger bezet" if is_put_right else "",
        )
    ]
