"""Files of areas, written by the tests in each format that the import reads."""

import json
import sqlite3
import struct
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyproj
import shapefile
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

type Row = tuple[dict[str, Any], BaseGeometry | None]

WEST, SOUTH = 70_000.0, 168_000.0


def squares(across: int = 3, up: int = 2, side: float = 500.0) -> list[Row]:
    """A grid of neighbours in Kortrijk (EPSG:31370) with a code and a name each."""
    return [
        (
            {"code": f"W{row * across + column + 1:02}", "naam": f"Wijk {row * across + column + 1}"},
            shapely.box(WEST + column * side, SOUTH + row * side, WEST + (column + 1) * side, SOUTH + (row + 1) * side),
        )
        for row in range(up)
        for column in range(across)
    ]


def moved(rows: Sequence[Row], target: str) -> list[Row]:
    """The rows in another system than EPSG:31370."""
    move = pyproj.Transformer.from_crs("EPSG:31370", target, always_xy=True).transform
    return [(told, shape and shapely.transform(shape, move, interleaved=False)) for told, shape in rows]


def write_geojson(path: Path, rows: Sequence[Row], crs: str | None = None) -> Path:
    told: dict[str, Any] = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": told, "geometry": shape and mapping(shape)} for told, shape in rows
        ],
    }
    if crs:
        told["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(told))
    return path


def write_geopackage(path: Path, rows: Sequence[Row], srs: int = 31370, tables: Sequence[str] = ("wijken",)) -> Path:
    with closing(sqlite3.connect(path)) as file:
        file.executescript(
            "create table gpkg_contents (table_name text, data_type text, srs_id integer);"
            "create table gpkg_geometry_columns (table_name text, column_name text, srs_id integer);"
            "create table gpkg_spatial_ref_sys"
            " (srs_id integer, organization text, organization_coordsys_id integer, definition text);"
        )
        file.execute("insert into gpkg_spatial_ref_sys values (?, 'EPSG', ?, '')", [srs, srs])
        for table in tables:
            file.execute("insert into gpkg_contents values (?, 'features', ?)", [table, srs])
            file.execute("insert into gpkg_geometry_columns values (?, 'geom', ?)", [table, srs])
            file.execute(f'create table "{table}" (fid integer primary key, geom blob, code text, naam text)')
            for told, shape in rows:
                values = [shape and geopackage_blob(shape, srs), told.get("code"), told.get("naam")]
                file.execute(f'insert into "{table}" (geom, code, naam) values (?, ?, ?)', values)
        file.commit()
    return path


def geopackage_blob(shape: BaseGeometry, srs: int) -> bytes:
    """Header with an envelope of four doubles, then well-known binary."""
    west, south, east, north = shape.bounds
    header = struct.pack("<2sBBi4d", b"GP", 0, 0b0000_0011, srs, west, east, south, north)
    return header + bytes(shapely.to_wkb(shape))


def write_shapefile(folder: Path, rows: Sequence[Row], prj: str | None = "EPSG:31370", name: str = "wijken") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.shp"
    with shapefile.Writer(str(path)) as writer:
        writer.field("CODE", "C", 20)
        writer.field("NAAM", "C", 80)
        for told, shape in rows:
            writer.record(told.get("code"), told.get("naam"))
            writer.shape(mapping(shape)) if shape else writer.null()
    if prj:
        path.with_suffix(".prj").write_text(pyproj.CRS(prj).to_wkt("WKT1_ESRI"))
    return path


def zipped(folder: Path, inside: str = "") -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{inside}{file.name}")
    return path
