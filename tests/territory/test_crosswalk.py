import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.territory.editions import published
from tests.territory.registers import Door, kept
from werkveld.territory.crosswalk import (
    ADDRESSES,
    SURFACE,
    Crosswalk,
    Part,
    Row,
    crosswalk,
    crosswalk_json,
    edition_called,
    sentence,
)
from werkveld.territory.filing import file_edition, refile_streets
from werkveld.territory.models import Address, AddressArea, Area, Edition, LayerKind, Street
from werkveld.territory.refused import ImportRefused
from werkveld.territory.schematic import schematic_partition

pytestmark = pytest.mark.django_db

LEFT, RIGHT = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(71_000, 168_000, 72_000, 169_000)
WHOLE = shapely.box(70_000, 168_000, 72_000, 169_000)
DOORS: list[Door] = [("Straat", str(n), 70_000.0 + n * 95, 168_500.0) for n in range(1, 21)]


def told(rows: list[Row]) -> dict[tuple[str, str | None], tuple[int, float]]:
    return {
        (row.area.code, part.target.code if part.target else None): (int(part.count), round(part.share, 4))
        for row in rows
        for part in row.parts
    }


def test_both_directions_are_counted_by_addresses(tmp_path: Path) -> None:
    first, second = published("gebieden", {"A": WHOLE}), published("wijken", {"L": LEFT, "R": RIGHT}, word="wijk")
    kept(tmp_path, DOORS)
    found = crosswalk(first, second)
    assert found.by == ADDRESSES
    assert told(found.rows) == {("A", "L"): (10, 0.5), ("A", "R"): (10, 0.5)}
    assert told(found.reverse) == {("L", "A"): (10, 1.0), ("R", "A"): (10, 1.0)}
    assert [part.word for part in found.rows[0].parts] == ["deels", "deels"]
    assert sentence(found.rows[0].parts[0], found.rows[0].counted) == (
        "Van de 20 adressen in gebied Naam A liggen er 10 (50 %) in wijk Naam L."
    )
    assert sentence(found.reverse[0].parts[0], "10") == "Alle 10 adressen in wijk Naam L liggen in gebied Naam A."


def test_what_lies_in_no_area_of_the_other_is_a_part_too(tmp_path: Path) -> None:
    first, second = published("gebieden", {"A": WHOLE}), published("wijken", {"L": LEFT})
    kept(tmp_path, DOORS)
    assert told(crosswalk(first, second).rows) == {("A", "L"): (10, 0.5), ("A", None): (10, 0.5)}
    assert told(crosswalk(first, second, SURFACE).rows) == {("A", "L"): (10**6, 0.5), ("A", None): (10**6, 0.5)}


def test_surface_takes_the_place_of_addresses_when_none_are_known() -> None:
    first, second = published("gebieden", {"A": WHOLE}), published("wijken", {"L": LEFT, "R": RIGHT})
    found = crosswalk(first, second)
    assert found.by == SURFACE
    assert sentence(found.rows[0].parts[0], found.rows[0].counted) == (
        "Van de 2,00 km² van gebied Naam A ligt er 1,00 (50 %) in gebied Naam L."
    )


def test_two_editions_of_one_division_are_compared(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE})
    published("gebieden", {"A": LEFT, "B": RIGHT}, valid_from=dt.date(2026, 1, 1))
    kept(tmp_path, DOORS)
    old, new = edition_called("gebieden@2025"), edition_called("Gebieden@2026-03-01")
    assert (old.name, new.name) == ("2025", "2026")
    assert told(crosswalk(old, new).rows) == {("A", "A"): (10, 0.5), ("A", "B"): (10, 0.5)}


def part(count: float, share: float, by: str = ADDRESSES) -> Part:
    return Part(Area(name="X"), None, count, share, by)


@pytest.mark.parametrize(
    ("one", "word", "percent"),
    [
        (part(995, 0.995), "volledig", 100),
        (part(994, 0.9949), "grotendeels", 99),
        (part(900, 0.9), "grotendeels", 90),
        (part(899, 0.899), "deels", 90),
        (part(5, 0.005), "deels", 1),
        (part(9, 0.0049), "randstrook", 0),
        (part(10, 0.0001), "deels", 1),
        (part(400, 0.0049, SURFACE), "randstrook", 0),
    ],
)
def test_word_goes_before_the_figure(one: Part, word: str, percent: int) -> None:
    assert (one.word, one.percent, one.is_fringe) == (word, percent, word == "randstrook")


def test_fringe_is_left_out_of_lists_and_kept_in_sums() -> None:
    row = Row(Area(name="X"), 10_000, [part(9_995, 0.9995), part(5, 0.0005)], ADDRESSES)
    assert (len(row.shown), len(row.fringe), len(row.parts)) == (1, 1, 2)


def test_json_says_what_was_compared_and_sums_to_one(tmp_path: Path) -> None:
    first, second = published("gebieden", {"A": WHOLE}), published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, DOORS)
    answer = crosswalk_json(crosswalk(first, second))
    assert answer["from"]["layer"] == "gebieden"
    assert answer["to"]["valid_from"] == "2025-01-01"
    assert answer["estimate"]
    assert sum(p["share"] for p in answer["rows"][0]["parts"]) == pytest.approx(1)


@pytest.mark.parametrize("text", ["nergens", "gebieden@1900-01-01", "gebieden@weet ik niet", "gebieden@2025-99-99"])
def test_unknown_edition_is_refused_with_what_there_is(text: str) -> None:
    published("gebieden", {"A": WHOLE})
    with pytest.raises(ImportRefused) as refused:
        edition_called(text)
    assert "Er zijn" in refused.value.advice


SPOTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 20)).map(lambda spot: (70_000 + spot[0] * 50, 168_000 + spot[1] * 50)),
    min_size=1,
    max_size=9,
    unique=True,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SPOTS, second=SPOTS, chance=st.integers(0, 2**32 - 1), is_hole=st.booleans())
def test_shares_of_random_divisions_sum_to_a_whole_in_both_directions(
    first: list[tuple[int, int]], second: list[tuple[int, int]], chance: int, is_hole: bool
) -> None:
    with transaction.atomic():
        _insist_on_sums(first, second, chance, is_hole=is_hole)
        transaction.set_rollback(True)


def _insist_on_sums(first: list[tuple[int, int]], second: list[tuple[int, int]], chance: int, *, is_hole: bool) -> None:
    points = np.random.default_rng(chance).uniform((69_900, 167_900), (72_100, 169_100), (60, 2))
    street = Street.objects.create(name="Straat")
    Address.objects.bulk_create(
        [Address(street=street, number=str(n), house=n, x=x, y=y) for n, (x, y) in enumerate(points.tolist(), 1)]
    )
    one, two = (_division(name, spots, is_hole=is_hole) for name, spots in (("een", first), ("twee", second)))
    for by in (ADDRESSES, SURFACE):
        found = crosswalk(one, two, by)
        _insist_on_wholes(found)
        there = {(r.area.pk, p.target.pk): p.count for r in found.rows for p in r.parts if p.target}
        back = {(p.target.pk, r.area.pk): p.count for r in found.reverse for p in r.parts if p.target}
        assert there.keys() == back.keys() or found.by == SURFACE
        assert all(back[pair] == pytest.approx(count, rel=1e-6) for pair, count in there.items() if pair in back)


def _insist_on_wholes(found: Crosswalk) -> None:
    for row in [*found.rows, *found.reverse]:
        if row.total:
            assert sum(part.share for part in row.parts) == pytest.approx(1, abs=1e-5)
            assert sum(part.count for part in row.parts) == pytest.approx(row.total, rel=1e-5)


def _division(name: str, spots: list[tuple[int, int]], *, is_hole: bool) -> Edition:
    points = [(str(number), str(number), float(x), float(y)) for number, (x, y) in enumerate(spots)]
    shapes = dict(schematic_partition(points, WHOLE))
    if is_hole and len(shapes) > 1:
        shapes.popitem()
    return published(name, shapes)


def test_overlapping_layer_may_count_an_address_twice(tmp_path: Path) -> None:
    first = published("gebieden", {"A": WHOLE})
    second = published("zorg", {"P": LEFT, "Q": WHOLE}, kind=LayerKind.LOOSE)
    kept(tmp_path, DOORS)
    assert told(crosswalk(first, second).rows) == {("A", "Q"): (20, 1.0), ("A", "P"): (10, 0.5)}
    assert told(crosswalk(first, second).reverse) == {("P", "A"): (10, 1.0), ("Q", "A"): (20, 1.0)}


def test_derived_rows_can_be_made_again(tmp_path: Path) -> None:
    edition = published("gebieden", {"A": WHOLE})
    kept(tmp_path, DOORS)
    AddressArea.objects.all().delete()
    refile_streets([edition.pk], [])
    from werkveld.territory.models import StreetArea

    StreetArea.objects.all().delete()
    file_edition(edition)
    assert AddressArea.objects.count() == 20
