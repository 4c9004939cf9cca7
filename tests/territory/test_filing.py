import datetime as dt
from pathlib import Path

import numpy as np
import pytest
import shapely

from tests.territory.editions import published
from tests.territory.registers import Door, kept
from werkveld.territory.filing import placed
from werkveld.territory.locate import overlapping_areas
from werkveld.territory.models import (
    Address,
    AddressArea,
    AddressFile,
    Area,
    AreaOverlap,
    LayerKind,
    Street,
    StreetArea,
)

pytestmark = pytest.mark.django_db

LEFT, RIGHT = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(71_000, 168_000, 72_000, 169_000)
WHOLE = shapely.box(70_000, 168_000, 72_000, 169_000)
# A street from west to east: odd numbers in the south, even ones in the north; three quarters lie in the left half.
STREET: list[Door] = [("Lange Straat", str(n), 70_000.0 + 50 + n * 60, 168_400.0 + 20 * (n % 2)) for n in range(1, 21)]


def shares() -> dict[tuple[str, str], float | None]:
    return {(o.source.code, o.target.code): o.by_addresses for o in AreaOverlap.objects.all()}


def test_overlap_is_counted_by_addresses_in_both_directions(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE})
    published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, STREET)
    assert shares() == {("A", "L"): 0.75, ("A", "R"): 0.25, ("L", "A"): 1.0, ("R", "A"): 1.0}


def test_new_edition_finds_the_addresses_that_are_there(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE})
    kept(tmp_path, STREET)
    published("wijken", {"L": LEFT, "R": RIGHT})
    assert shares()["A", "L"] == 0.75
    assert AddressArea.objects.count() == 40
    assert overlapping_areas(Area.objects.get(code="A"))[0].is_by_addresses


def test_street_tells_its_shares_and_numbers_in_each_area(tmp_path: Path) -> None:
    published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, STREET)
    rows = {row.area.code: row for row in StreetArea.objects.select_related("area")}
    left, right = rows["L"], rows["R"]
    assert (left.addresses, left.share) == (15, 0.75)
    assert (left.odd_from, left.odd_to, left.even_from, left.even_to) == (1, 15, 2, 14)
    assert (right.odd_from, right.odd_to, right.even_from, right.even_to) == (17, 19, 16, 20)


def test_metres_are_those_to_the_border_of_the_area(tmp_path: Path) -> None:
    published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, [("Hoek", "1", 70_990.0, 168_500.0), ("Hoek", "2", 70_500.0, 168_003.0)])
    found = AddressArea.objects.values_list("address__number", "area__code", "metres")
    assert set(found) == {("1", "L", 10.0), ("2", "L", 3.0)}


def test_address_on_a_shared_border_lies_in_the_lowest_code_and_outside_in_none(tmp_path: Path) -> None:
    published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, [("Grens", "1", 71_000.0, 168_500.0), ("Ver", "1", 90_000.0, 168_500.0)])
    assert list(AddressArea.objects.values_list("address__street__name", "area__code")) == [("Grens", "L")]


def test_loose_layer_may_hold_an_address_twice() -> None:
    edition = published("zorg", {"P": LEFT, "Q": WHOLE}, kind=LayerKind.LOOSE)
    places, areas, _metres = placed(edition, np.array([[70_500.0, 168_500.0], [71_500.0, 168_500.0]]))
    codes = dict(Area.objects.values_list("pk", "code"))
    assert sorted((place, codes[area]) for place, area in zip(places.tolist(), areas.tolist(), strict=True)) == [
        (0, "P"),
        (0, "Q"),
        (1, "Q"),
    ]


def test_register_read_twice_changes_nothing(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE})
    first = kept(tmp_path, STREET)
    before = set(Address.objects.values_list("pk", "x")), set(AddressArea.objects.values_list("pk", flat=True))
    again = kept(tmp_path, STREET)
    assert (first.new, first.moved, first.gone) == (20, 0, 0)
    assert again.is_nothing
    assert before == (
        set(Address.objects.values_list("pk", "x")),
        set(AddressArea.objects.values_list("pk", flat=True)),
    )
    assert AddressFile.objects.count() == 1


def test_later_register_adds_moves_and_removes(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE})
    published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, STREET)
    moved: list[Door] = [("Lange Straat", "1", 71_900.0, 168_400.0), *STREET[1:10], ("Nieuw", "1", 71_500.0, 168_100.0)]
    changed = kept(tmp_path, moved)
    assert (changed.new, changed.moved, changed.gone) == (1, 1, 10)
    assert Address.objects.count() == 11
    assert shares()["A", "L"] == pytest.approx(9 / 11)
    assert dict(StreetArea.objects.filter(street__name="Lange Straat").values_list("area__code", "share")) == {
        "A": 1.0,
        "L": 0.9,
        "R": 0.1,
    }


def test_register_of_one_town_leaves_another_as_it_was(tmp_path: Path) -> None:
    kept(tmp_path, STREET, town="Oostdorp")
    kept(tmp_path, STREET[:3], town="Westdorp")
    assert Street.objects.count() == 2
    assert Address.objects.count() == 23


def test_area_without_addresses_keeps_its_share_by_surface(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE})
    published("wijken", {"L": LEFT, "R": RIGHT})
    kept(tmp_path, STREET[:5])
    assert shares() == {("A", "L"): 1.0, ("A", "R"): 0.0, ("L", "A"): 1.0, ("R", "A"): None}


def test_editions_that_never_hold_together_are_compared_only_when_one_follows_the_other(tmp_path: Path) -> None:
    published("gebieden", {"A": WHOLE}, valid_from=dt.date(2024, 1, 1))
    published("gebieden", {"B": WHOLE}, valid_from=dt.date(2025, 1, 1))
    published("wijken", {"L": LEFT}, valid_from=dt.date(2025, 1, 1))
    kept(tmp_path, STREET)
    assert set(shares()) == {("A", "B"), ("B", "A"), ("B", "L"), ("L", "B")}
