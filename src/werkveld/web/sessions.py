"""Where somebody is signed in: a list, and a way to sign out elsewhere."""

from dataclasses import dataclass

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.pages import render_page
from werkveld.web import actions
from werkveld.web.devices import device_words, is_phone
from werkveld.web.signing import as_ours


def insist_on_proof(request: SignedInRequest) -> None:
    """Ask who this is once more, unless that was done a moment ago: a phone may lie open on a table.

    Raises `ReauthenticationRequired`, which `as_ours` answers.
    """
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired


@dataclass(frozen=True)
class Device:
    """One place somebody is signed in."""

    session: UserSession
    words: str
    is_phone: bool
    is_this: bool


@require_GET
def sessions(request: SignedInRequest) -> HttpResponse:
    """Every browser that is signed in, this one first."""
    rows = UserSession.objects.purge_and_list(request.user)
    devices = [
        Device(row, device_words(row.user_agent), is_phone(row.user_agent), row.is_current())
        for row in sorted(rows, key=lambda row: (not row.is_current(), -row.created_at.timestamp()))
    ]
    return render_page(request, "web/sessions.html", {"devices": devices})


@as_ours
@require_POST
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign out in one other browser."""
    row = get_object_or_404(UserSession, pk=pk, user=request.user)
    if row.is_current():
        return redirect("account_logout")
    insist_on_proof(request)
    actions.end_sessions(request.user, [row], by=request.user)
    messages.success(request, _("Daar ben je afgemeld."))
    return redirect("usersessions_list")


@as_ours
@require_POST
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign out everywhere but here."""
    insist_on_proof(request)
    rows = [row for row in UserSession.objects.filter(user=request.user) if not row.is_current()]
    actions.end_sessions(request.user, rows, by=request.user)
    messages.success(request, _("Je bent nu alleen nog hier aangemeld."))
    return redirect("usersessions_list")
