"""Where a point lies, in every division at once.

A published edition never changes, so its shapes are read once per process and kept for as long as the process lives:
the cache is keyed by edition and needs no clearing. Which editions hold on a day is one small query each time.
Geometry libraries are imported when the first point is located, so that a worker that never does stays small.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import F, FloatField, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.territory.models import Area, AreaOverlap, Edition, LayerKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from shapely import STRtree

# Asked for every point that is located, so it is said without the words a queryset needs (0.2 ms against 0.9 ms).
_IN_FORCE = """
SELECT e.id, e.checksum FROM territory_edition e JOIN territory_layer l ON l.id = e.layer_id
WHERE e.state = 'published' AND e.valid_from <= %s AND (e.valid_until IS NULL OR e.valid_until > %s)
ORDER BY l.code, e.valid_from DESC
"""
# Far more editions than are in force at once, also when somebody walks through the past.
KEPT_EDITIONS = 64


@dataclass(frozen=True, slots=True)
class Located:
    """A point in one edition. Without an area, `metres` is the distance to the nearest one; with, to its border."""

    edition: Edition
    area: Area | None
    metres: float


@dataclass(frozen=True, slots=True)
class Overlapping:
    """An area of another layer and the share (0 to 1) of the asked area that lies in it."""

    area: Area
    share: float
    is_by_addresses: bool

    @property
    def word(self) -> str:
        return share_word(self.share)

    @property
    def percent(self) -> int:
        """A whole percentage that says 100 only of the whole and never 0 of something."""
        return 100 if self.share >= 0.995 else min(max(round(self.share * 100), 1), 99)


@dataclass(frozen=True, slots=True)
class Shapes:
    """The areas of one edition in the order of their codes, with everything a point needs."""

    edition: Edition
    areas: list[Area]
    shapes: NDArray[np.object_]
    borders: list[STRtree]
    tree: STRtree
    is_partition: bool

    def at(self, x: float, y: float) -> list[int]:
        """Places in `areas` whose surface or border holds the point, lowest code first."""
        import shapely

        near = self.tree.query(shapely.points(x, y))
        inside = near[shapely.intersects_xy(self.shapes[near], x, y)]
        return sorted(inside.tolist())

    def metres(self, place: int | None, x: float, y: float) -> float:
        import shapely

        if not (isfinite(x) and isfinite(y)):
            return inf
        tree = self.tree if place is None else self.borders[place]
        _found, metres = tree.query_nearest(shapely.points(x, y), return_distance=True, all_matches=False)
        return float(metres[0]) if len(metres) else inf


def areas_at(x: float, y: float, on: datetime.date | None = None) -> list[Located]:
    """The place of a point (metres, EPSG:31370) in every published edition that holds on the day `on`, or today.

    A partition gives exactly one answer: the area, the lowest code on a shared border, or none. Other layers give one
    answer for each area that holds the point, and one without an area when none does.
    """
    day = on or timezone.localdate()
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [day, day])
        editions = cursor.fetchall()
    return [located for key, checksum in editions for located in _in_edition(_read_shapes(key, checksum), x, y)]


def areas_of_points(points: NDArray[np.float64], edition: Edition) -> NDArray[np.int64]:
    """Keys of the areas of one edition for many points, shape (n, 2) in EPSG:31370; 0 where there is none.

    One area a point: where areas share it, the lowest code.
    """
    import numpy as np
    import shapely

    kept = shapes_of(edition)
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    answer = np.zeros(len(points), dtype=np.int64)
    for area, shape in reversed(list(zip(kept.areas, kept.shapes, strict=True))):
        boxed = np.flatnonzero((x >= area.min_x) & (x <= area.max_x) & (y >= area.min_y) & (y <= area.max_y))
        answer[boxed[shapely.intersects_xy(shape, x[boxed], y[boxed])]] = area.pk
    return answer


def overlapping_areas(area: Area, threshold: float = 0.005, *, on: datetime.date | None = None) -> list[Overlapping]:
    """Areas of other layers in force that hold at least `threshold` of `area`, largest share first.

    Counted by addresses where these are known, else by surface.
    """
    rows = _overlaps(threshold).filter(source=area, target__in=Area.objects.in_force(on))
    return [_overlapping(row) for row in rows]


def overlaps_between(edition: Edition, other: Edition, threshold: float = 0.005) -> dict[int, list[Overlapping]]:
    """The same for all areas of one edition against one other edition, by the key of the area; one query."""
    found: dict[int, list[Overlapping]] = {}
    for row in _overlaps(threshold).filter(source__edition=edition, target__edition=other):
        found.setdefault(row.source_id, []).append(_overlapping(row))
    return found


def _overlaps(threshold: float) -> QuerySet[AreaOverlap]:
    shares = AreaOverlap.objects.annotate(share=Coalesce("by_addresses", "by_surface", output_field=FloatField()))
    light = shares.select_related("target__edition__layer").defer("target__geometry", "target__outline")
    return light.filter(share__gte=threshold).order_by(F("share").desc(), "target__code")


def _overlapping(row: AreaOverlap) -> Overlapping:
    share = row.by_surface if row.by_addresses is None else row.by_addresses
    return Overlapping(row.target, share, row.by_addresses is not None)


def share_word(share: float) -> str:
    """A share as a word, which is read before the figure."""
    if share >= 0.995:
        return _("volledig")
    if share >= 0.9:
        return _("grotendeels")
    return _("deels") if share >= 0.005 else _("randstrook")


def shapes_of(edition: Edition) -> Shapes:
    """The kept shapes of a published edition. A draft still changes, so it is read anew every time."""
    if not edition.is_published:
        return _read_shapes.__wrapped__(edition.pk, edition.checksum)
    return _read_shapes(edition.pk, edition.checksum)


@lru_cache(maxsize=KEPT_EDITIONS)
def _read_shapes(edition_id: int, _checksum: str) -> Shapes:
    """The checksum is part of the key for one case only: a database that was thrown away under a running process."""
    import numpy as np
    import shapely

    edition = Edition.objects.select_related("layer").get(pk=edition_id)
    areas = sorted(Area.objects.filter(edition=edition).defer("outline"), key=lambda area: area.code)
    shapes = np.array(shapely.from_wkb([bytes(area.geometry) for area in areas]), dtype=object)
    shapely.prepare(shapes)
    for area in areas:
        area.edition = edition
        del area.__dict__["geometry"]  # The parsed shape is kept; its bytes would only be kept twice.
    borders = [border_tree(shape) for shape in shapes]
    kept = Shapes(edition, areas, shapes, borders, shapely.STRtree(shapes), _is_partition(edition))
    # Indexes are built at first use, which is not safe in two threads at once: use them all here, in one.
    for shape in shapes:
        shapely.intersects_xy(shape, *shape.envelope.centroid.coords[0])
        kept.tree.query(shape.centroid)
    for area, border in zip(areas, borders, strict=True):
        border.query_nearest(shapely.points(area.min_x, area.min_y))
    return kept


def border_tree(shape: Any) -> STRtree:
    """An index of the straight pieces of a shape's border, for distances: a border has hundreds."""
    import numpy as np
    import shapely

    pieces = []
    for line in shapely.get_parts(shapely.boundary(shape)):
        corners = shapely.get_coordinates(line)
        pieces.append(np.stack([corners[:-1], corners[1:]], axis=1))
    lines: Any = shapely.linestrings(np.concatenate(pieces))
    return shapely.STRtree(lines)


def _in_edition(kept: Shapes, x: float, y: float) -> Sequence[Located]:
    places: list[int | None] = [*kept.at(x, y)]
    if kept.is_partition:
        places = places[:1]
    return [
        Located(kept.edition, None if place is None else kept.areas[place], kept.metres(place, x, y))
        for place in places or [None]
    ]


def _is_partition(edition: Edition) -> bool:
    return edition.layer.kind == LayerKind.PARTITION
