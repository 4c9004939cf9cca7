"""What every answer carries, and what the browser may keep."""

import re
import runpy
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import Settings
from whitenoise.middleware import WhiteNoiseMiddleware

from tests.cast import Cast
from tests.house.source import PROJECT
from werkveld.web.headers import HeadersMiddleware

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


def behind_tls(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a deployment with a proxy in front."""
    monkeypatch.setenv("WERKVELD_TLS", "1")
    said = runpy.run_path(str(PROJECT / "src/werkveld/settings.py"))
    for name in ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE", "MESSAGE_STORAGE", "SECURE_", "BEHIND_TLS"):
        for key, value in said.items():
            if key.startswith(name):
                setattr(settings, key, value)


def test_every_cookie_behind_tls_is_bound_to_the_host(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, cast: Cast
) -> None:
    behind_tls(settings, monkeypatch)
    karim = cast.people.karim
    karim.set_password("vier gewone woorden samen")
    karim.save()
    client = Client(headers={"x-forwarded-proto": "https"})
    client.get("/aanmelden/")
    client.post(reverse("account_login"), {"login": karim.email, "password": "vier gewone woorden samen"})
    client.post(reverse("set_theme"), {"theme": "dark"})
    client.post(reverse("set_language"), {"language": "nl"})
    assert set(client.cookies) == {"__Host-session", "__Host-csrf", "__Host-language"}, "a message has none"
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", ""), cookie.key
    assert "Weergave bewaard" in client.get(reverse("account")).text


def test_built_files_are_for_our_pages_alone(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "app.css").write_text("body{}")
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = tmp_path, False
    answer = HeadersMiddleware(WhiteNoiseMiddleware(lambda _: HttpResponse(status=404)))(get("/static/app.css"))
    answer.close()
    assert answer.status_code == 200
    assert answer["Content-Security-Policy"] == "frame-ancestors 'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer


def get(path: str) -> HttpRequest:
    return RequestFactory().get(path)


@pytest.mark.parametrize("verb", ["TRACE", "TRACK", "CONNECT", "PUT", "DELETE", "PATCH", "trace", "X"])
def test_other_verbs_reach_no_view(client: Client, verb: str) -> None:
    for path in ("/", "/aanmelden/", "/stijlgids/", "/nooit/", "/gezond", "/account/aanmelden/"):
        answer = client.generic(verb, path, headers={"x-secret": "geheim"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")
        assert "geheim" not in answer.text
