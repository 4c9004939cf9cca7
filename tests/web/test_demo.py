"""The cast may be chosen in demo mode, and nowhere else."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import Cast
from werkveld.people.models import Person
from werkveld.web.demo import cast as companies

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Settings) -> None:
    """Demo mode."""
    settings.DEMO = True


def test_demo_sign_in_does_not_exist_outside_demo_mode(cast: Cast, client: Client, settings: Settings) -> None:
    settings.DEMO = False
    answer = client.post(reverse("demo_sign_in"), {"person": cast.people.lotte.pk})
    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session
    assert "Kies wie je bent" not in client.get(reverse("account_login")).text


def test_demo_sign_in_makes_you_the_one_you_chose(demo: None, cast: Cast, client: Client) -> None:
    answer = client.post(reverse("demo_sign_in"), {"person": cast.people.els.pk})
    assert answer["Location"] == reverse("home")
    assert client.session["_auth_user_id"] == str(cast.people.els.pk)


@pytest.mark.parametrize("choice", ["", "0", "x", "999999"])
def test_demo_sign_in_answers_404_when_nobody_was_chosen(demo: None, cast: Cast, client: Client, choice: str) -> None:
    assert client.post(reverse("demo_sign_in"), {"person": choice}).status_code == 404


def test_demo_sign_in_refuses_who_is_no_longer_active(demo: None, cast: Cast, client: Client) -> None:
    Person.objects.filter(pk=cast.people.els.pk).update(is_active=False)
    assert client.post(reverse("demo_sign_in"), {"person": cast.people.els.pk}).status_code == 404


def test_cast_stands_by_organisation_with_the_noted_first(cast: Cast) -> None:
    Person.objects.filter(pk=cast.people.noor.pk).update(demo_note="Schrijf iets dat alleen het OCMW ziet.")
    shown = companies()
    assert [company.organisation.kind for company in shown] == ["city", "ocmw", "police", "housing"]
    ocmw = shown[1]
    assert [role.person for role in ocmw.leads] == [cast.people.noor]
    assert [role.person for role in ocmw.others] == [cast.people.sam]
    assert ocmw.leads[0].where == "Overleie"


def test_cast_shows_everybody_once_though_they_hold_more(cast: Cast) -> None:
    shown = [role.person for company in companies() for role in company.leads + company.others]
    assert len(shown) == len(set(shown)) == 6


def test_sign_in_page_offers_the_cast(demo: None, cast: Cast, client: Client) -> None:
    page = client.get(reverse("account_login")).text
    assert "Kies wie je bent" in page
    assert f'value="{cast.people.karim.pk}"' in page
