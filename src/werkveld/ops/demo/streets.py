"""Invented doors for the demo: streets laid out by the program over the schematic division, the same every time.

Names of some streets are public, the doors in them are not: none stands where a real one stands.
"""

import math
import random
from collections.abc import Iterator, Mapping

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from werkveld.ops.demo.names import GAZETTEER
from werkveld.ops.demo.places import PLACES
from werkveld.territory.actions import keep_addresses
from werkveld.territory.addressfile import Door, Doors
from werkveld.territory.filing import take_stock
from werkveld.territory.imports import FoundArea
from werkveld.territory.models import AddressFile, Ring

SEED = "doors"
NAME = "Schematische adressen"
# What a street is called that no list names: things that grow, fly and are woven along the Leie.
ROOTS = (
    "Lijsterbes", "Meidoorn", "Kamille", "Klaproos", "Korenbloem", "Vlaszaad", "Leeuwerik", "Kwikstaart", "Wulp",
    "Kievit", "Berken", "Elzen", "Wilgen", "Hazelaar", "Kastanje", "Weefspoel", "Linnen", "Damast", "Rootput", "Hekel",
    "Kantklos", "Molenwiek", "Beemd", "Kriek", "Mispel", "Kweepeer", "Sleutelbloem", "Boterbloem", "Ganzerik", "Zuring",
    "Karekiet", "Grutto", "Ijsvogel", "Vlier", "Sleedoorn", "Egelantier", "Haver", "Boekweit", "Hopbel", "Rietkraag",
    "Dotterbloem", "Waterlelie", "Kalmoes", "Munt", "Tijm", "Salie", "Lavas", "Bieslook", "Hommel", "Zandbij",
)  # fmt: skip
KINDS = ("straat", "laan", "dreef", "hof", "pad")
POSTCODES = {
    "Heule": "8501", "Bissegem": "8501", "Marke": "8510", "Bellegem": "8510", "Rollegem": "8510", "Kooigem": "8510",
    "Aalbeke": "8511", "Kuurne": "8520", "Lendelede": "8860",
}  # fmt: skip
# Streets in a gebied of the city proper, around it, and in a beat of another municipality.
INNER, OUTER, ELSEWHERE = 20, 11, 7
DOORS, DOORS_OF_ROAD = (14, 34), 56
# How many borders between beats run down the middle of a street.
BORDERS = 12
KNOWN = {name: (x, y) for name, x, y, _kind in PLACES}

type Point = tuple[float, float]


def fill_streets(gebieden: list[FoundArea], beats: Mapping[str, BaseGeometry]) -> None:
    """Keep the demo's doors, unless they stand there already."""
    if AddressFile.objects.filter(name=NAME).exists():
        return
    town = _Town(beats)
    town.fill(gebieden)
    doors = Doors([door for door, _point in town.doors], np.array([point for _door, point in town.doors]))
    keep_addresses(doors, name=NAME, source="Werkveld", is_schematic=True)
    take_stock()


class _Town:
    """Streets as they are laid, each name once in a postcode."""

    def __init__(self, beats: Mapping[str, BaseGeometry]) -> None:
        self.beats = beats
        self.land = shapely.union_all(list(beats.values())).buffer(-15)
        shapely.prepare(self.land)
        self.dice = random.Random(SEED)
        self.doors: list[tuple[Door, Point]] = []
        self.taken: set[tuple[str, str]] = set()
        self.spare = [f"{root}{kind}" for root in ROOTS for kind in KINDS]
        self.dice.shuffle(self.spare)

    def fill(self, gebieden: list[FoundArea]) -> None:
        """Streets of each gebied, then of the beats beyond the city, then those that run along a border."""
        for area in gebieden:
            named = GAZETTEER.get(area.name, {})
            roads = set(named.get("road", ()))
            names = [name for sort in ("square", "street", "road", "water") for name in named.get(sort, ())]
            names += [self.spare.pop() for _n in range((OUTER if area.ring == Ring.OUTSKIRTS else INNER) - len(names))]
            place = next((code for village, code in POSTCODES.items() if area.name.startswith(village)), "8500")
            for name in names:
                self._street(area.shape, ("Kortrijk", name, place), DOORS_OF_ROAD if name in roads else None)
        for code, shape in self.beats.items():
            if town := {"KU": "Kuurne", "LE": "Lendelede"}.get(code[:2]):
                for _n in range(ELSEWHERE):
                    self._street(shape, (town, self.spare.pop(), POSTCODES[town]), None)
        for line in self._longest_borders():
            self._along(line, ("Kortrijk", self.spare.pop(), "8500"))

    def _street(self, shape: BaseGeometry, street: tuple[str, str, str], count: int | None) -> None:
        """A straight street from a spot in the shape, or from where its name says it is."""
        if street[1:] in self.taken:
            return
        self.taken.add(street[1:])
        start, turn = KNOWN.get(street[1]) or self._spot(shape), self.dice.uniform(0, math.tau)
        ahead, aside = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))
        for house in range(1, (count or self.dice.randint(*DOORS)) + 1):
            far, side = (house // 2) * 14, 8 if house % 2 else -8
            self._door(
                street,
                house,
                (start[0] + far * ahead[0] + side * aside[0], start[1] + far * ahead[1] + side * aside[1]),
            )

    def _along(self, line: shapely.LineString, street: tuple[str, str, str]) -> None:
        """A street on a border: odd numbers on one side, even ones on the other."""
        for house in range(1, min(int(line.length / 8), 60)):
            here, next_to = line.interpolate(house * 8), line.interpolate(house * 8 + 2)
            turn, side = math.atan2(next_to.y - here.y, next_to.x - here.x), 9 if house % 2 else -9
            self._door(street, house, (here.x - side * math.sin(turn), here.y + side * math.cos(turn)))

    def _door(self, street: tuple[str, str, str], house: int, spot: Point) -> None:
        point = (round(spot[0], 1), round(spot[1], 1))
        if self.land.contains(shapely.Point(point)):
            self.doors.append((Door(street, str(house), house, street[2]), point))

    def _spot(self, shape: BaseGeometry) -> Point:
        west, south, east, north = shape.bounds
        while True:
            x, y = self.dice.uniform(west, east), self.dice.uniform(south, north)
            if shape.contains(shapely.Point(x, y)):
                return x, y

    def _longest_borders(self) -> Iterator[shapely.LineString]:
        codes = sorted(code for code in self.beats if code.startswith("K") and not code.startswith("KU"))
        shared = []
        for number, one in enumerate(codes):
            for other in codes[number + 1 :]:
                line = shapely.line_merge(self.beats[one].intersection(self.beats[other]))
                shared += [part for part in shapely.get_parts(line) if part.geom_type == "LineString"]
        yield from sorted(shared, key=lambda line: -line.length)[:BORDERS]
