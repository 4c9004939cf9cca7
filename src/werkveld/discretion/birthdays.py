"""Dates of birth: a date with a word or sign that says so. A date alone is an event."""

import re
from collections.abc import Iterator

from werkveld.discretion.findings import Kind
from werkveld.discretion.numbers import Span

_MONTHS = (
    r"(?:jan(?:uari|vier|uary)?|feb(?:ruari|ruary)?|fevrier|m(?:aa)?rt|mars|march|apr(?:il)?|avril|mei|mai|may|jun[ie]?|juin|"
    r"jul[iy]?|juillet|aug(?:ustus|ust)?|aout|sept?(?:ember|embre)?|o[kc]t(?:ober|obre)?|nov(?:ember|embre)?|dec(?:ember|embre)?)"
)
_BETWEEN = r" ?[./\-_, ] ?"
_YEAR = r"(?:(?:19|20)\d\d|'?\d\d)"
_DAY, _MONTH, _CENTURY = r"(?:0[1-9]|[12]\d|3[01])", r"(?:0[1-9]|1[0-2])", r"(?:19|20)\d\d"
_DATE = "|".join(
    (
        rf"(?:\d{{1,2}}{_BETWEEN}\d{{1,2}}{_BETWEEN}{_YEAR}",
        rf"{_CENTURY}{_BETWEEN}\d{{1,2}}{_BETWEEN}\d{{1,2}}",
        rf"\d{{1,2}}(?:ste|de|e|er|th|st|nd|rd)?[ .-]*{_MONTHS}\.?[ ,-]*{_YEAR}",
        rf"{_DAY}{_MONTH}{_CENTURY}",
        rf"{_DAY}{_MONTH}\d\d(?!\d)",
        rf"{_CENTURY}{_MONTH}{_DAY})",
    )
)
# From the word to the date: a few small words or a place, never a whole story.
_SMALL = (
    "op|te|in|is|was|de|den|het|le|on|a|van|dd|datum|zijn|zijnde|zou|werd|rond|ongeveer|vermoedelijk|ben|bent|ziekenhuis|"
    "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
)
_LINK = rf"(?:[\s:=,.(\[\-]|\b(?:{_SMALL})\b|\b(?-i:[A-Z])[\w'-]{{1,20}})"
_BORN = (
    r"(?:geboorte-?(?:datum|dag|dat)?|geboren|\bgeb\b\.?(?: ?-?dat\w*\.?)?|gebdat\w*|gebor\w*|(?<!\d)(?<!\d )°|"
    r"\bnee?\b(?= le| a)|date de naissance|\bborn\b|\bdob\b|d\.o\.b\.?|birth\w*|verjaart|verjaardag|"
    r"\bo\b(?= ?\d{1,2}[./-]))"
)
# Without one of these nothing below can match; most texts are done here.
_ANY_SIGN = re.compile(r"geb|°|\bnee? (?:le|a)\b|born|birth|dob|d\.o|verja|naissance|\bo ?\d", re.I)
_CUE_THEN_DATE = re.compile(rf"{_BORN}{_LINK}{{0,14}}+(?P<date>{_DATE})(?!\d)", re.I)
# The word itself may be followed by whose it is: "geboortedatum van het kind: …".
_WHOSE_DATE = re.compile(rf"geboorte-?(?:datum|dag)[^\d.!?\n]{{0,30}}+(?P<date>{_DATE})(?!\d)", re.I)
_AT_A_PLACE = r"(?:(?:te|in) (?-i:[A-Z])[\w-]+ )?"
_DATE_THEN_CUE = re.compile(
    rf"(?<!\d)(?P<date>{_DATE})[\s,)]{{0,3}}{_AT_A_PLACE}(?:\(?geboren|\(?geb\b|\(?°|\(?geboortedatum)",
    re.I,
)
_YEAR_OF_BIRTH = re.compile(
    r"(?<!\d)(?<!\d )°\s?(?P<date>(?:19|20)\d\d)(?!\d)|geboortejaar[\s:=]{0,3}(?:is )?(?P<other>(?:19|20)\d\d)", re.I
)
_IN_A_YEAR = re.compile(r"\bgeboren (?:in|anno)(?: [A-Z]\w+ in)? (?P<date>19[2-9]\d|20[0-2]\d)\b")
_BEHIND = re.compile(rf"[\s,;(\-]{{1,4}}(?P<date>{_DATE})(?!\d)", re.I)
# Who is named here with a date of before this year was born then; later, it is the day of an event.
_LAST_YEAR_OF_BIRTH = 2016


def find_birthdays(text: str) -> Iterator[Span]:
    """Dates of birth of a folded text."""
    if not _ANY_SIGN.search(text):
        return
    for pattern in (_CUE_THEN_DATE, _WHOSE_DATE, _DATE_THEN_CUE):
        for found in pattern.finditer(text):
            if _is_a_day(found["date"]):
                yield *found.span("date"), Kind.BIRTH_DATE
    for found in _YEAR_OF_BIRTH.finditer(text):
        yield *found.span("date" if found["date"] else "other"), Kind.BIRTH_DATE


def find_years_of_birth(text: str) -> Iterator[tuple[int, int]]:
    """ "Geboren in 1985": of a person or of a club, so no more than a hint."""
    for found in _IN_A_YEAR.finditer(text):
        yield found.span("date")


def birthday_behind(text: str, place: int) -> tuple[int, int] | None:
    """A date of long ago that stands right behind a name ending here."""
    found = _BEHIND.match(text, place)
    if found is None or not _is_a_day(found["date"]):
        return None
    numbers = re.findall(r"\d+", found["date"])
    year = next((int(n) for n in numbers if len(n) == 4), None)
    if year is None:
        year = (
            1900 + int(numbers[-1][-4:]) if len(numbers[-1]) == 2 and int(numbers[-1]) > 30 else int(numbers[-1][-4:])
        )
    return found.span("date") if 1920 <= year <= _LAST_YEAR_OF_BIRTH else None


def _is_a_day(date: str) -> bool:
    """Day and month exist; that is all a date of birth has to do."""
    parts = [int(n) for n in re.findall(r"\d+", date)]
    if len(parts) < 3:
        return True
    if parts[0] > 31:
        parts.reverse()
    return 1 <= parts[0] <= 31 and 1 <= parts[1] <= 31 and (parts[0] <= 12 or parts[1] <= 12)
