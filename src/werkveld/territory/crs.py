"""Which coordinates a file is in, and the way to Belgian Lambert 72 (EPSG:31370) and back.

All geometry lives in EPSG:31370, in metres. Axes are always east then north, whatever an authority's registry says:
`always_xy` is not an option here but the rule. Works without a network; the error against a grid is below one metre.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from werkveld.territory.refused import ImportRefused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pyproj import Transformer
    from shapely.geometry.base import BaseGeometry

LAMBERT_72 = "EPSG:31370"
LAMBERT_2008 = "EPSG:3812"
WGS84 = "EPSG:4326"
KNOWN = (LAMBERT_72, LAMBERT_2008, WGS84)

type Box = tuple[float, float, float, float]

# Where bare numbers are taken to lie in Belgium: (min east, min north, max east, max north).
REACH: dict[str, Box] = {
    LAMBERT_72: (20_000, 150_000, 300_000, 250_000),
    LAMBERT_2008: (500_000, 520_000, 800_000, 770_000),
    WGS84: (2.5, 49.4, 6.4, 51.6),
}
# A file that names its system may also lie in the south of the country, where Lambert 72 has small numbers.
REACH_WHEN_DECLARED = {**REACH, LAMBERT_72: (0.0, 0.0, 300_000.0, 300_000.0)}
# Swapped metres of Flanders can land in Wallonia. What fits Flanders only when swapped is asked.
FLANDERS: dict[str, Box] = {**REACH, LAMBERT_2008: (520_000, 650_000, 800_000, 750_000)}

NAMES = {
    LAMBERT_72: ("belge_lambert_1972", "belge 1972 / belgian lambert 72", "belge lambert 1972", "lambert 72"),
    LAMBERT_2008: ("etrs_1989_belgian_lambert_2008", "etrs89 / belgian lambert 2008", "belgian lambert 2008"),
    WGS84: ("gcs_wgs_1984", "wgs 84", "wgs_1984", "crs84"),
}


@cache
def transformer(source: str, target: str) -> Transformer:
    """A kept transformer: making one costs tens of milliseconds, using it costs none."""
    from pyproj import Transformer

    return Transformer.from_crs(source, target, always_xy=True)


def to_lambert(lon: float, lat: float) -> tuple[float, float]:
    """East and north in metres (EPSG:31370) of a point in degrees."""
    x, y = transformer(WGS84, LAMBERT_72).transform(lon, lat)
    return float(x), float(y)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude (WGS84) of a point in metres (EPSG:31370)."""
    lon, lat = transformer(LAMBERT_72, WGS84).transform(x, y)
    return float(lon), float(lat)


def transform_shape[G: BaseGeometry](shape: G, source: str, target: str) -> G:
    """The same shape in another system; equal systems return it untouched."""
    if source == target:
        return shape
    import shapely

    move = transformer(source, target)

    def moved(points: NDArray[np.float64]) -> NDArray[np.float64]:
        import numpy as np

        return np.column_stack(move.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shape, moved)


def crs_of_text(text: str) -> str | None:
    """The code of one of our three systems from WKT, an URN or a name; None when it is none of them."""
    told = text.strip()
    lower = told.lower()
    for code in KNOWN:
        number = code.removeprefix("EPSG:")
        if lower in {code.lower(), number, f"urn:ogc:def:crs:epsg::{number}"} or lower.endswith(f"/epsg/0/{number}"):
            return code
    for code, names in NAMES.items():
        if any(f'"{name}"' in lower or lower.endswith(name) for name in names):
            return _checked_by_registry(told) or code
    return _checked_by_registry(told)


def _checked_by_registry(text: str) -> str | None:
    """Ask the EPSG registry inside pyproj, which knows many spellings of the same system."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        number = CRS.from_user_input(text).to_epsg(min_confidence=70)
    except (CRSError, UnicodeError, json.JSONDecodeError):
        return None
    code = f"EPSG:{number}"
    return code if code in KNOWN else None


def crs_of_magnitude(box: Box) -> str:
    """The system in which `box` lies in Belgium, by the size of its numbers; swapped axes are asked, never guessed."""
    for code in KNOWN:
        if _is_surely_swapped(code, box):
            raise swapped(code)
    for code, reach in REACH.items():
        if _within(box, reach):
            return code
    raise ImportRefused(
        _("Ik herken het coördinatenstelsel niet: de waarden lopen van {low} tot {high}.").format(
            low=_pair(box[0], box[1]), high=_pair(box[2], box[3])
        ),
        _("Bewaar het bestand in Lambert 72 (EPSG:31370), Lambert 2008 (EPSG:3812) of WGS84 (EPSG:4326)."),
        about="crs",
    )


def check_magnitude(code: str, box: Box) -> None:
    """Hold what a file says about itself against its numbers, so that a wrong label does not move a whole city."""
    if code not in KNOWN:
        raise unknown(code)
    if _is_surely_swapped(code, box):
        raise swapped(code)
    if _within(box, REACH_WHEN_DECLARED[code]):
        return
    fitting = [other for other, reach in REACH.items() if _within(box, reach)]
    hint = _("De waarden passen wel bij {other}.").format(other=fitting[0]) + " " if fitting else ""
    raise ImportRefused(
        _(
            "Het bestand zegt dat het in {code} staat, maar de waarden ({low} tot {high}) liggen dan niet in België."
        ).format(code=code, low=_pair(box[0], box[1]), high=_pair(box[2], box[3])),
        hint + _("Verbeter het coördinatenstelsel in het bestand, of bewaar het opnieuw in EPSG:31370."),
        about="crs",
    )


def swapped(code: str) -> ImportRefused:
    """The question to ask when east and north stand in each other's place."""
    first = _("eerst de lengtegraad (2,5 tot 6,4), dan de breedtegraad (49,4 tot 51,6)")
    metres = _("eerst x (naar het oosten), dan y (naar het noorden)")
    return ImportRefused(
        _("Staan de twee coördinaten in dit bestand omgewisseld? Zo gelezen ligt alles buiten België."),
        _(
            "Verwacht voor {code}: {order}. Bewaar het bestand opnieuw, of zeg uitdrukkelijk dat ze omgewisseld zijn."
        ).format(code=code, order=first if code == WGS84 else metres),
        about="swapped",
    )


def unknown(told: str) -> ImportRefused:
    return ImportRefused(
        _("Het coördinatenstelsel van dit bestand wordt niet ondersteund: {told}.").format(told=told[:80]),
        _("Bewaar het bestand in Lambert 72 (EPSG:31370), Lambert 2008 (EPSG:3812) of WGS84 (EPSG:4326)."),
        about="crs",
    )


def _within(box: Box, reach: Box) -> bool:
    return box[0] >= reach[0] and box[1] >= reach[1] and box[2] <= reach[2] and box[3] <= reach[3]


def _swapped(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


def _is_surely_swapped(code: str, box: Box) -> bool:
    """Whether the box fits only the other way round."""
    return _within(_swapped(box), FLANDERS[code]) and not _within(box, FLANDERS[code])


def _pair(x: float, y: float) -> str:
    return f"({x:.6g}, {y:.6g})"
