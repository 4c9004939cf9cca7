from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.territory.editions import published
from tests.territory.registers import Door, kept
from werkveld.territory.addresstext import distance, heard, key_of, readings_of
from werkveld.territory.finding import Finding, Spot, find_place, finding_json
from werkveld.territory.gazetteer import names

pytestmark = pytest.mark.django_db

LEFT, RIGHT = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(71_000, 168_000, 72_000, 169_000)
DOORS: list[Door] = [
    *[("Sint-Denijsestraat", str(n), 70_100.0 + n * 10, 168_200.0) for n in (7, 8, 10, 12, 14, 20)],
    ("Sint-Denijsestraat", "12A", 70_225.0, 168_200.0),
    *[("Overleiestraat", str(n), 70_900.0 + n * 10, 168_500.0) for n in range(1, 21)],
    ("Condédreef", "3", 70_500.0, 168_800.0),
    ("Grote Markt", "54", 70_300.0, 168_600.0),
    ("Budastraat", "1", 71_110.0, 168_520.0),
    ("O.-L.-Vrouwestraat", "7", 70_400.0, 168_700.0),
    ("Elfde-julilaan", "3", 70_410.0, 168_700.0),
    ("Leynvaalsstraat", "9", 70_420.0, 168_700.0),
]


@pytest.fixture
def register(tmp_path: Path) -> None:
    published("wijken", {"L": LEFT, "R": RIGHT}, word="wijk")
    kept(tmp_path, DOORS, town="Kortrijk")


def spot(text: str) -> Spot:
    found = find_place(text)
    assert found.spot is not None, (text, found)
    return found.spot


@pytest.mark.parametrize(
    ("typed", "label", "method"),
    [
        ("Sint-Denijsestraat 12", "Sint-Denijsestraat 12, Kortrijk", "address"),
        ("sint denijsstraat 12", "Sint-Denijsestraat 12, Kortrijk", "address"),
        ("Sint-Denijstraat 12a", "Sint-Denijsestraat 12A, Kortrijk", "address"),
        ("St. Denijsestr 12 bus 3, 8500 Kortrijk", "Sint-Denijsestraat 12, Kortrijk", "address"),
        ("ST.-DENIJSESTRAAT nr. 12/3", "Sint-Denijsestraat 12, Kortrijk", "address"),
        ("Sint-Denijsestraat 12-14", "Sint-Denijsestraat 12-14, Kortrijk", "range"),
        ("Sint-Denijsestraat 16", "Sint-Denijsestraat 16, Kortrijk", "nearby"),
        ("12 Sint-Denijsestraat", "Sint-Denijsestraat 12, Kortrijk", "address"),
        ("condedreef 3", "Condédreef 3, Kortrijk", "address"),
        ("Overliestraat 4", "Overleiestraat 4, Kortrijk", "address"),
        ("ovreleiestraat 4 Kortrijk", "Overleiestraat 4, Kortrijk", "address"),
        ("grote mrkt 54", "Grote Markt 54, Kortrijk", "address"),
        ("O.L.V.-straat 7", "O.-L.-Vrouwestraat 7, Kortrijk", "address"),
        ("Onze-Lieve-Vrouwestraat 7", "O.-L.-Vrouwestraat 7, Kortrijk", "address"),
        ("11 julilaan 3", "Elfde-julilaan 3, Kortrijk", "address"),
        ("Leinvaelstraat 9", "Leynvaalsstraat 9, Kortrijk", "address"),
        ("hoek Budastraat en Overleiestraat", "Budastraat × Overleiestraat", "crossing"),
        ("Overleiestraat / Budastraat", "Overleiestraat × Budastraat", "crossing"),
        ("kruispunt van de Budastraat met de Overleiestraat", "Budastraat × Overleiestraat", "crossing"),
    ],
)
def test_place_is_found_however_it_is_typed(register: None, typed: str, label: str, method: str) -> None:
    assert (spot(typed).label, spot(typed).method) == (label, method)


def test_number_between_two_known_ones_lies_between_them(register: None) -> None:
    assert (spot("Sint-Denijsestraat 17").is_estimate, spot("Sint-Denijsestraat 18").x) == (True, 70_280.0)


def test_street_alone_tells_its_shares_and_numbers(register: None) -> None:
    [street] = find_place("Overleiestraat").streets
    told = {part.area.code if part.area else None: (part.percent, part.numbers) for part in street.parts}
    assert told == {"L": (50, "1–9 · 2–10"), "R": (50, "11–19 · 12–20")}
    answer = finding_json(find_place("Overleiestraat"))
    assert answer["editions"][0]["area"] is None
    assert [part["share"] for part in answer["editions"][0]["candidates"]] == [0.5, 0.5]
    assert finding_json(find_place("Condédreef"))["editions"][0]["area"] == {"code": "L", "name": "Naam L"}


def test_shape_of_an_address_is_that_of_a_point(register: None) -> None:
    answer = finding_json(find_place("Overleiestraat 12"))
    assert answer["editions"] == [{"layer": "Wijken", "edition": "2025", "area": {"code": "R", "name": "Naam R"}}]
    assert answer["place"]["method"] == "address"


def test_name_that_stands_twice_is_told_apart_by_place_or_by_number(tmp_path: Path) -> None:
    published("gebieden", {"Heule": LEFT, "Marke": RIGHT})
    file = tmp_path / "two.csv"
    rows = [
        "1;Molenstraat;5;70500;168500;8501",
        "2;Molenstraat;5;71500;168500;8510",
        "2;Molenstraat;9;71500;168510;8510",
    ]
    file.write_text("street_id;straat;huisnr;x;y;postcode\n" + "\n".join(rows))
    from werkveld.territory.actions import keep_addresses
    from werkveld.territory.addressfile import read_addresses

    keep_addresses(read_addresses(file, municipality="Kortrijk"), name="proef")
    assert len(find_place("Molenstraat 5").spots) == 2
    assert len(finding_json(find_place("Molenstraat 5"))["candidates"]) == 2
    assert spot("Molenstraat 5, Naam Marke").x == 71_500
    assert spot("Molenstraat 5, 8501").x == 70_500
    assert spot("Molenstraat 9").x == 71_500
    assert len(find_place("Molenstraat").streets) == 2


@pytest.mark.parametrize("typed", ["", "   ", "12", "-", "xyzzy 3", "a", "Qqqqqqqqqqqqq", "'; drop table --"])
def test_nothing_is_found_where_nothing_is_meant(register: None, typed: str) -> None:
    assert find_place(typed) == Finding()


def test_far_beyond_the_last_number_only_the_street_is_known(register: None) -> None:
    found = find_place("Overleiestraat 9999")
    assert not found.spots
    assert [street.street.name for street in found.streets] == ["Overleiestraat"]


def test_suggestions_start_with_what_is_typed(register: None) -> None:
    assert [street.name for street in names().suggested("over", 5)] == ["Overleiestraat"]
    assert [street.name for street in names().suggested("denijse", 5)] == ["Sint-Denijsestraat"]
    assert names().suggested("x", 5) == []


def test_new_register_is_known_at_once(register: None, tmp_path: Path) -> None:
    assert find_place("Nieuwe Weg 1").is_nothing
    kept(tmp_path, [*DOORS, ("Nieuwe Weg", "1", 70_500.0, 168_500.0)], town="Kortrijk")
    assert spot("Nieuwe Weg 1").method == "address"


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for typed in readings_of(text):
        assert 1 <= len(typed.names) <= 2
        assert heard(typed.names[0]) is not None


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_distance_is_the_same_both_ways_and_nothing_only_for_equals(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert min(distance(one, other, 9), 3) == distance(one, other, 2)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St.-Denijsestr.", "Sint Denijsestraat"),
        ("Pres. Kennedypl.", "President Kennedyplein"),
        ("Brugsestwg", "Brugsesteenweg"),
    ],
)
def test_short_forms_have_the_key_of_the_long_ones(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
