"""The audience rule told a second time, in plain Python over plain objects: what the database must agree with.

It shares no code with `werkveld.audience`; only the composition of an area team is taken from the deck's table.
"""

import datetime as dt
from typing import Any

from werkveld.audience.models import Circle
from werkveld.people.functions import AREA_TEAM
from werkveld.people.models import Assignment, Person, Seat
from werkveld.territory.models import AreaOverlap

SHARE = 0.10


class Oracle:
    """Everything the rule needs, read once; then each decision is a few lines anybody can check by hand."""

    def __init__(self, on: dt.date) -> None:
        def is_now(row: Any) -> bool:
            return row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)

        self.active = set(Person.objects.filter(is_active=True).values_list("pk", flat=True))
        self.assignments = [
            a
            for a in Assignment.objects.select_related("organisation").defer("area__geometry")
            if is_now(a) and a.person_id in self.active
        ]
        self.seats = [s for s in Seat.objects.all() if is_now(s) and s.person_id in self.active]
        self.near: set[tuple[int, int]] = set()
        for overlap in AreaOverlap.objects.all():
            share = overlap.by_addresses if overlap.by_addresses is not None else overlap.by_surface
            if share >= SHARE:
                self.near |= {(overlap.source_id, overlap.target_id), (overlap.target_id, overlap.source_id)}
        self.circles = {c.pk: c for c in Circle.objects.select_related("team")}

    def works_in(self, assignment: Assignment, area_id: int | None) -> bool:
        """Own area, or one that overlaps it enough."""
        own = assignment.area_id
        return own is not None and (own == area_id or (own, area_id) in self.near)

    def is_in(self, person_id: int, circle: Circle) -> bool:  # noqa: PLR0911 - one answer a kind, to read by hand
        """Whether a person is in a circle."""
        if circle.kind == "public":
            return True  # Also whoever left: they are then like anybody who is not signed in.
        if person_id not in self.active:
            return False
        mine = [a for a in self.assignments if a.person_id == person_id]
        chairs = [s for s in self.seats if s.person_id == person_id]
        match circle.kind:
            case "partners":
                return bool(mine)
            case "person":
                return circle.person_id == person_id
            case "organisation":
                return any(row.organisation_id == circle.organisation_id for row in [*mine, *chairs])
            case "officers":
                held = [a.organisation_id for a in mine if a.function == "data_protection_officer"]
                return circle.organisation_id in held
            case "organisation_area":
                there = [a for a in mine if a.organisation_id == circle.organisation_id]
                return any(a.citywide or self.works_in(a, circle.area_id) for a in there)
        team = circle.team
        assert team is not None
        if team.kind != "area_team":
            return any(s.team_id == team.pk for s in chairs)
        named = [a for a in mine if a.function in AREA_TEAM.get(a.organisation.kind, ())]
        return any(self.works_in(a, team.area_id) for a in named)

    def may_see(self, person_id: int, author_id: int, audience: list[int], state: str) -> bool:
        """The whole decision for an item: the author always; others by circle, but never a draft."""
        if person_id == author_id and person_id in self.active:
            return True
        return state != "draft" and any(self.is_in(person_id, self.circles[key]) for key in audience)
