"""A second step after the password: the app with codes, codes for when it is lost, and being asked once more."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from tests.cast import Cast
from werkveld.journal.models import Line
from werkveld.kit.locks import CannotUnlockError
from werkveld.people.models import Person
from werkveld.staff.actions import lock_anew

pytestmark = pytest.mark.django_db

PASSWORD = "vier gewone woorden samen"


@pytest.fixture
def noor(cast: Cast) -> Person:
    person: Person = cast.people.noor
    person.set_password(PASSWORD)
    person.save()
    return person


def code_of(secret: str, ago: int = 0) -> str:
    counter = int(time.time()) // 30 - ago
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def sign_in(client: Client, person: Person) -> None:
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})


def enrol(client: Client, person: Person) -> tuple[str, list[str]]:
    """Sign in, confirm, pair the app; answers its secret and the recovery codes shown."""
    sign_in(client, person)
    asked = client.get(reverse("mfa_activate_totp"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).text
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    assert secret
    assert '<svg class="qr"' in page
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1], ago=1)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    shown = client.get(reverse("mfa_view_recovery_codes")).text
    return secret[1], re.findall(r"<code>(\d{8})</code>", shown)


def test_password_alone_is_not_enough_once_an_app_is_paired(noor: Person) -> None:
    secret, _codes = enrol(Client(), noor)
    client = Client()
    sign_in(client, noor)
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("briefing")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 422
    assert "De code klopt niet" in wrong.text
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(noor.pk)


def test_code_of_the_app_works_once(noor: Person) -> None:
    secret, _codes = enrol(Client(), noor)
    code = code_of(secret)
    for expected in (True, False):
        client = Client()
        sign_in(client, noor)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert ("_auth_user_id" in client.session) is expected


def test_recovery_codes_are_shown_once_and_each_works_once(noor: Person) -> None:
    first = Client()
    _secret, codes = enrol(first, noor)
    assert len(set(codes)) == 10
    again = first.get(reverse("mfa_view_recovery_codes")).text
    assert not any(code in again for code in codes)
    for expected in (True, False):
        client = Client()
        sign_in(client, noor)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert ("_auth_user_id" in client.session) is expected
    first.post(reverse("mfa_generate_recovery_codes"))
    fresh = re.findall(r"<code>(\d{8})</code>", first.get(reverse("mfa_view_recovery_codes")).text)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_secrets_stand_encrypted_in_the_database(noor: Person) -> None:
    secret, _codes = enrol(Client(), noor)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert kept.count("gcm1:") == 2, "the app's secret and the seed of the codes"


def test_changes_are_told_by_mail_and_leave_a_line(
    noor: Person, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        enrol(client, noor)
    (letter,) = mail.outbox
    assert (letter.to, "app met codes gekoppeld" in letter.body) == ([noor.email], True)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=noor).exists()
    said = [line.detail for line in Line.objects.filter(verb="change sign-in", by=noor)]
    assert said == [{"what": "totp_activated"}, {"what": "totp_deactivated"}]
    assert Line.objects.filter(verb="sign in", by=noor).count() == 1


def test_what_matters_asks_for_the_password_again_and_goes_on_where_you_were(noor: Person) -> None:
    client = Client()
    client.force_login(noor)
    asked = client.post(reverse("mfa_generate_recovery_codes"))
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    wrong = client.post(asked["Location"], {"password": "verkeerd"})
    assert wrong.status_code == 422
    assert "Het wachtwoord klopt niet" in wrong.text
    for _ in range(9):
        client.post(asked["Location"], {"password": "verkeerd"})
    assert client.post(asked["Location"], {"password": PASSWORD}).status_code == 429


def test_nobody_reaches_the_passkey_of_another(cast: Cast, noor: Person, client: Client) -> None:
    theirs = Authenticator.objects.create(user=cast.people.sam, type="webauthn", data={"name": "x"})
    cast.people.els.set_unusable_password()
    cast.people.els.save()
    client.force_login(cast.people.els)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[theirs.pk])).status_code == 404
        assert client.post(reverse(name, args=[theirs.pk]), {"name": "y"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.data == {"name": "x"}


RUBBISH = [
    "",
    "0",
    "false",
    "x",
    "null",
    "[]",
    "{}",
    "1",
    '"x"',
    '{"id": 1}',
    '{"id":"a","type":"public-key","response":{}}',
    '{"id":"a","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"e30"}}',
    '{"id":"a","rawId":"a","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"e30"}}',
    '{"id":"a","type":"public-key","response":{"userHandle":"MQ"}}',
    '{"response":{"userHandle":[]}}',
    "[" * 900,
]


@pytest.mark.parametrize("credential", RUBBISH)
def test_answer_that_is_no_passkey_is_refused_everywhere(noor: Person, credential: str) -> None:
    stranger = Client()
    options = stranger.get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"
    refused = stranger.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert refused["Location"] == reverse("account_login")
    assert "_auth_user_id" not in stranger.session
    client = Client()
    client.force_login(noor)
    asked = client.get(reverse("mfa_add_webauthn"))["Location"]
    client.post(asked, {"password": PASSWORD})
    client.get(reverse("mfa_add_webauthn"))
    assert client.post(reverse("mfa_add_webauthn"), {"credential": credential, "name": "x"}).status_code == 422


def test_key_is_replaced_without_anybody_signing_in_or_pairing_anew(noor: Person, settings: Settings) -> None:
    here = Client()
    secret, _codes = enrol(here, noor)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "een verse sleutel" * 4, [settings.SECRET_KEY]
    assert here.get(reverse("account")).status_code == 200
    client = Client()
    sign_in(client, noor)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.session["_auth_user_id"] == str(noor.pk)
    assert (lock_anew(by=None), lock_anew(by=None)) == (2, 0), "the app and the codes; then nothing is left to do"
    settings.SECRET_KEY_FALLBACKS = []
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of(secret, ago=-1))
    assert client.get(reverse("account")).status_code == 200


def test_nothing_is_locked_anew_when_one_secret_opens_no_more(noor: Person, cast: Cast, settings: Settings) -> None:
    enrol(Client(), noor)
    Authenticator.objects.create(user=cast.people.sam, type="totp", data={"secret": "gcm1:verknoeid"})
    before = list(Authenticator.objects.order_by("pk").values_list("data", flat=True))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "een verse sleutel" * 4, [settings.SECRET_KEY]
    with pytest.raises(CannotUnlockError):
        lock_anew(by=None)
    assert list(Authenticator.objects.order_by("pk").values_list("data", flat=True)) == before
