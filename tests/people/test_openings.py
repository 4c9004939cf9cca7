"""Hours become moments: at midnight, on the nights when the clock changes, on holidays and on special days."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from werkveld.people.contactpoints import ContactHours, ContactPoint, SpecialDays
from werkveld.people.holidays import easter, holiday_on
from werkveld.people.hours import read_hours, say_hours
from werkveld.people.models import Organisation
from werkveld.people.openings import opening_of, stretches_on

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Europe/Brussels")
WEEK = ("9-12, 13.30-17",) * 5


@pytest.fixture(autouse=True)
def _in_dutch() -> object:
    with translation.override("nl"):
        yield


def at(text: str, fold: int = 0) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=HERE, fold=fold)


def centre(*week: str, **said: object) -> ContactPoint:
    """A centre with these hours from Monday on."""
    city, _is_new = Organisation.objects.get_or_create(code="stad", defaults={"name": "Stad", "kind": "city"})
    said = {"name": "OC", "kind": "community_centre", "starts_on": dt.date(2020, 1, 1)} | said
    point = ContactPoint.objects.create(organisation=city, **said)
    for day, text in enumerate(week, start=1):
        for opens, closes in read_hours(text):
            ContactHours.objects.create(point=point, weekday=day, opens=opens, closes=closes)
    return point


def close(point: ContactPoint, first: str, last: str, hours: str = "", note: str = "") -> None:
    opens, closes = (read_hours(hours) or [(None, None)])[0]
    days = {"starts_on": dt.date.fromisoformat(first), "ends_on": dt.date.fromisoformat(last)}
    SpecialDays.objects.create(point=point, opens=opens, closes=closes, note=note, **days)


def words(point: ContactPoint, moment: dt.datetime) -> str:
    return opening_of(point, moment).in_words


# Monday 7 December 2026 and what follows; a week without holidays.
@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-07T08:59", "opent vandaag om 9:00"),
        ("2026-12-07T09:00", "nu open tot 12:00"),
        ("2026-12-07T11:59:59", "nu open tot 12:00"),
        ("2026-12-07T12:00", "opent vandaag om 13:30"),
        ("2026-12-07T17:00", "opent morgen om 9:00"),
        ("2026-12-11T18:00", "opent maandag om 9:00"),
        ("2026-12-06T23:59", "opent morgen om 9:00"),
        ("2026-12-07T00:00", "opent vandaag om 9:00"),
    ],
)
def test_hours_of_a_usual_week(moment: str, said: str) -> None:
    assert words(centre(*WEEK), at(moment)) == said


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-12-11T19:59", "opent vandaag om 20:00"),
        ("2026-12-11T23:59", "nu open tot 2:00"),
        ("2026-12-12T00:00", "nu open tot 2:00"),
        ("2026-12-12T01:59", "nu open tot 2:00"),
        ("2026-12-12T02:00", "opent vandaag om 10:00"),
        ("2026-12-12T23:00", "nu open tot middernacht"),
    ],
)
def test_evening_goes_on_after_midnight(moment: str, said: str) -> None:
    assert words(centre("", "", "", "", "20-2", "10-24"), at(moment)) == said


def test_stretches_that_touch_at_midnight_are_one_evening() -> None:
    point = centre("", "", "", "", "20-24", "0-2")
    assert words(point, at("2026-12-11T21:00")) == "nu open tot 2:00"


def test_who_never_closes_says_so_and_a_closing_day_ends_it() -> None:
    point = centre(*("0-24",) * 7, closes_on_holidays=False)
    assert words(point, at("2026-12-10T03:00")) == "dag en nacht open"
    close(point, "2026-12-13", "2026-12-13")
    assert words(point, at("2026-12-10T03:00")) == "nu open tot zo 13 dec 0:00"
    assert words(point, at("2026-12-13T03:00")) == "opent morgen om 0:00"


def test_clock_that_goes_forward_skips_no_hour_too_many() -> None:
    # On Sunday 29 March 2026 two o'clock is three o'clock.
    point = centre("", "", "", "", "", "22-4", "9-10")
    found = opening_of(point, at("2026-03-29T01:30"))
    assert found.until == dt.datetime(2026, 3, 29, 2, 0, tzinfo=dt.UTC)
    assert found.until - found.at == dt.timedelta(minutes=90)
    assert words(point, at("2026-03-29T03:30")) == "nu open tot 4:00"
    assert words(point, at("2026-03-29T08:00")) == "opent vandaag om 9:00"


def test_stretch_within_the_skipped_hour_does_not_exist() -> None:
    point = centre("9-10", "", "", "", "", "", "2.10-2.50")
    assert stretches_on(point, dt.date(2026, 3, 29)) == read_hours("2.10-2.50")
    # Both ends of it are the same stretch of summer time: it stands an hour later, as for whoever goes by the clock.
    assert words(point, at("2026-03-29T01:30")) == "opent vandaag om 3:10"


def test_hour_that_comes_twice_is_told_apart() -> None:
    # On Sunday 25 October 2026 three o'clock is two o'clock again: half past two comes twice.
    point = centre("", "", "", "", "", "22-2.30", "9-10")
    assert words(point, at("2026-10-25T02:15", fold=0)) == "nu open tot 2:30"
    assert words(point, at("2026-10-25T02:15", fold=1)) == "opent vandaag om 9:00"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-01", "Nieuwjaar"),
        ("2026-04-06", "paasmaandag"),
        ("2026-05-14", "Onze-Lieve-Heer-Hemelvaart"),
        ("2026-05-25", "pinkstermaandag"),
        ("2027-03-29", "paasmaandag"),
        ("2026-07-21", "nationale feestdag"),
        ("2026-07-22", ""),
        ("2026-04-05", ""),
    ],
)
def test_holidays_of_belgium(day: str, said: str) -> None:
    assert holiday_on(dt.date.fromisoformat(day)) == said


def test_easter_falls_on_a_sunday_between_its_bounds_for_ever() -> None:
    known = {2019: (4, 21), 2024: (3, 31), 2025: (4, 20), 2026: (4, 5), 2027: (3, 28), 2038: (4, 25), 1954: (4, 18)}
    assert {year: (easter(year).month, easter(year).day) for year in known} == known
    for year in range(1900, 2300):
        assert easter(year).isoweekday() == 7
        assert (3, 22) <= (easter(year).month, easter(year).day) <= (4, 25)


def test_holiday_is_closed_unless_special_days_or_the_house_say_otherwise() -> None:
    # Friday 25 December 2026.
    point = centre(*WEEK)
    found = opening_of(point, at("2026-12-25T10:00"))
    assert (found.in_words, found.why) == ("opent maandag om 9:00", "vandaag gesloten: Kerstmis")
    close(point, "2026-12-25", "2026-12-25", hours="10-12", note="kerstontbijt")
    assert words(point, at("2026-12-25T10:00")) == "nu open tot 12:00"
    always = centre(*WEEK, name="Onthaal", closes_on_holidays=False)
    assert words(always, at("2026-12-25T10:00")) == "nu open tot 12:00"


def test_holiday_on_a_day_that_is_closed_anyway_is_no_news() -> None:
    # Saturday 15 August 2026.
    assert opening_of(centre(*WEEK), at("2026-08-15T10:00")).why == ""


def test_special_days_close_and_say_why_and_until_when() -> None:
    point = centre(*WEEK)
    close(point, "2026-12-24", "2027-01-03", note="eindejaar")
    found = opening_of(point, at("2026-12-28T10:00"))
    assert (found.in_words, found.why) == ("opent op ma 4 jan 2027 om 9:00", "gesloten t/m zo 3 jan 2027: eindejaar")
    assert words(point, at("2026-12-24T10:00")) == "opent op ma 4 jan 2027 om 9:00"
    assert words(point, at("2026-12-23T16:00")) == "nu open tot 17:00"


def test_of_special_days_that_overlap_the_last_to_begin_holds() -> None:
    point = centre(*WEEK)
    close(point, "2026-12-07", "2026-12-20")
    close(point, "2026-12-09", "2026-12-09", hours="14-16")
    assert words(point, at("2026-12-09T14:30")) == "nu open tot 16:00"
    assert words(point, at("2026-12-08T10:00")) == "opent morgen om 14:00"


def test_point_without_hours_or_past_its_last_day_promises_nothing() -> None:
    assert words(centre(), at("2026-12-07T10:00")) == "geen vaste uren"
    ended = centre(*WEEK, ends_on=dt.date(2026, 12, 4))
    assert words(ended, at("2026-12-07T10:00")) == "nu gesloten"
    coming = centre(*WEEK, starts_on=dt.date(2026, 12, 9))
    assert words(coming, at("2026-12-07T10:00")) == "opent woensdag om 9:00"


def test_english_says_the_same() -> None:
    with translation.override("en"):
        assert words(centre(*WEEK), at("2026-12-11T18:00")) == "opens Monday at 9:00"
        assert holiday_on(dt.date(2026, 12, 25)) == "Christmas"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["", "9-12", "9-12, 14-18", "20-2", "0-24", "18-24"]), min_size=7, max_size=7),
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2027, 12, 31), timezones=st.just(HERE)),  # noqa: DTZ001 - theirs
)
def test_open_until_is_after_now_and_then_it_is_closed(week: list[str], moment: dt.datetime) -> None:
    point = centre(*week)
    found = opening_of(point, moment)
    assert say_hours(stretches_on(point, moment.date())) in {say_hours(read_hours(text)) for text in week} | {""}
    if found.is_open and found.until:
        assert found.until > found.at
        assert not opening_of(point, found.until).is_open
        assert opening_of(point, found.until - dt.timedelta(seconds=1)).is_open
    elif found.opens_at:
        assert found.opens_at > found.at
        assert opening_of(point, found.opens_at).is_open
        assert not opening_of(point, found.opens_at - dt.timedelta(seconds=1)).is_open
