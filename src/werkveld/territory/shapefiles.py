"""Shapefiles: as a folder, as loose files beside each other, or as a zip that is not trusted."""

from __future__ import annotations

import codecs
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from werkveld.territory.crs import crs_of_text, unknown
from werkveld.territory.readers import LARGEST, Feature, Source, refuse_above_limit
from werkveld.territory.refused import ImportRefused

PARTS = (".shp", ".dbf", ".prj", ".cpg")
MOST_ENTRIES = 1_000
# Borders compress to a fifth or a tenth. A hundred times is a trap, not a map.
MOST_INFLATION = 100


def read_folder(folder: Path) -> Source:
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".shp")
    return read_shapefile(found[_only_one([path.name for path in found], _("de map"))])


def read_shapefile(path: Path) -> Source:
    """Read a .shp with the .dbf, .prj and .cpg that lie beside it."""
    beside = {p.suffix.lower(): p for p in path.parent.iterdir() if p.stem == path.stem and p.suffix.lower() in PARTS}
    refuse_above_limit(sum(part.stat().st_size for part in beside.values()))
    return _read({suffix: part.read_bytes() for suffix, part in beside.items()})


def read_zip(path: Path) -> Source:
    """Read the one shapefile inside, without unpacking anything to disk."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.filename.startswith("__MACOSX")]
            _refuse_bomb(entries, path.stat().st_size)
            return _read(_parts_of_zip(archive, entries))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ImportRefused(
            _("{name} is geen leesbare zip, of er staat een wachtwoord op.").format(name=path.name),
            _("Maak de zip opnieuw, zonder wachtwoord."),
        ) from error


def _refuse_bomb(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Look at what the directory promises before a byte is unpacked; zipfile never reads past that promise."""
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or (unpacked > 1024**2 and unpacked > packed * MOST_INFLATION):
        raise ImportRefused(
            _("Deze zip pakt verdacht groot uit: {size} MB uit {packed} kB.").format(
                size=unpacked // 1024**2, packed=packed // 1024
            ),
            _("Stuur alleen de bestanden van de shapefile zelf."),
        )
    refuse_above_limit(unpacked)


def _parts_of_zip(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    found = sorted(e.filename for e in entries if PurePosixPath(e.filename).suffix.lower() == ".shp")
    stem = str(PurePosixPath(found[_only_one(found, _("de zip"))]).with_suffix(""))
    parts: dict[str, bytes] = {}
    for entry in entries:
        name = PurePosixPath(entry.filename)
        if str(name.with_suffix("")) == stem and name.suffix.lower() in PARTS:
            with archive.open(entry) as part:
                parts[name.suffix.lower()] = part.read(LARGEST + 1)
    return parts


def _only_one(names: list[str], where: str) -> int:
    """Zero, the place of the only shapefile in a sorted list of one."""
    if len(names) == 1:
        return 0
    if not names:
        raise ImportRefused(
            _("Er zit geen shapefile (.shp) in {where}.").format(where=where),
            _("Pak een ander soort bestand eerst uit en kies het rechtstreeks."),
        )
    raise ImportRefused(
        _("Er zitten {count} shapefiles in {where}: {names}.").format(
            count=len(names), where=where, names=", ".join(names[:5])
        ),
        _("Kies er één: het bestand .shp zelf, of een zip met één shapefile."),
    )


def _read(parts: dict[str, bytes]) -> Source:
    if ".dbf" not in parts:
        raise ImportRefused(
            _("Bij deze shapefile ontbreekt het bestand .dbf met de namen en codes."),
            _("Zet .shp, .shx, .dbf en .prj samen in één map of zip."),
        )
    crs = None
    if told := parts.get(".prj", b"").decode("utf-8", "replace").strip():
        crs = crs_of_text(told)
        if crs is None:
            raise unknown(told)
    return Source("Shapefile", _features(parts), crs)


def _features(parts: dict[str, bytes]) -> list[Feature]:
    """Rows in the encoding that the .cpg names; without one UTF-8 is tried first, then what old programs wrote."""
    for encoding in [*_declared(parts), "utf-8", "cp1252"]:
        try:
            return _decoded(parts, encoding)
        except UnicodeError:
            continue
    raise ImportRefused(
        _("De tabel (.dbf) van deze shapefile is niet te lezen."), _("Bewaar ze opnieuw met UTF-8, of als GeoPackage.")
    )


def _declared(parts: dict[str, bytes]) -> list[str]:
    """The encoding in the .cpg, if it is one that exists; some programs write only the number of a code page."""
    told = parts.get(".cpg", b"").decode("ascii", "ignore").strip().lower()
    for name in (told, f"cp{told}"):
        try:
            return [codecs.lookup(name).name]
        except LookupError:
            continue
    return []


def _opened(parts: dict[str, bytes], encoding: str) -> Any:
    """A reader that takes what it finds odd about a file for what it is: a file that was cut off."""
    import warnings

    import shapefile

    warnings.simplefilter("error", shapefile.PossiblyCorruptFileHeader)
    return shapefile.Reader(shp=BytesIO(parts[".shp"]), dbf=BytesIO(parts[".dbf"]), encoding=encoding)


def _decoded(parts: dict[str, bytes], encoding: str) -> list[Feature]:
    import struct
    import warnings

    import shapefile
    import shapely
    from shapely.geometry import shape

    try:
        with warnings.catch_warnings(), _opened(parts, encoding) as reader:
            rows: list[tuple[dict[str, Any], dict[str, Any] | None]] = [
                (row.record.as_dict(), row.shape.__geo_interface__ if row.shape.shapeType else None)
                for row in reader.iterShapeRecords()
            ]
        return [Feature(record, shape(told) if told else None) for record, told in rows]
    except shapefile.dbfFileException as error:
        raise UnicodeError(encoding) from error
    except (
        shapefile.ShapefileException,
        shapely.errors.ShapelyError,
        ValueError,
        OSError,
        LookupError,
        struct.error,
        Warning,
    ) as error:
        raise ImportRefused(
            _("Deze shapefile is beschadigd of onvolledig."),
            _("Zet .shp, .shx, .dbf en .prj opnieuw samen in één map of zip."),
        ) from error
