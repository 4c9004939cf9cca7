"""The names the guard knows, out of plain lists."""

from dataclasses import dataclass
from functools import lru_cache

from werkveld.discretion.folding import folded_word
from werkveld.discretion.lists.reading import lines_of
from werkveld.discretion.words import Words, load_words


@dataclass(frozen=True)
class Lexicon:
    """First names, family names, those that are also ordinary words, and the Dutch words; all folded."""

    first: frozenset[str]
    last: frozenset[str]
    ambiguous: frozenset[str]
    words: Words

    def is_first(self, word: str) -> bool:
        """A first name, or two tied by a hyphen of which the first is one."""
        return word in self.first or ("-" in word and word.split("-", maxsplit=1)[0] in self.first and len(word) < 30)

    def is_last(self, word: str) -> bool:
        """A family name, or two tied by a hyphen."""
        return word in self.last or ("-" in word and all(part in self.last for part in word.split("-")))

    def is_ambiguous(self, word: str) -> bool:
        """Also an ordinary word, or too short to say anything."""
        return word in self.ambiguous or len(word) <= 2


def _read(name: str) -> set[str]:
    return {folded_word(word) for line in lines_of(name) for word in line.split()}


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lists, once in a process."""
    never = _read("not_names.txt")
    return Lexicon(
        first=frozenset(_read("first_names.txt") | _read("own_first_names.txt")) - never,
        last=frozenset(_read("surnames.txt") | _read("own_surnames.txt")) - never,
        ambiguous=frozenset(_read("ambiguous.txt")),
        words=load_words(),
    )
