"""Trying it out: in demo mode anybody may be anyone of the cast. Outside demo mode these addresses do not exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Assignment, Organisation, Person, Seat

# The order in which the organisations stand: from the widest view to the narrowest.
ORDER = list(OrganisationKind)


@dataclass(frozen=True)
class Role:
    """One of the cast: who, what they do and where, and what to look at through their eyes."""

    person: Person
    organisation: Organisation
    does: str
    where: str

    @property
    def note(self) -> str:
        """One line of what to look at, or nothing."""
        return self.person.demo_note


@dataclass(frozen=True)
class Company:
    """The cast of one organisation: those with something to show first, the others folded."""

    organisation: Organisation
    leads: list[Role]
    others: list[Role]


def cast() -> list[Company]:
    """Everybody active with work today, by organisation."""
    roles = {role.person.pk: role for role in _roles()}
    ordered = sorted(roles.values(), key=_order)
    companies = []
    for organisation, group in groupby(ordered, key=lambda role: role.organisation):
        members = list(group)
        companies.append(
            Company(organisation, [role for role in members if role.note], [role for role in members if not role.note])
        )
    return companies


def _order(role: Role) -> tuple[int, str, str, str]:
    kind = ORDER.index(OrganisationKind(role.organisation.kind))
    return kind, role.organisation.name, role.does, role.person.given_name


def _roles() -> Iterator[Role]:
    """Seats first, so that an assignment, which says more, takes their place."""
    today = timezone.localdate()
    seats = Seat.objects.on(today).filter(person__is_active=True).select_related("person", "organisation", "team")
    for seat in seats:
        if seat.person is not None:
            yield Role(seat.person, seat.organisation, seat.get_function_display(), str(seat.team))
    work = Assignment.objects.on(today).filter(person__is_active=True).select_related("person", "organisation", "area")
    for assignment in work.defer("area__geometry", "area__outline").main_first().reverse():
        yield Role(assignment.person, assignment.organisation, assignment.get_function_display(), assignment.where)


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast, without a password; only where everybody and everything is invented."""
    if not settings.DEMO:
        raise Http404
    chosen = request.POST.get("person", "")
    person = get_object_or_404(Person, pk=int(chosen) if chosen.isdecimal() else 0, is_active=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    UserSession.objects.create_from_request(request)
    return redirect("home")
