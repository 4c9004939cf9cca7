"""What people type for a place, taken apart: a street, a square, a crossing, a number, a municipality.

Nobody types a register. «St. Denijsestr 12 bus 3, 8500» means number 12 of Sint-Denijsestraat, and so does
«sint denijstraat 12-14»: names are compared by a key in which spelling habits have fallen away.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Words that are written short, wherever they stand in a name.
SHORT_WORDS = {
    "st": "sint", "sint": "sint", "saint": "sint", "dr": "doctor", "dokter": "doctor",
    "prof": "professor", "burg": "burgemeester", "pres": "president", "min": "minister", "kan": "kanunnik",
    "gen": "generaal", "kard": "kardinaal", "past": "pastoor", "kon": "koning", "gr": "grote", "kl": "kleine",
    # Streets named after a day carry it as a word on one sign and as a figure on another.
    "1": "eerste", "2": "tweede", "3": "derde", "4": "vierde", "8": "achtste", "11": "elfde", "21": "eenentwintigste",
}  # fmt: skip
# Endings that are written short, glued to the name or apart.
SHORT_ENDINGS = (("stwg", "steenweg"), ("stw", "steenweg"), ("str", "straat"), ("pl", "plein"), ("ln", "laan"))
# Old and new spelling, and letters that are heard the same.
HEARD_AS = (("ij", "y"), ("ey", "ei"), ("ae", "a"), ("ck", "k"), ("th", "t"), ("ph", "f"), ("gh", "g"), ("uy", "ui"))
OUR_LADY = re.compile(r"\bo\.?[\s-]*l\.?[\s-]*v(?:r(?:ouw)?)?\b\.?|\bo\.?[\s-]+l\.?[\s-]+vrouw")
DOUBLED = re.compile(r"(.)\1+")
LETTERS = re.compile(r"[^\W\d_]")

BOX = re.compile(r"[\s,]*\b(?:bus|bte|box|b\.)\s*[\w.-]+", re.IGNORECASE)
# «12», «12A», «12-14», «12/3», «nr. 12»; what stands before it is the name, what follows says where.
NUMBER = re.compile(
    r"^(?P<name>.*?[^\W\d_]{2}.*?)[\s,]+(?:nr\.?|nummer|n°|huisnr\.?)?\s*"
    r"(?P<house>\d{1,5})\s?(?P<letter>[a-z](?![^\W\d_])|bis|ter)?"
    r"(?:\s*(?P<sign>[-–/])\s*(?P<last>\d{1,5})\s?[a-z]?(?![^\W\d_]))?"
    r"(?P<rest>(?:[\s,].*)?)$",
    re.IGNORECASE,
)
NUMBER_FIRST = re.compile(r"^(?P<house>\d{1,5})\s?(?P<letter>[a-z])?[\s,]+(?P<name>[^\W\d_].*)$", re.IGNORECASE)
CROSSING_WORD = re.compile(
    r"^(?:op\s+)?(?:de\s+)?(?:hoek|kruispunt|kruising|splitsing)\s+(?:van\s+)?(?P<one>.+?)"
    r"(?:\s+(?:en|met|x|hoek)\s+|\s*[/&×+]\s*|\s+[-–]\s+)(?P<two>.+)$",
    re.IGNORECASE,
)
CROSSING_SIGN = re.compile(r"^(?P<one>[^\d/&×]+?)\s*(?:\s(?:hoek|x|en)\s|[/&×])\s*(?P<two>[^\d/&×]+)$", re.IGNORECASE)
POSTCODE = re.compile(r"(?:b-)?(?P<code>[1-9]\d{3})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """One way to read what was typed. Two `names` are a crossing; `last` ends a range of numbers.

    A literal name is not to be guessed at: it holds a figure that is rather a house number.
    """

    names: tuple[str, ...]
    house: int | None = None
    letter: str = ""
    last: int | None = None
    place: str = ""
    postcode: str = ""
    is_literal: bool = False


def readings_of(text: str) -> list[Typed]:
    """The ways to read a text, the likeliest first: names may hold figures, and «en» may be part of one."""
    told = " ".join(text.replace(";", ",").split())[:200]
    if not LETTERS.search(told):
        return []
    bare = BOX.sub("", told)
    numbered, first = NUMBER.match(bare), NUMBER_FIRST.match(bare)
    crossing = CROSSING_WORD.match(told) or CROSSING_SIGN.match(told)
    whole, place, postcode = _without_place(told)
    found = [Typed((whole,), place=place, postcode=postcode, is_literal=bool(numbered or first or crossing))]
    if numbered:
        found.append(_numbered(numbered))
    elif first:
        name, place, postcode = _without_place(first["name"])
        found.append(Typed((name,), int(first["house"]), (first["letter"] or "").upper(), None, place, postcode))
    if crossing:
        two, place, postcode = _without_place(crossing["two"])
        found.append(Typed((_bare(crossing["one"]), _bare(two)), place=place, postcode=postcode))
    return found


def _numbered(found: re.Match[str]) -> Typed:
    house, last = int(found["house"]), int(found["last"]) if found["last"] else None
    is_range = last is not None and house < last <= house + 60 and (last - house) % 2 == 0
    _none, place, postcode = _without_place("," + found["rest"])
    name = found["name"].strip(" ,")
    # What stands between commas before the number is a place too: «Marke, Kerkstraat 5».
    return Typed((name,), house, (found["letter"] or "").upper(), last if is_range else None, place, postcode)


def _without_place(text: str) -> tuple[str, str, str]:
    """The name, the words after a comma, and the postcode wherever it stands after one (or at the end)."""
    name, _comma, rest = text.partition(",")
    code = POSTCODE.search(rest)
    return name.strip(), POSTCODE.sub("", rest).strip(" ,"), code["code"] if code else ""


def _bare(name: str) -> str:
    return re.sub(r"^(?:de|het|van)\s+", "", name.strip(), flags=re.IGNORECASE)


@lru_cache(maxsize=16_384)
def key_of(name: str) -> str:
    """A name without case, accents, signs and short forms: «St.-Denijsestr.» and «Sint-Denijsestraat» are one."""
    flat = "".join(sign for sign in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(sign))
    flat = OUR_LADY.sub("onzelievevrouw", flat.replace("ø", "o").replace("œ", "oe"))
    words = [SHORT_WORDS.get(word, word) for word in re.findall(r"[a-z0-9]+", flat)]
    joined = "".join(words)
    for short, long in SHORT_ENDINGS:
        if joined.endswith(short) and len(joined) > len(short) + 2:
            return joined.removesuffix(short) + long
    return joined


@lru_cache(maxsize=16_384)
def heard(name: str) -> str:
    """The key with what is heard the same written the same: «Leynvaalstraat» is «Leinvaelstraet»."""
    key = key_of(name)
    for one, other in HEARD_AS:
        key = key.replace(one, other)
    return DOUBLED.sub(r"\1", key)


def distance(one: str, other: str, most: int) -> int:
    """How many letters are wrong, missing, too many or swapped with their neighbour; `most + 1` as soon as more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            cost = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, row = row, now
    return min(row[-1], most + 1)
