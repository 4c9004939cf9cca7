"""A register of addresses as CSV becomes rows: look first (`read_addresses`), then keep (`actions.keep_addresses`).

Boxes fall together with the door they belong to, and nothing about who lives there is read.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from werkveld.territory.addresscolumns import AddressColumns, Asked, choose_address_columns
from werkveld.territory.crs import (
    LAMBERT_72,
    WGS84,
    check_magnitude,
    crs_of_magnitude,
    crs_of_text,
    transformer,
    unknown,
)
from werkveld.territory.readers import refuse_above_limit
from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

type Progress = Callable[[str, float], None]

# What registers call an address that is no longer, or not yet, a door.
GONE = {"retired", "gehistoreerd", "rejected", "afgekeurd", "proposed", "voorgesteld", "gesloopt"}
# NIS codes of Kortrijk and around, for registers that carry the code and not the name.
NIS_NAMES = {
    "34002": "Anzegem", "34003": "Avelgem", "34009": "Deerlijk", "34013": "Harelbeke", "34022": "Kortrijk",
    "34023": "Kuurne", "34025": "Lendelede", "34027": "Menen", "34040": "Waregem", "34041": "Wevelgem",
    "34042": "Zwevegem", "34043": "Spiere-Helkijn",
}  # fmt: skip
HOUSE = re.compile(r"(\d{1,6})(.*)")
# A door whose number or whose street's name the register lacks still counts as a door: one in ten does in some.
NUMBERLESS = "z.n."
NAMELESS = "zonder naam {code}"
# Telling a listener after every row would cost more than reading it.
ROWS_BETWEEN_WORDS = 20_000


@dataclass(frozen=True, slots=True)
class Door:
    """One address before it is kept: of which street, and its place in the array of points."""

    street: tuple[str, str, str]  # municipality, name, code
    number: str
    house: int
    postcode: str


@dataclass(frozen=True)
class Doors:
    """The addresses of whole municipalities. `points` has a row for each door, in EPSG:31370."""

    doors: list[Door]
    points: NDArray[np.float64]

    @property
    def municipalities(self) -> list[str]:
        return sorted({door.street[0] for door in self.doors})

    @property
    def streets(self) -> set[tuple[str, str, str]]:
        return {door.street for door in self.doors}

    @property
    def checksum(self) -> str:
        """A fingerprint of doors and points to the centimetre: the same addresses, whatever file they came in."""
        seen = hashlib.sha256(self.points.round(2).tobytes())
        for door in self.doors:
            seen.update("\x1f".join((*door.street, door.number, door.postcode, "")).encode())
        return seen.hexdigest()


@dataclass(frozen=True)
class FoundAddresses(Doors):
    """What a file holds. `skipped` counts rows by the reason."""

    crs: str
    header: list[str]
    columns: AddressColumns
    skipped: Counter[str] = field(default_factory=Counter)

    def sentences(self) -> list[str]:
        """What a person must know before confirming."""
        names = [name or _("zonder naam") for name in self.municipalities]
        lines = [
            _("{addresses} adressen in {streets} straten, coördinaten in {crs}.").format(
                addresses=len(self.doors), streets=len(self.streets), crs=self.crs
            ),
            _("Gemeente: {names}.").format(names=", ".join(names)),
            _("Straat uit kolom «{street}», nummer uit kolom «{number}», plaats uit «{x}» en «{y}».").format(
                street=self.header[self.columns.street],
                number=self.header[self.columns.number],
                x=self.header[self.columns.x],
                y=self.header[self.columns.y],
            ),
        ]
        for why, count in sorted(self.skipped.items()):
            lines.append(_("{count} rijen overgeslagen: {why}.").format(count=count, why=why))
        return lines


def read_addresses(
    path: Path | str,
    *,
    asked: Asked | None = None,
    municipality: str = "",
    crs: str | None = None,
    progress: Progress | None = None,
) -> FoundAddresses:
    """Read and check a register without keeping anything. Raises `ImportRefused` with what to do.

    `municipality` names the one of all rows when the file does not; `crs` overrules what the columns say.
    """
    if crs is not None and crs_of_text(crs) is None:
        raise unknown(crs)
    tell = progress or _silence
    path = Path(path)
    tell(_("Bestand lezen"), 0.0)
    text = _text_of(path)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    header = next(_whole(rows), [])
    columns = choose_address_columns(header, asked or Asked())
    about = max(text.count("\n"), 1)
    doors, numbers, skipped = _doors(_told(_whole(rows), about, tell), columns, municipality)
    if not doors:
        why = ", ".join(skipped) or _("er zijn geen rijen onder de kop")
        raise ImportRefused(
            _("Geen enkel adres is bruikbaar: {why}.").format(why=why),
            _("Kijk of de kolommen de juiste zijn, of noem ze zelf."),
        )
    tell(_("Coördinaten herkennen"), 0.9)
    told, points = _in_lambert(numbers, crs_of_text(crs) if crs else columns.crs)
    tell(_("Klaar"), 1.0)
    return FoundAddresses(doors, points, told, header, columns, skipped)


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise ImportRefused(
            _("Het bestand {name} bestaat niet.").format(name=path.name), _("Controleer de naam en de map.")
        )
    refuse_above_limit(path.stat().st_size)
    raw = path.read_bytes()
    if b"\0" in raw[:4096]:
        raise ImportRefused(
            _("{name} is geen tekstbestand.").format(name=path.name),
            _("Geef een CSV: pak een zip eerst uit, en bewaar een rekenblad als CSV (UTF-8)."),
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    if not text.strip():
        raise ImportRefused(_("Het bestand is leeg."), _("Exporteer de adressen opnieuw als CSV."))
    return text


def _delimiter(text: str) -> str:
    head = text[:10_000].splitlines()[0]
    return max(";,\t|", key=head.count)


def _whole(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        raise ImportRefused(
            _("Het bestand is geen geldige CSV ({why}).").format(why=str(error)[:80]),
            _("Exporteer de adressen opnieuw; het bestand is misschien afgebroken bij het kopiëren."),
        ) from error


def _told(rows: Iterator[list[str]], about: int, tell: Progress) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        if number % ROWS_BETWEEN_WORDS == 0:
            tell(_("Adressen lezen"), min(number / about, 1.0) * 0.9)
        yield row


def _doors(
    rows: Iterator[list[str]], columns: AddressColumns, municipality: str
) -> tuple[list[Door], list[tuple[float, float]], Counter[str]]:
    """Each door once, in the order of the file, with its two numbers as they were written."""
    doors: list[Door] = []
    points: list[tuple[float, float]] = []
    skipped: Counter[str] = Counter()
    seen: set[tuple[tuple[str, str, str], str]] = set()
    reasons = _("geen straatnaam"), _("geen plaats"), _("niet meer of nog niet in gebruik")
    box = _("nog een bus van dezelfde deur")
    for row in rows:
        if not any(row):
            continue
        street, point = _street(row, columns, municipality), _point(_cell(row, columns.x), _cell(row, columns.y))
        faults = (not street[1], not point, _cell(row, columns.status).lower() in GONE)
        if point is None or any(faults):
            skipped[next(why for why, holds in zip(reasons, faults, strict=True) if holds)] += 1
            continue
        number, house = _number(_cell(row, columns.number))
        if (street, number) in seen:
            skipped[box] += 1
            continue
        seen.add((street, number))
        doors.append(Door(street, number, house, _cell(row, columns.postcode)[:10]))
        points.append(point)
    return doors, points, skipped


def _street(row: list[str], columns: AddressColumns, municipality: str) -> tuple[str, str, str]:
    """Municipality, name and code; no name when the row has neither name nor code."""
    name, told = " ".join(_cell(row, columns.street).split())[:120], _cell(row, columns.street_id)[:40]
    code = told or _cell(row, columns.postcode)[:10]
    return municipality or _municipality(row, columns), name or (told and NAMELESS.format(code=told)), code


def _number(text: str) -> tuple[str, int]:
    """The number as it is written on doors, and its figures."""
    house = HOUSE.match(text)
    return ("".join(text.split()).upper()[:12], int(house.group(1))) if house else (NUMBERLESS, 0)


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if 0 <= place < len(row) else ""


def _municipality(row: list[str], columns: AddressColumns) -> str:
    if name := _cell(row, columns.municipality):
        return name[:80]
    code = _cell(row, columns.nis)[:5]
    return NIS_NAMES.get(code, code if code.isdigit() else "")


def _point(x: str, y: str) -> tuple[float, float] | None:
    """Two numbers; None for what is none, and for 0,0, by which registers say that they do not know."""
    try:
        east, north = float(x.replace(",", ".")), float(y.replace(",", "."))
    except ValueError:
        return None
    is_known = abs(east) > 1e-9 and abs(north) > 1e-9 and abs(east) < 1e7 and abs(north) < 1e7
    return (east, north) if is_known else None


def _in_lambert(numbers: list[tuple[float, float]], told: str | None) -> tuple[str, NDArray[np.float64]]:
    """The system of the points, and the points in EPSG:31370."""
    import numpy as np

    points = np.array(numbers, dtype=np.float64).reshape(-1, 2)
    low, high = points.min(axis=0), points.max(axis=0)
    box = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    if told is None:
        told = crs_of_magnitude(box)
    else:
        check_magnitude(told, box)
    if told == LAMBERT_72:
        return told, points
    moved = np.column_stack(transformer(told, LAMBERT_72).transform(points[:, 0], points[:, 1]))
    # To the centimetre: what a conversion adds beyond it would make every reading look like a move.
    return told, moved.round(2) if told != WGS84 else moved.round(1)


def _silence(_sentence: str, _share: float) -> None:
    """Nobody is listening."""
