"""Dutch full-text search over everything the viewer may see: filtered first, then ranked and counted.

Text operators are not leakproof, so under row-level security PostgreSQL will not use the text index. The candidate
keys come from a function that holds the same predicate; the rows are then read from the guarded table (twice checked).
"""

import re
import uuid
from dataclasses import dataclass

from django.db import connection

from werkveld.audience.viewer import Viewer
from werkveld.items.models import POST, Item
from werkveld.items.words import nearest_word

# A page of results is enough; more than this many are said as "meer dan".
MOST = 200
# How many candidates a filter may choose from.
FILTERED = 2000
PAGE = 20


@dataclass(frozen=True)
class Found:
    """One page of answers. `count` goes no further than MOST; `instead` is the spelling that was searched."""

    items: list[Item]
    count: int
    instead: str = ""
    page: int = 1

    @property
    def is_capped(self) -> bool:
        """There may be more than counted."""
        return self.count >= MOST

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // PAGE))


def search(
    viewer: Viewer,
    text: str,
    *,
    with_lapsed: bool = False,
    page: int = 1,
    organisation: str = "",
    is_briefing: bool | None = None,
) -> Found:
    """Items that hold all the words, the best first; small typing errors are forgiven when nothing holds them.

    `text` knows "quoted phrases", -without and or. `organisation` is a code; `is_briefing` takes only briefing items,
    or only posts. Call inside `viewing(viewer)`.
    """
    most = FILTERED if organisation or is_briefing is not None else MOST
    keys = _candidates(text, with_lapsed, most)
    instead = ""
    if not keys:
        instead = _spell(text)
        keys = _candidates(instead, with_lapsed, most) if instead else []
    if most == FILTERED:
        keys = _filtered(viewer, keys, organisation, is_briefing)
    shown = keys[(page - 1) * PAGE : page * PAGE]
    rows = Item.objects.visible_to(viewer).select_related("author", "organisation").in_bulk(shown)
    return Found([rows[k] for k in shown if k in rows], len(keys), instead if keys else "", page)


def _filtered(viewer: Viewer, keys: list[uuid.UUID], organisation: str, is_briefing: bool | None) -> list[uuid.UUID]:
    """Those of one organisation, of briefing items or of posts; still the best first."""
    rows = Item.objects.visible_to(viewer).filter(pk__in=keys)
    if organisation:
        rows = rows.filter(organisation__code=organisation)
    if is_briefing is not None:
        rows = rows.exclude(kind=POST) if is_briefing else rows.filter(kind=POST)
    kept = set(rows.values_list("pk", flat=True))
    return [key for key in keys if key in kept][:MOST]


def _candidates(text: str, with_lapsed: bool, most: int = MOST) -> list[uuid.UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT item_id FROM werkveld_search(websearch_to_tsquery('werkveld_nl', %s), %s, %s)",
            [text, with_lapsed, most],
        )
        return [row[0] for row in cursor.fetchall()]


def _spell(text: str) -> str:
    """The same question with each unknown word replaced by the nearest one; empty when that changes nothing."""
    words = re.findall(r"[^\W\d_]{3,}", text)[:6]
    spelled = text
    for word in words:
        near = nearest_word(word)
        if near and near != word.lower():
            spelled = re.sub(rf"\b{re.escape(word)}\b", near, spelled)
    return spelled if spelled != text else ""
