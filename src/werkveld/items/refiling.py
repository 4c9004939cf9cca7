"""A new edition of a division: what is still valid gets its place in it, what is past stays where it was.

Runs as the owner role, from the command that publishes or from the clockwork on the edition's first day, in small
transactions: nobody who reads waits for it, and who writes waits for one batch at most. Stopped halfway, it goes on.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.items.models import Method
from werkveld.journal.actions import record
from werkveld.journal.models import Line
from werkveld.territory.crosswalk import crosswalk
from werkveld.territory.filing import placed
from werkveld.territory.locate import shapes_of
from werkveld.territory.models import Area, Edition
from werkveld.territory.thresholds import threshold_between

VERB = "refile items"
BATCH = 2_000

# Items that were kept before the edition held, and have no place in it yet. A lock on the row keeps its author from
# filing it anew at the same moment.
_NEXT = """
SELECT i.id, i.x, i.y FROM items_item i
WHERE i.id > %s AND i.created_at < %s AND i.state IN ('draft', 'published')
  AND (i.valid_until IS NULL OR i.valid_until > %s)
  AND NOT EXISTS (SELECT 1 FROM items_itemarea f WHERE f.item_id = i.id AND f.edition_id = %s)
ORDER BY i.id LIMIT %s FOR NO KEY UPDATE OF i
"""
_HOW_MANY = """
SELECT count(*) FROM items_item i WHERE i.created_at < %s AND i.state IN ('draft', 'published')
  AND (i.valid_until IS NULL OR i.valid_until > %s)
"""
# Only rows that are new reach the feed, so what stood there stays as it is.
_KEEP = """
WITH filed AS (
    INSERT INTO items_itemarea (item_id, edition_id, area_id, method, metres)
    SELECT item, %s, area, %s, metres FROM unnest(%s::uuid[], %s::bigint[], %s::float8[]) AS t (item, area, metres)
    ON CONFLICT DO NOTHING RETURNING item_id, area_id
)
INSERT INTO items_feedentry (circle, area, published_at, valid_until, item_id)
SELECT DISTINCT c, f.area_id::integer, i.published_at, i.valid_until, i.id
FROM filed f JOIN items_item i ON i.id = f.item_id, unnest(i.readers) c
WHERE f.area_id IS NOT NULL AND i.state <> 'draft'
"""
_CHOSEN = "SELECT item_id, area_id FROM items_itemarea WHERE method = 'chosen' AND item_id = ANY (%s)"

type Progress = Callable[[str, float], None]
type Place = tuple[uuid.UUID, int | None, float | None]


@dataclass
class _Neighbours:
    """Which areas of the new edition count as the same ground as an area somebody chose; counted once an edition."""

    edition: Edition
    known: dict[int, set[int]] = field(default_factory=dict)
    # Areas of the same division before the borders moved: what was chosen there is chosen in the new ones.
    earlier: set[int] = field(default_factory=set)

    def of(self, areas: Iterable[int]) -> dict[int, set[int]]:
        unknown = Edition.objects.filter(areas__in=set(areas) - self.known.keys()).distinct()
        for other in unknown.select_related("layer"):
            self._learn(other)
        return self.known

    def _learn(self, other: Edition) -> None:
        self.known |= {area: set() for area in Area.objects.filter(edition=other).values_list("pk", flat=True)}
        if other.layer_id == self.edition.layer_id:
            self.earlier |= set(Area.objects.filter(edition=other).values_list("pk", flat=True))
        told, enough = crosswalk(other, self.edition), threshold_between(other.layer, self.edition.layer)
        for row in [*told.rows, *told.reverse]:
            for part in row.parts:
                if part.target is not None and part.share >= enough:
                    old, new = (row.area, part.target) if row.area.pk in self.known else (part.target, row.area)
                    self.known[old.pk].add(new.pk)


def refile_for(edition: Edition, *, progress: Progress | None = None) -> int:
    """Give every item that is still valid its place in an edition; how many got one. Twice changes nothing."""
    tell = progress or (lambda _sentence, _share: None)
    now, first = timezone.now(), uuid.UUID(int=0)
    since = max(edition.published_at or now, timezone.make_aware(dt.datetime.combine(edition.valid_from, dt.time())))
    with connection.cursor() as cursor:
        cursor.execute(_HOW_MANY, [since, now])
        total = max(int(cursor.fetchone()[0]), 1)
    neighbours, done = _Neighbours(edition), 0
    while True:
        tell(_("Berichten opnieuw plaatsen"), min(done / total, 1.0))
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_NEXT, [first, since, now, edition.pk, BATCH])
            rows = cursor.fetchall()
            if not rows:
                break
            _keep(edition, Method.POINT, _by_point(edition, [row for row in rows if row[1] is not None]))
            chosen = [row[0] for row in rows if row[1] is None]
            _keep(edition, Method.CHOSEN, _by_choice(neighbours, chosen, was_ours=True))
            _keep(edition, Method.CROSSWALK, _by_choice(neighbours, chosen, was_ours=False))
        done, first = done + len(rows), rows[-1][0]
    with transaction.atomic():
        record(VERB, by=None, subject=edition, detail={"items": done})
    return done


def refile_pending() -> int:
    """The same for every edition that holds today and was not yet gone through; for the clockwork."""
    seen = Line.objects.filter(verb=VERB, subject_kind=Edition._meta.label_lower).values_list("subject_key", flat=True)
    waiting = Edition.objects.in_force().exclude(pk__in=[int(key) for key in seen])
    return sum(refile_for(edition) for edition in waiting.select_related("layer"))


def _by_point(edition: Edition, rows: list[tuple[uuid.UUID, float, float]]) -> list[Place]:
    """Every area that holds the point, or none: that is said too, with the metres to the nearest."""
    import numpy as np
    import shapely

    if not rows:
        return []
    points = np.array([row[1:] for row in rows], dtype=np.float64)
    where, areas, metres = placed(edition, points)
    told = zip(where.tolist(), areas.tolist(), metres.tolist(), strict=True)
    found: list[Place] = [(rows[place][0], area, far) for place, area, far in told]
    outside = np.setdiff1d(np.arange(len(rows)), where)
    tree = shapes_of(edition).tree
    if len(outside) and len(tree):
        _asked, far = tree.query_nearest(shapely.points(points[outside]), return_distance=True, all_matches=False)
        found += [(rows[place][0], None, metre) for place, metre in zip(outside.tolist(), far.tolist(), strict=True)]
    return found


def _by_choice(neighbours: _Neighbours, items: list[uuid.UUID], *, was_ours: bool) -> list[Place]:
    """What lies near the areas that were chosen: those of the same division, or those of the others."""
    if not items:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, [items])
        chosen = cursor.fetchall()
    near = neighbours.of(area for _item, area in chosen)
    told = [(item, old) for item, old in chosen if (old in neighbours.earlier) == was_ours]
    return [(item, area, None) for item, old in told for area in sorted(near.get(old, ()))]


def _keep(edition: Edition, method: Method, places: list[Place]) -> None:
    if not places:
        return
    items, areas, metres = zip(*places, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [edition.pk, method.value, list(items), list(areas), list(metres)])
