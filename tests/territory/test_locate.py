import datetime as dt

import numpy as np
import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.territory.editions import FROM, drafted, published
from werkveld.territory.crs import to_degrees
from werkveld.territory.finding import locate_json
from werkveld.territory.locate import (
    areas_at,
    areas_of_points,
    overlapping_areas,
    overlaps_between,
    share_word,
)
from werkveld.territory.models import Area, AreaOverlap, LayerKind
from werkveld.territory.schematic import schematic_partition

pytestmark = pytest.mark.django_db

LEFT, RIGHT = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(71_000, 168_000, 72_000, 169_000)
LAND = shapely.box(70_000, 168_000, 72_000, 170_000)


def codes(x: float, y: float, on: dt.date | None = None) -> list[str | None]:
    return [located.area and located.area.code for located in areas_at(x, y, on=on)]


def test_point_has_one_answer_in_every_division_when_these_are_partitions() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("wijken", {"K1": RIGHT})
    located = areas_at(70_400, 168_500)
    assert [(at.edition.layer.code, at.area and at.area.code, at.metres) for at in located] == [
        ("gebieden", "A", 400.0),
        ("wijken", None, 600.0),
    ]


def test_lowest_code_wins_when_a_point_lies_on_a_shared_border() -> None:
    published("gebieden", {"B": LEFT, "A": RIGHT})
    assert codes(71_000, 168_500) == ["A"]


def test_all_areas_answer_when_they_may_overlap() -> None:
    published("zorg", {"X": LEFT, "Y": LAND}, kind=LayerKind.LOOSE)
    assert codes(70_500, 168_500) == ["X", "Y"]
    assert codes(71_500, 168_500) == ["Y"]
    assert codes(75_000, 168_500) == [None]


def test_point_lies_in_the_edition_of_the_day_when_borders_moved() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("gebieden", {"A": RIGHT, "B": LEFT}, valid_from=dt.date(2026, 1, 1))
    assert codes(70_500, 168_500, on=FROM) == ["A"]
    assert codes(70_500, 168_500, on=dt.date(2026, 1, 1)) == ["B"]
    assert codes(70_500, 168_500, on=dt.date(2024, 12, 31)) == []


def test_draft_is_not_asked() -> None:
    drafted("gebieden", {"A": LEFT})
    assert areas_at(70_500, 168_500) == []


def test_one_query_is_enough_when_shapes_are_kept() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("wijken", {"K1": RIGHT})
    areas_at(70_500, 168_500)
    with CaptureQueriesContext(connection) as queries:
        areas_at(71_500, 168_500)
    assert len(queries) == 1


def test_json_has_exactly_the_agreed_shape() -> None:
    published("gebieden", {"A": LEFT})
    published("wijken", {"K1": RIGHT})
    assert locate_json(*to_degrees(70_500, 168_500)) == {
        "editions": [
            {"layer": "Gebieden", "edition": "2025", "area": {"code": "A", "name": "Naam A"}},
            {"layer": "Wijken", "edition": "2025", "area": None},
        ]
    }


@pytest.mark.parametrize("place", [(0.0, 0.0), (200.0, 95.0), (float("nan"), 50.0)])
def test_nothing_is_found_when_a_point_is_nowhere_near(place: tuple[float, float]) -> None:
    published("gebieden", {"A": LEFT})
    assert [answer["area"] for answer in locate_json(*place)["editions"]] == [None]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spots=st.lists(st.tuples(st.integers(1, 39), st.integers(1, 39)), min_size=2, max_size=15, unique=True),
    x=st.floats(70_000, 72_000),
    y=st.floats(168_000, 170_000),
)
def test_every_point_lies_in_exactly_one_area_when_a_division_is_closed(
    spots: list[tuple[int, int]], x: float, y: float
) -> None:
    points = [(f"{n:02}", str(n), 70_000.0 + a * 50, 168_000.0 + b * 50) for n, (a, b) in enumerate(spots)]
    shapes = schematic_partition(points, LAND)
    areas = list(shapes.values())
    assert shapely.coverage_is_valid(areas)
    assert shapely.area(areas).sum() == pytest.approx(LAND.area)
    edition = drafted("los", shapes)
    (found,) = areas_of_points(np.array([[x, y]]), edition)
    holding = sorted(code for code, shape in shapes.items() if shapely.intersects_xy(shape, x, y))
    # A corner is kept to the centimetre, so a border can run a hair beside the point; never more than that.
    assert found or shapely.distance(shapely.Point(x, y), areas).min() < 0.02
    if found:
        assert edition.areas.get(pk=found).code == holding[0]


def test_many_points_get_the_same_answer_as_one_by_one() -> None:
    edition = published("gebieden", {"B": LEFT, "A": RIGHT})
    points = np.array([[70_500, 168_500], [71_000, 168_500], [71_500, 168_500], [75_000, 168_500]], dtype=float)
    keys = {area.pk: area.code for area in edition.areas.all()} | {0: None}
    assert [keys[key] for key in areas_of_points(points, edition)] == [codes(x, y)[0] for x, y in points]


def test_overlap_counts_addresses_when_they_are_known() -> None:
    edition = published("gebieden", {"A": LEFT, "B": RIGHT})
    other = published("wijken", {"K1": shapely.union(LEFT, RIGHT)})
    area = other.areas.get()
    found = overlapping_areas(area)
    assert [(at.area.code, at.share, at.word, at.is_by_addresses) for at in found] == [
        ("A", 0.5, "deels", False),
        ("B", 0.5, "deels", False),
    ]
    AreaOverlap.objects.filter(source=area, target__code="B").update(by_addresses=0.999)
    AreaOverlap.objects.filter(source=area, target__code="A").update(by_addresses=0.001)
    (only,) = overlapping_areas(area)
    assert (only.area.code, only.word, only.percent, only.is_by_addresses) == ("B", "volledig", 100, True)
    assert {key: [at.area.code for at in found] for key, found in overlaps_between(other, edition).items()} == {
        area.pk: ["B"]
    }


def test_overlap_leaves_shapes_in_the_database_when_it_lists_areas() -> None:
    published("gebieden", {"A": LEFT})
    published("wijken", {"K1": LEFT})
    (found,) = overlapping_areas(Area.objects.get(code="K1"))
    assert {"geometry", "outline"} <= found.area.get_deferred_fields()


@pytest.mark.parametrize(
    ("share", "word"),
    [(1.0, "volledig"), (0.995, "volledig"), (0.9, "grotendeels"), (0.5, "deels"), (0.004, "randstrook")],
)
def test_share_is_said_in_a_word(share: float, word: str) -> None:
    assert share_word(share) == word
