"""The open door of an invitation. Its token goes into this browser's session at once, so that no address keeps it.

An address stands in the history of a browser, in the log of a proxy and on a screen that is shared; a session does not.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from werkveld.audience.middleware import ViewedRequest
from werkveld.kit.locks import CannotUnlockError, lock, unlock
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.staff import actions
from werkveld.staff.forms import AcceptForm
from werkveld.staff.models import Invitation

# Where the token waits in the session, locked: who reads that table cannot use it.
OPENED = "opened_invitation"


@login_not_required
@never_cache
@require_GET
def accept_invitation(request: ViewedRequest, token: str) -> HttpResponse:
    """Take the token out of the address. One that is unknown, used or too old gets one and the same answer."""
    if Invitation.objects.of_token(token) is None:
        return _none(request)
    request.session[OPENED] = lock(token, OPENED)
    return redirect("welcome")


def opened_token(request: HttpRequest) -> str:
    """The token of the invitation that was opened in this browser; "" when none was."""
    try:
        return unlock(request.session.get(OPENED, ""), OPENED)
    except CannotUnlockError:
        return ""


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def welcome(request: ViewedRequest) -> HttpResponse:
    """Choose a name and a password, or go to the organisation's own sign-in."""
    token = opened_token(request)
    invitation = Invitation.objects.of_token(token) if token else None
    if invitation is None:
        return _none(request)
    person = invitation.person
    initial = {"given_name": person.given_name, "family_name": person.family_name}
    form = AcceptForm(request.POST or None, person=person, initial=initial)
    work = person.assignments.select_related("organisation").first()
    door = work.organisation if work and work.organisation.code in settings.ORGANISATION_SIGN_IN else None
    context = {"form": form, "person": person, "work": work, "door": door}
    if request.method == "GET":
        return render_page(request, "staff/accept.html", context)
    if not form.is_valid():
        return answer_invalid(request, "staff/accept.html", context)
    said = form.cleaned_data
    actions.accept_invitation(
        token, given_name=said["given_name"], family_name=said["family_name"], password=said["password"]
    )
    del request.session[OPENED]
    messages.success(request, _("Je wachtwoord staat. Meld je aan met %(email)s.") % {"email": person.email})
    return redirect("account_login")


def _none(request: ViewedRequest) -> HttpResponse:
    return render_page(request, "staff/no_invitation.html", status=404)
