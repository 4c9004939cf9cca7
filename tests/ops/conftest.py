"""A whole deployment on a data folder of its own, driven only by the command, as an administrator would."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from werkveld.kit import database

# Two squares beside each other in the middle of Kortrijk, in degrees, that share the border at 3.27 east.
WEST = [[3.26, 50.82], [3.27, 50.82], [3.27, 50.83], [3.26, 50.83], [3.26, 50.82]]
EAST = [[3.27, 50.82], [3.28, 50.82], [3.28, 50.83], [3.27, 50.83], [3.27, 50.82]]

type Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def house() -> Iterator[Path]:
    """The data folder of a migrated deployment without a single row of anybody's."""
    folder = Path(tempfile.mkdtemp(prefix="werkveld-house-"))
    folder.chmod(0o755)
    done = run(folder, "migrate")
    assert done.returncode == 0, done.stdout + done.stderr
    yield folder
    database.stop(folder)
    shutil.rmtree(folder)


@pytest.fixture
def werkveld(house: Path) -> Command:
    """Runs `werkveld …` on the house, as a process of its own."""
    return lambda *arguments: run(house, *arguments)


@pytest.fixture
def squares(tmp_path: Path) -> Path:
    """A GeoJSON file with two areas."""
    return write_squares(tmp_path / "squares.geojson")


def write_squares(file: Path) -> Path:
    """Two areas, W and O, as GeoJSON in degrees."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "naam": name},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, name, ring in [("W", "Westkant", WEST), ("O", "Oostkant", EAST)]
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return file


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`werkveld …` with its own process and the given data folder."""
    command = [sys.executable, "-m", "werkveld.ops.command", *arguments]
    return subprocess.run(command, env=environment_of(folder), capture_output=True, text=True, timeout=120, check=False)


def environment_of(folder: Path) -> dict[str, str]:
    """Ours, with the house's data folder and without what the tests themselves were started with."""
    without = {"DATABASE_URL", "WERKVELD_DATABASE_ROLE", "WERKVELD_DEMO", "WERKVELD_TEST_DATABASE"}
    return {**{k: v for k, v in os.environ.items() if k not in without}, "WERKVELD_DATA": str(folder), "COLUMNS": "160"}
