"""Walking the feed: the newest items of an area, a team or everywhere, and the proof that the feed tells the truth."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from werkveld.audience.viewer import Viewer
from werkveld.items.models import CITYWIDE, EVERYWHERE, Item
from werkveld.kit.prepared import told_keys

PAGE = 50


@dataclass(frozen=True)
class Place:
    """Where to walk: some areas (with what is citywide), or everything; of all own circles, or of one."""

    areas: tuple[int, ...] = (EVERYWHERE,)
    circle: int | None = None

    @classmethod
    def of_areas(cls, keys: Iterable[int]) -> "Place":
        """One or more areas, and what counts everywhere in the city."""
        return cls((*keys, CITYWIDE))


def newest(
    viewer: Viewer,
    place: Place,
    *,
    before: tuple[dt.datetime, uuid.UUID] | None = None,
    limit: int = PAGE,
    valid_at: dt.datetime | None = None,
) -> list[uuid.UUID]:
    """Keys of the newest items, at most `limit`, older than `before` (moment and key of the last one shown).

    With `valid_at` only those that had not lapsed at that moment.

    Each (circle, area) is a short walk down one index; the walks are merged. So it costs the same for who sees
    nearly all and for who sees almost nothing.
    """
    circles = told_keys(viewer.circles if place.circle is None else viewer.circles & {place.circle})
    older = "AND (e.published_at, e.item_id) < (%(moment)s, %(key)s)" if before else ""
    holds = "AND (e.valid_until IS NULL OR e.valid_until > %(valid_at)s)" if valid_at else ""
    sql = f"""
        SELECT item_id FROM (
            SELECT DISTINCT f.published_at, f.item_id
            FROM unnest(%(circles)s::integer[]) c, unnest(%(areas)s::integer[]) a, LATERAL (
                SELECT e.published_at, e.item_id FROM items_feedentry e
                WHERE e.circle = c AND e.area = a {older} {holds}
                ORDER BY e.published_at DESC, e.item_id DESC LIMIT %(limit)s) f
        ) walked ORDER BY published_at DESC, item_id DESC LIMIT %(limit)s"""  # noqa: S608 - only fixed text is put in
    params: dict[str, Any] = {"circles": circles, "areas": list(place.areas), "limit": limit, "valid_at": valid_at}
    if before:
        params |= {"moment": before[0], "key": before[1]}
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]


def items_of(viewer: Viewer, keys: list[uuid.UUID]) -> list[Item]:
    """The items with these keys that the viewer may see, in this order, with author and organisation."""
    rows = Item.objects.visible_to(viewer).select_related("author", "organisation").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


def check() -> int:
    """How many feed entries are missing or too many, seen against the items themselves. Run as the owner role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM werkveld_feed_differences()")
        return int(cursor.fetchone()[0])
