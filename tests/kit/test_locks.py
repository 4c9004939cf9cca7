"""What is locked opens with our keys, for its own purpose, and not when a sign of it was changed."""

import base64

import pytest
from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from werkveld.kit.locks import CannotUnlockError, is_fresh, lock, unlock


@given(st.text())
def test_what_is_locked_opens_again_and_looks_otherwise_each_time(text: str) -> None:
    first, second = lock(text, "a"), lock(text, "a")
    assert first != second
    assert unlock(first, "a") == unlock(second, "a") == text


@given(st.text(min_size=1, max_size=40), st.data())
def test_changed_sign_opens_nothing(text: str, data: st.DataObject) -> None:
    raw = bytearray(base64.urlsafe_b64decode(lock(text, "a").removeprefix("gcm1:")))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotUnlockError):
        unlock("gcm1:" + base64.urlsafe_b64encode(bytes(raw)).decode(), "a")


@pytest.mark.parametrize("locked", ["", "x", "gcm1:", "gcm1:x", "gcm1:!!!", "gcm1:AAAA", "gAAAAA", "é"])
def test_rubbish_opens_nothing(locked: str) -> None:
    with pytest.raises(CannotUnlockError):
        unlock(locked, "a")


def test_lock_of_another_purpose_stays_shut() -> None:
    with pytest.raises(CannotUnlockError):
        unlock(lock("x", "a"), "b")


def test_older_key_opens_and_is_not_fresh_until_it_is_forgotten(settings: Settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "oud" * 20, []
    locked = lock("x", "a")
    assert is_fresh(locked, "a")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw" * 20, ["oud" * 20]
    assert unlock(locked, "a") == "x"
    assert not is_fresh(locked, "a")
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CannotUnlockError):
        unlock(locked, "a")


def test_what_an_earlier_version_locked_still_opens(settings: Settings) -> None:
    raw = salted_hmac("a", "fernet", secret=settings.SECRET_KEY, algorithm="sha256").digest()
    locked = Fernet(base64.urlsafe_b64encode(raw)).encrypt(b"x").decode()
    assert unlock(locked, "a") == "x"
    assert not is_fresh(locked, "a")
