"""How precisely the map may show a place: no finer than the author said, and never precisely for welfare (R5)."""

from __future__ import annotations

from dataclasses import dataclass

from werkveld.items.models import Coarseness, Item
from werkveld.people.functions import OrganisationKind

# A street, and anything of welfare, is shown in the middle of a square of this side: the block, not the door.
BLOCK_METRES = 200.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in metres (EPSG:31370); `is_rough` when it stands for the block around it."""

    x: float
    y: float
    is_rough: bool


def shown_at(item: Item) -> Spot | None:
    """Where an item stands on a map; None when it has no point or says no more than its area. Reads `organisation`."""
    if item.x is None or item.y is None or item.coarseness == Coarseness.AREA:
        return None
    if item.coarseness == Coarseness.STREET or item.organisation.kind == OrganisationKind.OCMW:
        return Spot(_middle(item.x), _middle(item.y), is_rough=True)
    return Spot(item.x, item.y, is_rough=False)


def _middle(metres: float) -> float:
    return (metres // BLOCK_METRES + 0.5) * BLOCK_METRES
