"""Attempts are counted where every process counts along; the rest stays in memory."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_attempt")
        return int(cursor.fetchone()[0])


def test_keys_of_the_sign_in_package_stand_in_the_database() -> None:
    assert cache.add("allauth:rl:x", [1], 60)
    assert not cache.add("allauth:rl:x", [2], 60)
    assert (cache.get("allauth:rl:x"), rows()) == ([1], 1)
    cache.set("allauth:rl:x", [3], 60)
    assert cache.get("allauth:rl:x") == [3]
    assert cache.delete("allauth:rl:x")
    assert rows() == 0


def test_pieces_of_pages_stay_in_memory() -> None:
    cache.set("fragment", "x", 60)
    assert (cache.get("fragment"), rows()) == ("x", 0)


def test_sixth_wrong_password_is_refused_in_words_and_so_is_the_right_one_after_it(cast: Cast, client: Client) -> None:
    noor = cast.people.noor
    noor.set_password("vier gewone woorden samen")
    noor.save()
    said = {"login": noor.email, "password": "verkeerd"}
    for _ in range(5):
        assert "klopt niet" in client.post(reverse("account_login"), said).text
    refused = client.post(reverse("account_login"), said)
    assert refused.status_code == 422
    assert "Te veel pogingen" in refused.text
    right = Client().post(reverse("account_login"), said | {"password": "vier gewone woorden samen"})
    assert "Te veel pogingen" in right.text, "another browser, another process: the count is one"


def test_strangers_are_told_the_same_whether_the_account_exists(cast: Cast, client: Client) -> None:
    for email in (cast.people.noor.email, "niemand@voorbeeld.be"):
        answers = {client.post(reverse("account_login"), {"login": email, "password": "x"}).status_code}
        for _ in range(6):
            last = client.post(reverse("account_login"), {"login": email, "password": "x"})
            answers.add(last.status_code)
        assert answers == {422}
        assert "Te veel pogingen" in last.text


def test_password_reset_is_limited_with_a_page_of_ours(cast: Cast, client: Client) -> None:
    for _ in range(5):
        assert client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.be"}).status_code == 302
    last = client.post(reverse("account_reset_password"), {"email": "niemand@voorbeeld.be"})
    assert last.status_code == 429
    assert "Te veel pogingen na elkaar" in last.text
