"""Which column of a register of addresses holds what: the spellings of BeST and of the Flemish register are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.utils.translation import gettext as _

from werkveld.territory.crs import LAMBERT_72, LAMBERT_2008, WGS84
from werkveld.territory.refused import ImportRefused

# Spellings seen in BeST (opendata.bosa.be), the Adressenregister, CRAB, and what cities make of them.
STREETS = (
    "straatnaam",
    "straat",
    "straatnm",
    "streetname_nl",
    "straatnaam_nl",
    "street_name",
    "street",
    "thoroughfare",
)
NUMBERS = ("huisnummer", "huisnr", "house_number", "housenumber", "hnrlabel", "huis_nr", "number", "nummer", "nr")
BOXES = ("busnummer", "busnr", "box_number", "apptnr", "bus", "box")
POSTCODES = ("postcode", "postal_code", "postalcode", "postkode", "zipcode", "zip")
MUNICIPALITIES = (
    "gemeentenaam",
    "gemeente",
    "municipality_name_nl",
    "municipality_name",
    "gemeentenaam_nl",
    "municipality",
)
STREET_IDS = ("street_id", "straatnaamid", "straatnmid", "straatnaam_id", "straat_id", "straatcode")
STATUSES = ("status", "adresstatus", "address_status")
# Columns whose first five figures are the NIS code of the municipality.
NIS_CODES = ("niscode", "nis_code", "nis", "municipality_id", "gemeenteid", "statsec", "sector")
# (x, y, the system when the name tells it); metres before degrees, for they need no conversion.
POINTS = (
    ("epsg:31370_x", "epsg:31370_y", LAMBERT_72),
    ("x_lambert72", "y_lambert72", LAMBERT_72),
    ("lambert72_x", "lambert72_y", LAMBERT_72),
    ("x_31370", "y_31370", LAMBERT_72),
    ("epsg:3812_x", "epsg:3812_y", LAMBERT_2008),
    ("x_lambert2008", "y_lambert2008", LAMBERT_2008),
    ("x", "y", None),
    ("x_coord", "y_coord", None),
    ("xcoord", "ycoord", None),
    ("positie_x", "positie_y", None),
    ("epsg:4326_lon", "epsg:4326_lat", WGS84),
    ("lon", "lat", WGS84),
    ("longitude", "latitude", WGS84),
    ("lengtegraad", "breedtegraad", WGS84),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Columns that somebody named because they were not recognised, or not rightly; empty where they did not."""

    street: str = ""
    number: str = ""
    x: str = ""
    y: str = ""
    postcode: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class AddressColumns:
    """Places in a row. `crs` is what the names of the coordinates tell, None when they do not; −1 is no such column."""

    street: int
    number: int
    x: int
    y: int
    crs: str | None
    box: int = -1
    postcode: int = -1
    municipality: int = -1
    street_id: int = -1
    status: int = -1
    nis: int = -1


def choose_address_columns(header: Sequence[str], asked: Asked) -> AddressColumns:
    """Take what was asked for, or recognise it. Raises `ImportRefused` that names the columns there are."""
    places = {name.strip().lower(): place for place, name in reversed(list(enumerate(header)))}
    _insist_on_asked(header, places, asked)
    x, y, crs = _point(header, places, asked)
    return AddressColumns(
        street=_needed(header, places, asked.street, known=STREETS, what=_("de straatnaam"), option="--street-column"),
        number=_needed(header, places, asked.number, known=NUMBERS, what=_("het huisnummer"), option="--number-column"),
        x=x,
        y=y,
        crs=crs,
        box=_first(places, BOXES),
        postcode=places.get(asked.postcode.lower(), _first(places, POSTCODES)),
        municipality=places.get(asked.municipality.lower(), _first(places, MUNICIPALITIES)),
        street_id=_first(places, STREET_IDS),
        status=_first(places, STATUSES),
        nis=_first(places, NIS_CODES),
    )


def _insist_on_asked(header: Sequence[str], places: dict[str, int], asked: Asked) -> None:
    for one in fields(asked):
        name = getattr(asked, one.name)
        if name and name.lower() not in places:
            raise ImportRefused(_("De kolom «{column}» staat niet in het bestand.").format(column=name), _there(header))


def _needed(
    header: Sequence[str], places: dict[str, int], asked: str, *, known: Sequence[str], what: str, option: str
) -> int:
    place = places[asked.lower()] if asked else _first(places, known)
    if place < 0:
        raise ImportRefused(
            _("Ik vind geen kolom voor {what}.").format(what=what),
            _("Noem ze zelf met {option}.").format(option=option) + " " + _there(header),
        )
    return place


def _point(header: Sequence[str], places: dict[str, int], asked: Asked) -> tuple[int, int, str | None]:
    if bool(asked.x) != bool(asked.y):
        raise ImportRefused(_("Noem de twee kolommen met coördinaten samen, x en y."), _there(header))
    if asked.x:
        return places[asked.x.lower()], places[asked.y.lower()], None
    for x, y, crs in POINTS:
        if x in places and y in places:
            return places[x], places[y], crs
    raise ImportRefused(
        _("Ik vind geen kolommen met coördinaten."),
        _("Noem ze zelf met {option}.").format(option="--x-column, --y-column") + " " + _there(header),
    )


def _first(places: dict[str, int], known: Sequence[str]) -> int:
    return next((places[name] for name in known if name in places), -1)


def _there(header: Sequence[str]) -> str:
    return _("Er zijn: {columns}.").format(columns=", ".join(name.strip() for name in header if name.strip()))
