"""What the officers of two beats agreed about a street on their border: one that holds, one that waits."""

from collections.abc import Iterator
from itertools import islice

from werkveld.borders.actions import propose_holder
from werkveld.borders.comparing import BorderStreet, border_streets
from werkveld.ops.demo.crew import Crew
from werkveld.people.models import Assignment, Person
from werkveld.territory.models import Area, Edition, Street


def fill_agreements(crew: Crew, edition: Edition) -> None:
    """Of the streets that beat K4 shares with a neighbour: where both have an officer of their own."""
    officers = _officers(crew)
    for number, street in enumerate(islice(_shared_by_two(officers, edition), 2)):
        one, other = (side.area for side in street.sides)
        _say(crew, officers, street.street, (one, other), one, by=one)
        if number == 0:
            _say(crew, officers, street.street, (one, other), one, by=other)


def _shared_by_two(officers: dict[int, Person], edition: Edition) -> Iterator[BorderStreet]:
    near = Area.objects.filter(edition=edition, code__in=["K1", "K3", "K4", "K12", "K13"]).values_list("pk", flat=True)
    for street in border_streets(edition, set(), near):
        who = [officers.get(side.area_id) for side in street.sides]
        if "K4" in {side.area.code for side in street.sides} and all(who) and who[0] != who[1]:
            yield street


def _officers(crew: Crew) -> dict[int, Person]:
    rows = Assignment.objects.filter(organisation=crew.organisations["politie"], area__isnull=False)
    return {row.area_id: row.person for row in rows.select_related("person").order_by("-pk") if row.area_id}


def _say(
    crew: Crew, officers: dict[int, Person], street: Street, sides: tuple[Area, Area], holder: Area, *, by: Area
) -> None:
    propose_holder(
        street,
        sides,
        holder,
        own={by.pk},
        organisation=crew.organisations["politie"],
        by=officers[by.pk],
    )
