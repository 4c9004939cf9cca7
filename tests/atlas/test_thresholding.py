"""A new threshold is shown before it is kept: who comes in, who leaves, and what is shown is what happens."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.atlas.test_following import told
from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.house.test_every_address import client_of
from werkveld.atlas.actions import change_threshold, foresee_threshold
from werkveld.atlas.following import members_in, turns_between
from werkveld.audience.viewer import viewer_of
from werkveld.journal.models import Line
from werkveld.territory.models import Edition, Layer, LayerPair

pytestmark = pytest.mark.django_db
STAMP = re.compile(r'name="gezien" value="(\w+)"')


def both() -> tuple[Layer, Layer]:
    return Layer.objects.get(code="gebieden"), Layer.objects.get(code="wijken")


def ask(cast: Cast, percent: str, **more: str) -> tuple[int, str]:
    answer = client_of(cast.people.lotte).post(
        reverse("thresholds", args=["gebieden"]), {"other": "wijken", "percent": percent, **more}
    )
    return answer.status_code, answer.content.decode()


def test_change_is_shown_first_and_keeps_nothing(cast: Cast) -> None:
    status, shown = ask(cast, "60")
    assert status == 200
    assert "Van 10 % naar 60 %" in shown
    assert "Els P." in shown
    assert "weg" in shown
    assert not LayerPair.objects.exists()
    assert {a.code for a in viewer_of(cast.people.els).areas} == {"k4", "overleie", "sint-jan"}


def test_confirming_what_was_shown_keeps_it_with_its_counts(cast: Cast) -> None:
    stamp = STAMP.findall(ask(cast, "60")[1])[0]
    assert ask(cast, "60", stap="bevestig", gezien=stamp)[0] == 302
    assert {a.code for a in viewer_of(cast.people.els).areas} == {"k4"}
    with as_owner():
        detail = Line.objects.get(verb="change threshold").detail
    assert (detail["share"], detail["come"]) == (0.6, 0)
    assert detail["gone"] > 0
    status, shown = ask(cast, "10")
    assert status == 200
    assert "erbij" in shown


@pytest.mark.parametrize("said", [{"stap": "bevestig"}, {"stap": "bevestig", "gezien": "x"}, {"gezien": "x"}])
def test_nothing_is_kept_that_was_not_shown(cast: Cast, said: dict[str, str]) -> None:
    assert ask(cast, "60", **said)[0] == 200
    assert not LayerPair.objects.exists()


def test_what_came_about_since_is_shown_anew(cast: Cast) -> None:
    stamp = STAMP.findall(ask(cast, "60")[1])[0]
    with as_owner():
        assign(person("Koen"), "neighbourhood_officer", cast.organisations.police, cast.areas.k4)
    status, shown = ask(cast, "60", stap="bevestig", gezien=stamp)
    assert status == 200
    assert "Intussen veranderde er iets" in shown
    assert "Koen P." in shown
    assert not LayerPair.objects.exists()


def test_threshold_that_moves_nobody_says_so(cast: Cast) -> None:
    assert ask(cast, "11")[1].count("Voor niemand verandert er iets.") == 2


def test_what_stood_there_already_changes_nothing(cast: Cast) -> None:
    assert ask(cast, "10")[0] == 302
    assert not LayerPair.objects.exists()


def test_only_the_owners_see_it(cast: Cast) -> None:
    address = reverse("thresholds", args=["gebieden"])
    client = client_of(cast.people.lotte)
    assert 'value="10"' in client.get(address).content.decode()
    for wrong in ("0", "101", "x", ""):
        assert client.post(address, {"other": "wijken", "percent": wrong}).status_code == 422
    assert client_of(cast.people.els).post(address, {"other": "wijken", "percent": "60"}).status_code == 404
    assert client.get(reverse("thresholds", args=["wijken"])).status_code == 404


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.integers(1, 100), second=st.integers(1, 100))
def test_what_is_foreseen_is_what_happens(cast: Cast, first: int, second: int) -> None:
    day = timezone.localdate()
    with as_owner():
        change_threshold(*both(), first / 100, by=cast.people.lotte)
        editions = Edition.objects.in_force(day)
        before = {edition.pk: members_in(edition, day) for edition in editions}
        foreseen = foresee_threshold(*both(), second / 100)
        change_threshold(*both(), second / 100, by=cast.people.lotte)
        for edition in editions:
            happened = turns_between(before[edition.pk], members_in(edition, day))
            assert told(foreseen[edition.pk]) == told(happened)
