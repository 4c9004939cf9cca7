"""Which column of a file is the code and which the name: known spellings first, then what looks like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkveld.territory.readers import Feature

# Spellings seen in Flemish open data, most telling first. Shapefiles cut a name after ten letters.
CODES = (
    "code", "gebiedscode", "gebiedcode", "wijkcode", "wijk_code", "wijknr", "wijknummer", "buurtcode", "sectorcode",
    "zonecode", "statsec", "cd_sector", "cs01012024", "geoitem", "niscode", "nis_code", "nis", "nis9", "nis6", "nis5",
    "deelgemeente_code", "deelgemeentecode", "politiezone", "politiezon", "nummer", "nr", "id", "gml_id",
    "objectid", "fid",
)  # fmt: skip
NAMES = (
    "naam", "name", "gebiedsnaam", "gebied", "wijknaam", "wijk", "buurtnaam", "buurt", "sectornaam", "sector",
    "statsec_naam", "tx_sector_descr_nl", "deelgemeente_naam", "deelgemeente", "gemeentenaam", "gemeente", "zone",
    "naam_nl", "label", "omschrijving", "titel", "benaming",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chosen:
    """The columns taken. `name` falls back on the code's column; `ring` is None where the file has none."""

    code: str
    name: str
    ring: str | None


def choose_columns(features: Sequence[Feature], *, code: str | None, name: str | None) -> Chosen:
    """Take what was asked for, or recognise it. Raises `ImportRefused` that names the columns there are."""
    columns = list(dict.fromkeys(column for feature in features for column in feature.properties))
    by_lower = {column.lower(): column for column in columns}
    chosen_code = _asked(code, by_lower, _("code"), "code_column") if code else _recognised_code(features, by_lower)
    if chosen_code is None:
        raise ImportRefused(
            _("Ik vind geen kolom met een eigen code per gebied."), _there_are(columns, _("code")), about="code_column"
        )
    chosen_name = _asked(name, by_lower, _("naam"), "name_column") if name else _first(NAMES, by_lower)
    if chosen_name is None:
        chosen_name = next((c for c in columns if re.search(r"naam|name", c, re.IGNORECASE)), chosen_code)
    return Chosen(chosen_code, chosen_name, _first(("ring",), by_lower))


def text_of(told: Any) -> str:
    """A cell as text; whole numbers that a program stored as 7.0 are read as 7."""
    if told is None:
        return ""
    if isinstance(told, float) and told.is_integer():
        told = int(told)
    return " ".join(str(told).split())


def _asked(asked: str, by_lower: dict[str, str], what: str, about: str) -> str:
    if asked.lower() in by_lower:
        return by_lower[asked.lower()]
    raise ImportRefused(
        _("De kolom «{column}» staat niet in het bestand.").format(column=asked),
        _there_are(list(by_lower.values()), what),
        about=about,
    )


def _there_are(columns: list[str], what: str) -> str:
    return _("Kies zelf de kolom voor de {what}. Er zijn: {columns}.").format(
        what=what, columns=", ".join(columns) or _("geen kolommen")
    )


def _recognised_code(features: Sequence[Feature], by_lower: dict[str, str]) -> str | None:
    """The best spelling whose values tell all rows apart: the NIS code of one city is the same in every row."""
    known = [by_lower[spelling] for spelling in CODES if spelling in by_lower]
    telling = [column for column in known if _tells_apart(features, column)]
    if telling:
        return telling[0]
    looks = [c for c in by_lower.values() if _tells_apart(features, c) and _looks_like_codes(features, c)]
    return looks[0] if looks else None


def _tells_apart(features: Sequence[Feature], column: str) -> bool:
    values = [text_of(feature.properties.get(column)) for feature in features]
    return all(values) and len(set(values)) == len(values)


def _looks_like_codes(features: Sequence[Feature], column: str) -> bool:
    values = [text_of(feature.properties.get(column)) for feature in features]
    return all(re.fullmatch(r"[A-Za-z]{0,5}[-_ ]?\d[\w-]{0,14}", value) for value in values)


def _first(spellings: tuple[str, ...], by_lower: dict[str, str]) -> str | None:
    return next((by_lower[spelling] for spelling in spellings if spelling in by_lower), None)
