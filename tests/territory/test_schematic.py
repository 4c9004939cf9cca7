import pytest
import shapely

from werkveld.territory.schematic import blob, rounded_outline, schematic_partition, sewn

LAND = shapely.box(70_000, 168_000, 72_000, 170_000)


def test_place_belongs_to_the_nearest_name() -> None:
    parts = schematic_partition([("A", "West", 70_500, 169_000), ("B", "Oost", 71_500, 169_000)], LAND)
    assert parts["A"].equals(shapely.box(70_000, 168_000, 71_000, 170_000))
    assert list(parts) == ["A", "B"]


def test_all_belongs_to_one_name_when_there_is_only_one() -> None:
    assert schematic_partition([("A", "Alles", 70_500, 169_000)], LAND)["A"].equals(LAND)


def test_name_is_refused_when_its_place_lies_outside() -> None:
    points = [("A", "Binnen", 71_900, 169_000), ("B", "Buiten", 90_000, 169_000)]
    with pytest.raises(ValueError, match="Buiten has no place"):
        schematic_partition(points, LAND)


def test_name_is_refused_when_another_has_its_spot() -> None:
    points = [("A", "Een", 71_000, 169_000), ("B", "Zelfde", 71_000, 169_000), ("C", "Drie", 70_100, 168_100)]
    with pytest.raises(ValueError, match="has no place"):
        schematic_partition(points, LAND)


def test_borders_are_equal_on_both_sides_when_groups_are_sewn() -> None:
    top, low = shapely.box(70_000, 169_000, 72_000, 170_000), shapely.box(70_000, 168_000, 72_000, 169_000)
    parts = schematic_partition([("A", "", 70_700, 169_500), ("B", "", 71_400, 169_600)], top)
    parts |= {"C": low}
    assert not shapely.coverage_is_valid(list(parts.values()))
    clean = sewn(parts)
    assert shapely.coverage_is_valid(list(clean.values()))
    assert list(clean) == ["A", "B", "C"]


def test_outline_is_one_surface_without_holes() -> None:
    outline = rounded_outline([(70_000, 168_000, 1_000), (72_500, 168_000, 1_000), (71_250, 170_000, 1_000)])
    assert (outline.geom_type, len(outline.interiors), outline.is_valid) == ("Polygon", 0, True)


def test_blob_lies_around_its_line() -> None:
    shape = blob([(70_000, 168_000), (70_500, 168_000)], 250)
    assert shape.contains(shapely.LineString([(70_000, 168_000), (70_500, 168_000)]))
    assert blob([(70_000, 168_000)], 250).area == pytest.approx(3.14 * 250**2, rel=0.02)
