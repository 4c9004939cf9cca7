"""What may tell of a person without naming one: age and school, health, origin, belief, family, a home; and alarm."""

import re
from collections.abc import Iterator

from werkveld.discretion.findings import Kind
from werkveld.discretion.lists.reading import sections_of

type Span = tuple[int, int, Kind]


def _pattern(heading: str) -> re.Pattern[str]:
    """The lines under a heading of `hints.txt`, as whole words."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sections_of('hints.txt')[heading])})(?!\w)")


_SENSITIVE = tuple((kind, _pattern(kind.value)) for kind in (Kind.HEALTH, Kind.ORIGIN, Kind.RELIGION))
_WELFARE, _SCHOOL, _ALARM = _pattern("welfare"), _pattern("school"), _pattern("alarm")
_AGE = re.compile(r"(?<!\d)(?<!\d[-/])(?P<age>[3-9]|1[0-7])(?: ?[- ]?jarige?\b| ?jaar(?: oud)?\b| ?j\b| ?jr\b)", re.I)
# "een meisje van 14": one child with an age; more of them, or a span of ages, is a group.
_CHILD = re.compile(
    r"\b(?:meisje|jongetje|jongen|kind|kindje|leerling|leerlinge|tiener|puber|kleuter|peuter|minderjarige|scholier)"
    r",? (?:van |\()?(?P<age>[3-9]|1[0-7])(?! ?(?:tot|-|à|en|of) ?\d| ?(?:u|uur|h)\b|[\w.:/])"
)
_AGES = re.compile(
    r"(?:\d{1,2} ?(?:tot|-|en|t/m|à|a) ?|vanaf |onder de |al |na |sinds |binnen |over |elke |om de |voor )$", re.I
)
_STREET = r"[A-Za-z][\w'-]*(?:straat|laan|plein|weg|dreef|kaai|lei|hof|park|markt|plaats|pad|singel|wijk|str\.?)"
_HOUSE = r"\d{1,4} ?[a-zA-Z]?(?!\w)(?:[ ,/]{0,2}(?:bus|b\.?) ?\w{1,4})?"
_ADDRESS = re.compile(rf"(?<![\w-]){_STREET}[ ,]{{1,3}}(?:nr\.? ?|nummer |huisnr\.? ?)?{_HOUSE}", re.I)
_KIN = "|".join(sections_of("hints.txt")["kin"])
_RELATION = re.compile(
    rf"(?<!\w)(?:de |het |een )?(?:oudste |jongste |kleine |andere )?(?:{_KIN})(?:en|s|'s)? "
    r"van (?:de |het |dat |die |onze |een )?\w+",
    re.I,
)
_GROUPS = "|".join(sections_of("hints.txt")["no kin"])
_NOT_A_RELATION = re.compile(rf"van (?:de |het |onze )?(?:{_GROUPS})\b", re.I)


def _small(text: str) -> str:
    """In small letters, sign for sign: patterns that need not mind capitals are three times as quick."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def find_hints(text: str, *, is_delicate: bool = False) -> Iterator[Span]:
    """Hints in a folded text. `is_delicate`: it is about welfare or a dispute, so an address is somebody's home."""
    text = _small(text)
    for kind, pattern in _SENSITIVE:
        for found in pattern.finditer(text):
            yield *found.span(), kind
    has_school = bool(_SCHOOL.search(text))
    for found in _AGE.finditer(text):
        is_range = _AGES.search(text, max(0, found.start() - 12), found.start())
        if has_school and not is_range:
            yield *found.span(), Kind.MINOR
    for found in _CHILD.finditer(text):
        if not (has_school and _AGE.match(text, found.start("age"))):
            yield *found.span(), Kind.MINOR
    if is_delicate or _WELFARE.search(text):
        for found in _ADDRESS.finditer(text):
            yield *found.span(), Kind.HOME_ADDRESS
    for found in _RELATION.finditer(text):
        if not _NOT_A_RELATION.search(found[0]):
            yield *found.span(), Kind.RELATION
    for found in _ALARM.finditer(text):
        yield *found.span(), Kind.EMERGENCY
