"""Every way to type the same sign made one, with the way back to where it stood.

A number with unicode dashes, a name in full-width letters or with accents loose from their letter, a word with an
invisible sign inside: all read as plain signs, while a finding still points into the text as it was typed.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Signs that mean the same as one on the keyboard; the rest follows from Unicode's own tables.
_SAME = {
    **dict.fromkeys("‐‑‒–—―−﹘﹣－⁃", "-"),
    **dict.fromkeys("‘’‚‛′`´ʼ＇", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("·•‧∙", "."),
    "⁄": "/",
    "∕": "/",
    "＠": "@",
    "º": "°",
    "ı": "i",
    "ł": "l",
    "Ł": "L",
    "ø": "o",
    "Ø": "O",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "þ": "th",
    "ß": "ss",
    "æ": "ae",
    "Æ": "Ae",
    "œ": "oe",
    "Œ": "Oe",
    "ə": "e",
    "Ə": "E",
}


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """One sign as it reads: none, one or a few plain ones. Keeps capitals."""
    if sign in _SAME:
        return _SAME[sign]
    category = unicodedata.category(sign)
    if category in {"Mn", "Me", "Cf"}:
        return ""
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(sign))
    if category == "Pd":
        return "-"
    parts = unicodedata.normalize("NFKD", sign)
    return "".join(_SAME.get(p, p) for p in parts if unicodedata.category(p) not in {"Mn", "Me", "Cf"})


@dataclass(frozen=True)
class Folded:
    """A text as it reads. `places[i]` is where sign i came from; empty when every sign stands where it stood."""

    source: str
    text: str
    places: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A span of the folded text as a span of the source, loose accents and invisible signs included."""
        if not self.places:
            return start, end
        following = self.places[end] if end < len(self.places) else len(self.source)
        return self.places[start], max(self.places[end - 1] + 1, following)


def fold(source: str) -> Folded:
    """A text as it reads, letter by letter."""
    if source.isascii():
        return Folded(source, source)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(source):
        plain = sign if sign.isascii() else _plain(sign)
        signs.append(plain)
        places += [place] * len(plain)
    return Folded(source, "".join(signs), tuple(places))


def folded_word(word: str) -> str:
    """A word of a list as it is looked up: folded, in small letters."""
    return fold(word).text.lower()
