"""How the sign-in package treats our accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from werkveld.people.models import Person


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # The package carries no types.
    """Nobody signs up: an account comes from a coordinator's invitation, and its address with it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Take up the person's own language: on a shared phone the one before may have read another."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: "you have signed in" is seen, not read."""


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
        httponly=True,
    )
