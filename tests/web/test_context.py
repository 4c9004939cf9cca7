"""The frame: theme by choice or by night shift, links for whom they are for, and what it costs."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from werkveld.audience.viewer import viewer_of
from werkveld.people.models import Person, Shift
from werkveld.web.context import Shell

pytestmark = pytest.mark.django_db

NIGHT = dt.datetime(2026, 11, 21, 23, 30, tzinfo=ZoneInfo("Europe/Brussels"))


def shell_of(person: Person | None, path: str = "/") -> Shell:
    request: Any = RequestFactory().get(path)
    request.viewer = viewer_of(person)
    return Shell(request)


def test_theme_is_the_devices_when_nobody_chose() -> None:
    assert Shell(HttpRequest()).theme == "auto"


@pytest.mark.parametrize("choice", ["auto", "light", "dark"])
def test_theme_is_what_the_person_chose(cast: Cast, choice: str) -> None:
    cast.people.karim.theme = choice
    assert shell_of(cast.people.karim).theme == choice


@pytest.mark.parametrize(("hours", "theme"), [((22, 30), "dark"), ((14, 20), "auto")])
def test_theme_is_dark_during_a_night_shift_and_not_by_day(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, hours: tuple[int, int], theme: str
) -> None:
    midnight = NIGHT.replace(hour=0, minute=0)
    start, end = (midnight + dt.timedelta(hours=hour) for hour in hours)
    monkeypatch.setattr(timezone, "now", lambda: start + dt.timedelta(hours=1))
    karim = cast.people.karim
    karim.theme = "shift"
    Shift.objects.create(
        person=karim, organisation=cast.organisations.city, name="Dienst", starts_at=start, ends_at=end
    )
    assert shell_of(karim).theme == theme


def test_administration_is_offered_to_coordinators_only(cast: Cast) -> None:
    assert "Beheer" in [link.word for link in shell_of(cast.people.lotte).others]
    assert "Beheer" not in [link.word for link in shell_of(cast.people.karim).others]


def test_areas_stand_own_first_then_the_gebieden_that_they_overlap(cast: Cast) -> None:
    assert [link.word for link in shell_of(cast.people.els).areas] == ["Wijk K4", "Overleie", "Sint-Jan"]


def test_areas_of_other_organisations_are_left_to_them(cast: Cast) -> None:
    assert [link.word for link in shell_of(cast.people.karim).areas] == ["Overleie"]


def test_link_says_that_you_are_there_when_the_page_lies_under_it(cast: Cast) -> None:
    shell = shell_of(cast.people.karim, "/account/weergave/")
    assert shell.account.is_here
    assert not shell.search.is_here


def test_frame_costs_three_queries_of_the_viewer_and_none_of_its_own(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    shell = shell_of(cast.people.karim)
    with django_assert_max_num_queries(3):
        assert shell.theme
        assert shell.function
        assert shell.areas
        assert shell.others


def test_frame_asks_nothing_until_it_is_drawn(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    request: Any = RequestFactory().get("/")
    request.viewer = viewer_of(cast.people.karim)
    with django_assert_max_num_queries(0):
        Shell(request)
