"""Lines of the log: one JSON object each, so that a machine reads them and no text can forge a second one.

Each says when (UTC), how grave, which part of the program, and what; within a request also which one, which address of
the URL configuration (never what was filled in: a link can hold a token), and who asked. Who has not signed in is
known by network address alone.
"""

import datetime as dt
import json
import logging
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_asked: ContextVar[HttpRequest | None] = ContextVar("asked", default=None)
# Where what concerns safety goes, whatever `WERKVELD_LOG` says.
_security = logging.getLogger("werkveld.security")


class LineMiddleware:
    """Stands in front of everything: what is logged meanwhile belongs to this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request a name of its own."""
        with during(request):
            return self.get_response(request)


@contextmanager
def during(request: HttpRequest) -> Iterator[None]:
    """What is logged in this block belongs to a request."""
    request.trail = secrets.token_hex(8)  # type: ignore[attr-defined]
    before = _asked.set(request)
    try:
        yield
    finally:
        _asked.reset(before)


def note(what: str, /, *, is_grave: bool = False, is_nameless: bool = False, **facts: Any) -> None:
    """Log an event of safety, with figures and words of ours: never what somebody typed.

    `is_nameless` leaves out who it was: for what is no misdeed, so that the log watches nobody at work.
    """
    extra = {"facts": facts, "is_nameless": is_nameless}
    _security.log(logging.WARNING if is_grave else logging.INFO, what, extra=extra)


class LineFormatter(logging.Formatter):
    """A record as one line of JSON, in signs that every terminal shows as they are."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC)
        line: dict[str, Any] = {
            "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        named = getattr(record, "request", None)
        request = named if isinstance(named, HttpRequest) else _asked.get()
        if request is not None and not getattr(record, "is_nameless", False):
            line["message"] = _without_address(line["message"], request)
            line |= _scene(request)
        if status := getattr(record, "status_code", None):
            line["status"] = status
        line |= getattr(record, "facts", {})
        # A refusal is the visitor's doing: the line says what, and where we noticed tells nothing.
        is_refusal = record.levelno < logging.ERROR or record.name.startswith("django.security")
        if record.exc_info and not is_refusal:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


def _scene(request: HttpRequest) -> dict[str, Any]:
    """Which request and who asked, without asking the database for it."""
    scene: dict[str, Any] = {"request": getattr(request, "trail", ""), "method": str(request.method)[:10]}
    if match := request.resolver_match:
        scene["route"] = match.view_name
        about = {name: str(value) for name, value in match.kwargs.items() if isinstance(value, (int, uuid.UUID))}
        scene |= {"about": about} if about else {}
    person = getattr(getattr(request, "_cached_user", None), "pk", None)
    return scene | ({"person": person} if person else {"from": network_address(request)})


def network_address(request: HttpRequest) -> str:
    """Where a request comes from: what the proxy says of it, when there is one."""
    seen = request.META.get("REMOTE_ADDR", "")
    said = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_TLS else ""
    return (said.rpartition(",")[2].strip() or seen)[:45]


def _without_address(message: str, request: HttpRequest) -> str:
    """Django's own lines end with the address; in ours the route says as much, and no token."""
    path = request.path.encode("unicode_escape").decode("ascii")
    match = request.resolver_match
    return message.replace(path, match.route) if match and len(path) > 1 else message[:300]
