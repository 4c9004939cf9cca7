"""The streets by name, kept in the process: which ones somebody may mean, also with a typing error."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from werkveld.territory.addresstext import distance, heard, key_of
from werkveld.territory.models import Address, AddressFile, Area, Street, StreetArea

# A name typed for at least so much may still be finished by us.
SHORTEST_START = 4
MOST_ERRORS = 3
# So many names that look alike are compared letter by letter.
MOST_COMPARED = 120


@dataclass(slots=True)
class Names:
    """Streets with addresses, by key of their name."""

    streets: dict[int, Street]
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_sound: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_piece: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for key, street in self.streets.items():
            self.by_key[key_of(street.name)].append(key)
            self.by_sound[heard(street.name)].append(key)
        for sound in self.by_sound:
            for piece in _pieces(sound):
                self.by_piece[piece].append(sound)

    def spelled(self, name: str) -> list[Street]:
        """The streets of exactly this name, but for short forms, accents and case."""
        return [self.streets[key] for key in self.by_key.get(key_of(name), [])]

    def called(self, name: str) -> list[Street]:
        """The streets of a name: spelled so, else heard so, else one that starts so, else the least misspelled."""
        sound = heard(name)
        if len(sound) < 2:
            return []
        found = self.by_key.get(key_of(name)) or self.by_sound.get(sound)
        if not found:
            found = self._starting(sound) or self._nearly(sound)
        return [self.streets[key] for key in found]

    def suggested(self, name: str, most: int) -> list[Street]:
        """What to offer while somebody types: names that start so, then names with it inside, then misspelled ones."""
        sound = heard(name)
        if len(sound) < 2:
            return []
        starts = sorted((s for s in self.by_sound if s.startswith(sound)), key=len)
        inside = sorted(s for s in self.by_sound if sound in s and not s.startswith(sound)) if len(sound) > 2 else []
        keys = [key for s in [*starts, *inside] for key in self.by_sound[s]] or self._nearly(sound)
        return [self.streets[key] for key in keys[:most]]

    def _starting(self, sound: str) -> list[int]:
        """Only when one name starts so: two would be a guess."""
        if len(sound) < SHORTEST_START:
            return []
        starts = [s for s in self.by_sound if s.startswith(sound)]
        return self.by_sound[starts[0]] if len(starts) == 1 else []

    def _nearly(self, sound: str) -> list[int]:
        shared: Counter[str] = Counter()
        for piece in _pieces(sound):
            shared.update(self.by_piece.get(piece, ()))
        most = min(max(1, len(sound) // 5), MOST_ERRORS)
        best: list[str] = []
        for other, _count in shared.most_common(MOST_COMPARED):
            errors = distance(sound, other, most)
            if errors < most:
                best, most = [other], errors
            elif errors == most:
                best.append(other)
        return [key for other in best for key in self.by_sound[other]]


def _pieces(sound: str) -> set[str]:
    told = f"^{sound}$"
    return {told[n : n + 3] for n in range(len(told) - 2)}


def names() -> Names:
    """The streets that have addresses now; read anew only after a register was read."""
    newest = AddressFile.objects.order_by("-imported_at").values_list("pk", "imported_at").first()
    return _read(newest)


@lru_cache(maxsize=2)
def _read(_newest: object) -> Names:
    with_doors = Street.objects.filter(pk__in=Address.objects.values("street"))
    return Names({street.pk: street for street in with_doors})


def narrowed(streets: list[Street], place: str, postcode: str) -> list[Street]:
    """Those in a municipality, postcode or area that was named; all of them when none fits: people mistake these."""
    if len(streets) < 2 or not (place or postcode):
        return streets
    keys = [street.pk for street in streets]
    fitting: set[int] = set()
    if postcode:
        fitting |= set(Address.objects.filter(street__in=keys, postcode=postcode).values_list("street", flat=True))
        fitting |= {street.pk for street in streets if street.code == postcode}
    if place:
        wanted = heard(place)
        fitting |= {street.pk for street in streets if heard(street.municipality) == wanted}
        if not fitting:
            fitting = _in_area_called(keys, wanted)
    return [street for street in streets if street.pk in fitting] or streets


def _in_area_called(streets: list[int], wanted: str) -> set[int]:
    """«Kerkstraat, Marke»: the name of a village is the name of an area in some division."""
    rows = StreetArea.objects.filter(street__in=streets, area__in=Area.objects.in_force())
    near = rows.values_list("street", "area__name", "share")
    return {street for street, name, share in near if heard(name.partition("(")[0]) == wanted and share > 0.5}
