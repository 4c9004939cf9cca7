"""Answers: a page, or a form that was not right."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Render a template into an answer. `"room/page.html#part"` renders only the named partial, for htmx."""
    return render(request, template, dict(context or {}), status=status)


def answer_invalid(request: HttpRequest, template: str, context: Mapping[str, Any] | None = None) -> HttpResponse:
    """Show a form again with what was typed and what is wrong: status 422, which htmx swaps as well."""
    return render_page(request, template, context, status=422)
