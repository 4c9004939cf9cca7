"""Signing in with the chosen package, inside our frame and by our rules."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from werkveld.web.demo import cast

type View = Callable[..., HttpResponse]


def as_ours(view: View) -> View:
    """A view of the package, answering 422 when its form was not right, as every form of ours does."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(response, TemplateResponse) and response.status_code == 200:
            form = (response.context_data or {}).get("form")
            if form is not None and form.errors:
                response.status_code = 422
        return response

    return answer


_login = as_ours(allauth.login)


@wraps(_login)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; in demo mode it offers the cast as well."""
    response = _login(request)
    if settings.DEMO and isinstance(response, TemplateResponse) and response.context_data is not None:
        response.context_data["cast"] = cast()
    return response
