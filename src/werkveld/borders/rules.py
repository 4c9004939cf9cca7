"""Who may speak for a side of a border, and who may know who works where."""

from collections.abc import Iterable

from werkveld.audience.viewer import Viewer
from werkveld.people.functions import Function
from werkveld.people.models import LayerOwner
from werkveld.territory.models import Area


def sides_of(viewer: Viewer, areas: Iterable[Area]) -> set[int]:
    """Keys of those areas somebody speaks for: who works there for the keeper of the division, or coordinates it."""
    told = list(areas)
    keepers = dict(
        LayerOwner.objects.filter(layer__in={area.edition.layer_id for area in told}).values_list(
            "layer", "organisation"
        )
    )
    found = set()
    for area in told:
        keeper = keepers.get(area.edition.layer_id)
        mine = [a for a in viewer.assignments if a.organisation_id == keeper]
        if any(a.area_id == area.pk or a.function == Function.COORDINATOR for a in mine):
            found.add(area.pk)
    return found


def may_know_people(viewer: Viewer) -> bool:
    """Colleagues see who works where, as on the page of a team; a guest of one table sees only their own table."""
    return bool(viewer.assignments)
