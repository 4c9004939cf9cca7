"""Bring the kept addresses in line with a register: what is new, what moved, and what is no longer there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from werkveld.territory.filing import whole_joins
from werkveld.territory.models import Street

if TYPE_CHECKING:
    from werkveld.territory.addressfile import Doors

_MERGE = """
INSERT INTO territory_address AS kept (street_id, number, house, postcode, x, y)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::float8[], %s::float8[])
ON CONFLICT (street_id, number) DO UPDATE SET postcode = EXCLUDED.postcode, x = EXCLUDED.x, y = EXCLUDED.y
WHERE (kept.postcode, kept.x, kept.y) IS DISTINCT FROM (EXCLUDED.postcode, EXCLUDED.x, EXCLUDED.y)
RETURNING id, street_id, x, y, xmax = 0
"""

_ABSENT = """
SELECT a.id, a.street_id FROM territory_address a JOIN territory_street s ON s.id = a.street_id
WHERE s.municipality = ANY (%s) AND NOT EXISTS (
    SELECT 1 FROM unnest(%s::bigint[], %s::text[]) AS told (street_id, number)
    WHERE told.street_id = a.street_id AND told.number = a.number)
"""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a register changed: (key, street, x, y) of each address that is new or moved, and how many of what."""

    rows: list[tuple[int, int, float, float]]
    streets: set[int]
    new: int
    moved: int
    gone: int

    @property
    def is_nothing(self) -> bool:
        return not (self.new or self.moved or self.gone)


def merge_addresses(found: Doors) -> Merged:
    """Write the doors of a register, in the caller's transaction. Those of its municipalities it lacks are removed."""
    keys = _streets(found)
    street = [keys[door.street] for door in found.doors]
    number = [door.number for door in found.doors]
    gone = _remove_absent(found.municipalities, street, number)
    with connection.cursor() as cursor:
        cursor.execute(
            _MERGE,
            [
                street,
                number,
                [door.house for door in found.doors],
                [door.postcode for door in found.doors],
                found.points[:, 0].tolist(),
                found.points[:, 1].tolist(),
            ],
        )
        told = cursor.fetchall()
        moved = [row[0] for row in told if not row[4]]
        cursor.execute("DELETE FROM territory_addressarea WHERE address_id = ANY (%s)", [moved])
    rows = [row[:4] for row in told]
    touched = {row[1] for row in rows} | {street for _key, street in gone}
    return Merged(rows, touched, new=len(told) - len(moved), moved=len(moved), gone=len(gone))


def _streets(found: Doors) -> dict[tuple[str, str, str], int]:
    wanted = found.streets
    Street.objects.bulk_create(
        [Street(municipality=town, name=name, code=code) for town, name, code in sorted(wanted)], ignore_conflicts=True
    )
    rows = Street.objects.filter(municipality__in=found.municipalities)
    return {(row[1], row[2], row[3]): row[0] for row in rows.values_list("pk", "municipality", "name", "code")}


def _remove_absent(municipalities: list[str], street: list[int], number: list[str]) -> list[tuple[int, int]]:
    """Keys and streets of the addresses that went. Their streets stay: an agreement may name one."""
    with whole_joins() as cursor:
        cursor.execute(_ABSENT, [municipalities, street, number])
        gone: list[tuple[int, int]] = cursor.fetchall()
        keys = [key for key, _street in gone]
        if keys:
            cursor.execute("DELETE FROM territory_addressarea WHERE address_id = ANY (%s)", [keys])
            cursor.execute("DELETE FROM territory_address WHERE id = ANY (%s)", [keys])
    return gone
