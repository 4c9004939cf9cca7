"""Number plates: Belgian, Dutch and French, and whatever follows the word for one."""

import re
from collections.abc import Iterator

from werkveld.discretion.findings import Kind
from werkveld.discretion.numbers import Span

# What may stand between the parts; a sign that shows that they belong together, or only a space.
_ANY, _SPACES = r"[ .\-_/]{0,3}", r"[ ]{0,2}"
_TIED = r"[.\-_/]"

# Three letters that are a word: with spaces around them "1 BUS 123" is no plate.
_WORDS = {
    "bus", "van", "tot", "met", "per", "eur", "uur", "dag", "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug",
    "sep", "okt", "nov", "dec", "min", "max", "cat", "art", "nrs", "bis", "ter", "gsm", "tel", "sms", "app", "kmu",
    "een", "het", "der", "den", "aan", "bij", "uit", "oud", "ton", "pct", "cm2", "cv",
}  # fmt: skip
# Two letters that are an abbreviation of something else.
_SHORT = {
    "oc",
    "nv",
    "bv",
    "cv",
    "tv",
    "pc",
    "ok",
    "st",
    "nr",
    "km",
    "kg",
    "cm",
    "mm",
    "en",
    "in",
    "op",
    "of",
    "te",
    "pz",
}

_BELGIAN = re.compile(
    rf"(?<![A-Za-z0-9])([1-9])(?P<s>{_ANY})([A-Za-z])[ ]?([A-Za-z])[ ]?([A-Za-z]){_ANY}"
    r"(\d)[ ]?(\d)[ ]?(\d)(?![A-Za-z0-9])"
)
_OLDER = re.compile(
    rf"(?<![A-Za-z0-9-])(?:[A-Z]{{3}}{_TIED}\d{{3}}|\d{{3}}{_TIED}[A-Z]{{3}}|[A-Z]{{3}}\d{{3}})(?![A-Za-z0-9-])"
)
_SPECIAL = re.compile(rf"(?<![A-Za-z0-9-])[A-Z]{_TIED}?[A-Z]{{3}}{_TIED}?\d{{3}}(?![A-Za-z0-9-])")
# The Dutch series, in the order in which they were given out; parts tied by a hyphen.
_DUTCH_SHAPES = (
    "LL-DD-DD", "DD-DD-LL", "DD-LL-DD", "LL-DD-LL", "LL-LL-DD", "DD-LL-LL", "DD-LLL-D", "D-LLL-DD", "LL-DDD-L",
    "L-DDD-LL", "LLL-DD-L", "L-DD-LLL", "D-LL-DDD", "DDD-LL-D",
)  # fmt: skip
_FRENCH_SHAPE = "LL-DDD-LL"


def _shaped(shape: str, between: str) -> str:
    return shape.replace("-", between).replace("L", "[A-Za-z]").replace("D", r"\d")


_DUTCH_TIED = re.compile(
    r"(?<![A-Za-z0-9-])(?:"
    + "|".join(_shaped(s, " ?- ?") for s in (*_DUTCH_SHAPES, _FRENCH_SHAPE))
    + r")(?![A-Za-z0-9-])"
)
_UPPER_LOOSE = re.compile(
    r"(?<![A-Za-z0-9-])(?:"
    + "|".join(_shaped(s, r"[ ._]").replace("a-z", "") for s in (*_DUTCH_SHAPES, _FRENCH_SHAPE))
    + r"|[A-Z]{2}\d{3}[A-Z]{2})(?![A-Za-z0-9-])"
)
_FRENCH_OLD = re.compile(r"(?<![A-Za-z0-9-])\d{2,4}[ -][A-Z]{2,3}[ -](?:\d\d|2[AB])(?![A-Za-z0-9-])")
# What may stand between the word for a plate and the plate.
_BETWEEN = (
    "is was met nr[.]? nummer begint eindigt op de van wagen auto nummerplaat : = [\"'(,] "
    "(?:belg|nederland|fran|pool|roemeen|bulgaar|duit)\\w*"
).replace(" ", "|")
_CUE = re.compile(
    r"(?:nummer-?pla+t\w*|kenteken\w*|nr\.? ?plaat|\bplaat|plaatnummer|\bplaque|immatriculat\w*|license plate)"
    rf"(?: ?(?:{_BETWEEN}))*[ :=\"'(]*",
    re.I,
)
_FOLLOWING = re.compile(r"[A-Za-z0-9]{1,8}(?:[ .\-_/]{1,3}[A-Za-z0-9]{1,5}){0,3}")


def find_plates(text: str) -> Iterator[Span]:
    """Number plates of a folded text."""
    for found in _BELGIAN.finditer(text):
        letters = found[3] + found[4] + found[5]
        is_spaced = not found["s"].strip() and bool(found["s"])
        if letters.lower() in _WORDS or (is_spaced and not letters.isupper()):
            continue
        yield *found.span(), Kind.NUMBER_PLATE
    for pattern in (_OLDER, _SPECIAL, _DUTCH_TIED, _UPPER_LOOSE):
        for found in pattern.finditer(text):
            if _is_plate(found[0]):
                yield *found.span(), Kind.NUMBER_PLATE
    yield from _after_a_cue(text)


def _is_plate(piece: str) -> bool:
    parts = re.findall(r"[a-z]+", piece.lower())
    return not any(p in _WORDS for p in parts) and not all(p in _SHORT for p in parts)


def _after_a_cue(text: str) -> Iterator[Span]:
    for cue in _CUE.finditer(text):
        found = _FOLLOWING.match(text, cue.end())
        if found is None:
            continue
        end = _end_of(found[0])
        if end:
            yield found.start(), found.start() + end, Kind.NUMBER_PLATE


def _end_of(piece: str) -> int:
    """Where the plate in what follows the word ends: it has a digit and a letter, and no part is a longer word."""
    end, has_digit, has_letter = 0, False, False
    for part in re.finditer(r"[A-Za-z0-9]+", piece):
        word = part[0]
        is_word = word.isalpha() and (
            len(word) > 3 or (word.islower() and ((has_digit and has_letter) or word in _WORDS))
        )
        if is_word:
            break
        has_digit, has_letter = has_digit or any(map(str.isdigit, word)), has_letter or any(map(str.isalpha, word))
        if word.islower() and word.isalpha() and len(word) == 1 and word in "u":
            break
        end = part.end()
    return end if has_digit and has_letter and end > 2 else 0
