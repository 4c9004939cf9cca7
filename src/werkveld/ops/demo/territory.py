"""The demo's divisions: made by the program from public names and points, and labelled schematic everywhere.

No border here is anybody's real border. Names of places are public; points are approximate and rounded to 50 m. The
five divisions are seeded by different points on purpose, because in the field too they do not coincide.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from werkveld.ops.demo.places import PLACES
from werkveld.ops.demo.streets import fill_streets
from werkveld.territory.actions import draft_edition, keep_layer, publish_edition
from werkveld.territory.coverage import merged
from werkveld.territory.imports import FoundArea, checksum_of, pieces_of
from werkveld.territory.models import Layer, LayerKind, Ring, Word
from werkveld.territory.schematic import NamedPoint, blob, rounded_outline, schematic_partition, sewn

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

__all__ = ["PLACES", "fill_territory"]

VALID_FROM = dt.date(2024, 1, 1)
SOURCE = "Schematisch: gemaakt door het programma uit publieke namen en punten"

type Shape = Polygon | MultiPolygon

OUTSKIRTS: list[NamedPoint] = [
    ("G01", "Aalbeke", 69_400, 163_700),
    ("G02", "Bellegem", 73_600, 163_600),
    ("G03", "Bissegem", 69_550, 168_850),
    ("G04", "Kooigem", 76_500, 159_500),
    ("G05", "Marke", 70_050, 166_750),
    ("G06", "Rollegem", 71_750, 162_400),
    ("G07", "Heule-Centrum", 70_050, 170_800),
    ("G08", "Heule-Sint-Katharina", 70_150, 173_450),
    ("G09", "Heule-Watermolen", 71_250, 170_950),
]
INNER_CITY: list[NamedPoint] = [
    ("G10", "Kortrijk-Centrum", 72_350, 169_050),
    ("G11", "Overleie", 71_900, 169_850),
    ("G12", "Kortrijk-Oost", 73_500, 169_350),
    ("G13", "Sint-Elisabeth", 73_250, 168_100),
    ("G14", "Lange Munte", 74_450, 167_100),
    ("G15", "Patersmote-Pottelberg-Beverlaai", 71_500, 168_150),
    ("G16", "Pius X", 72_800, 170_500),
    ("G17", "Marionetten", 72_400, 166_050),
]
BEATS_OF_KORTRIJK: list[NamedPoint] = [
    ("K1", "Markt", 72_250, 169_300),
    ("K2", "Station", 72_000, 168_600),
    ("K3", "Overleie-West", 71_450, 169_850),
    ("K4", "Overleie-Oost en Buda", 72_350, 169_900),
    ("K5", "Sint-Jan", 73_050, 169_150),
    ("K6", "Walle", 72_650, 167_700),
    ("K7", "Drie Hofsteden", 73_700, 168_350),
    ("K8", "Lange Munte", 74_650, 166_900),
    ("K9", "’t Hoge", 73_250, 166_000),
    ("K10", "Pottelberg", 71_250, 167_650),
    ("K11", "Venning", 73_800, 169_800),
    ("K12", "Pius X", 72_550, 170_850),
    ("K13", "Watermolen", 71_500, 170_700),
    ("K14", "Heule", 69_900, 170_650),
    ("K15", "Heule-Noord", 70_050, 172_900),
    ("K16", "Bissegem", 69_500, 168_700),
    ("K17", "Marke", 70_250, 166_500),
    ("K18", "Aalbeke en Rollegem", 70_600, 163_300),
    ("K19", "Bellegem en Kooigem", 74_600, 162_300),
]
BEATS_OF_KUURNE: list[NamedPoint] = [
    ("KU1", "Kuurne-Centrum", 73_650, 171_850),
    ("KU2", "Leiehoek", 74_600, 172_200),
    ("KU3", "De Katte", 72_750, 172_700),
    ("KU4", "Kuurne-Noord", 72_950, 173_900),
    ("KU5", "Zonneveld", 73_700, 170_950),
]
BEATS_OF_LENDELEDE: list[NamedPoint] = [
    ("LE1", "Lendelede-Dorp", 70_550, 175_750),
    ("LE2", "Lendelede-West", 68_900, 175_500),
]
SECTORS = {
    "Noord": ("K3", "K4", "K12", "K13", "K14", "K15", "K16", "KU1", "KU2", "KU3", "KU4", "KU5", "LE1", "LE2"),
    "Centrum": ("K1", "K2", "K5", "K6", "K7", "K10", "K11"),
    "Zuid": ("K8", "K9", "K17", "K18", "K19"),
}
NEIGHBOURHOODS: list[NamedPoint] = [
    ("B01", "Heule", 70_700, 171_300),
    ("B02", "Bissegem", 69_750, 168_650),
    ("B03", "Marke", 70_100, 166_300),
    ("B04", "Zuiddorpen", 71_900, 163_000),
    ("B05", "Lange Munte", 74_350, 167_150),
    ("B06", "Venning", 73_750, 169_750),
    ("B07", "Overleie", 71_750, 169_900),
    ("B08", "Pius X", 72_600, 170_650),
    ("B09", "Centrum", 72_200, 169_000),
    ("B10", "Sint-Jan", 73_000, 168_950),
    ("B11", "Blauwe Poort", 72_900, 167_800),
    ("B12", "Pottelberg", 71_500, 167_850),
]
FOCUS_AREAS = [
    ("A1", "Venning", [(73_550, 169_800), (73_750, 169_850)], 260),
    ("A2", "Overleie-Budastraat", [(71_900, 169_800), (72_100, 169_500)], 240),
    ("A3", "Stationsbuurt", [(71_950, 168_750), (72_300, 168_750)], 230),
    ("A4", "Lange Munte", [(74_450, 167_450), (74_750, 167_200)], 330),
]
# Circles (x, y, radius) that lend each municipality its extent; the land between two of them goes to the nearest.
VILLAGE, QUARTER = 1_650, 1_050


def fill_territory() -> dict[str, Layer]:
    """Make the demo's five layers with one published schematic edition each, and the overlaps between them,
    counted by invented addresses.

    Gives the layers by code. A second call finds everything in place and changes nothing.
    """
    kortrijk, kuurne, lendelede = _municipalities()
    beats = sewn(
        schematic_partition(BEATS_OF_KORTRIJK, kortrijk)
        | schematic_partition(BEATS_OF_KUURNE, kuurne)
        | schematic_partition(BEATS_OF_LENDELEDE, lendelede)
    )
    gebieden = _areas(OUTSKIRTS + INNER_CITY, schematic_partition(OUTSKIRTS + INNER_CITY, kortrijk))
    layers = {
        layer.code: layer
        for layer in (
            _layer("gebieden", "Gebieden", Word.GEBIED, gebieden),
            _layer(
                "wijken", "Wijken", Word.WIJK, _areas(BEATS_OF_KORTRIJK + BEATS_OF_KUURNE + BEATS_OF_LENDELEDE, beats)
            ),
            _layer("sectoren", "Patrouillesectoren", Word.SECTOR, _sectors(beats)),
            _layer(
                "buurten", "Buurten", Word.BUURT, _areas(NEIGHBOURHOODS, schematic_partition(NEIGHBOURHOODS, kortrijk))
            ),
            _layer(
                "aandachtsgebieden", "Aandachtsgebieden", Word.AANDACHTSGEBIED, _focus_areas(), kind=LayerKind.LOOSE
            ),
        )
    }
    fill_streets(gebieden, beats)
    return layers


def _municipalities() -> tuple[Shape, Shape, Shape]:
    """Kortrijk, Kuurne and Lendelede: one rounded land, cut where the nearest name belongs to another."""
    bridges: list[NamedPoint] = [("", "tussen Bellegem en Kooigem", 75_100, 161_600)]
    by_municipality = [OUTSKIRTS + INNER_CITY + bridges, BEATS_OF_KUURNE, BEATS_OF_LENDELEDE]
    villages = {code for code, _name, _x, _y in OUTSKIRTS + BEATS_OF_LENDELEDE}
    seeds = [
        (f"{place}-{number}", name, x, y)
        for place, points in enumerate(by_municipality)
        for number, (_code, name, x, y) in enumerate(points)
    ]
    land = rounded_outline(
        (x, y, VILLAGE if code in villages else QUARTER) for points in by_municipality for code, _name, x, y in points
    )
    cells = schematic_partition(seeds, land)
    kortrijk, kuurne, lendelede = (
        merged([cell for key, cell in cells.items() if key.startswith(f"{place}-")]) for place in range(3)
    )
    return kortrijk, kuurne, lendelede


def _areas(points: list[NamedPoint], shapes: dict[str, Shape]) -> list[FoundArea]:
    rings = {code: Ring.OUTSKIRTS for code, *_rest in OUTSKIRTS} | {
        code: Ring.INNER_CITY for code, *_rest in INNER_CITY
    }
    return [FoundArea(code, name, rings.get(code, ""), shapes[code]) for code, name, _x, _y in points]


def _sectors(beats: dict[str, Shape]) -> list[FoundArea]:
    """A patrol sector is whole beats, so that a beat never has to ask which sector it is in."""
    return [FoundArea(name[0], name, "", merged([beats[code] for code in codes])) for name, codes in SECTORS.items()]


def _focus_areas() -> list[FoundArea]:
    return [FoundArea(code, name, "", blob(line, metres)) for code, name, line, metres in FOCUS_AREAS]


def _layer(code: str, name: str, word: str, areas: list[FoundArea], *, kind: str = LayerKind.PARTITION) -> Layer:
    layer = keep_layer(code, name, word=word, kind=kind, is_public_label=kind == LayerKind.PARTITION)
    edition = draft_edition(
        layer,
        name=str(VALID_FROM.year),
        valid_from=VALID_FROM,
        checksum=checksum_of(areas),
        pieces=pieces_of(areas, is_partition=kind == LayerKind.PARTITION),
        source=SOURCE,
        is_schematic=True,
    )
    publish_edition(edition, at=dt.datetime(2023, 12, 18, 9, tzinfo=dt.UTC))
    return layer
