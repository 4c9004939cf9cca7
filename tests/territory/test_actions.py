import datetime as dt
import itertools

import pytest
import shapely
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.database import as_owner
from tests.territory.editions import FROM, drafted, published
from werkveld.territory.actions import discard_draft, publish_edition, undo_edition
from werkveld.territory.models import Area, AreaOverlap, Edition, LayerKind
from werkveld.territory.overlay import shares_between
from werkveld.territory.refused import ImportRefused
from werkveld.territory.schematic import schematic_partition

pytestmark = pytest.mark.django_db

LAND = shapely.box(70_000, 168_000, 72_000, 170_000)
LEFT, RIGHT = shapely.box(70_000, 168_000, 71_500, 170_000), shapely.box(71_500, 168_000, 72_000, 170_000)


def test_shares_are_counted_both_ways_when_an_edition_is_published() -> None:
    published("gebieden", {"A": LAND})
    published("wijken", {"L": LEFT, "R": RIGHT})
    shares = {(o.source.code, o.target.code): o.by_surface for o in AreaOverlap.objects.all()}
    assert shares == {("A", "L"): 0.75, ("A", "R"): 0.25, ("L", "A"): 1.0, ("R", "A"): 1.0}
    assert set(AreaOverlap.objects.values_list("by_addresses", flat=True)) == {None}


def test_touching_areas_and_areas_of_one_layer_have_no_share() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("wijken", {"X": RIGHT})
    assert set(AreaOverlap.objects.values_list("source__code", "target__code")) == {("B", "X"), ("X", "B")}


def test_draft_has_no_share_until_it_is_published() -> None:
    published("gebieden", {"A": LAND})
    draft = drafted("wijken", {"L": LEFT})
    assert not AreaOverlap.objects.exists()
    publish_edition(draft)
    publish_edition(draft)
    assert AreaOverlap.objects.count() == 2


def test_predecessor_ends_when_its_successor_is_published() -> None:
    old = published("gebieden", {"A": LAND})
    new = published("gebieden", {"A": LEFT, "B": RIGHT}, valid_from=dt.date(2026, 1, 1))
    old.refresh_from_db()
    assert old.valid_until == new.valid_from
    assert list(Edition.objects.in_force(dt.date(2025, 12, 31))) == [old]
    assert list(Edition.objects.in_force(dt.date(2026, 1, 1))) == [new]
    assert set(Area.objects.in_force(dt.date(2026, 1, 1)).values_list("code", flat=True)) == {"A", "B"}
    assert not Edition.objects.in_force(FROM - dt.timedelta(days=1)).exists()


def test_edition_is_refused_when_a_later_one_is_in_force() -> None:
    published("gebieden", {"A": LAND}, valid_from=dt.date(2026, 1, 1))
    with pytest.raises(ImportRefused, match=r"Gebieden geldt al een uitgave vanaf 01\.01\.2026"):
        published("gebieden", {"A": LEFT})


def test_draft_can_be_discarded_and_a_published_edition_cannot() -> None:
    discard_draft(drafted("gebieden", {"A": LAND}))
    assert not Area.objects.exists()
    with pytest.raises(ImportRefused, match="nooit gewist"):
        discard_draft(published("gebieden", {"A": LAND}))


@pytest.mark.parametrize("change", [{"name": "Anders"}, {"code": "Z"}, {"geometry": b"x"}, {"ring": "outskirts"}])
def test_database_refuses_to_change_an_area_when_its_edition_is_published(change: dict[str, object]) -> None:
    published("gebieden", {"A": LAND})
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Area.objects.update(**change)


def test_database_refuses_to_add_or_remove_an_area_when_its_edition_is_published() -> None:
    edition = published("gebieden", {"A": LAND})
    area = Area.objects.get()
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Area.objects.all().delete()
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        Area.objects.filter(pk=area.pk).update(edition=drafted("wijken", {"L": LEFT}))
    area.pk, area.code = None, "B"
    with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
        area.save()
    assert edition.areas.count() == 1


def test_database_refuses_to_change_a_published_edition_but_for_its_end() -> None:
    edition = published("gebieden", {"A": LAND})
    for change in (
        {"name": "x"},
        {"valid_from": FROM - dt.timedelta(days=1)},
        {"state": "draft", "published_at": None},
    ):
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            Edition.objects.update(**change)
    Edition.objects.update(valid_until=dt.date(2026, 1, 1))
    edition.refresh_from_db()
    assert edition.valid_until == dt.date(2026, 1, 1)


def test_database_refuses_two_published_editions_of_a_layer_on_one_day() -> None:
    published("gebieden", {"A": LAND})
    later = drafted("gebieden", {"A": LEFT}, valid_from=dt.date(2026, 1, 1))
    with pytest.raises(IntegrityError, match="edition_one_in_force_per_layer_and_day"), transaction.atomic():
        Edition.objects.filter(pk=later.pk).update(state="published", published_at=dt.datetime.now(dt.UTC))


def test_database_refuses_an_edition_that_ends_before_it_starts() -> None:
    drafted("gebieden", {"A": LAND})
    with pytest.raises(IntegrityError, match="edition_ends_after_it_starts"), transaction.atomic():
        Edition.objects.update(valid_until=FROM)


SPOTS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda spot: (70_000 + spot[0] * 50, 168_000 + spot[1] * 50)),
    min_size=1,
    max_size=12,
    unique=True,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=SPOTS, second=SPOTS)
def test_shares_of_an_area_add_up_to_one_when_the_other_division_covers_it(
    first: list[tuple[int, int]], second: list[tuple[int, int]]
) -> None:
    ours, theirs = _areas(first), _areas(second)
    sums = dict.fromkeys([area.pk for area in ours + theirs], 0.0)
    for source, target, share, reverse in shares_between(ours, theirs):
        assert 0 <= share <= 1
        assert 0 <= reverse <= 1
        sums[source] += share
        sums[target] += reverse
    assert list(sums.values()) == pytest.approx([1.0] * len(sums), abs=1e-6)


KEYS = itertools.count(1)


def _areas(spots: list[tuple[int, int]]) -> list[Area]:
    points = [(str(number), str(number), float(x), float(y)) for number, (x, y) in enumerate(spots)]
    shapes = schematic_partition(points, LAND)
    return [Area(pk=next(KEYS), geometry=shape.wkb) for shape in shapes.values()]


def test_loose_layer_overlaps_like_any_other() -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("zorg", {"Z": shapely.Point(71_500, 169_000).buffer(300)}, kind=LayerKind.LOOSE)
    shares = AreaOverlap.objects.filter(source__code="Z").values_list("by_surface", flat=True)
    assert sum(shares) == pytest.approx(1.0)


def test_published_edition_is_taken_back_before_its_first_day() -> None:
    with as_owner():
        first = published("wijken", {"A": shapely.box(0, 0, 100, 100)})
        later = timezone.localdate() + dt.timedelta(days=30)
        second = published("wijken", {"A": shapely.box(0, 0, 100, 90)}, valid_from=later)
        assert AreaOverlap.objects.filter(source__edition=first, target__edition=second).exists()
        assert Edition.objects.in_force(later).get() == second
        undone = undo_edition(second)
        assert not undone.is_published
        assert Edition.objects.in_force(later).get() == first
        assert not AreaOverlap.objects.exists()
        assert publish_edition(undone).is_published
        assert Edition.objects.in_force(later).get() == second


def test_edition_in_force_is_never_taken_back() -> None:
    with as_owner():
        edition = published("wijken", {"A": shapely.box(0, 0, 100, 100)})
        with pytest.raises(ImportRefused):
            undo_edition(edition)
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(state="draft", published_at=None)


def test_new_edition_knows_what_its_areas_were_before() -> None:
    with as_owner():
        published("wijken", {"A": shapely.box(0, 0, 100, 100), "B": shapely.box(100, 0, 200, 100)})
        published("wijken", {"A": shapely.box(0, 0, 200, 100)}, valid_from=dt.date(2026, 1, 1))
    shares = AreaOverlap.objects.values_list("source__name", "target__name", "by_surface")
    assert set(shares) == {
        ("Naam A", "Naam A", 1.0),
        ("Naam A", "Naam A", 0.5),
        ("Naam B", "Naam A", 1.0),
        ("Naam A", "Naam B", 0.5),
    }
