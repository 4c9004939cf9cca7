"""Health, language, account, errors: what the shell answers, and to whom."""

from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import Cast
from werkveld.journal.models import Line
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def lotte(cast: Cast, client: Client) -> Person:
    """Lotte of the cast, signed in."""
    client.force_login(cast.people.lotte)
    person: Person = cast.people.lotte
    return person


def test_health_says_that_process_and_database_answer(client: Client) -> None:
    answer = client.get("/gezond")
    assert answer.status_code == 200
    assert answer.json() == {"process": "ok", "database": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_health_answers_503_when_the_database_is_gone(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("gone")):
        answer = client.get("/gezond")
    assert answer.status_code == 503
    assert answer.json()["database"] == "gone"


@pytest.mark.parametrize(
    "route", ["health", "robots", "manifest", "style_guide", "account_login", "account_reset_password"]
)
def test_page_is_open_when_nobody_signed_in(client: Client, route: str) -> None:
    assert client.get(reverse(route)).status_code == 200


@pytest.mark.parametrize("route", ["home", "account", "account_change_password"])
def test_page_asks_to_sign_in_when_nobody_did(client: Client, route: str) -> None:
    answer = client.get(reverse(route))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_home_leads_to_the_briefing(lotte: Person, client: Client) -> None:
    assert client.get("/")["Location"] == reverse("briefing")


def test_language_is_kept_by_the_browser_when_nobody_signed_in(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": "/aanmelden/"})
    assert answer["Location"] == "/aanmelden/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert 'lang="en"' in client.get("/aanmelden/").text


def test_language_is_kept_with_the_person_when_signed_in(lotte: Person, client: Client) -> None:
    client.post(reverse("set_language"), {"language": "en"})
    lotte.refresh_from_db()
    assert lotte.language == "en"
    assert Line.objects.filter(verb="choose language", by=lotte).exists()


def test_language_goes_nowhere_else_than_to_our_own_pages(client: Client) -> None:
    answer = client.post(reverse("set_language"), {"language": "en", "next": "https://elders.be/"})
    assert answer["Location"] == "/"
    assert client.post(reverse("set_language"), {"language": "xx"}).status_code == 400


def test_theme_is_kept_and_shown(lotte: Person, client: Client) -> None:
    assert client.post(reverse("set_theme"), {"theme": "dark"})["Location"] == reverse("account")
    assert 'data-theme="dark"' in client.get(reverse("account")).text


def test_theme_answers_422_with_the_reason_when_it_is_none_of_ours(lotte: Person, client: Client) -> None:
    answer = client.post(reverse("set_theme"), {"theme": "roze"})
    assert answer.status_code == 422
    assert "errsum" in answer.text
    lotte.refresh_from_db()
    assert lotte.theme == "auto"


def test_account_shows_what_i_do_and_where(cast: Cast, client: Client) -> None:
    client.force_login(cast.people.karim)
    page = client.get(reverse("account")).text
    assert "Gemeenschapswacht" in page
    assert "Overleie" in page


def test_absent_answers_the_same_whatever_was_asked(lotte: Person, client: Client) -> None:
    first, second = client.get("/niets/een/"), client.get("/niets/twee/?q=x")
    assert first.status_code == second.status_code == 404
    assert first.content == second.content
    assert b"niets/" not in first.content
    assert b"csrf" not in first.content
    assert dict(first.headers) == dict(second.headers)


def test_pages_carry_no_inline_script_or_style(lotte: Person, client: Client) -> None:
    for route in ("account", "style_guide", "account_logout"):
        page = client.get(reverse(route)).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        assert page.count("<script") == 2, "one module, and one block of words that is data"


def test_icons_used_in_the_style_guide_are_in_the_list() -> None:
    from werkveld.web.guide import ICONS

    listed = (settings.PROJECT / "frontend/icons.txt").read_text().split()
    assert set(ICONS) <= set(listed)
    assert finders.find("web/favicon.svg")


def test_unread_counts_only_the_viewers_own_areas(lotte: Person, cast: Cast, client: Client) -> None:
    client.force_login(cast.people.karim)
    answer = client.get(reverse("unread"))
    assert answer.status_code == 200
    assert set(answer.json()) <= {str(cast.areas.overleie.pk), str(cast.areas.k3.pk), str(cast.areas.k4.pk)}


def test_security_contact_stands_where_finders_look_when_it_was_set(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "veilig@example.org"
    answer = client.get("/.well-known/security.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:veilig@example.org\n" in answer.text
    assert "Expires: 20" in answer.text
