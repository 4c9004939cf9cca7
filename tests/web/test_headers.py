"""What every answer carries, and what the browser may keep."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/aanmelden/", "/niets/", "/gezond", "/stijlgids/", "/robots.txt"])
def test_every_answer_carries_the_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert "camera=()" in answer["Permissions-Policy"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


def test_nonce_of_the_policy_is_another_in_every_answer(client: Client) -> None:
    def nonce() -> str:
        found = re.search(r"'nonce-([^']+)'", client.get("/aanmelden/")["Content-Security-Policy"])
        return found[1] if found else ""

    assert nonce() != nonce() or not nonce()


def test_pages_of_a_person_are_kept_in_no_cache(cast: Cast, client: Client) -> None:
    client.force_login(cast.people.karim)
    for name in ("account", "briefing", "areas", "search"):
        assert "no-store" in client.get(reverse(name))["Cache-Control"], name


def test_cookies_are_for_the_server_and_this_site_alone(client: Client, cast: Cast) -> None:
    karim = cast.people.karim
    karim.set_password("vier gewone woorden samen")
    karim.save()
    client.get("/aanmelden/")
    client.post(reverse("account_login"), {"login": karim.email, "password": "vier gewone woorden samen"})
    assert {"csrftoken", "sessionid", "django_language"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
