"""What is answered when there is no page: the same for everybody, and without looking at what was sent.

Django's own four handlers read the form that came along, for a token that these pages do not have; a form that cannot
be read then made the refusal itself fail.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _answer(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)


def not_understood(request: HttpRequest, exception: Exception, **_: Any) -> HttpResponse:
    """400."""
    return _answer("400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception, **_: Any) -> HttpResponse:
    """403."""
    return _answer("403.html", 403)


def not_found(request: HttpRequest, exception: Exception, **_: Any) -> HttpResponse:
    """404, for what is hidden and for what never was."""
    return _answer("404.html", 404)


def went_wrong(request: HttpRequest, **_: Any) -> HttpResponse:
    """500: not a word about why."""
    return _answer("500.html", 500)


def too_large() -> HttpResponse:
    """413: nobody read it."""
    return _answer("413.html", 413)
