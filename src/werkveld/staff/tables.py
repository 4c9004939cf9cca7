"""The pages on which steering groups and tables are kept: who is called together, and who sits where."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Organisation, Person, Seat, Team, TeamKind
from werkveld.staff import guests, seating
from werkveld.staff.administration import keep_link, own_organisations, take_link
from werkveld.staff.forms import AddSeatForm, FillSeatForm, GuestForm, TeamForm
from werkveld.staff.rules import may_fill_seat, may_make_teams


def _tables(request: SignedInRequest) -> QuerySet[Team]:
    """Tables with a seat for an own organisation; the city, which calls them together, finds all."""
    own = own_organisations(request)
    rows = Team.objects.exclude(kind=TeamKind.AREA_TEAM)
    if may_make_teams(request.viewer):
        return rows
    seats = Seat.objects.on(request.viewer.on).filter(organisation__in=own)
    return rows.filter(pk__in=seats.values("team"))


@require_GET
def tables(request: SignedInRequest) -> HttpResponse:
    """The tables with an own seat."""
    found = []
    for team in _tables(request):
        seats = list(Seat.objects.on(request.viewer.on).filter(team=team))
        found.append((team, sum(seat.person_id is not None for seat in seats), len(seats)))
    context = {
        "tables": found,
        "may_make_teams": may_make_teams(request.viewer),
        "leaving": [s for s in guests.lapsing(request.viewer.on) if may_fill_seat(request.viewer, s)],
    }
    return render_page(request, "staff/tables.html", context)


@require_http_methods(["GET", "POST"])
def new_team(request: SignedInRequest) -> HttpResponse:
    """Call a steering group or table together."""
    own_organisations(request)
    if not may_make_teams(request.viewer):
        raise Http404
    form = TeamForm(request.POST or None, initial={"kind": TeamKind.STEERING_GROUP})
    if request.method == "GET":
        return render_page(request, "staff/new_team.html", {"form": form})
    if not form.is_valid():
        return answer_invalid(request, "staff/new_team.html", {"form": form})
    said = form.cleaned_data
    team = seating.make_team(said["kind"], said["name"], place=said["place"], by=request.user)
    messages.success(request, _("%(team)s is gemaakt. Nu nog de zetels.") % {"team": team.name})
    return redirect("administer_team", code=team.code)


@require_GET
def team(request: SignedInRequest, code: str) -> HttpResponse:
    """The seats of a table: who sits there, since when."""
    return _team_page(request, get_object_or_404(_tables(request), code=code))


def _team_page(request: SignedInRequest, found: Team, **bound: Any) -> HttpResponse:
    rows = Seat.objects.filter(team=found).select_related("person", "organisation").order_by("organisation__kind", "pk")
    today = request.viewer.on
    current = [s for s in rows if s.ends_on is None or s.ends_on >= today]
    makes = may_make_teams(request.viewer)
    context = {
        "team": found,
        "seats": [(s, _fill_form(request, s, bound)) for s in current],
        "past": [s for s in rows if s not in current and s.person],
        "add_form": (bound.get("add") or AddSeatForm()) if makes else None,
        "may_make_teams": makes,
        "link": take_link(request),
        "is_member": found in request.viewer.teams,
        "wrong": [form for form in bound.values() if form.is_bound],
    }
    answer = answer_invalid if bound else render_page
    return answer(request, "staff/seats.html", context)


def _fill_form(request: SignedInRequest, seat: Seat, bound: dict[str, Any]) -> FillSeatForm | None:
    if not may_fill_seat(request.viewer, seat):
        return None
    form: FillSeatForm = bound.get(f"seat{seat.pk}") or FillSeatForm(
        people=_candidates(seat.organisation, seat),
        initial={"person": seat.person_id, "ends_on": seat.ends_on},
        prefix=f"zetel{seat.pk}",
    )
    return form


def _candidates(organisation: Organisation, seat: Seat) -> QuerySet[Person]:
    """Who works or sits for the organisation today, and who sits on this very chair."""
    today = timezone.localdate()
    works = Q(assignments__organisation=organisation, assignments__starts_on__lte=today) & (
        Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=today)
    )
    sits = Q(seats__organisation=organisation, seats__starts_on__lte=today)
    rows = Person.objects.filter(works | sits | Q(pk=seat.person_id), is_active=True)
    return rows.distinct().order_by("given_name", "family_name")


def _own_seat(request: SignedInRequest, pk: int) -> Seat:
    seats = Seat.objects.filter(team__in=_tables(request)).select_related("organisation", "team")
    seat = get_object_or_404(seats, pk=pk)
    if seat.ends_on and seat.ends_on < request.viewer.on:
        raise Http404
    return seat


@require_POST
def fill_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put somebody of the own organisation on a chair, or leave it empty."""
    seat = _own_seat(request, pk)
    if not may_fill_seat(request.viewer, seat):
        raise Http404
    form = FillSeatForm(request.POST, people=_candidates(seat.organisation, seat), prefix=f"zetel{pk}")
    if not form.is_valid():
        return _team_page(request, seat.team, **{f"seat{pk}": form})
    seating.fill_seat(seat, form.cleaned_data["person"], ends_on=form.cleaned_data["ends_on"], by=request.user)
    messages.success(request, _("De zetel is aangepast."))
    return redirect("administer_team", code=seat.team.code)


@require_http_methods(["GET", "POST"])
def invite_to_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an account for somebody who will see this table and nothing else."""
    seat = _own_seat(request, pk)
    if not may_fill_seat(request.viewer, seat):
        raise Http404
    form = GuestForm(request.POST or None)
    context = {"form": form, "seat": seat}
    if request.method == "GET":
        return render_page(request, "staff/invite_guest.html", context)
    if not form.is_valid():
        return answer_invalid(request, "staff/invite_guest.html", context)
    invited = seating.invite_to_seat(seat, **form.cleaned_data, by=request.user)
    keep_link(request, invited.person, invited.token)
    return redirect("administer_team", code=seat.team.code)


@require_POST
def renew_guest(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a guest stay for another year from today."""
    seat = _own_seat(request, pk)
    if not may_fill_seat(request.viewer, seat) or seat.lapses_on is None:
        raise Http404
    guests.renew_guest(seat, by=request.user)
    messages.success(request, _("De gast blijft nog een jaar."))
    return redirect("administer_team", code=seat.team.code)


@require_POST
def add_seat(request: SignedInRequest, code: str) -> HttpResponse:
    """One more chair, by the city."""
    found = get_object_or_404(_tables(request), code=code)
    if not may_make_teams(request.viewer):
        raise Http404
    form = AddSeatForm(request.POST)
    if not form.is_valid():
        return _team_page(request, found, add=form)
    organisation, function = form.chosen
    seating.add_seat(found, function=function, organisation=organisation, by=request.user)
    return redirect("administer_team", code=code)


@require_POST
def remove_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a chair away: the city, or the organisation whose chair it is."""
    seat = _own_seat(request, pk)
    if not (may_make_teams(request.viewer) or may_fill_seat(request.viewer, seat)):
        raise Http404
    seating.remove_seat(seat, by=request.user)
    messages.success(request, _("De zetel is weg."))
    found = _tables(request).filter(pk=seat.team_id).exists()
    return redirect("administer_team", code=seat.team.code) if found else redirect("administer_tables")
