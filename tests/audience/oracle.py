"""The audience rule told a second time, in plain Python over plain objects: what the database must agree with.

It shares no code with `werkveld.audience`; only the composition of an area team is taken from the deck's table.
"""

import datetime as dt
from collections import defaultdict
from functools import cache
from itertools import permutations
from typing import Any

from werkveld.audience.models import Circle
from werkveld.people.functions import AREA_TEAM
from werkveld.people.models import Assignment, Organisation, Person, Protocol, Seat
from werkveld.territory.models import AreaOverlap

SHARE = 0.10


class Oracle:
    """Everything the rule needs, read once; then each decision is a few lines anybody can check by hand."""

    def __init__(self, on: dt.date) -> None:
        def is_now(row: Any) -> bool:
            return row.starts_on <= on and (row.ends_on is None or row.ends_on >= on)

        self.active = set(Person.objects.filter(is_active=True).values_list("pk", flat=True))
        self.assignments: dict[int, list[Assignment]] = defaultdict(list)
        for a in Assignment.objects.select_related("organisation").defer("area__geometry"):
            if is_now(a) and a.person_id in self.active:
                self.assignments[a.person_id].append(a)
        self.chairs = [s for s in Seat.objects.all() if is_now(s)]
        self.seats: dict[int, list[Seat]] = defaultdict(list)
        for s in self.chairs:
            if s.person_id in self.active:
                self.seats[s.person_id].append(s)
        self.near: set[tuple[int, int]] = set()
        for overlap in AreaOverlap.objects.all():
            share = overlap.by_addresses if overlap.by_addresses is not None else overlap.by_surface
            if share >= SHARE:
                self.near |= {(overlap.source_id, overlap.target_id), (overlap.target_id, overlap.source_id)}
        self.circles = {c.pk: c for c in Circle.objects.select_related("team")}
        self.organisations = set(Organisation.objects.values_list("pk", flat=True))
        # (one organisation, another, the table at which alone it counts or None)
        self.bonds = {
            (a.pk, b.pk, protocol.team_id)
            for protocol in Protocol.objects.prefetch_related("parties")
            if is_now(protocol) and protocol.confirmed_at
            for a, b in permutations(protocol.parties.all(), 2)
        }
        self.held = cache(self._held)
        self.refused = cache(self._refused)

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
        mine, chairs = self.assignments[person_id], self.seats[person_id]
        match circle.kind:
            case "partners":
                return bool(mine)
            case "person":
                return circle.person_id == person_id
            case "organisation":
                return any(row.organisation_id == circle.organisation_id for row in [*mine, *chairs])
            case "organisation_area":
                there = [a for a in mine if a.organisation_id == circle.organisation_id]
                return any(a.citywide or self.works_in(a, circle.area_id) for a in there)
            case "officers":
                held = [a.organisation_id for a in mine if a.function == "data_protection_officer"]
                return circle.organisation_id in held
        team = circle.team
        assert team is not None
        if team.kind != "area_team":
            return any(s.team_id == team.pk for s in chairs)
        return any(self._is_of_area_team(a, team.area_id) for a in mine)

    def _is_of_area_team(self, assignment: Assignment, area_id: int | None) -> bool:
        named = assignment.function in AREA_TEAM.get(assignment.organisation.kind, ())
        return named and self.works_in(assignment, area_id)

    def _held(self, person_id: int) -> frozenset[int]:
        """The circles somebody is in."""
        return frozenset(key for key, circle in self.circles.items() if self.is_in(person_id, circle))

    def organisations_in(self, circle: Circle) -> set[int]:
        """The organisations that a circle brings in sight; of a table also those whose chair is empty."""
        everywhere = [a for own in self.assignments.values() for a in own]
        match circle.kind:
            case "organisation" | "organisation_area":
                return {circle.organisation_id}
            case "partners":
                return {a.organisation_id for a in everywhere}
            case "person":
                rows = [*self.assignments[circle.person_id], *self.seats[circle.person_id]]
                return {row.organisation_id for row in rows}
            case "public" | "officers":
                return set()
        team = circle.team
        assert team is not None
        if team.kind != "area_team":
            return {s.organisation_id for s in self.chairs if s.team_id == team.pk}
        return {a.organisation_id for a in everywhere if self._is_of_area_team(a, team.area_id)}

    def _refused(self, organisation_id: int) -> frozenset[int]:
        """The circles an organisation may not share with: somebody in them has no data protocol with it."""
        return frozenset(
            key
            for key, circle in self.circles.items()
            for other in self.organisations_in(circle) - {organisation_id}
            if not {(organisation_id, other, None), (organisation_id, other, circle.team_id or -1)} & self.bonds
        )

    def reached(self, item: Any) -> set[int]:
        """The circles that an item reaches today: nobody's but the officers' while it is in quarantine."""
        chosen = set() if item.quarantined_at else set(item.audience) - self.refused(item.organisation_id)
        return chosen | set(item.overseers)

    def may_see(self, person_id: int, item: Any) -> bool:
        """The whole decision for an item: the author always; others by circle, never a draft, never unprotocolled."""
        if person_id == item.author_id and person_id in self.active:
            return True
        if item.state == "draft":
            return False
        return not self.held(person_id).isdisjoint(self.reached(item))
