"""Moments in words, in both languages, around the edges of the day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from werkveld.kit import dates

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = dt.datetime(2026, 11, 21, 13, 45, tzinfo=BRUSSELS)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at(21, 14, 10), "vandaag 14:10"),
        (at(20, 22, 10), "gisteren 22:10"),
        (at(22, 7), "morgen 7:00"),
        (at(19, 14), "do 19 nov 14:00"),
        (at(19, 14, year=2025), "wo 19 nov 2025 14:00"),
        (at(31, 9, month=3), "di 31 mrt 9:00"),
    ],
)
def test_moment_words_say_the_day_as_people_do(moment: dt.datetime, words: str) -> None:
    assert dates.moment_words(moment, NOW) == words


def test_moment_words_take_the_local_day_when_the_clock_of_the_world_says_another() -> None:
    shortly_after_midnight = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    assert dates.moment_words(shortly_after_midnight, NOW) == "vandaag 0:30"


def test_words_follow_the_language() -> None:
    with translation.override("en"):
        assert dates.day_words(dt.date(2026, 11, 29), NOW) == "Sun 29 Nov"
        assert dates.long_day_words(dt.date(2026, 11, 19)) == "Thursday 19 November 2026"
    assert dates.long_day_words(dt.date(2026, 11, 19)) == "donderdag 19 november 2026"


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (dt.date(2026, 11, 29), "t/m zo 29 nov"),
        (at(30, 0), "t/m zo 29 nov"),
        (at(29, 23, 59), "t/m zo 29 nov"),
        (at(29, 18), "t/m zo 29 nov"),
        (at(21, 18), "tot vandaag 18:00"),
        (at(22, 6), "tot morgen 6:00"),
        (at(22, 0), "t/m za 21 nov"),
        (dt.date(2027, 1, 5), "t/m di 5 jan 2027"),
    ],
)
def test_until_words_name_the_last_day_or_a_near_hour(end: dt.date, words: str) -> None:
    assert dates.until_words(end, NOW) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (at(21, 14), at(21, 22), "vandaag, 14:00–22:00"),
        (at(21, 22), at(22, 6), "vandaag, 22:00–6:00"),
        (at(19, 14), None, "do 19 nov, 14:00"),
        (at(19, 14), at(23, 12), "do 19 nov, 14:00 – ma 23 nov, 12:00"),
    ],
)
def test_period_words_keep_a_night_shift_in_one_piece(start: dt.datetime, end: dt.datetime | None, words: str) -> None:
    assert dates.period_words(start, end, NOW) == words
