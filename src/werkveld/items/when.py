"""The moment an item is about, as a form asks it: a day by its name or by date, and hours."""

import datetime as dt

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Nobody announces further ahead or further back; beyond it stands a typing error.
FURTHEST = dt.timedelta(days=730)
EVENING = (dt.time(18), dt.time(23))
END_OF_DAY = dt.time(23, 59)


class Day(models.TextChoices):
    """The quick choices."""

    NONE = "", gettext_lazy("geen vast moment")
    TODAY = "today", gettext_lazy("vandaag")
    TONIGHT = "tonight", gettext_lazy("vanavond")
    TOMORROW = "tomorrow", gettext_lazy("morgen")
    OTHER = "other", gettext_lazy("andere dag")


class DateField(forms.DateField):
    """A day in reach, asked with the device's own calendar."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"], **kwargs)  # type: ignore[arg-type]

    def clean(self, value: object) -> dt.date | None:
        """The day; refuses a year that can only be a typing error."""
        day: dt.date | None = super().clean(value)
        if day and abs(day - timezone.localdate()) > FURTHEST:
            raise forms.ValidationError(_("Kijk het jaar na: deze dag ligt te ver weg."))
        return day


class TimeField(forms.TimeField):
    """An hour, asked with the device's own clock."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
        super().__init__(input_formats=["%H:%M", "%H:%M:%S", "%Hu%M", "%H.%M"], **kwargs)  # type: ignore[arg-type]


def local(day: dt.date, hour: dt.time) -> dt.datetime:
    """The moment of a local day and hour."""
    return timezone.make_aware(dt.datetime.combine(day, hour))


def day_of(choice: str, date: dt.date | None) -> dt.date | None:
    """The calendar day of a quick choice."""
    today = timezone.localdate()
    match choice:
        case Day.TODAY | Day.TONIGHT:
            return today
        case Day.TOMORROW:
            return today + dt.timedelta(days=1)
        case Day.OTHER:
            return date
    return None


def span_of(
    choice: str, date: dt.date | None, start: dt.time | None, end: dt.time | None
) -> tuple[dt.datetime | None, dt.datetime | None]:
    """From and until; an end before the start is the next morning. This evening has hours of its own."""
    day = day_of(choice, date)
    if choice == Day.TONIGHT and start is None:
        start, end = EVENING[0], end or EVENING[1]
    if day is None or start is None:
        return None, None
    opening = local(day, start)
    if end is None:
        return opening, None
    return opening, local(day + dt.timedelta(days=int(end <= start)), end)


def initial_of(happens_at: dt.datetime | None, happens_until: dt.datetime | None) -> dict[str, object]:
    """The same moment as what a form shows."""
    if happens_at is None:
        return {"day": Day.NONE}
    here = timezone.localtime(happens_at)
    until = timezone.localtime(happens_until).time() if happens_until else None
    return {"day": Day.OTHER, "date": here.date(), "start": here.time(), "end": until}


def end_of(day: dt.date) -> dt.datetime:
    """ "t/m" a day means all of that day."""
    return local(day, END_OF_DAY)
