import datetime as dt
from pathlib import Path

import pytest
import shapely

from tests.territory.files import moved, squares, write_geojson, write_geopackage, write_shapefile
from werkveld.territory.imports import ImportRefused, import_edition, preview, publish
from werkveld.territory.models import Area, Edition, Layer

FROM = dt.date(2025, 1, 1)
BOW_TIE = shapely.Polygon([(70_000, 168_000), (70_500, 168_500), (70_500, 168_000), (70_000, 168_500)])


def test_preview_tells_what_a_clean_file_holds(tmp_path: Path) -> None:
    found = preview(write_geopackage(tmp_path / "a.gpkg", squares()))
    assert (found.crs, found.chosen.code, found.chosen.name, found.skipped) == ("EPSG:31370", "code", "naam", 0)
    assert [area.code for area in found.areas] == ["W01", "W02", "W03", "W04", "W05", "W06"]
    assert (found.repairs, found.gaps, found.overlaps) == ([], [], [])
    assert found.sentences()[0] == "6 gebieden in GeoPackage, coördinaten in EPSG:31370."


@pytest.mark.parametrize("target", ["EPSG:4326", "EPSG:3812"])
def test_areas_lie_at_the_same_place_when_a_bare_file_is_in_another_system(tmp_path: Path, target: str) -> None:
    found = preview(write_geojson(tmp_path / "a.geojson", moved(squares(), target)))
    assert found.crs == target
    for area, (_told, shape) in zip(found.areas, squares(), strict=True):
        assert shapely.hausdorff_distance(area.shape, shape) < 1.0


def test_gap_and_overlap_are_told_with_the_names_around_them(tmp_path: Path) -> None:
    rows = squares(3, 3)
    hole = rows.pop(4)[1]
    rows[0] = (rows[0][0], shapely.union(rows[0][1], shapely.box(70_400, 168_000, 70_600, 168_100)))
    found = preview(write_geojson(tmp_path / "a.geojson", rows))
    (gap,), (overlap,) = found.gaps, found.overlaps
    assert gap.square_metres == pytest.approx(hole.area)
    assert {"Wijk 2", "Wijk 4", "Wijk 6", "Wijk 8"} <= set(gap.areas)
    assert (overlap.square_metres, overlap.areas) == (pytest.approx(10_000), ("Wijk 1", "Wijk 2"))
    assert "Overlap van 10.000 m² tussen Wijk 1, Wijk 2." in found.sentences()


def test_narrow_slit_is_told_when_it_opens_to_the_outside(tmp_path: Path) -> None:
    (first, _shape), (second, _other) = squares(2, 1)
    rows = [
        (first, shapely.box(70_000, 168_000, 70_499.5, 168_500)),
        (second, shapely.box(70_500, 168_000, 71_000, 168_500)),
    ]
    (flaw,) = preview(write_geojson(tmp_path / "a.geojson", rows)).flaws
    assert (flaw.kind, flaw.areas) == ("slit", ("Wijk 1", "Wijk 2"))


def test_broken_shape_is_repaired_and_told(tmp_path: Path) -> None:
    found = preview(write_geojson(tmp_path / "a.geojson", [({"code": "1", "naam": "Strik"}, BOW_TIE)]))
    assert found.repairs == ["Strik"]
    assert found.areas[0].shape.is_valid
    assert found.areas[0].shape.area == pytest.approx(BOW_TIE.envelope.area / 2)


def test_third_dimension_is_dropped_and_parts_are_kept(tmp_path: Path) -> None:
    parts = shapely.MultiPolygon([squares()[0][1], squares()[2][1]])
    path = write_geojson(tmp_path / "a.geojson", [({"code": "1"}, shapely.force_3d(parts, 12.0))])
    (area,) = preview(path).areas
    assert (area.shape.geom_type, area.shape.has_z, area.shape.area) == ("MultiPolygon", False, parts.area)


def test_rows_with_one_code_become_one_area_unless_their_names_differ(tmp_path: Path) -> None:
    (told, left), (_told, right) = squares(2, 1)
    (area,) = preview(write_geojson(tmp_path / "a.geojson", [(told, left), (told, right)]), code_column="code").areas
    assert (area.rows, area.shape.area) == (2, left.area + right.area)
    rows = [(told, left), (told | {"naam": "Anders"}, right)]
    with pytest.raises(ImportRefused, match=r"W01 staat bij verschillende namen: Anders, Wijk 1"):
        preview(write_geojson(tmp_path / "b.geojson", rows), code_column="code")


def test_rows_without_surface_are_skipped_but_not_when_there_is_nothing_else(tmp_path: Path) -> None:
    points = [({"code": "p", "naam": "Punt"}, shapely.Point(70_000, 168_000))]
    assert preview(write_geojson(tmp_path / "a.geojson", squares() + points)).skipped == 1
    with pytest.raises(ImportRefused, match="alleen punten of lijnen"):
        preview(write_geojson(tmp_path / "b.geojson", points))


def test_file_is_refused_when_it_is_empty_or_has_no_shapes(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="leeg"):
        preview(write_geojson(tmp_path / "a.geojson", []))
    with pytest.raises(ImportRefused, match="geen vormen"):
        preview(write_geojson(tmp_path / "b.geojson", [({"code": "1"}, None)]))


def test_swapped_file_is_read_only_when_somebody_says_that_it_is(tmp_path: Path) -> None:
    turned = [(told, shapely.transform(shape, lambda points: points[:, ::-1])) for told, shape in squares()]
    path = write_geojson(tmp_path / "a.geojson", turned)
    with pytest.raises(ImportRefused, match="omgewisseld"):
        preview(path)
    assert preview(path, is_swapped=True).areas[0].shape.equals(squares()[0][1])


def test_asked_crs_overrules_the_file_but_not_its_numbers(tmp_path: Path) -> None:
    path = write_geojson(tmp_path / "a.geojson", squares(), "EPSG:3812")
    with pytest.raises(ImportRefused, match="passen wel bij EPSG:31370"):
        preview(path)
    assert preview(path, crs="31370").crs == "EPSG:31370"
    with pytest.raises(ImportRefused, match="niet ondersteund"):
        preview(path, crs="EPSG:28992")


def test_progress_is_told_from_start_to_end(tmp_path: Path) -> None:
    heard: list[tuple[str, float]] = []
    preview(write_geojson(tmp_path / "a.geojson", squares()), progress=lambda told, share: heard.append((told, share)))
    assert heard[0] == ("Bestand lezen", 0.0)
    assert heard[-1] == ("Klaar", 1.0)
    assert [share for _told, share in heard] == sorted(share for _told, share in heard)


@pytest.mark.django_db
def test_file_becomes_a_draft_that_can_be_published(tmp_path: Path) -> None:
    path = write_shapefile(tmp_path / "a", squares())
    edition = import_edition(path, "wijken", "Wijken", FROM, word="wijk", source="Proef", licence="Vrij")
    assert (edition.layer.word, edition.state, edition.source, edition.source_crs) == (
        "wijk",
        "draft",
        "Proef",
        "EPSG:31370",
    )
    first = edition.areas.get(code="W01")
    assert (first.name, first.square_metres, first.min_x, first.max_y) == ("Wijk 1", 250_000, 70_000, 168_500)
    assert shapely.from_wkb(bytes(first.geometry)).equals(squares()[0][1])
    assert first.outline["type"] == "Polygon"
    publish(edition)
    assert list(Edition.objects.in_force(FROM)) == [edition]


@pytest.mark.django_db
@pytest.mark.parametrize("is_published", [False, True])
def test_same_areas_change_nothing_when_they_are_imported_again(tmp_path: Path, is_published: bool) -> None:
    first = import_edition(write_geopackage(tmp_path / "a.gpkg", squares()), "wijken", "Wijken", FROM)
    if is_published:
        publish(first)
    again = import_edition(tmp_path / "a.gpkg", "wijken", "Anders", dt.date(2026, 1, 1))
    other_format = import_edition(write_geojson(tmp_path / "a.geojson", squares()), "wijken", "Wijken", FROM)
    assert again == other_format == first
    assert (Layer.objects.get().name, Edition.objects.count(), Area.objects.count()) == ("Wijken", 1, 6)


@pytest.mark.django_db
def test_nothing_is_kept_when_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused):
        import_edition(write_geojson(tmp_path / "a.geojson", []), "wijken", "Wijken", FROM)
    assert not Layer.objects.exists()
