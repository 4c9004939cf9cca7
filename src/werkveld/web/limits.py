"""How much one account may do in an hour: far more than anybody's work, far less than a program that empties the house.

Counted in the database, for all processes together, in the table of attempts to sign in. What is looked at is counted
there in small batches, so that no page costs a write.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from werkveld.kit.dates import clock_words
from werkveld.kit.lines import note
from werkveld.people.models import Person

HOUR = 3600
# The larger a limit, the larger the batches it is counted in: one in a hundred is precise enough.
SHARE = 100

# By what somebody does, the routes that do it; a route is named by the method that matters.
POST = {
    "posting": "new_item promote_item",
    "answering": "comment give_feedback take_request report_item change_item change_audience report_breach",
    "photos": "item_photos blur_photo",
    "inviting": "invite renew_invitation invite_to_seat",
    # What a page sends by itself while somebody types.
    "typing": "save_draft look_at_words audience_preview",
}
GET = {
    "searching": "search look_up",
    "opening": "item item_versions sheet_pdf sheet_pdf_of_area sheet_pdf_of_team known_at reads reads_csv own_data",
    "typing": "places unread",
}
KINDS = {
    (method, route): kind
    for method, kinds in (("POST", POST), ("GET", GET))
    for kind, routes in kinds.items()
    for route in routes.split()
}
# What no page of ours shows again.
HIDDEN = {"csrfmiddlewaretoken", "next"}
# The package's own routes count for themselves, and leaving is always possible.
FREE = ("account_", "mfa_", "usersessions_")

_ADD = """
    INSERT INTO web_attempt (cache_key, value, expires) VALUES (%s, %s, to_timestamp(%s))
    ON CONFLICT (cache_key) DO UPDATE SET value = (web_attempt.value::int + excluded.value::int)::text
    RETURNING value::int
"""


def kind_of(method: str, route: str) -> str:
    """What somebody does at a route; "" for what has no limit here."""
    if route.startswith(FREE):
        return ""
    return KINDS.get((method, route), "changing" if method == "POST" else "looking")


class Tally:
    """What one process counted and the database does not know yet, for the hour that runs."""

    def __init__(self) -> None:
        self.hour = 0
        self.waiting: Counter[tuple[str, int]] = Counter()
        self.over: set[tuple[str, int]] = set()

    def spend(self, kind: str, person: int, limit: int, now: float) -> int:
        """Count one; the seconds to wait when it is one too many, else 0."""
        if (hour := int(now // HOUR)) != self.hour:
            self.hour, self.waiting, self.over = hour, Counter(), set()
        key = (kind, person)
        if key not in self.over:
            self.waiting[key] += 1
            if self.waiting[key] >= max(1, limit // SHARE) and self._total(key) > limit:
                self.over.add(key)
        return int((hour + 1) * HOUR - now) + 1 if key in self.over else 0

    def _total(self, key: tuple[str, int]) -> int:
        """Hand in what was counted here; how much it is everywhere."""
        kind, person = key
        name, until = f"limit:{kind}:{person}:{self.hour}", (self.hour + 1) * HOUR
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [name, str(self.waiting.pop(key)), until])
            return int(cursor.fetchone()[0])


_tally = Tally()


class LimitMiddleware:
    """Stands in front of the views: 429 for who does more of something than the hour holds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing yet: who asks for what is known when the view is."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Nothing, or the page that says until when to wait."""
        if not getattr(view, "needs_viewer", True) or not isinstance(request.user, Person):
            return None
        match = request.resolver_match
        kind = kind_of(request.method or "", match.url_name or "" if match else "")
        limit = settings.LIMITS.get(kind, 0)
        seconds = _tally.spend(kind, request.user.pk, limit, time.time()) if limit else 0
        if not seconds:
            return None
        note("limit reached", is_grave=True, kind=kind, account=request.user.pk)
        return _wait(request, kind, seconds)


def _wait(request: HttpRequest, kind: str, seconds: int) -> HttpResponse:
    """In words, with what was typed: nothing of it is lost."""
    said = [word for key, words in request.POST.lists() if key not in HIDDEN for word in words]
    typed = [word for word in said if " " in word.strip()]
    until = clock_words(timezone.now() + dt.timedelta(seconds=seconds))
    page = render_to_string("web/limited.html", {"kind": kind, "typed": typed, "until": until})
    return HttpResponse(page, status=429, headers={"Retry-After": str(seconds), "Cache-Control": "private, no-store"})
