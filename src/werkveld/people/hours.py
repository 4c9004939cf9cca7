"""Hours of a day as people write them: "9-12, 13.30-17u" and back, always alike: "9:00–12:00, 13:30–17:00"."""

import datetime as dt
import re
from collections.abc import Iterable
from itertools import pairwise

from django.utils.translation import gettext as _

type Stretch = tuple[dt.time, dt.time]

CLOSED = frozenset({"", "-", "–", "gesloten", "dicht", "closed"})
_BETWEEN = re.compile(r"\s*(?:[,;/&+\n]|\ben\b|\band\b)\s*")
_CLOCK = r"(\d{1,2})(?:\s*[:.uh]\s*(\d{2})?)?(?:\s*(?:uur|u|h)\b)?"
_STRETCH = re.compile(rf"(?:van\s+)?{_CLOCK}\s*(?:-|–|—|tot|to|until)\s*{_CLOCK}", re.IGNORECASE)
A_DAY = 24 * 60


def read_hours(text: str) -> list[Stretch]:
    """The stretches that a text says, in order; none when it says closed. One may end after midnight, the last.

    Raises ValueError with a sentence for the screen.
    """
    said = text.strip().lower()
    if said in CLOSED:
        return []
    found = sorted(_stretch(part) for part in _BETWEEN.split(said) if part)
    for one, after in pairwise(found):
        if _end(one) > _minutes(after[0]):
            text = _("%(one)s en %(other)s vallen samen.")
            raise ValueError(text % {"one": say_hours([one]), "other": say_hours([after])})
    return found


def say_hours(stretches: Iterable[Stretch]) -> str:
    """The same in words; empty when there are none. Midnight at the end is 24:00."""
    return ", ".join(f"{_clock(start)}–{_clock(end, is_end=True)}" for start, end in stretches)


def _stretch(part: str) -> Stretch:
    fits = _STRETCH.fullmatch(part.strip())
    if fits is None:
        raise ValueError(_("“%(part)s” lees ik niet als uren. Schrijf ze zoals 9:00–12:00.") % {"part": part[:40]})
    hours = [(int(fits[1]), int(fits[2] or 0)), (int(fits[3]), int(fits[4] or 0))]
    if hours[1] == (24, 0):
        hours[1] = (0, 0)
    if any(hour > 23 or minute > 59 for hour, minute in hours):
        raise ValueError(_("“%(part)s” is geen uur van de dag.") % {"part": part[:40]})
    start, end = (dt.time(*one) for one in hours)
    return start, end


def _clock(at: dt.time, *, is_end: bool = False) -> str:
    return "24:00" if is_end and at == dt.time() else f"{at.hour}:{at.minute:02}"


def _minutes(at: dt.time) -> int:
    return at.hour * 60 + at.minute


def _end(stretch: Stretch) -> int:
    """Minutes after the first midnight; past 24:00 when it ends at or before its start."""
    start, end = (_minutes(at) for at in stretch)
    return end if end > start else end + A_DAY
