"""Signing in at one's own organisation, against a real provider over HTTP."""

import re
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.cast import Cast
from tests.provider import free_port, running
from tests.provider.site import CLIENT, SECRET
from werkveld.journal.models import Line
from werkveld.people.models import Organisation, Person
from werkveld.staff.actions import renew_invitation
from werkveld.staff.models import Invitation
from werkveld.web import provider
from werkveld.web.models import Identity
from werkveld.web.provider import NotProvedError, Provider, Question

pytestmark = pytest.mark.django_db

CALLBACKS = [f"http://testserver/aanmelden/organisatie/{code}/terug/" for code in ("ocmw", "city")]


@pytest.fixture(scope="session")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The provider, running."""
    with running(tmp_path_factory.mktemp("provider"), CALLBACKS) as address:
        yield address


@pytest.fixture
def doors(settings: Settings, issuer: str) -> Iterator[dict[str, dict[str, str]]]:
    """The OCMW and the city let their people sign in there."""
    said = {"issuer": issuer, "client_id": CLIENT, "client_secret": SECRET}
    settings.ORGANISATION_SIGN_IN = {"ocmw": said | {"name": "OCMW"}, "city": said | {"name": "Stad"}}
    yield settings.ORGANISATION_SIGN_IN
    cache.clear()


def there_and_back(client: Client, who: str, code: str = "ocmw", invitation: str = "") -> str:
    """Walk to the provider and sign in there; answers the address one comes back to."""
    if invitation:
        client.get(reverse("accept_invitation", args=[invitation]))
    asked = client.get(reverse("organisation_sign_in", args=[code]), {"uitnodiging": "ja"} if invitation else {})
    assert asked.status_code == 302
    visitor = requests.Session()
    page = visitor.get(asked["Location"], timeout=10)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    assert token, page.text
    fields = {"username": who, "csrfmiddlewaretoken": token[1]}
    answer = visitor.post(page.url, fields, timeout=10, allow_redirects=False)
    while not answer.headers["Location"].startswith("http://testserver"):
        to = requests.compat.urljoin(answer.url, answer.headers["Location"])
        answer = visitor.get(to, timeout=10, allow_redirects=False)
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def linked(cast: Cast) -> Person:
    """Noor, linked by her invitation."""
    noor: Person = cast.people.noor
    noor.set_unusable_password()
    noor.save()
    client = Client()
    token = renew_invitation(noor, by=cast.people.sam)
    page = client.get(reverse("accept_invitation", args=[token]), follow=True)
    assert "uitnodiging=ja" in page.text
    assert token not in page.text
    answer = client.get(there_and_back(client, "noor", invitation=token))
    assert answer["Location"] == "/"
    assert client.session["_auth_user_id"] == str(noor.pk)
    return noor


def test_invitation_links_once_and_from_then_on_the_organisation_signs_in(
    doors: object, cast: Cast, client: Client
) -> None:
    noor = linked(cast)
    assert not Invitation.objects.standing().filter(person=noor).exists()
    identity = Identity.objects.get()
    assert (identity.person, identity.organisation) == (noor, cast.organisations.ocmw)
    assert Line.objects.filter(verb="link identity", by=noor).exists()
    assert "Meld aan bij OCMW" in client.get(reverse("account_login")).text
    assert client.get(there_and_back(client, "noor"))["Location"] == "/"
    assert client.session["_auth_user_id"] == str(noor.pk)
    assert client.get(reverse("account")).status_code == 200


def test_same_e_mail_address_is_not_enough(doors: object, cast: Cast, client: Client) -> None:
    linked(cast)
    answer = client.get(there_and_back(client, "vreemde"))
    assert answer.status_code == 403
    assert "We kennen je hier nog niet" in answer.text
    assert "_auth_user_id" not in client.session


def test_only_who_signs_in_is_asked_whatever_the_address_says(doors: object, client: Client) -> None:
    address = reverse("organisation_sign_in", args=["ocmw"])
    asked = client.get(address, {"scope": "rrn,profile", "auth_params": "scope=rrn", "process": "connect"})
    said = parse_qs(urlsplit(asked["Location"]).query)
    assert said["scope"] == ["openid"]
    assert said["code_challenge_method"] == ["S256"]
    assert "rrn" not in asked["Location"]


def test_subject_of_one_organisation_is_nobody_at_another(doors: object, cast: Cast, client: Client) -> None:
    linked(cast)
    answer = client.get(there_and_back(client, "noor", code="city"))
    assert answer.status_code == 403
    assert "We kennen je hier nog niet" in answer.text


def test_who_no_longer_works_there_is_not_let_in(doors: object, cast: Cast, client: Client) -> None:
    noor = linked(cast)
    noor.assignments.all().delete()
    noor.seats.all().delete()
    answer = client.get(there_and_back(client, "noor"))
    assert answer.status_code == 403
    assert "Je werkt niet meer voor OCMW" in answer.text
    assert "_auth_user_id" not in client.session


def test_closed_account_is_not_let_in(doors: object, cast: Cast, client: Client) -> None:
    noor = linked(cast)
    Person.objects.filter(pk=noor.pk).update(is_active=False)
    assert client.get(there_and_back(client, "noor")).status_code == 403
    assert "_auth_user_id" not in client.session


def test_invitation_of_another_organisation_or_used_twice_links_nobody(
    doors: object, cast: Cast, client: Client
) -> None:
    karim = cast.people.karim
    karim.set_unusable_password()
    karim.save()
    token = renew_invitation(karim, by=None)
    answer = client.get(there_and_back(client, "noor", invitation=token))
    assert "Deze uitnodiging werkt niet" in answer.text
    assert client.get(there_and_back(client, "noor", code="city", invitation=token)).status_code == 302
    again = Client()
    assert again.get(there_and_back(again, "vreemde", code="city", invitation=token)).status_code == 403
    assert Identity.objects.count() == 1


def test_invited_person_cannot_take_a_subject_that_is_somebody_elses(doors: object, cast: Cast, client: Client) -> None:
    linked(cast)
    token = renew_invitation(cast.people.sam, by=None)
    answer = client.get(there_and_back(client, "noor", invitation=token))
    assert answer.status_code == 403
    assert Invitation.objects.standing().filter(person=cast.people.sam).exists(), "and the invitation was not used up"


def test_answer_works_once_and_only_in_the_browser_that_asked(doors: object, cast: Cast, client: Client) -> None:
    linked(cast)
    back = there_and_back(client, "noor")
    stranger = Client()
    assert "Dat duurde te lang" in stranger.get(back).text
    assert client.get(back).status_code == 302
    again = client.get(back)
    assert again.status_code == 403
    stranger.get(reverse("organisation_sign_in", args=["ocmw"]))
    assert stranger.get(back).status_code == 403, "a state of another browser"
    assert "_auth_user_id" not in stranger.session


def test_answer_comes_too_late_after_ten_minutes(
    doors: object, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(cast)
    back = there_and_back(client, "noor")
    now = time.time()
    monkeypatch.setattr("werkveld.web.organisations.time.time", lambda: now + 601)
    assert "Dat duurde te lang" in client.get(back).text


def test_refusal_at_the_organisation_is_said(doors: object, client: Client) -> None:
    asked = client.get(reverse("organisation_sign_in", args=["ocmw"]))
    state = parse_qs(urlsplit(asked["Location"]).query)["state"][0]
    answer = client.get(reverse("organisation_back", args=["ocmw"]), {"state": state, "error": "access_denied"})
    assert "Je bent niet aangemeld" in answer.text


def test_organisation_that_does_not_answer_is_said(doors: dict[str, dict[str, str]], client: Client) -> None:
    doors["ocmw"]["issuer"] = f"http://127.0.0.1:{free_port()}"
    answer = client.get(reverse("organisation_sign_in", args=["ocmw"]))
    assert answer.status_code == 503
    assert "OCMW antwoordt niet" in answer.text


@pytest.mark.parametrize("key", ["issuer", "client_secret"])
def test_wrong_agreement_signs_nobody_in(
    doors: dict[str, dict[str, str]], cast: Cast, client: Client, key: str
) -> None:
    linked(cast)
    cache.clear()
    if key == "client_secret":
        back = there_and_back(client, "noor")
        doors["ocmw"][key] = "een ander geheim"
        assert client.get(back).status_code in {403, 503}
    else:
        doors["ocmw"][key] += "/"
        assert client.get(reverse("organisation_sign_in", args=["ocmw"])).status_code == 503
    assert "_auth_user_id" not in client.session


def test_organisation_without_a_door_has_no_address(doors: object, cast: Cast, client: Client) -> None:
    for name in ("organisation_sign_in", "organisation_back"):
        for code in ("police", "niets"):
            assert client.get(reverse(name, args=[code])).status_code == 404
    assert Organisation.objects.filter(code="police").exists()


def test_page_elsewhere_sends_nobody_through_the_door(doors: object, client: Client) -> None:
    address = reverse("organisation_sign_in", args=["ocmw"])
    for site in ("cross-site", "same-site"):
        answer = client.get(address, headers={"sec-fetch-site": site})
        assert answer.status_code == 200
        assert f'href="{address}"' in answer.text
        assert "Een andere pagina stuurde je hierheen" in answer.text
        assert "organisation_sign_in" not in client.session
    for site in ("same-origin", "none"):
        assert client.get(address, headers={"sec-fetch-site": site}).status_code == 302


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
GOOD = {"iss": "https://stad.be", "aud": "werkveld", "sub": "7", "nonce": "n", "iat": 0, "exp": 300}


@pytest.mark.parametrize(
    ("change", "key", "algorithm"),
    [
        ({"iss": "https://elders.be"}, KEY, "RS256"),
        ({"aud": "een ander"}, KEY, "RS256"),
        ({"azp": "een ander"}, KEY, "RS256"),
        ({"nonce": "een ander"}, KEY, "RS256"),
        ({"nonce": None}, KEY, "RS256"),
        ({"sub": ""}, KEY, "RS256"),
        ({"sub": None}, KEY, "RS256"),
        ({"exp": -300}, KEY, "RS256"),
        ({}, OTHER, "RS256"),
        ({}, "werkveld-geheim-werkveld-geheim-werkveld", "HS256"),
        ({}, None, "none"),
    ],
)
def test_token_that_does_not_prove_it_is_refused(
    change: dict[str, object], key: object, algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = int(time.time())
    claims = GOOD | {"iat": now, "exp": now + 300} | change
    if "exp" in change:
        claims["exp"] = now - 300
    token = jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm, headers={"kid": "1"})
    assert ask(monkeypatch, jwt.encode(GOOD | {"iat": now, "exp": now + 300}, KEY, "RS256", {"kid": "1"})) == "7"
    with pytest.raises(NotProvedError):
        ask(monkeypatch, token)


def ask(monkeypatch: pytest.MonkeyPatch, token: str) -> str:
    """What is made of a token, with an issuer that hands out exactly that."""
    public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True) | {"kid": "1", "alg": "RS256"}
    about = {"issuer": "https://stad.be", "authorization_endpoint": "https://stad.be/a"}
    about |= {"token_endpoint": "https://stad.be/t", "jwks_uri": "https://stad.be/k"}
    answers = {"/t": {"id_token": token}, "/k": {"keys": [public]}}
    monkeypatch.setattr(provider, "_ask", lambda _method, to, **_said: answers.get(urlsplit(to).path, about))
    cache.clear()
    there = Provider("stad", "Stad", "https://stad.be", "werkveld", "geheim")
    return provider.subject_of(there, Question("s", "n", "v"), "https://wij.be/terug/", "code")


def test_signature_of_a_short_key_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = int(time.time())
    token = jwt.encode(GOOD | {"iat": now, "exp": now + 300}, KEY, "RS256", {"kid": "1"})
    assert ask(monkeypatch, token) == "7"
    assert provider.SHORTEST_RSA == 2048
    monkeypatch.setattr(provider, "SHORTEST_RSA", KEY.key_size + 1)
    with pytest.raises(NotProvedError, match="too short"):
        ask(monkeypatch, token)


@pytest.mark.parametrize("made", [ec.generate_private_key(ec.SECP256R1()), OTHER])
def test_organisation_that_took_our_public_key_is_told_no_secret(
    monkeypatch: pytest.MonkeyPatch, made: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
) -> None:
    asked: list[dict[str, object]] = []
    about = {"issuer": "https://stad.be", "authorization_endpoint": "https://stad.be/a"}
    about |= {"token_endpoint": "https://stad.be/t", "jwks_uri": "https://stad.be/k"}

    def answer(_method: str, to: str, **said: object) -> dict[str, str]:
        asked.append(said)
        return about if "openid-configuration" in to else {}

    monkeypatch.setattr(provider, "_ask", answer)
    cache.clear()
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    there = Provider("stad", "Stad", "https://stad.be", "werkveld", client_key=pem)
    with pytest.raises(NotProvedError, match="no token"):
        provider.subject_of(there, Question("s", "n", "v"), "https://wij.be/terug/", "code")
    said = asked[-1]
    assert said["auth"] is None
    fields = said["data"]
    assert isinstance(fields, dict)
    assert "client_secret" not in fields
    proof = jwt.decode(fields["client_assertion"], made.public_key(), ["ES256", "PS256"], audience="https://stad.be/t")
    assert (proof["iss"], proof["sub"], proof["exp"] - proof["iat"]) == ("werkveld", "werkveld", 60)
