"""Answers: a page, or a form that was not right."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a template into an answer. `"room/page.html#part"` renders only the named partial, for htmx."""
    return render(request, template, dict(context or {}), status=status)


def answer_invalid(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """Show a form again with what was typed and what is wrong: status 422, which htmx swaps as well."""
    return render_page(request, template, context, status=422)


def came_from(request: HttpRequest, otherwise: str) -> str:
    """Where the form said to go back to (its field `next`) when that is an address of this house, else `otherwise`.

    The one place for this rule: an address taken on trust would send people to somebody else's page.
    """
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    # A word without a slash would be taken for the name of a route.
    return back if is_ours and "/" in back else otherwise
