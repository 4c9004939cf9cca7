"""GeoPackage without GDAL: a SQLite file whose shapes are well-known binary behind a short header."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from werkveld.territory.crs import crs_of_text, unknown
from werkveld.territory.readers import Feature, Source
from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Bytes of the envelope that may stand between the header and the shape, by its indicator (OGC 12-128, 2.1.3).
ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
IS_EMPTY = 0b0001_0000
# A view in a hostile file can count for ever; a national layer reads in far fewer steps than this.
MOST_STEPS = 2_000


def read_geopackage(path: Path, *, table: str | None = None) -> Source:
    """Read one feature table. Where there are several, `table` must say which."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            file.row_factory = sqlite3.Row
            file.execute("pragma trusted_schema = off")
            steps = iter(range(MOST_STEPS))
            file.set_progress_handler(lambda: next(steps, None) is None, 1_000_000)
            chosen = _chosen_table(file, table)
            return Source("GeoPackage", _features(file, *_shape_column(file, chosen)), _crs(file, chosen))
    except sqlite3.Error as error:
        raise ImportRefused(
            _("{name} is geen leesbare GeoPackage.").format(name=path.name),
            _("Bewaar de laag opnieuw als GeoPackage, of gebruik GeoJSON."),
        ) from error


def _chosen_table(file: sqlite3.Connection, table: str | None) -> str:
    rows = file.execute("select table_name from gpkg_contents where data_type = 'features' order by 1").fetchall()
    names = [str(row[0]) for row in rows]
    if table is None and len(names) == 1:
        return names[0]
    if table in names:
        return str(table)
    if not names:
        raise ImportRefused(_("Deze GeoPackage heeft geen laag met vormen."), _("Kies een ander bestand."))
    raise ImportRefused(
        _("Deze GeoPackage heeft {count} lagen: {names}.").format(count=len(names), names=", ".join(names)),
        _("Zeg welke laag je bedoelt met de optie «table»."),
        about="table",
    )


def _shape_column(file: sqlite3.Connection, table: str) -> tuple[str, str]:
    row = file.execute("select column_name from gpkg_geometry_columns where table_name = ?", [table]).fetchone()
    if row is None:
        raise ImportRefused(_("De laag {table} heeft geen vormen.").format(table=table), _("Kies een andere laag."))
    return table, str(row[0])


def _crs(file: sqlite3.Connection, table: str) -> str | None:
    """The code of the table's system; the two numbers that mean "undefined" leave it to the size of the numbers."""
    row = file.execute(
        "select s.organization, s.organization_coordsys_id, s.definition, g.srs_id from gpkg_geometry_columns g"
        " left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id where g.table_name = ?",
        [table],
    ).fetchone()
    if row is None or row["srs_id"] in {-1, 0}:
        return None
    told = f"{row['organization'] or 'EPSG'}:{row['organization_coordsys_id'] or row['srs_id']}"
    code = crs_of_text(told) or crs_of_text(str(row["definition"] or ""))
    if code is None:
        raise unknown(told)
    return code


def _features(file: sqlite3.Connection, table: str, column: str) -> list[Feature]:
    quoted = '"' + table.replace('"', '""') + '"'
    rows = file.execute(f"select * from {quoted}").fetchall()  # noqa: S608 - the file's own table, quoted; read only
    return [
        Feature({name: row[name] for name in row.keys() if name != column}, _shape(row[column], number))  # noqa: SIM118
        for number, row in enumerate(rows, 1)
    ]


def _shape(blob: Any, number: int) -> BaseGeometry | None:
    import shapely

    if blob is None:
        return None
    try:
        return shapely.from_wkb(binary) if (binary := _without_header(blob)) else None
    except (shapely.errors.ShapelyError, ValueError) as error:
        raise ImportRefused(
            _("De vorm van rij {number} is niet te lezen.").format(number=number),
            _("Open het bestand in je GIS-programma en herstel of verwijder die rij."),
        ) from error


def _without_header(blob: Any) -> bytes:
    """The well-known binary behind the header; empty bytes for a shape that says it is empty."""
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:
        raise ValueError("not a GeoPackage shape")
    flags = blob[3]
    if flags & IS_EMPTY:
        return b""
    if (size := ENVELOPE.get((flags >> 1) & 0b111)) is None:
        raise ValueError("an envelope that the standard does not know")
    return blob[8 + size :]
