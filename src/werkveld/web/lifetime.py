"""How long somebody stays signed in: two hours of doing nothing, and twelve in all. A phone goes from hand to hand.

What is being typed stands on the device (`frontend/js/draft.js`), so that nobody loses a word to either end.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from werkveld.kit.lines import note
from werkveld.people.models import Person

# In the session: when it began and when something was last asked, in seconds since 1970.
BEGAN, SEEN = "began", "seen"
# What is noted of being busy is this coarse, so that not every page writes the session.
STRIDE = dt.timedelta(minutes=5)


class LifetimeMiddleware:
    """Ends a session that is over, in words; it stands behind the one that knows who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing yet: what may be opened by anybody is not held up."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Nothing, or the way to the sign-in page."""
        if not getattr(view, "needs_viewer", True) or not isinstance(request.user, Person):
            return None
        why = _why_over(request)
        if not why:
            return None
        person = request.user
        # Numbers that a page fetches by itself say nothing: the next page that is looked at does.
        if is_visit(request):
            logout(request)
            note("session ended", account=person.pk, why=why)
            messages.error(request, _words(why))
        return _to_sign_in(request) if getattr(view, "login_required", True) else None


def _why_over(request: HttpRequest) -> str:
    """ "idle", "long", or "" for a session that goes on; then it is noted that somebody is there."""
    now, session = timezone.now().timestamp(), request.session
    began, seen = session.setdefault(BEGAN, now), session.get(SEEN, 0)
    if now - began >= settings.SESSION_LONGEST.total_seconds():
        return "long"
    if seen and now - seen >= settings.SESSION_IDLE.total_seconds():
        return "idle"
    if now - seen >= STRIDE.total_seconds():
        session[SEEN] = now
    return ""


def is_visit(request: HttpRequest) -> bool:
    """Whether somebody looks at what is answered; a browser that says nothing about it is taken to."""
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return is_page or "HX-Request" in request.headers


def _words(why: str) -> str:
    if why == "long":
        return _("Na twaalf uur melden we iedereen af. Wat je aan het typen was, staat er weer als je je aanmeldt.")
    return _("Je deed twee uur niets: we meldden je af. Wat je aan het typen was, staat er weer als je je aanmeldt.")


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Afterwards back to the page that was open: an address that only takes a form is no page."""
    there = request.get_full_path()
    if request.method != "GET" or "HX-Request" in request.headers:
        there = _page_before(request)
    to = redirect_to_login(there, settings.LOGIN_URL)
    return HttpResponseClientRedirect(to.url) if "HX-Request" in request.headers else to


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
