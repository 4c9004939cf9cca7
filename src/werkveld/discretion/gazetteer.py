"""Names that are nobody's: streets, squares, areas, organisations, schools. What the guard stays silent on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from werkveld.discretion.folding import fold
from werkveld.discretion.lists.reading import lines_of

TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+")


def _phrase(name: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(fold(name).text.lower()))


@dataclass(frozen=True)
class Gazetteer:
    """Phrases by their first word, longest first; each phrase is its words, folded."""

    by_first: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str]) -> "Gazetteer":
        """A gazetteer of these names, however they are spelled."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for name in names:
            if phrase := _phrase(name):
                found.setdefault(phrase[0], set()).add(phrase)
        return cls({first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()})

    def with_names(self, names: Iterable[str]) -> "Gazetteer":
        """This one and these names."""
        other = Gazetteer.of(names)
        merged = dict(self.by_first)
        for first, phrases in other.by_first.items():
            both = {*merged.get(first, ()), *phrases}
            merged[first] = tuple(sorted(both, key=len, reverse=True))
        return Gazetteer(merged)

    def length_at(self, words: list[str], place: int) -> int:
        """How many words from here on are a known name; 0 when none."""
        for phrase in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0


@lru_cache(maxsize=1)
def common_gazetteer() -> Gazetteer:
    """What everybody knows, from `lists/places.txt`: towns, services, feasts, the great dead of schools and streets."""
    return Gazetteer.of(name for line in lines_of("places.txt") for name in line.split("·"))
