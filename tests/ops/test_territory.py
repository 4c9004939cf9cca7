"""A division brought in by the command, and a point found in it."""

import json
from pathlib import Path

import pytest

from tests.ops.conftest import Command, run, write_squares


@pytest.fixture(scope="module")
def kanten(house: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A published layer of two areas; what the import said."""
    file = write_squares(tmp_path_factory.mktemp("kanten") / "squares.geojson")
    done = run(house, *IMPORT, str(file), "--layer", "kanten", "--owner", "Stad Kortrijk", "--yes")
    assert done.returncode == 0, done.stderr
    return done.stdout


IMPORT = ("territory", "import", "--valid-from", "2020-01-01")


@pytest.mark.parametrize(
    ("point", "area"),
    [
        ("3.265,50.825", {"code": "W", "name": "Westkant"}),
        ("3.275,50.825", {"code": "O", "name": "Oostkant"}),
        ("4.35,50.85", None),
    ],
)
def test_locate_answers_in_json(werkveld: Command, kanten: str, point: str, area: dict[str, str] | None) -> None:
    answer = json.loads(werkveld("territory", "locate", "--point", point, "--json").stdout)
    assert list(answer) == ["editions"]
    [line] = [line for line in answer["editions"] if line["layer"] == "kanten"]
    assert sorted(line) == ["area", "edition", "layer"]
    assert line["area"] == area


def test_import_says_what_it_found_and_changes_nothing_the_second_time(
    werkveld: Command, kanten: str, squares: Path
) -> None:
    assert "Westkant" in kanten
    again = werkveld(*IMPORT, str(squares), "--layer", "kanten", "--owner", "Stad Kortrijk", "--yes")
    assert "nothing changed" in again.stdout


def test_import_asks_first_when_not_told_yes(werkveld: Command, squares: Path) -> None:
    done = werkveld(*IMPORT, str(squares), "--layer", "andere", "--owner", "Stad Kortrijk")
    assert done.returncode == 1
    assert "--yes" in done.stderr


def test_import_is_refused_when_another_organisation_keeps_the_layer(
    werkveld: Command, kanten: str, squares: Path
) -> None:
    text = squares.read_text().replace("Westkant", "West")
    squares.write_text(text)
    done = werkveld(*IMPORT, str(squares), "--layer", "kanten", "--owner", "PZ VLAS", "--yes")
    assert done.returncode == 1
    assert "Stad Kortrijk" in done.stderr


def test_import_is_refused_when_the_kind_of_a_new_owner_cannot_be_told(werkveld: Command, squares: Path) -> None:
    done = werkveld(*IMPORT, str(squares), "--layer", "x", "--owner", "Zonneweelde", "--yes")
    assert done.returncode == 1
    assert "--organisation-kind" in done.stderr


def test_import_says_what_to_do_when_the_file_is_no_division(werkveld: Command, tmp_path: Path) -> None:
    file = tmp_path / "empty.geojson"
    file.write_text('{"type": "FeatureCollection", "features": []}')
    done = werkveld(*IMPORT, str(file), "--layer", "leeg", "--owner", "Stad Kortrijk", "--yes")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
