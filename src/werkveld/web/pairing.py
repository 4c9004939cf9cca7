"""Two ways to prove who you are, for everybody: who has none yet is led to the page that pairs one.

A passkey is two by itself (the device, and a finger, a face or its code). An organisation may put it off for its people
(`StepRule`); who coordinates or guards data always needs it, because they open doors for others. Who signs in at their
organisation proves it there, in the way that it asks.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from werkveld.audience.middleware import SignedInRequest
from werkveld.journal.models import Line
from werkveld.kit.pages import came_from, render_page
from werkveld.people.functions import Function
from werkveld.people.models import Assignment, Person, Seat
from werkveld.web import actions
from werkveld.web.models import StepRule

ALWAYS = {Function.COORDINATOR, Function.DATA_PROTECTION_OFFICER}
# Who worked here before this was asked can say "later", counted from the first time that it is: who comes off a night
# shift should not have to do it there and then. Whoever comes new pairs it with the password.
ASKED_SINCE = dt.date(2026, 11, 23)
GRACE = dt.timedelta(days=14)
# In the session: until when nothing is asked, in seconds since 1970; rights change, so not for long.
SETTLED, STRIDE = "step_settled", dt.timedelta(minutes=15)
# What stays open: the way there, and the way out.
OPEN = ("account_", "mfa_", "usersessions_")
OPEN_ROUTES = {"pair_first", "account", "set_theme", "set_language"}


@dataclass(frozen=True)
class Owed:
    """A second step that somebody has still to pair; `until` is None when it cannot wait."""

    until: dt.datetime | None
    opens_doors: bool = False

    @property
    def can_wait(self) -> bool:
        """Whether "later" is still an answer."""
        return self.until is not None and timezone.now() < self.until


def owed(request: HttpRequest, person: Person) -> Owed | None:
    """What somebody owes; None for who paired, or needs none."""
    if Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        return None
    today = timezone.localdate()
    work = list(Assignment.objects.on(today).filter(person=person).values_list("function", "organisation"))
    if ALWAYS & {function for function, _organisation in work}:
        return Owed(until=None, opens_doors=True)
    proofs = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    if any(said.get("method") == "organisation" for said in proofs):
        return None
    seats = Seat.objects.on(today).filter(person=person).values_list("organisation", flat=True)
    homes = {organisation for _function, organisation in work} | set(seats)
    put_off = StepRule.objects.filter(organisation__in=homes, is_required=False).values_list("organisation", flat=True)
    if not homes - set(put_off):
        return None
    is_new = timezone.localdate(person.joined_at) >= ASKED_SINCE
    return Owed(until=None if is_new else _asked_at(person) + GRACE)


def _asked_at(person: Person) -> dt.datetime:
    """When it was first asked: now, when it never was."""
    lines = Line.objects.filter(subject_kind="people.person", subject_key=str(person.pk), verb=actions.ASK_STEP)
    first = lines.order_by("pk").values_list("at", flat=True).first()
    if first is None:
        actions.note_step_asked(person, by=person)
        first = timezone.now()
    return first


class PairingMiddleware:
    """Stands behind the one that ends sessions: leads who owes a second step to the page that pairs one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing yet: which page it is, is known when the view is."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Nothing, or the way there."""
        is_ours = getattr(view, "needs_viewer", True) and getattr(view, "login_required", True)
        if not settings.SECOND_STEP_REQUIRED or not is_ours or not isinstance(request.user, Person):
            return None
        route = (request.resolver_match.url_name or "") if request.resolver_match else ""
        now = timezone.now().timestamp()
        if route.startswith(OPEN) or route in OPEN_ROUTES or request.session.get(SETTLED, 0) > now:
            return None
        if owed(request, request.user) is None:
            settle(request, STRIDE)
            return None
        response = redirect("pair_first")
        if request.method == "GET" and "HX-Request" not in request.headers:
            response["Location"] += f"?next={quote(request.get_full_path())}"
        return response


def settle(request: HttpRequest, length: dt.timedelta) -> None:
    """Ask nothing for a while."""
    request.session[SETTLED] = (timezone.now() + length).timestamp()


@require_http_methods(["GET", "POST"])
def pair_first(request: SignedInRequest) -> HttpResponse:
    """Why, and the two ways; "later" while that is still an answer."""
    owes = owed(request, request.user)
    there = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    onward = there if is_ours and there.startswith("/") else reverse("home")
    if owes is None:
        return redirect(onward)
    if request.method == "POST" and owes.can_wait:
        settle(request, settings.SESSION_LONGEST)
        return redirect(came_from(request, reverse("home")))
    return render_page(request, "web/pair_first.html", {"owes": owes, "onward": onward})
