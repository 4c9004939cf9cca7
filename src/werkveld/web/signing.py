"""Signing in with the chosen package, inside our frame and by our rules."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.account.adapter import get_adapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from werkveld.people.models import Person
from werkveld.web import actions
from werkveld.web.demo import cast

type View = Callable[..., HttpResponse]


def as_ours(view: View) -> View:
    """A view of the package, answering 422 when its form was not right, as every form of ours does.

    It also asks for the password again where the package wants that: the package's own middleware cannot, because
    our views run inside the middleware that carries the viewer.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except ReauthenticationRequired:
            return _ask_again(request)
        except ImmediateHttpResponse as ready:
            response = ready.response
        if request.method == "POST" and isinstance(response, TemplateResponse) and response.status_code == 200:
            context = response.context_data or {}
            if any(form is not None and form.errors for form in (context.get("form"), context.get("webauthn_form"))):
                response.status_code = 422
        return response

    return answer


def _ask_again(request: HttpRequest) -> HttpResponse:
    """To the page that asks who you are once more; what was sent waits in the session."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:
        return redirect("account_login")
    response: HttpResponse = suspend_request(request, methods[0]["url"])
    return response


def proving(view: View) -> View:
    """A view of the package that asks who you are once more: who proved it goes on under a new key of the session."""
    ours = as_ours(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        proofs, before = _proofs(request), request.session.session_key
        response = ours(request, *args, **kwargs)
        if isinstance(request.user, Person) and before and _proofs(request) > proofs:
            request.session.cycle_key()
            actions.note_proof(request.user, before, request.session.session_key or "", by=request.user)
        return response

    return answer


def _proofs(request: HttpRequest) -> int:
    return sum(
        bool(said.get("reauthenticated")) for said in request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    )


_sign_out = as_ours(allauth.logout)


@wraps(_sign_out)
def sign_out(request: HttpRequest) -> HttpResponse:
    """The package's own, and the browser told to keep nothing of ours."""
    response = _sign_out(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"storage"'
    return response


_login = as_ours(allauth.login)


@wraps(_login)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, with the organisations that have a door of their own; in demo mode with the cast as well."""
    response = _login(request)
    if isinstance(response, TemplateResponse) and response.context_data is not None:
        response.context_data["doors"] = [(code, said["name"]) for code, said in settings.ORGANISATION_SIGN_IN.items()]
        if settings.DEMO:
            response.context_data["cast"] = cast()
    return response
