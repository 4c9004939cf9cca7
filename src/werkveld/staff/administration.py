"""The pages on which coordinators keep their own organisation up to date. For everybody else they do not exist."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import SHAPE
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Assignment, Organisation, Person, Seat
from werkveld.staff import actions
from werkveld.staff.forms import AssignmentForm, EndForm, InviteForm, MoveForm
from werkveld.staff.models import Invitation
from werkveld.staff.places import CITYWIDE
from werkveld.staff.refused import RefusedError
from werkveld.staff.rules import administered_by, may_deactivate, may_make_teams, person_belongs

# Where a fresh link waits in the session until the next page shows it, once.
LINK = "invitation_link"


def own_organisations(request: SignedInRequest) -> list[Organisation]:
    """The organisations the viewer coordinates; a 404 for who coordinates none."""
    own = administered_by(request.viewer)
    if not own:
        raise Http404
    return own


def chosen_organisation(request: SignedInRequest) -> Organisation:
    """The one of them that the page is about: named, or the first."""
    own = own_organisations(request)
    wanted = request.POST.get("organisatie") or request.GET.get("organisatie") or own[0].code
    found = next((o for o in own if o.code == wanted), None)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Colleague:
    """Somebody of an organisation: what they do and will do for it, where they sit, whether they can sign in."""

    person: Person
    work: list[Assignment]
    chairs: list[Seat]
    state: str

    def in_words(self) -> str:
        """ "Gebiedswerker: Overleie, Pius X · stuurgroep Venning": each function once, with all its places."""
        places: dict[str, list[str]] = defaultdict(list)
        for assignment in self.work:
            places[capfirst(assignment.get_function_display())].append(str(assignment.where))
        jobs = [f"{function}: {', '.join(where)}" for function, where in places.items()]
        return " · ".join([*jobs, *(str(chair.team) for chair in self.chairs)])


@require_GET
def administration(request: SignedInRequest) -> HttpResponse:
    """Everybody of an organisation: what they do, where, and whether they can sign in."""
    organisation = chosen_organisation(request)
    wanted = request.GET.get("zoek", "").strip()
    with_closed = request.GET.get("ook") == "gesloten"
    people = _people_of(organisation)
    if not with_closed:
        people = people.filter(is_active=True)
    for word in wanted.split():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    found = _colleagues(organisation, list(people))
    if not with_closed:
        found = [one for one in found if one.work or one.chairs or one.state == "invited"]
    context = {
        "organisation": organisation,
        "organisations": own_organisations(request),
        "people": found,
        "wanted": wanted,
        "with_closed": with_closed,
        "may_make_teams": may_make_teams(request.viewer),
    }
    return render_page(request, "staff/administration.html", context)


def _people_of(organisation: Organisation) -> QuerySet[Person]:
    """Everybody who ever worked for an organisation, and who sits for it today."""
    sits = Seat.objects.on(timezone.localdate()).filter(organisation=organisation)
    work = Assignment.objects.filter(organisation=organisation)
    theirs = Q(pk__in=work.values("person")) | Q(pk__in=sits.values("person"))
    return Person.objects.filter(theirs).order_by("given_name", "family_name")


def _colleagues(organisation: Organisation, people: list[Person]) -> list[Colleague]:
    """What each of some people does for an organisation, in three queries however many they are."""
    today = timezone.localdate()
    work: dict[int, list[Assignment]] = defaultdict(list)
    chairs: dict[int | None, list[Seat]] = defaultdict(list)
    rows = Assignment.objects.filter(person__in=people, organisation=organisation).select_related("area")
    for assignment in rows.exclude(ends_on__lt=today).defer(*SHAPE):
        work[assignment.person_id].append(assignment)
    for seat in Seat.objects.on(today).filter(person__in=people, organisation=organisation).select_related("team"):
        chairs[seat.person_id].append(seat)
    links: dict[int, list[Invitation]] = defaultdict(list)
    for link in Invitation.objects.filter(person__in=people):
        links[link.person_id].append(link)
    return [Colleague(p, work[p.pk], chairs[p.pk], _state(p, links[p.pk])) for p in people]


def _state(found: Person, links: list[Invitation]) -> str:
    """ "closed", "invited" (a link is out), "expired" (it ran out unused), "unasked" (no password and never
    a link: they come in another way, as in the demo), or "" for who has a password."""
    if not found.is_active:
        return "closed"
    if found.has_usable_password():
        return ""
    if not links:
        return "unasked"
    return "invited" if any(link.is_standing() for link in links) else "expired"


@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest) -> HttpResponse:
    """Make an account with a first function, and show the link to hand over."""
    organisation = chosen_organisation(request)
    form = InviteForm(request.POST or None, organisation=organisation)
    context = {"form": form, "organisation": organisation}
    if request.method == "GET":
        return render_page(request, "staff/invite.html", context)
    if not form.is_valid():
        return answer_invalid(request, "staff/invite.html", context)
    said = form.cleaned_data
    invited = actions.invite_person(
        email=said["email"],
        given_name=said["given_name"],
        family_name=said["family_name"],
        phone=said["phone"],
        organisation=organisation,
        function=said["function"],
        area=form.area,
        theme=said["theme"],
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        by=request.user,
    )
    keep_link(request, invited.person, invited.token)
    if not invited.token:
        name = invited.person.display_name
        messages.success(request, _("%(name)s had al een account en kreeg deze functie erbij.") % {"name": name})
    return redirect("administer_person", pk=invited.person.pk)


def keep_link(request: SignedInRequest, found: Person, token: str) -> None:
    if token:
        address = request.build_absolute_uri(reverse("accept_invitation", args=[token]))
        request.session[LINK] = {"person": found.pk, "name": found.full_name, "address": address}


def take_link(request: SignedInRequest) -> dict[str, Any] | None:
    """The link that was just made, once: whose, and the address."""
    link: dict[str, Any] | None = request.session.pop(LINK, None)
    return link


def _own_person(request: SignedInRequest, pk: int) -> tuple[Person, Organisation]:
    """Somebody who works or sits for an organisation the viewer coordinates, and which one."""
    own = own_organisations(request)
    found = get_object_or_404(Person, pk=pk)
    homes = [o for o in own if person_belongs(found, {o.pk})]
    if not homes:
        raise Http404
    wanted = request.POST.get("organisatie")
    return found, next((o for o in homes if o.code == wanted), homes[0])


def _own_assignment(request: SignedInRequest, pk: int) -> Assignment:
    rows = Assignment.objects.filter(organisation__in=own_organisations(request))
    return get_object_or_404(rows.select_related("person", "organisation", "area").defer(*SHAPE), pk=pk)


@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: what they do for the organisation, and what can be changed about it."""
    found, organisation = _own_person(request, pk)
    return _person_page(request, found, organisation)


def _person_page(request: SignedInRequest, found: Person, organisation: Organisation, **bound: Any) -> HttpResponse:
    own = own_organisations(request)
    work = Assignment.objects.filter(person=found, organisation__in=own).select_related("organisation", "area")
    rows = list(work.defer(*SHAPE).order_by("-starts_on", "-pk"))
    today = timezone.localdate()
    current = [a for a in rows if a.ends_on is None or a.ends_on >= today]
    context = {
        "somebody": found,
        "organisation": organisation,
        "current": [(a, _move_form(a, bound), _end_form(a, bound)) for a in current],
        "past": [a for a in rows if a not in current],
        "chairs": Seat.objects.on(today).filter(person=found, organisation__in=own).select_related("team"),
        "state": _state(found, list(Invitation.objects.filter(person=found))),
        "link": take_link(request),
        "assign_form": bound.get("assign") or AssignmentForm(organisation=organisation, prefix="nieuw"),
        "may_deactivate": may_deactivate(request.viewer, found),
        "wrong": [form for form in bound.values() if form.is_bound],
    }
    answer = answer_invalid if bound else render_page
    return answer(request, "staff/person.html", context)


def _move_form(assignment: Assignment, bound: dict[str, Any]) -> MoveForm:
    where = str(assignment.area_id or CITYWIDE)
    form: MoveForm = bound.get(f"move{assignment.pk}") or MoveForm(
        initial={"where": where}, prefix=f"naar{assignment.pk}"
    )
    return form


def _end_form(assignment: Assignment, bound: dict[str, Any]) -> EndForm:
    form: EndForm = bound.get(f"end{assignment.pk}") or EndForm(prefix=f"einde{assignment.pk}")
    return form


@require_POST
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give somebody one more function."""
    found, organisation = _own_person(request, pk)
    form = AssignmentForm(request.POST, organisation=organisation, prefix="nieuw")
    if not form.is_valid():
        return _person_page(request, found, organisation, assign=form)
    said = form.cleaned_data
    actions.assign_person(
        found,
        organisation=organisation,
        function=said["function"],
        area=form.area,
        theme=said["theme"],
        starts_on=said["starts_on"],
        ends_on=said["ends_on"],
        by=request.user,
    )
    messages.success(request, _("%(name)s heeft een functie erbij.") % {"name": found.display_name})
    return redirect("administer_person", pk=pk)


@require_POST
def move(request: SignedInRequest, pk: int) -> HttpResponse:
    """To another area, from this day and the person's next request on."""
    assignment = _own_assignment(request, pk)
    form = MoveForm(request.POST, prefix=f"naar{pk}")
    if not form.is_valid():
        return _person_page(request, assignment.person, assignment.organisation, **{f"move{pk}": form})
    try:
        moved = actions.move_assignment(assignment, form.area, by=request.user)
    except RefusedError as why:
        form.add_error(None, str(why))
        return _person_page(request, assignment.person, assignment.organisation, **{f"move{pk}": form})
    said = {"name": moved.person.display_name, "where": moved.where}
    messages.success(request, _("%(name)s werkt vanaf nu in %(where)s.") % said)
    return redirect("administer_person", pk=moved.person_id)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a function."""
    assignment = _own_assignment(request, pk)
    form = EndForm(request.POST, prefix=f"einde{pk}")
    if form.is_valid():
        try:
            actions.end_assignment(assignment, last_day=form.cleaned_data["last_day"], by=request.user)
        except RefusedError as why:
            form.add_error("last_day", str(why))
        else:
            messages.success(request, _("De functie is beëindigd."))
            still = Assignment.objects.filter(person=assignment.person, organisation__in=own_organisations(request))
            to = reverse("administer_person", args=[assignment.person_id])
            return HttpResponseRedirect(to if still.exists() else reverse("administration"))
    return _person_page(request, assignment.person, assignment.organisation, **{f"end{pk}": form})


@require_POST
def renew(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new link for who has no password yet."""
    found, _organisation = _own_person(request, pk)
    if found.is_active and not found.has_usable_password():
        keep_link(request, found, actions.renew_invitation(found, by=request.user))
    return redirect("administer_person", pk=pk)


@require_POST
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account."""
    found, _organisation = _own_person(request, pk)
    if not may_deactivate(request.viewer, found):
        raise Http404
    actions.deactivate_person(found, by=request.user)
    messages.success(request, _("Het account van %(name)s is gesloten.") % {"name": found.display_name})
    return redirect("administer_person", pk=pk)


@require_POST
def reactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open an account again."""
    found, _organisation = _own_person(request, pk)
    if not may_deactivate(request.viewer, found):
        raise Http404
    actions.reactivate_person(found, by=request.user)
    messages.success(request, _("Het account van %(name)s is weer open.") % {"name": found.display_name})
    return redirect("administer_person", pk=pk)
