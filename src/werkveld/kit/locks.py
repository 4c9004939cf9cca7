"""Locking a secret that must be read back: AES-256-GCM with a key made from the deployment's own.

Fresh locks take the present key; older keys are tried when opening, so that a key can be replaced while people work.
What an earlier version locked with Fernet (AES-128-CBC with an HMAC) is still opened.
"""

import base64
import binascii
import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.crypto import salted_hmac

MARK = "gcm1:"
NONCE = 12  # bytes, as NIST SP 800-38D has it


class CannotUnlockError(Exception):
    """Locked with a key that is not (or no longer) among ours, for something else, or changed since."""


def lock(text: str, purpose: str) -> str:
    """What only this deployment can read, and only for this purpose: a lock cannot be moved to another field."""
    nonce = secrets.token_bytes(NONCE)
    sealed = AESGCM(_key(settings.SECRET_KEY, purpose)).encrypt(nonce, text.encode(), purpose.encode())
    return MARK + base64.urlsafe_b64encode(nonce + sealed).decode()


def unlock(locked: str, purpose: str) -> str:
    """What was locked. Raises `CannotUnlockError`."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        for text in _tries(locked, secret, purpose):
            return text
    raise CannotUnlockError


def is_fresh(locked: str, purpose: str) -> bool:
    """Whether it is locked with the present key, in the present way."""
    return locked.startswith(MARK) and any(_tries(locked, settings.SECRET_KEY, purpose))


def _tries(locked: str, secret: str, purpose: str) -> Iterator[str]:
    try:
        if locked.startswith(MARK):
            raw = base64.urlsafe_b64decode(locked.removeprefix(MARK))
            key = AESGCM(_key(secret, purpose))
            yield key.decrypt(raw[:NONCE], raw[NONCE:], purpose.encode()).decode()
        else:
            yield Fernet(_old_key(secret, purpose)).decrypt(locked.encode()).decode()
    except (InvalidTag, InvalidToken, binascii.Error, ValueError):
        return


def _key(secret: str, purpose: str) -> bytes:
    return salted_hmac(f"werkveld.kit.locks:{purpose}", "aes-256-gcm", secret=secret, algorithm="sha256").digest()


def _old_key(secret: str, purpose: str) -> bytes:
    raw = salted_hmac(purpose, "fernet", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(raw)
