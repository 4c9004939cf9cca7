"""Who has several functions is named by the one that is asked about, else by the main one; dates decide nothing."""

import datetime as dt

import pytest
from django.db.models import Q
from django.utils import timezone

from tests.atlas.test_following import without_heule
from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.house.test_every_address import client_of
from werkveld.atlas.actions import publish_draft
from werkveld.audience.viewer import viewer_of
from werkveld.items.readings import homes_of
from werkveld.people.models import Assignment, Person, Shift
from werkveld.staff.onduty import on_duty
from werkveld.territory.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def mia(cast: Cast) -> Person:
    """Community guard in Heule for longer, librarian in Overleie since, coordinator beside it; one day a week OCMW."""
    with as_owner():
        somebody = person("Mia")
        city, areas = cast.organisations.city, cast.areas
        assign(somebody, "coordinator", city)
        assign(somebody, "community_guard", city, areas.heule)
        assign(somebody, "social_service", cast.organisations.ocmw, areas.sint_jan)
        assign(somebody, "librarian", city, areas.overleie)
        Assignment.objects.filter(function="librarian").update(starts_on=timezone.localdate() - dt.timedelta(days=9))
    return somebody


def functions(who: Person) -> list[str]:
    return [work.function for work in viewer_of(who).assignments]


def test_main_function_comes_first_whatever_the_dates(cast: Cast, mia: Person) -> None:
    wanted = ["librarian", "community_guard", "social_service", "coordinator"]
    assert functions(mia) == wanted
    with as_owner():
        Assignment.objects.filter(person=mia, function="community_guard").update(starts_on=dt.date(2001, 1, 1))
        Assignment.objects.filter(person=mia, function="coordinator").update(starts_on=dt.date(2000, 1, 1))
    assert functions(mia) == wanted
    assert viewer_of(mia).organisation == cast.organisations.city
    assert homes_of([mia.pk]) == {mia.pk: cast.organisations.city.pk}


def test_borders_that_move_turn_nothing(cast: Cast, mia: Person) -> None:
    with as_owner():
        assign(mia, "community_guard", cast.organisations.city, cast.areas.k3)
    before = [(work.function, work.organisation) for work in viewer_of(mia).assignments]
    areas = [work.area.edition.layer.code for work in viewer_of(mia).assignments if work.area]
    with as_owner():
        publish_draft(without_heule(), valid_from=timezone.localdate(), by=cast.people.lotte)
    after = viewer_of(mia).assignments
    assert [(work.function, work.organisation) for work in after] == before
    assert [work.area.edition.layer.code for work in after if work.area] == areas
    assert Assignment.objects.filter(person=mia, ends_on=None).count() == len(before)


def test_what_is_past_is_kept_when_borders_move(cast: Cast, mia: Person) -> None:
    with as_owner():
        publish_draft(without_heule(), valid_from=timezone.localdate(), by=cast.people.lotte)
        rows = Assignment.objects.filter(person=mia, function="community_guard").order_by("starts_on")
        told = [(row.area and row.area.code, row.ends_on) for row in rows.select_related("area")]
    assert told == [("heule", timezone.localdate() - dt.timedelta(days=1)), ("sint-jan", None)]


def test_asked_place_names_the_function_held_there(cast: Cast, mia: Person) -> None:
    heule: Area = cast.areas.heule
    rows = Assignment.objects.filter(person=mia).nearest_first(Q(area=heule))
    assert [row.function for row in rows] == ["community_guard", "coordinator", "librarian", "social_service"]
    now = timezone.now()
    with as_owner():
        Shift.objects.create(
            person=mia, organisation=cast.organisations.city, name="dag",
            starts_at=now - dt.timedelta(hours=1), ends_at=now + dt.timedelta(hours=1),
        )  # fmt: skip
    assert [one.function for one in on_duty(heule) if one.person == mia] == ["gemeenschapswacht"]
    assert [one.function for one in on_duty(cast.areas.overleie) if one.person == mia] == ["bibliotheekmedewerker"]


def test_team_page_names_the_function_held_in_that_area(cast: Cast, mia: Person) -> None:
    for code, word in (("heule", "gemeenschapswacht"), ("overleie", "bibliotheekmedewerker")):
        page = client_of(cast.people.lotte).get(f"/team/{code}/").content.decode()
        told = page.split("Mia Proef", 1)[1][:400]
        assert word in told
