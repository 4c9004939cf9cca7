"""The cast with doors: a street along the middle of each gebied, and one on the border of K3 and K4."""

from pathlib import Path

import pytest

from tests.cast import Cast
from tests.database import as_owner
from tests.territory.registers import Door, kept

# K3 ends at 500 m, K4 at 1,500 m; Overleie at 1,000 m and Sint-Jan at 2,000 m.
DOORS: list[Door] = [
    *[("Overleiestraat", str(n), 70_000.0 + n * 48, 167_500.0) for n in range(1, 21)],
    *[("Grensstraat", str(n), 70_490.0 if n % 2 else 70_510.0, 167_100.0 + n * 18) for n in range(1, 21)],
    *[("Sint-Janslaan", str(n), 71_000.0 + n * 48, 167_300.0) for n in range(1, 21)],
    *[("Hoevestraat", str(n), 72_100.0 + n * 10, 167_300.0) for n in range(1, 11)],
]


@pytest.fixture
def town(cast: Cast, tmp_path: Path) -> Cast:
    with as_owner():
        kept(tmp_path, DOORS, town="Kortrijk")
    return cast
