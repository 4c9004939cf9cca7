"""Which words are Dutch: a capitalised word that is none may be a name.

The words come from pyspellchecker's Dutch dictionary: 340,000 of them. As a set they would take 35 MB of every worker;
as a sorted row of checksums they take 1.5 MB, and one unknown word in ten thousand is taken for a known one.
"""

import gzip
import re
import zlib
from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.resources import files

from werkveld.discretion.folding import folded_word

# The dictionary counts how often a word was met in subtitles; words that are only in a spelling list have fifty.
_ONLY_LISTED = 50
_LINE = re.compile(r'"(.+)": (\d+)')
_LONGEST = 40
# What ties two words into one.
_TIES = ("", "s", "e", "en", "n")


class Words:
    """The Dutch words, asked one at a time, folded."""

    def __init__(self, known: array[int], common: array[int]) -> None:
        self._known, self._common = known, common

    def is_known(self, word: str) -> bool:
        """In the dictionary, in small letters."""
        return _holds(self._known, word)

    def is_common(self, word: str) -> bool:
        """Really used, not only in a spelling list."""
        return _holds(self._common, word)

    @lru_cache(maxsize=8192)  # noqa: B019 - there is one of these in a process, for as long as it lives
    def is_word(self, word: str) -> bool:
        """Known, or two known words made one ("buurtfeest"), or known without its ending."""
        if self.is_known(word):
            return True
        if not 7 <= len(word) <= _LONGEST:
            return False
        return any(
            self._are_parts(word[:cut], word[cut + len(tie) :])
            for cut in range(3, len(word) - 3)
            for tie in _TIES
            if word.startswith(tie, cut)
        )

    def _are_parts(self, head: str, tail: str) -> bool:
        """Both known; a short part proves little, so then both must be in use."""
        if len(tail) < 3:
            return False
        is_short = min(len(head), len(tail)) <= 4
        holds = self.is_common if is_short else self.is_known
        return holds(head) and holds(tail)


def _holds(row: array[int], word: str) -> bool:
    mark = zlib.crc32(word.encode())
    place = bisect_left(row, mark)
    return place < len(row) and row[place] == mark


@lru_cache(maxsize=1)
def load_words() -> Words:
    """Read the dictionary, line by line so that it never stands in memory whole; once in a process, 0.5 s."""
    known, common = array("I"), array("I")
    listing = files("spellchecker") / "resources" / "nl.json.gz"
    with listing.open("rb") as packed, gzip.open(packed, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = _LINE.search(line)
            if found is None:
                continue
            word = found[1]
            mark = zlib.crc32((word if word.isascii() else folded_word(word)).encode())
            known.append(mark)
            if int(found[2]) > _ONLY_LISTED:
                common.append(mark)
    return Words(array("I", sorted(known)), array("I", sorted(common)))
