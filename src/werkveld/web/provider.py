"""Talking to an organisation's own sign-in: OpenID Connect, the code flow with PKCE, written out in full.

The sign-in package has a client too; decision 0010 says why it is not used. Nothing is asked but who signs in
(`openid`): no name, no e-mail, no national number, whatever stands in an address. Every answer is proved: the
issuer is the one that was agreed, the token is signed by a key of that issuer, meant for us, fresh, and an answer to
this very question (nonce).
"""

import base64
import hashlib
import hmac
import json
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.core.cache import cache

SECONDS = 5.0
AN_HOUR = 3600
LARGEST = 256 * 1024
# Signatures by a key pair only: a token "signed" with our own secret, or not at all, is no token.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
# RSA below this is broken by who has the means (NIST SP 800-131A); common providers sign with exactly this.
SHORTEST_RSA = 2048
# How long our own proof of who asks holds, when an organisation took our public key instead of a password.
PROOF_SECONDS = 60
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class ProviderDownError(Exception):
    """The organisation's sign-in does not answer, or answers what nobody understands."""


class NotProvedError(Exception):
    """The answer does not prove who signs in."""


@dataclass(frozen=True)
class Provider:
    """What was agreed with one organisation. `code` is the organisation's own in our database."""

    code: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = ""
    # A private key (PEM) instead of a secret: nothing that opens the door ever leaves this machine (RFC 7523).
    client_key: str = ""

    @classmethod
    def of(cls, code: str) -> "Provider | None":
        """The provider of an organisation, None when it has none."""
        said = settings.ORGANISATION_SIGN_IN.get(code)
        return cls(code=code, **{key: said[key] for key in KEYS if key in said}) if said else None


KEYS = ("name", "issuer", "client_id", "client_secret", "client_key")


@dataclass(frozen=True)
class Question:
    """One question, to be compared with the answer; kept in the session."""

    state: str
    nonce: str
    verifier: str


def new_question() -> Question:
    """Three values that nobody guesses."""
    return Question(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48))


def address_to_ask(provider: Provider, question: Question, callback: str) -> str:
    """Where to send somebody. Raises `ProviderDownError`."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(question.verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": provider.client_id,
        "redirect_uri": callback,
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    to = _about(provider)["authorization_endpoint"]
    return f"{to}{'&' if '?' in to else '?'}{urlencode(asked)}"


def subject_of(provider: Provider, question: Question, callback: str, code: str) -> str:
    """Who the organisation says signed in: its own lasting word for one person, unique under its issuer.

    Raises `ProviderDownError`, or `NotProvedError` when anything is not as it should be.
    """
    about = _about(provider)
    said = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback}
    said |= {"client_id": provider.client_id, "code_verifier": question.verifier}
    methods = about.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    keys: tuple[str, str] | None = (provider.client_id, provider.client_secret)
    if provider.client_key:
        proof = _own_proof(provider, about["token_endpoint"])
        said, keys = said | {"client_assertion_type": ASSERTION, "client_assertion": proof}, None
    elif "client_secret_basic" not in methods:
        said, keys = said | {"client_secret": provider.client_secret}, None
    answer = _ask("POST", about["token_endpoint"], data=said, auth=keys)
    token = answer.get("id_token")
    if not isinstance(token, str):
        raise NotProvedError("no token")
    claims = _proved(provider, token, about["jwks_uri"])
    if not hmac.compare_digest(str(claims["nonce"]), question.nonce):
        raise NotProvedError("an answer to another question")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise NotProvedError("meant for somebody else")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise NotProvedError("no subject")
    return subject


def _own_proof(provider: Provider, audience: str) -> str:
    """Who asks, signed with our own key: for this address, once, for a minute."""
    now = int(time.time())
    claims = {"iss": provider.client_id, "sub": provider.client_id, "aud": audience, "jti": secrets.token_urlsafe(16)}
    key = load_pem_private_key(provider.client_key.encode(), password=None)
    algorithm = "ES256" if isinstance(key, EllipticCurvePrivateKey) else "PS256"
    return jwt.encode(claims | {"iat": now, "exp": now + PROOF_SECONDS}, provider.client_key, algorithm)


def _proved(provider: Provider, token: str, keys_at: str) -> dict[str, Any]:
    try:
        head = jwt.get_unverified_header(token)
        key = _key(keys_at, str(head.get("kid", "")))
        if isinstance(key.key, RSAPublicKey) and key.key.key_size < SHORTEST_RSA:
            raise NotProvedError("signed with a key that is too short")
        claims: dict[str, Any] = jwt.decode(
            token,
            key=key,
            algorithms=[name for name in ALGORITHMS if name == key.algorithm_name],
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=60,
            options={"require": ["iss", "aud", "exp", "iat", "sub", "nonce"], "strict_aud": False},
        )
    except jwt.PyJWTError as error:
        raise NotProvedError(str(error)) from error
    return claims


def _key(keys_at: str, name: str) -> jwt.PyJWK:
    """The issuer's key of that name; asked anew when it is not among those we knew, because issuers change them."""
    kept = f"web.provider.keys:{keys_at}"
    for known in (cache.get(kept), None):
        listed = known or _ask("GET", keys_at)
        for key in jwt.PyJWKSet.from_dict(listed).keys:
            if key.key_id == name or (not name and len(listed["keys"]) == 1):
                cache.set(kept, listed, AN_HOUR)
                return key
    raise NotProvedError("signed with an unknown key")


def _about(provider: Provider) -> dict[str, Any]:
    """What the issuer tells about itself; it must be the issuer that we asked."""
    kept = f"web.provider.about:{provider.issuer}"
    about: dict[str, Any] | None = cache.get(kept)
    if about is None:
        about = _ask("GET", provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if about.get("issuer") != provider.issuer:
            raise ProviderDownError(f"{provider.issuer} says it is {about.get('issuer')}")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _insist_on_safe(str(about.get(name)))
        cache.set(kept, about, AN_HOUR)
    return about


def _insist_on_safe(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise ProviderDownError(f"{address} is no safe address")


def _ask(method: str, address: str, **said: Any) -> dict[str, Any]:
    """One request, no redirects, a small answer in JSON."""
    _insist_on_safe(address)
    try:
        with requests.request(method, address, timeout=SECONDS, allow_redirects=False, stream=True, **said) as answer:
            text = answer.raw.read(LARGEST + 1, decode_content=True)
            if answer.status_code == requests.codes.bad_request and method == "POST":
                raise NotProvedError("the code was refused")
            if answer.status_code != requests.codes.ok or len(text) > LARGEST:
                raise ProviderDownError(f"{address} answered {answer.status_code}")
            found = json.loads(text)
    except (requests.RequestException, OSError, ValueError) as error:
        raise ProviderDownError(f"{address}: {error}") from error
    if not isinstance(found, dict):
        raise ProviderDownError(f"{address} answered no object")
    return found
