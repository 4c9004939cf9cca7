"""Signing in at one's own organisation: there and back, and what is said when it does not work."""

import hmac
import time
from dataclasses import asdict
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import without_viewer
from werkveld.kit.lines import note
from werkveld.kit.pages import render_page
from werkveld.people.models import Organisation, Person
from werkveld.staff.models import Invitation
from werkveld.staff.refused import RefusedError
from werkveld.staff.rules import homes_today
from werkveld.staff.welcome import opened_token
from werkveld.web import actions, provider
from werkveld.web.models import Identity
from werkveld.web.provider import NotProvedError, Provider, ProviderDownError, Question

# The question that is out, in the session; one at a time, and not for long.
ASKED = "organisation_sign_in"
SECONDS = 600
LIMIT = {"organisation": "60/m/ip"}


@never_cache
@without_viewer
@login_not_required
@require_GET
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Send somebody to their organisation, with an invitation in hand or without."""
    if not ratelimit.consume(request, app="allauth.account", action="organisation", config=LIMIT, limit_get=True):
        too_many: HttpResponse = ratelimit.respond_429(request)
        return too_many
    there = _provider(code)
    # Somebody else's page may not send a browser through this door: whoever comes from there presses once more.
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return render_page(request, "web/organisation_door.html", {"there": there})
    question = provider.new_question()
    try:
        address = provider.address_to_ask(there, question, _callback(request, code))
    except ProviderDownError as why:
        return _refuse(request, there, "down", why)
    asked = {"code": code, "at": time.time(), "is_invited": "uitnodiging" in request.GET}
    request.session[ASKED] = asked | asdict(question)
    return HttpResponseRedirect(address)


class StoppedError(Exception):
    """Why somebody is not signed in: the word of a sentence on the page."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@never_cache
@without_viewer
@login_not_required
@require_GET
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody came back: prove it, find them by issuer and subject, and sign them in."""
    there = _provider(code)
    try:
        person = _who(request, there)
    except StoppedError as stop:
        return _refuse(request, there, stop.why, stop.__cause__)
    return _sign_in(request, person, code)


def _who(request: HttpRequest, there: Provider) -> Person:
    asked = _asked(request, there)
    question = Question(asked["state"], asked["nonce"], asked["verifier"])
    try:
        subject = provider.subject_of(there, question, _callback(request, there.code), request.GET["code"])
        person = _person(there, subject, opened_token(request) if asked["is_invited"] else "")
    except ProviderDownError as why:
        raise StoppedError("down") from why
    except NotProvedError as why:
        raise StoppedError("unproved") from why
    except (Invitation.DoesNotExist, RefusedError) as why:
        raise StoppedError("invitation") from why
    except Identity.DoesNotExist as why:
        raise StoppedError("unknown") from why
    if not person.is_active or not _works_there(person, there.code):
        raise StoppedError("left")
    return person


def _asked(request: HttpRequest, there: Provider) -> dict[str, Any]:
    """The question that this is an answer to; it can be answered once."""
    asked: dict[str, Any] | None = request.session.pop(ASKED, None)
    said = request.GET
    if not asked or asked["code"] != there.code or time.time() - asked["at"] > SECONDS:
        raise StoppedError("late")
    if not hmac.compare_digest(asked["state"].encode(), said.get("state", "").encode(errors="replace")):
        raise StoppedError("late")
    if "error" in said or not said.get("code") or said.get("iss", there.issuer) != there.issuer:
        raise StoppedError("cancelled")
    return asked


def _provider(code: str) -> Provider:
    there = Provider.of(code)
    if there is None:
        raise Http404
    return there


def _callback(request: HttpRequest, code: str) -> str:
    return request.build_absolute_uri(reverse("organisation_back", args=[code]))


def _person(there: Provider, subject: str, invitation: str) -> Person:
    organisation = Organisation.objects.filter(code=there.code).first()
    if organisation is None:
        raise Identity.DoesNotExist
    if invitation:
        return actions.link_identity(invitation, organisation, issuer=there.issuer, subject=subject)
    rows = Identity.objects.select_related("person")
    return rows.get(organisation=organisation, issuer=there.issuer, subject=subject).person


def _works_there(person: Person, code: str) -> bool:
    """Today or later: who starts on Monday may look in on Friday, and sees nothing yet."""
    homes = homes_today(person)
    if Organisation.objects.filter(pk__in=homes, code=code).exists():
        return True
    return person.assignments.filter(organisation__code=code, starts_on__gt=timezone.localdate()).exists()


def _sign_in(request: HttpRequest, person: Person, code: str) -> HttpResponse:
    record_authentication(request, person, method="organisation", organisation=code)
    try:
        response: HttpResponse = perform_login(request, Login(user=person))
    except ImmediateHttpResponse as ready:
        response = ready.response
    return response


def _refuse(request: HttpRequest, there: Provider, why: str, trouble: BaseException | None = None) -> HttpResponse:
    """Say in plain words what went wrong; what the other side said is for the log."""
    if trouble is not None:
        note("signing in at an organisation failed", is_grave=True, organisation=there.code, why=why, said=str(trouble))
    status = 503 if why == "down" else 403
    return render_page(request, "web/organisation_refused.html", {"why": why, "there": there}, status=status)
