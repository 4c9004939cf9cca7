import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
import shapely

from tests.territory.files import (
    geopackage_blob,
    moved,
    squares,
    write_geojson,
    write_geopackage,
    write_shapefile,
    zipped,
)
from werkveld.territory import readers
from werkveld.territory.crs import LAMBERT_72, LAMBERT_2008, WGS84
from werkveld.territory.readers import Source, read_source
from werkveld.territory.refused import ImportRefused


def shapes(source: Source) -> list[shapely.Geometry]:
    return [shapely.normalize(feature.shape) for feature in source.features]


@pytest.mark.parametrize("srs", [31370, 3812])
def test_shapes_are_equal_when_the_same_rows_come_in_three_formats(tmp_path: Path, srs: int) -> None:
    rows = squares() if srs == 31370 else moved(squares(), f"EPSG:{srs}")
    sources = [
        read_source(write_geojson(tmp_path / "a.geojson", rows, f"urn:ogc:def:crs:EPSG::{srs}")),
        read_source(write_geopackage(tmp_path / "a.gpkg", rows, srs)),
        read_source(write_shapefile(tmp_path / "a", rows, f"EPSG:{srs}")),
        read_source(tmp_path / "a"),
        read_source(zipped(tmp_path / "a")),
    ]
    expected = [shapely.normalize(shape) for _told, shape in rows]
    assert [source.crs for source in sources] == [f"EPSG:{srs}"] * 5
    assert all(shapes(source) == expected for source in sources)
    assert [sources[0].features[0].properties[name] for name in ("code", "naam")] == ["W01", "Wijk 1"]
    assert sources[4].features[0].properties == {"CODE": "W01", "NAAM": "Wijk 1"}


def test_crs_is_unknown_when_a_geojson_is_bare(tmp_path: Path) -> None:
    assert read_source(write_geojson(tmp_path / "a.json", squares())).crs is None


def test_one_feature_is_read_when_a_geojson_is_no_collection(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_text('{"type": "Feature", "id": 7, "geometry": null, "properties": null}')
    assert read_source(path).features[0].properties == {"id": 7}


def test_accents_are_kept_when_an_old_program_wrote_the_shapefile(tmp_path: Path) -> None:
    path = write_shapefile(tmp_path / "a", [({"code": "1", "naam": "Cafe"}, squares()[0][1])])
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(b"Cafe", "Café".encode("cp1252")))
    assert read_source(path).features[0].properties["NAAM"] == "Café"


@pytest.mark.parametrize("flags", [0b0000_0001, 0b0000_0101, 0b0000_1001])
def test_geopackage_shape_is_read_whatever_envelope_it_carries(tmp_path: Path, flags: int) -> None:
    size = {0: 0, 2: 48, 4: 64}[flags >> 1 & 0b111]
    square = squares()[0][1]
    path = write_geopackage(tmp_path / "a.gpkg", squares(1, 1))
    blob = b"GP\0" + bytes([flags]) + b"\0\0\0\0" + bytes(size) + shapely.to_wkb(square)
    with closing(sqlite3.connect(path)) as file:
        file.execute("update wijken set geom = ?", [blob])
        file.commit()
    assert read_source(path).features[0].shape == square


def test_empty_geopackage_shape_is_no_shape(tmp_path: Path) -> None:
    path = write_geopackage(tmp_path / "a.gpkg", squares(1, 1))
    with closing(sqlite3.connect(path)) as file:
        blob = bytearray(geopackage_blob(squares()[0][1], 31370))
        blob[3] |= 0b0001_0000
        file.execute("update wijken set geom = ?", [bytes(blob)])
        file.commit()
    assert read_source(path).features[0].shape is None


def test_layer_is_asked_when_a_geopackage_has_several(tmp_path: Path) -> None:
    path = write_geopackage(tmp_path / "a.gpkg", squares(), tables=("sectoren", "wijken"))
    with pytest.raises(ImportRefused, match="2 lagen: sectoren, wijken"):
        read_source(path)
    assert len(read_source(path, table="wijken").features) == 6


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.geojson", b'{"type": "FeatureColl', "geen geldige JSON"),
        ("a.geojson", b"[" * 200_000, "geen geldige JSON"),
        ("a.geojson", b'{"type": "Topology"}', "geen GeoJSON"),
        ("a.geojson", b'{"features": [{"geometry": {"type": "Polygon", "coordinates": 3}}]}', "rij 1 is niet te lezen"),
        ("a.geojson", b'{"features": [], "crs": {"properties": {"name": "EPSG:28992"}}}', "niet ondersteund"),
        ("a.gpkg", b"SQLite format 3\0 maar niet echt", "geen leesbare GeoPackage"),
        ("a.zip", b"PK\x03\x04kapot", "geen leesbare zip"),
        ("a.shp", b"kapot", "ontbreekt het bestand .dbf"),
        ("a.dwg", b"AC1015", "kan ik niet lezen"),
    ],
)
def test_file_is_refused_with_a_reason_when_it_cannot_be_read(
    tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused, match=why) as refused:
        read_source(tmp_path / name)
    assert refused.value.advice


def test_file_is_refused_when_it_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="bestaat niet"):
        read_source(tmp_path / "weg.geojson")


def test_file_is_refused_when_it_is_too_big(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    with path.open("wb") as file:
        file.truncate(readers.LARGEST + 1)
    with pytest.raises(ImportRefused, match="te groot"):
        read_source(path)


def test_zip_is_refused_when_it_unpacks_to_far_more_than_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("wijken.shp", bytes(8 * 1024**2))
    with pytest.raises(ImportRefused, match="verdacht groot"):
        read_source(path)


def test_zip_is_refused_when_its_directory_lies_about_a_size(tmp_path: Path) -> None:
    path = zipped(write_shapefile(tmp_path / "a", squares()).parent)
    with zipfile.ZipFile(path) as archive:
        told = archive.getinfo("wijken.shp").file_size
    path.write_bytes(path.read_bytes().replace(told.to_bytes(4, "little"), (told - 100).to_bytes(4, "little")))
    with pytest.raises(ImportRefused):
        read_source(path)


def test_zip_is_refused_when_it_holds_no_shapefile_or_several(tmp_path: Path) -> None:
    folder = write_shapefile(tmp_path / "a", squares()).parent
    write_shapefile(folder, squares(), name="sectoren")
    with pytest.raises(ImportRefused, match="2 shapefiles"):
        read_source(zipped(folder))
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("lees mij.txt", "niets")
    with pytest.raises(ImportRefused, match="geen shapefile"):
        read_source(tmp_path / "b.zip")


def test_shapefile_is_read_when_it_lies_in_a_folder_of_a_zip_beside_a_mac_copy(tmp_path: Path) -> None:
    path = zipped(write_shapefile(tmp_path / "a", squares()).parent, inside="export/")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("__MACOSX/export/._wijken.shp", b"\0")
    assert len(read_source(path).features) == 6


def test_shapefile_is_refused_when_it_was_cut_off(tmp_path: Path) -> None:
    path = write_shapefile(tmp_path / "a", squares())
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(ImportRefused, match="beschadigd"):
        read_source(path)


@pytest.mark.parametrize(
    ("srs", "code"), [(4326, WGS84), (3812, LAMBERT_2008), (31370, LAMBERT_72), (0, None), (-1, None)]
)
def test_geopackage_says_its_crs_by_number(tmp_path: Path, srs: int, code: str | None) -> None:
    assert read_source(write_geopackage(tmp_path / "a.gpkg", squares(), srs)).crs == code
