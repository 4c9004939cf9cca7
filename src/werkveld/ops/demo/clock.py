"""Every date of the demo counts from one moment: now."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """`now` is aware; days are counted from its local day."""

    now: dt.datetime

    @property
    def today(self) -> dt.date:
        """The local day of now."""
        return timezone.localdate(self.now)

    def day(self, days: int) -> dt.date:
        """Today and so many days on (or back)."""
        return self.today + dt.timedelta(days=days)

    def at(self, days: int, hour: int = 0, minute: int = 0) -> dt.datetime:
        """A local moment, counted in days from today."""
        return moment(self.day(days), hour, minute)

    def end_of(self, days: int) -> dt.datetime:
        """ "t/m" that day: its last minute."""
        return self.at(days, 23, 59)


def moment(day: dt.date, hour: int = 0, minute: int = 0) -> dt.datetime:
    """A local moment."""
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=timezone.get_default_timezone())


def day_in_words(at: dt.datetime) -> str:
    """ "zaterdag 28 november"."""
    day = timezone.localdate(at)
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def hour_in_words(at: dt.datetime) -> str:
    """ "14 uur", "15.30 uur"."""
    local = timezone.localtime(at)
    return f"{local.hour}.{local.minute:02} uur" if local.minute else f"{local.hour} uur"


def hours_in_words(start: dt.datetime, end: dt.datetime) -> str:
    """ "van 14 tot 15.30 uur"."""
    return f"van {hour_in_words(start).removesuffix(' uur')} tot {hour_in_words(end)}"


def parsed(hours: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """ "14:00-15:30" as two pairs of hour and minute."""
    (a, b), (c, d) = (part.split(":") for part in hours.split("-"))
    return (int(a), int(b)), (int(c), int(d))
