"""How much of one area lies in another, by surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from werkveld.territory.models import Area


def shares_between(first: Sequence[Area], second: Sequence[Area]) -> Iterator[tuple[int, int, float, float]]:
    """Pairs (id in `first`, id in `second`, share of the one in the other, and the reverse), shares 0 to 1.

    Divided by the area's own surface in the same shapes, so that the shares of an area over a division that covers
    it add up to one.
    """
    import shapely

    ours = shapely.from_wkb([bytes(area.geometry) for area in first])
    theirs = shapely.from_wkb([bytes(area.geometry) for area in second])
    if not len(ours) or not len(theirs):
        return
    i, j = shapely.STRtree(theirs).query(ours, predicate="intersects")
    shared = shapely.area(shapely.intersection(ours[i], theirs[j]))
    of_ours, of_theirs = shared / shapely.area(ours[i]), shared / shapely.area(theirs[j])
    for a, b, share, reverse in zip(i.tolist(), j.tolist(), of_ours.tolist(), of_theirs.tolist(), strict=True):
        yield first[a].pk, second[b].pk, min(share, 1.0), min(reverse, 1.0)
