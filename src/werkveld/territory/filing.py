"""Which address and which part of a street lies in which area, and what that says about areas that overlap.

All three are derived: they can be thrown away and made again from addresses and published editions.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from werkveld.territory.locate import shapes_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from werkveld.territory.models import Edition

_KEEP = """
INSERT INTO territory_addressarea (address_id, edition_id, area_id, metres)
SELECT address, %s, area, metres FROM unnest(%s::bigint[], %s::bigint[], %s::float8[]) AS t (address, area, metres)
"""

_STREETS = """
INSERT INTO territory_streetarea
    (street_id, edition_id, area_id, addresses, share, odd_from, odd_to, even_from, even_to)
SELECT a.street_id, aa.edition_id, aa.area_id, count(*), count(*)::float8 / whole.n,
       min(a.house) FILTER (WHERE a.house %% 2 = 1), max(a.house) FILTER (WHERE a.house %% 2 = 1),
       min(nullif(a.house, 0)) FILTER (WHERE a.house %% 2 = 0), max(nullif(a.house, 0)) FILTER (WHERE a.house %% 2 = 0)
FROM territory_addressarea aa
JOIN territory_address a ON a.id = aa.address_id
JOIN (SELECT street_id, count(*) AS n FROM territory_address GROUP BY 1) whole ON whole.street_id = a.street_id
WHERE aa.edition_id = ANY (%s) AND (%s::bigint[] IS NULL OR a.street_id = ANY (%s))
GROUP BY 1, 2, 3, whole.n
"""

# Both directions at once: a pair is counted from either side, divided by all addresses of the side that asks.
_OVERLAPS = """
WITH total AS (
    SELECT area_id, count(*)::float8 AS n FROM territory_addressarea GROUP BY 1
), pair AS (
    SELECT one.area_id AS source_id, two.area_id AS target_id, count(*) AS n
    FROM territory_addressarea one
    JOIN territory_addressarea two ON two.address_id = one.address_id AND two.edition_id <> one.edition_id
    JOIN territory_edition e ON e.id = one.edition_id
    JOIN territory_edition f ON f.id = two.edition_id AND CASE WHEN f.layer_id = e.layer_id
         THEN f.valid_from = e.valid_until OR e.valid_from = f.valid_until
         ELSE (f.valid_until IS NULL OR f.valid_until > e.valid_from)
              AND (e.valid_until IS NULL OR e.valid_until > f.valid_from) END
    WHERE {wanted}
    GROUP BY 1, 2
), known AS (
    SELECT o.source_id, o.target_id FROM territory_areaoverlap o
    JOIN territory_area one ON one.id = o.source_id JOIN territory_area two ON two.id = o.target_id
    WHERE {wanted}
    UNION SELECT source_id, target_id FROM pair
)
INSERT INTO territory_areaoverlap (source_id, target_id, by_surface, by_addresses)
SELECT known.source_id, known.target_id, 0, CASE WHEN total.n > 0 THEN coalesce(pair.n, 0) / total.n END
FROM known LEFT JOIN total ON total.area_id = known.source_id LEFT JOIN pair USING (source_id, target_id)
ON CONFLICT (source_id, target_id) DO UPDATE SET by_addresses = EXCLUDED.by_addresses
WHERE territory_areaoverlap.by_addresses IS DISTINCT FROM EXCLUDED.by_addresses
"""


@contextlib.contextmanager
def whole_joins() -> Iterator[CursorWrapper]:
    """A cursor in a transaction whose joins go over whole tables.

    Right after thousands of rows came in the database still thinks that the tables are empty, and would look up every
    row of one in all rows of the other: minutes, where going over both once takes a second.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")


def file_edition(edition: Edition) -> None:
    """Place every known address in a newly published edition, in the caller's transaction; no address, no work."""
    import numpy as np

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, x, y FROM territory_address ORDER BY id")
        rows = cursor.fetchall()
    if not rows:
        return
    told = np.array(rows, dtype=np.float64)
    place_addresses(edition, told[:, 0].astype(np.int64), told[:, 1:])
    with whole_joins() as cursor:
        cursor.execute(_STREETS, [[edition.pk], None, None])
        wanted = "one.edition_id = %s OR two.edition_id = %s"
        cursor.execute(_OVERLAPS.format(wanted=wanted), [edition.pk] * 4)


def unfile_edition(edition: Edition) -> None:
    """Forget what addresses lie in an edition that was taken back."""
    with connection.cursor() as cursor:
        for table in ("territory_addressarea", "territory_streetarea"):
            cursor.execute(f"DELETE FROM {table} WHERE edition_id = %s", [edition.pk])  # noqa: S608 - fixed names


def place_addresses(edition: Edition, keys: NDArray[np.int64], points: NDArray[np.float64]) -> None:
    """Write the areas of some addresses, shape (n,) and (n, 2) in EPSG:31370, that have none in this edition yet."""
    address, area, metres = placed(edition, points)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [edition.pk, keys[address].tolist(), area.tolist(), metres.tolist()])


def placed(
    edition: Edition, points: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Three equal columns: place in `points`, key of an area that holds it, metres to the border of that area.

    A partition gives a point at most one area, the lowest code on a shared border; other layers any number.
    """
    import numpy as np
    import shapely

    kept = shapes_of(edition)
    x, y = np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    is_free = np.ones(len(points), dtype=bool)
    addresses, areas, metres = [], [], []
    for number, (area, shape) in enumerate(zip(kept.areas, kept.shapes, strict=True)):
        boxed = (x >= area.min_x) & (x <= area.max_x) & (y >= area.min_y) & (y <= area.max_y)
        near = np.flatnonzero(boxed & is_free if kept.is_partition else boxed)
        inside = near[shapely.intersects_xy(shape, x[near], y[near])]
        if not len(inside):
            continue
        is_free[inside] = False
        addresses.append(inside)
        areas.append(np.full(len(inside), area.pk, dtype=np.int64))
        border = kept.borders[number]
        _asked, near_by = border.query_nearest(shapely.points(points[inside]), return_distance=True, all_matches=False)
        metres.append(near_by.round(1))
    none = np.array([], dtype=np.int64)
    return (
        np.concatenate([none, *addresses]),
        np.concatenate([none, *areas]),
        np.concatenate([none.astype(np.float64), *metres]),
    )


def refile_streets(editions: list[int], streets: Iterable[int]) -> None:
    """Count some streets anew in some editions, given by key."""
    keys = list(streets)
    with whole_joins() as cursor:
        cursor.execute(
            "DELETE FROM territory_streetarea WHERE edition_id = ANY (%s) AND street_id = ANY (%s)", [editions, keys]
        )
        cursor.execute(_STREETS, [editions, keys, keys])


def count_overlaps_anew() -> None:
    """Shares by addresses of all pairs of areas, both ways; what did not change is not written."""
    with whole_joins() as cursor:
        cursor.execute(_OVERLAPS.format(wanted="TRUE"))


def take_stock() -> None:
    """Let the database see how much there is now, so that pages find their way at once; only the owner role can."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE territory_street, territory_address, territory_addressarea, territory_streetarea")
