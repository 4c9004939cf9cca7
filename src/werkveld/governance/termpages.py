"""How long everything is kept, who left, and one's own data to take along."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.governance import actions
from werkveld.governance.leaving import ERASED
from werkveld.governance.models import Night
from werkveld.governance.owndata import ASK, own_counts, own_file
from werkveld.governance.retention import TABLE
from werkveld.governance.rules import officer_only, supervised_by
from werkveld.kit.pages import render_page
from werkveld.people.models import Assignment, Organisation, Person, Seat


@require_GET
@officer_only
def terms(request: SignedInRequest) -> HttpResponse:
    """The whole table, with what went last night and what goes within thirty days."""
    night = Night.objects.exclude(ended_at=None).order_by("-day").first()
    gone, coming = (night.gone, night.coming) if night else ({}, {})
    rows = [(keep, gone.get(keep.name, 0), coming.get(keep.name, 0)) for keep in TABLE if keep.days is not None]
    rest = [keep for keep in TABLE if keep.days is None and keep.plain is not None]
    return render_page(request, "governance/terms.html", {"rows": rows, "rest": rest, "night": night})


@require_GET
@officer_only
def leavers(request: SignedInRequest) -> HttpResponse:
    """Who worked for this organisation and no longer works for anybody."""
    rows = _leavers(supervised_by(request.viewer), request).select_related("erasure")
    return render_page(request, "governance/leavers.html", {"rows": list(rows[:200])})


@require_POST
@officer_only
def erase_person(request: SignedInRequest, person: int) -> HttpResponse:
    """Ask for somebody's own data to be erased; the clockwork does it within the minute."""
    found = get_object_or_404(_leavers(supervised_by(request.viewer), request), pk=person)
    organisation = supervised_by(request.viewer)
    actions.ask_for_erasure(found, by=request.user, organisation=organisation)
    messages.success(request, _("Wordt gewist. Berichten blijven, met organisatie en functie."))
    return redirect("leavers")


def own_data(request: SignedInRequest) -> HttpResponse:
    """What is kept of me; asked for, it comes as a file."""
    if request.method != "POST":
        context = {"counts": own_counts(request.viewer), "ask": ASK}
        return render_page(request, "governance/own_data.html", context)
    actions.take_own_data(by=request.user)
    answer = HttpResponse(own_file(request.viewer), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="mijn-gegevens.zip"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _leavers(organisation: Organisation, request: SignedInRequest) -> QuerySet[Person]:
    """Had a function here, and has none anywhere today; or whose account was closed."""
    day = request.viewer.on
    had = Assignment.objects.filter(person=OuterRef("pk"), organisation=organisation)
    works = Assignment.objects.on(day).filter(person=OuterRef("pk"), person__is_active=True)
    sits = Seat.objects.on(day).filter(person=OuterRef("pk"), person__is_active=True)
    comes = Assignment.objects.filter(person=OuterRef("pk"), person__is_active=True, starts_on__gt=day)
    rows = Person.objects.exclude(email__endswith=ERASED)
    return rows.filter(Exists(had), ~Exists(works), ~Exists(sits), ~Exists(comes))
