"""A register of addresses brought in by the command, and places found in it by what people type."""

import json
from pathlib import Path

import pytest

from tests.ops.conftest import Command, run, write_squares


@pytest.fixture(scope="module")
def register(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A division of two areas, and eleven doors in a street that runs through both."""
    folder = tmp_path_factory.mktemp("register")
    squares = write_squares(folder / "squares.geojson")
    done = run(
        house, "territory", "import", str(squares), "--layer", "buurtjes", "--owner", "Stad Kortrijk",
        "--valid-from", "2020-01-01", "--yes",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    file = folder / "doors.csv"
    doors = [f"Sint-Denijsestraat;{n};{3.2645 + n * 0.001:.4f};50.825" for n in range(1, 12)]
    file.write_text("straat;huisnr;lon;lat\n" + "\n".join(doors) + "\n")
    done = run(house, "territory", "addresses", str(file), "--municipality", "Proefdorp", "--yes")
    assert done.returncode == 0, done.stderr
    assert "11 new" in done.stdout
    return file


def area_of(answer: dict[str, list[dict[str, object]]]) -> object:
    return next(line["area"] for line in answer["editions"] if line["layer"] == "buurtjes")


def test_same_register_changes_nothing(werkveld: Command, register: Path) -> None:
    again = werkveld("territory", "addresses", str(register), "--municipality", "Proefdorp", "--yes")
    assert "nothing changed" in again.stdout


def test_address_is_located_in_json_as_a_point_is(werkveld: Command, register: Path) -> None:
    answer = json.loads(werkveld("territory", "locate", "St. Denijsstr 8 bus 2", "--json").stdout)
    assert area_of(answer) == {"code": "O", "name": "Oostkant"}
    assert answer["place"]["method"] == "address"


def test_street_alone_is_told_with_its_shares(werkveld: Command, register: Path) -> None:
    answer = json.loads(werkveld("territory", "locate", "Sint-Denijsestraat", "--json").stdout)
    assert area_of(answer) is None
    [line] = [line for line in answer["editions"] if line["layer"] == "buurtjes"]
    assert sum(part["share"] for part in line["candidates"]) == pytest.approx(1, abs=1e-3)
    assert "a house number decides" in werkveld("territory", "locate", "Sint-Denijsestraat").stdout


def test_unknown_address_says_so(werkveld: Command, register: Path) -> None:
    done = werkveld("territory", "locate", "Xyzzylaan 3")
    assert done.returncode == 1
    assert "Xyzzylaan" in done.stderr
    assert json.loads(werkveld("territory", "locate", "Xyzzylaan 3", "--json").stdout)["editions"] == []


def test_bad_register_says_what_to_do(werkveld: Command, tmp_path: Path) -> None:
    file = tmp_path / "bad.csv"
    file.write_text("a;b\n1;2\n")
    done = werkveld("territory", "addresses", str(file), "--yes")
    assert done.returncode == 1
    assert "--x-column" in done.stderr
    assert "Traceback" not in done.stderr


def test_crosswalk_answers_in_json_and_sums_to_one(werkveld: Command, register: Path) -> None:
    done = werkveld("territory", "crosswalk", "buurtjes", "buurtjes")
    assert done.returncode == 1
    squares = write_squares(register.with_name("again.geojson"))
    squares.write_text(squares.read_text().replace("Westkant", "West"))
    bring = ("territory", "import", str(squares), "--layer", "hoeken", "--owner", "Stad Kortrijk", "--yes")
    assert werkveld(*bring, "--valid-from", "2020-01-01").returncode == 0
    answer = json.loads(werkveld("territory", "crosswalk", "buurtjes", "hoeken", "--json").stdout)
    assert (answer["by"], answer["from"]["layer"]) == ("addresses", "buurtjes")
    for row in [*answer["rows"], *answer["reverse"]]:
        assert sum(part["share"] for part in row["parts"]) == pytest.approx(1)
    assert json.loads(werkveld("territory", "crosswalk", "buurtjes", "hoeken", "--by", "surface", "--json").stdout)
    unknown = werkveld("territory", "crosswalk", "buurtjes", "nergens")
    assert "hoeken" in unknown.stderr
