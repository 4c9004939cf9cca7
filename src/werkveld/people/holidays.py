"""The ten legal holidays of Belgium (royal decree of 18 April 1974, article 1): seven fixed, three after Easter."""

import datetime as dt
from functools import lru_cache

from django.utils.translation import gettext, gettext_noop

_FIXED = {
    (1, 1): gettext_noop("Nieuwjaar"),
    (5, 1): gettext_noop("Dag van de Arbeid"),
    (7, 21): gettext_noop("nationale feestdag"),
    (8, 15): gettext_noop("Onze-Lieve-Vrouw-Hemelvaart"),
    (11, 1): gettext_noop("Allerheiligen"),
    (11, 11): gettext_noop("Wapenstilstand"),
    (12, 25): gettext_noop("Kerstmis"),
}
_AFTER_EASTER = {
    1: gettext_noop("paasmaandag"),
    39: gettext_noop("Onze-Lieve-Heer-Hemelvaart"),
    50: gettext_noop("pinkstermaandag"),
}


def holiday_on(day: dt.date) -> str:
    """What is celebrated on a day, in the reader's language; empty on any other day."""
    found = _FIXED.get((day.month, day.day)) or _AFTER_EASTER.get((day - easter(day.year)).days, "")
    return gettext(found) if found else ""


@lru_cache(maxsize=64)
def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, before = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, before + 1)
