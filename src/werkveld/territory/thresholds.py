"""From which share two areas count as the same ground: a tenth, unless their owners said otherwise."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Q

from werkveld.territory.models import Layer, LayerPair

# The rule of who sees what is written with this share; a pair of divisions can be stricter or milder than it.
USUAL = 0.10
# A share that is exactly the threshold counts, whatever the last digit of a sum says.
ROUNDING = 1e-9

# What is kept beside each pair of areas, so that the rule needs no look at the divisions.
_APPLY = """
UPDATE territory_areaoverlap o SET stricter = wanted.stricter
FROM (
    SELECT o.id, coalesce(p.share - %s, 0) AS stricter
    FROM territory_areaoverlap o
    JOIN territory_area a ON a.id = o.source_id JOIN territory_edition e ON e.id = a.edition_id
    JOIN territory_area b ON b.id = o.target_id JOIN territory_edition f ON f.id = b.edition_id
    LEFT JOIN territory_layerpair p
        ON p.first_id = least(e.layer_id, f.layer_id) AND p.second_id = greatest(e.layer_id, f.layer_id)
) wanted WHERE wanted.id = o.id AND wanted.stricter <> o.stricter
"""


def threshold_between(first: Layer, second: Layer) -> float:
    """The share (0 to 1) from which areas of two divisions count as the same ground."""
    pair = LayerPair.objects.filter(_pair(first, second)).first()
    return pair.share if pair else USUAL


def thresholds_of(layer: Layer) -> dict[int, float]:
    """What was said for pairs with this division, by the key of the other one."""
    rows = LayerPair.objects.filter(Q(first=layer) | Q(second=layer))
    return {row.second_id if row.first_id == layer.pk else row.first_id: row.share for row in rows}


@transaction.atomic
def keep_threshold(first: Layer, second: Layer, share: float) -> LayerPair:
    """Say from which share areas of two divisions count as the same ground; in force at once."""
    low, high = sorted((first, second), key=lambda layer: layer.pk)
    pair, _is_new = LayerPair.objects.update_or_create(first=low, second=high, defaults={"share": share})
    apply_thresholds()
    return pair


def apply_thresholds() -> None:
    """Bring every pair of areas in line with what was said for their divisions; what is right already is left."""
    with connection.cursor() as cursor:
        cursor.execute(_APPLY, [USUAL + ROUNDING])


def _pair(first: Layer, second: Layer) -> Q:
    return Q(
        first=min(first, second, key=lambda layer: layer.pk), second=max(first, second, key=lambda layer: layer.pk)
    )
