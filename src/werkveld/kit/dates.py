"""Moments in the words people use: "vandaag 14:10", "gisteren 22:10", "do 19 nov 14:00", "t/m zo 29 nov".

Every function takes `now` (aware) so that a page speaks from one moment; without it, the clock is read. Weekdays and
months come from Django's own translations, so both languages follow the language that is active.
"""

import datetime as dt
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def moment_words(moment: dt.datetime, now: dt.datetime | None = None) -> str:
    """Day and hour: "vandaag 14:10", "gisteren 22:10", "do 19 nov 14:00"; the year when it is another."""
    here = timezone.localtime(moment)
    return f"{near_day_words(here.date(), now)} {clock_words(here)}"


def clock_words(moment: dt.datetime) -> str:
    """Only the hour, local: "14:10"."""
    here = timezone.localtime(moment)
    return f"{here.hour}:{here.minute:02}"


def day_words(day: dt.date, now: dt.datetime | None = None) -> str:
    """A day by its name: "do 19 nov", "do 20 nov 2025" when the year is another."""
    day = local_day(day)
    pattern = "D j M" if day.year == _today(now).year else "D j M Y"
    return _words(day, pattern, get_language() or "nl")


def long_day_words(day: dt.date) -> str:
    """A day in full, for headings: "donderdag 19 november 2026"."""
    return _words(local_day(day), "l j F Y", get_language() or "nl")


@lru_cache(maxsize=2048)
def _words(day: dt.date, pattern: str, language: str) -> str:
    """A day in a pattern; kept, because a list says the same few days on every line."""
    words = dateformat.format(day, pattern)
    # Django writes each month with a capital; Dutch does not.
    return words.lower() if language.startswith("nl") else words


def near_day_words(day: dt.date, now: dt.datetime | None = None) -> str:
    """Like `day_words`, but yesterday, today and tomorrow by those words."""
    day = local_day(day)
    match (day - _today(now)).days:
        case -1:
            return _("gisteren")
        case 0:
            return _("vandaag")
        case 1:
            return _("morgen")
    return day_words(day, now)


def until_words(end: dt.date, now: dt.datetime | None = None) -> str:
    """Until when something holds. `end` is a last day, or the moment at which it stops.

    Midnight belongs to the day before: what stops on the 30th at 0:00 holds "t/m zo 29 nov". An hour is only said
    when it is today's or tomorrow's: "tot vandaag 18:00".
    """
    if not isinstance(end, dt.datetime):
        return _("t/m %(day)s") % {"day": day_words(end, now)}
    here = timezone.localtime(end)
    last = timezone.localtime(end - dt.timedelta(minutes=1))
    ends_with_day = (here.hour, here.minute) in {(0, 0), (23, 59)}
    if not ends_with_day and (here.date() - _today(now)).days in {0, 1}:
        return _("tot %(moment)s") % {"moment": moment_words(here, now)}
    return _("t/m %(day)s") % {"day": day_words(last.date(), now)}


def period_words(start: dt.datetime, end: dt.datetime | None, now: dt.datetime | None = None) -> str:
    """From a moment to a moment: "za 21 nov, 14:00–22:00", or both days when they are far apart.

    An end before six in the morning still belongs to the evening: nobody calls a night shift two days.
    """
    here = timezone.localtime(start)
    opening = f"{near_day_words(here.date(), now)}, {clock_words(here)}"
    if end is None:
        return opening
    there = timezone.localtime(end)
    nights = (there.date() - here.date()).days
    if nights == 0 or (nights == 1 and there.hour < 8):
        return f"{opening}–{clock_words(there)}"
    return f"{opening} – {near_day_words(there.date(), now)}, {clock_words(there)}"


def local_day(day: dt.date) -> dt.date:
    """The local calendar day of a date or of a moment."""
    return timezone.localtime(day).date() if isinstance(day, dt.datetime) else day


def _today(now: dt.datetime | None) -> dt.date:
    return timezone.localdate(now)
