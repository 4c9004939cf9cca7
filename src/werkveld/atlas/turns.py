"""Who is told that the borders moved: the person concerned, and the coordinators of their organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet

from werkveld.atlas.models import AFTER, AHEAD, Turn
from werkveld.audience.viewer import Viewer
from werkveld.kit.prepared import any_of, prepared
from werkveld.people.functions import Function
from werkveld.territory.models import Edition, EditionState


@dataclass(slots=True)
class AreaTurns:
    """One area with who comes and who leaves."""

    code: str
    name: str
    come: list[Turn] = field(default_factory=list)
    gone: list[Turn] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """One edition: the areas the viewer comes into and leaves, and the colleagues for whom something changes."""

    edition: Edition
    mine: list[AreaTurns]
    come: list[str]
    gone: list[str]
    colleagues: list[AreaTurns]


def by_area(turns: Iterable[Turn]) -> list[AreaTurns]:
    """Turns under their area, in the order of the codes."""
    found: dict[str, AreaTurns] = {}
    for turn in turns:
        group = found.setdefault(turn.code, AreaTurns(turn.code, turn.name))
        (group.come if turn.has_come else group.gone).append(turn)
    return [found[code] for code in sorted(found)]


def turns_for(viewer: Viewer) -> list[Told]:
    """What the viewer must know of editions that start or started these weeks; one query."""
    if viewer.person is None:
        return []
    own = [a.organisation_id for a in viewer.assignments if a.function == Function.COORDINATOR]
    rows = _turns(viewer=viewer, own=own, since=viewer.on - AFTER, until=viewer.on + AHEAD)
    return [_told(viewer, edition, list(turns)) for edition, turns in groupby(rows, key=lambda turn: turn.edition)]


@prepared
def _turns(*, viewer: Viewer, own: list[int], since: Any, until: Any) -> QuerySet[Turn]:
    near = Turn.objects.filter(edition__valid_from__gte=since, edition__valid_from__lte=until)
    rows = near.filter(Q(person=viewer.person) | Q(organisation=any_of(own)), edition__state=EditionState.PUBLISHED)
    return rows.select_related("edition__layer", "person", "organisation").order_by(
        "edition__valid_from", "edition", "code"
    )


def _told(viewer: Viewer, edition: Edition, turns: list[Turn]) -> Told:
    mine = [turn for turn in turns if turn.person == viewer.person]
    others = [turn for turn in turns if turn.person != viewer.person]
    come, gone = ([t.name for t in mine if t.has_come == wanted] for wanted in (True, False))
    return Told(edition, by_area(mine), come, gone, by_area(others))
