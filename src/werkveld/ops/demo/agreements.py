"""What the officers of two beats agreed about a street on their border: one that holds, one that waits."""

from itertools import islice

from werkveld.borders.actions import propose_holder
from werkveld.borders.comparing import border_streets
from werkveld.ops.demo.crew import Crew
from werkveld.people.models import Assignment, Person
from werkveld.territory.models import Area, Edition, Street


def fill_agreements(crew: Crew, edition: Edition) -> None:
    """Among the streets that two beats of the city share, the first where both have an officer."""
    officers = _officers(crew)
    shared = (s for s in border_streets(edition, set()) if all(side.area_id in officers for side in s.sides))
    for number, street in enumerate(islice(shared, 3)):
        one, other = (side.area for side in street.sides)
        _say(crew, officers, street.street, (one, other), one, by=one)
        if number < 2:
            _say(crew, officers, street.street, (one, other), one, by=other)


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
