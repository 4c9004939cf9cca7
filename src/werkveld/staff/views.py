"""The open door of an invitation, and the list of teams."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from werkveld.audience.middleware import SignedInRequest, ViewedRequest
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Seat, Team, TeamKind
from werkveld.staff import actions
from werkveld.staff.forms import AcceptForm
from werkveld.staff.models import Invitation


@require_GET
def teams(request: SignedInRequest) -> HttpResponse:
    """The teams somebody sits in, and the area teams of the city for who works in it."""
    viewer = request.viewer
    mine = viewer.teams
    rows = Team.objects.filter(kind=TeamKind.AREA_TEAM).select_related("area__edition__layer")
    others = [t for t in rows.defer("area__geometry", "area__outline") if t not in mine] if viewer.assignments else []
    tables = [t for t in mine if t.kind != TeamKind.AREA_TEAM]
    context = {
        "mine": [t for t in mine if t.kind == TeamKind.AREA_TEAM],
        "tables": [(t, _seats(t, request)) for t in tables],
        "others": others,
    }
    return render_page(request, "staff/teams.html", context)


def _seats(team: Team, request: SignedInRequest) -> tuple[int, int]:
    """How many sit, on how many chairs."""
    seats = list(Seat.objects.on(request.viewer.on).filter(team=team).values_list("person", flat=True))
    return sum(person is not None for person in seats), len(seats)


@login_not_required
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: ViewedRequest, token: str) -> HttpResponse:
    """Choose a name and a password. A link that is unknown, used or too old gets one and the same answer."""
    invitation = Invitation.objects.of_token(token)
    if invitation is None:
        return render_page(request, "staff/no_invitation.html", status=404)
    person = invitation.person
    initial = {"given_name": person.given_name, "family_name": person.family_name}
    form = AcceptForm(request.POST or None, person=person, initial=initial)
    work = person.assignments.select_related("organisation").first()
    door = work.organisation if work and work.organisation.code in settings.ORGANISATION_SIGN_IN else None
    context = {"form": form, "person": person, "work": work, "door": door, "token": token}
    if request.method == "GET":
        return render_page(request, "staff/accept.html", context)
    if not form.is_valid():
        return answer_invalid(request, "staff/accept.html", context)
    said = form.cleaned_data
    actions.accept_invitation(
        token, given_name=said["given_name"], family_name=said["family_name"], password=said["password"]
    )
    messages.success(request, _("Je wachtwoord staat. Meld je aan met %(email)s.") % {"email": person.email})
    return redirect("account_login")
