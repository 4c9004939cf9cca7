"""Whether somebody is there now, until when, or when again: from hours, special days and holidays.

Hours are of the clock on the wall in Kortrijk; they become moments first, so that the two nights on which the clock
changes come out right. An evening that ends after midnight belongs to the day on which it began.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _

from werkveld.kit.dates import clock_words, day_words, moment_words, until_words
from werkveld.people.contactpoints import ContactPoint, SpecialDays
from werkveld.people.holidays import holiday_on
from werkveld.people.hours import Stretch

A_DAY = dt.timedelta(days=1)
# A place that stays closed for longer than this says so in words; its next hour is no news.
HORIZON = 366
# Whoever is open without a break for so long is always open.
ALWAYS = dt.timedelta(days=7)
# An evening that ends before this hour is called by its clock alone.
MORNING = 6

type Span = tuple[dt.datetime, dt.datetime]


@dataclass(frozen=True, slots=True)
class Opening:
    """How it stands at a moment. `until` is None when it never closes, `opens_at` when nothing is known to come.

    `why` says why it is closed on a day that it would be open: a special day in words, or a holiday.
    """

    at: dt.datetime
    is_open: bool
    has_hours: bool = True
    until: dt.datetime | None = None
    opens_at: dt.datetime | None = None
    why: str = ""

    @property
    def in_words(self) -> str:
        """ "nu open tot 17:00", "opent dinsdag om 9:00", "nu gesloten"."""
        if self.is_open:
            return _open_words(self.until, self.at)
        if self.opens_at is not None:
            return _coming_words(self.opens_at, self.at)
        return _("nu gesloten") if self.has_hours else _("geen vaste uren")


def opening_of(point: ContactPoint, at: dt.datetime | None = None) -> Opening:
    """How a contact point stands at a moment (now when not given). Reads `hours` and `special_days`: prefetch them."""
    moment = (at or timezone.now()).astimezone(dt.UTC)
    today = timezone.localdate(moment)
    for start, end in _joined(_spans(point, today)):
        if end <= moment:
            continue
        if start <= moment:
            return Opening(moment, is_open=True, until=end if end - moment < ALWAYS else None)
        return Opening(moment, is_open=False, opens_at=start, why=_why(point, moment))
    return Opening(moment, is_open=False, has_hours=bool(point.hours.all()), why=_why(point, moment))


def stretches_on(point: ContactPoint, day: dt.date) -> list[Stretch]:
    """The hours of one day: those of a special day, none on a holiday, else those of the weekday."""
    if day < point.starts_on or (point.ends_on is not None and day > point.ends_on):
        return []
    if special := special_on(point, day):
        return [(special.opens, special.closes)] if special.opens and special.closes else []
    if point.closes_on_holidays and holiday_on(day):
        return []
    return [(row.opens, row.closes) for row in point.hours.all() if row.weekday == day.isoweekday()]


def special_on(point: ContactPoint, day: dt.date) -> SpecialDays | None:
    """The special days that hold on a day; of several the one that began last."""
    fits = [row for row in point.special_days.all() if row.starts_on <= day <= row.ends_on]
    return max(fits, key=lambda row: (row.starts_on, row.pk), default=None)


def week_of(point: ContactPoint) -> list[tuple[int, list[Stretch]]]:
    """The usual hours, for each weekday (1 is Monday)."""
    rows = list(point.hours.all())
    return [(day, [(row.opens, row.closes) for row in rows if row.weekday == day]) for day in range(1, 8)]


def _spans(point: ContactPoint, today: dt.date) -> Iterator[Span]:
    """Every stretch from yesterday on as moments in UTC, in order: yesterday's may end today."""
    for number in range(-1, HORIZON):
        day = today + number * A_DAY
        spans = sorted(_moments(day, stretch) for stretch in stretches_on(point, day))
        # A stretch that would begin and end in the hour that the clock skips does not exist.
        yield from (span for span in spans if span[0] < span[1])


def _moments(day: dt.date, stretch: Stretch) -> Span:
    opens, closes = stretch
    last = day + A_DAY if closes <= opens else day
    return _moment(day, opens), _moment(last, closes)


def _moment(day: dt.date, at: dt.time) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, at)).astimezone(dt.UTC)


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Spans that touch or overlap as one: until midnight and from midnight on is one evening."""
    open_span: Span | None = None
    for start, end in spans:
        if open_span and start <= open_span[1]:
            open_span = (open_span[0], max(end, open_span[1]))
        else:
            if open_span:
                yield open_span
            open_span = (start, end)
        # Whoever never closes would be walked to the end of the horizon.
        if end - open_span[0] > 2 * ALWAYS:
            break
    if open_span:
        yield open_span


def _why(point: ContactPoint, at: dt.datetime) -> str:
    """Why it is closed today although it is a day of its own: the words of the special days, or the holiday."""
    today = timezone.localdate(at)
    if special := special_on(point, today):
        if not special.is_closed:
            return special.note
        until = until_words(special.ends_on, at)
        said = {"until": until, "note": special.note}
        return (_("gesloten %(until)s: %(note)s") if special.note else _("gesloten %(until)s")) % said
    is_usual = any(row.weekday == today.isoweekday() for row in point.hours.all())
    holiday = holiday_on(today) if point.closes_on_holidays and is_usual else ""
    return _("vandaag gesloten: %(holiday)s") % {"holiday": holiday} if holiday else ""


def _open_words(until: dt.datetime | None, at: dt.datetime) -> str:
    if until is None:
        return _("dag en nacht open")
    here, days = timezone.localtime(until), (timezone.localdate(until) - timezone.localdate(at)).days
    if days == 1 and (here.hour, here.minute) == (0, 0):
        return _("nu open tot middernacht")
    if days == 0 or (days == 1 and here.hour < MORNING):
        return _("nu open tot %(moment)s") % {"moment": clock_words(here)}
    return _("nu open tot %(moment)s") % {"moment": moment_words(here, at)}


def _coming_words(opens: dt.datetime, at: dt.datetime) -> str:
    day, today = timezone.localdate(opens), timezone.localdate(at)
    clock = clock_words(opens)
    match (day - today).days:
        case 0:
            return _("opent vandaag om %(clock)s") % {"clock": clock}
        case 1:
            return _("opent morgen om %(clock)s") % {"clock": clock}
        case days if days < 7:
            return _("opent %(day)s om %(clock)s") % {"day": dateformat.format(day, "l"), "clock": clock}
    return _("opent op %(day)s om %(clock)s") % {"day": day_words(day, at), "clock": clock}
