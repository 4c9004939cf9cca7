"""Tells the scenes of Overleie (see `texts.overleie`) at their moments."""

import datetime as dt

from werkveld.ops.demo.cast import ROLES
from werkveld.ops.demo.clock import Clock, moment
from werkveld.ops.demo.scene import Hours
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.telling import Telling
from werkveld.ops.demo.texts.overleie import SCENES


def overleie_tellings(stage: Stage) -> list[Telling]:
    """The scenes, as things said by people to people."""
    area = next(a for a in stage.crew.gebieden if a.name == "Overleie")
    roles = {role.key: role for role in ROLES}
    found = []
    for scene in SCENES:
        clock, role = stage.clock, roles[scene.who]
        at = clock.at(*scene.told)
        corrected = clock.at(*scene.corrected) if scene.corrected else None
        found.append(
            Telling(
                text=scene.text,
                role=role,
                audience=stage.audience(scene.text.to, role, area),
                at=at,
                area=area,
                place=scene.place,
                street=scene.place,
                happens=_moment(scene.happens, clock),
                was=_moment(scene.was, clock),
                corrected_at=corrected,
                reason=scene.reason,
                taken_by=scene.taken_by,
                until=clock.end_of(scene.until) if scene.until is not None else None,
                is_scene=True,
            )
        )
    return found


def _moment(hours: Hours | None, clock: Clock) -> tuple[dt.datetime, dt.datetime] | None:
    if hours is None:
        return None
    day, *rest = hours
    on = clock.day(day)
    return moment(on, rest[0], rest[1]), moment(on, rest[2], rest[3])
