"""The pages of data protocols: everybody reads which are in force; a data protection officer keeps the own ones."""

import datetime as dt
from dataclasses import dataclass
from itertools import combinations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.functions import Function
from werkveld.people.models import Assent, Assignment, Organisation, Protocol
from werkveld.staff import protocol_actions as actions
from werkveld.staff.forms import ConfirmProtocolForm, EndProtocolForm, ProtocolForm
from werkveld.staff.refused import RefusedError
from werkveld.staff.rules import guards, waits_for


@dataclass(frozen=True)
class Entry:
    """One protocol on the page. `state` is "proposed", "standing", "coming" or "over".

    `said` are the parties that confirmed, with who did; `waits` those that did not, and whether they have an officer.
    """

    protocol: Protocol
    parties: list[Organisation]
    state: str
    is_own: bool
    said: list[Assent]
    waits: list[tuple[Organisation, bool]]
    may_confirm: bool


@require_GET
def protocols(request: SignedInRequest) -> HttpResponse:
    """Which protocols are in force, which are proposed, coming or over, and between whom there is none."""
    viewer = request.viewer
    parties = Prefetch("parties", Organisation.objects.order_by("kind", "name"))
    assents = Prefetch("assents", Assent.objects.select_related("organisation", "by"))
    rows = Protocol.objects.select_related("team", "registered_by").prefetch_related(parties, assents)
    officers = with_officer(viewer.on)
    entries = [entry_of(viewer, protocol, officers) for protocol in rows]
    standing = [e for e in entries if e.state == "standing"]
    context = {
        "proposed": [e for e in entries if e.state == "proposed"],
        "standing": standing,
        "coming": [e for e in entries if e.state == "coming"],
        "over": [e for e in entries if e.state == "over"],
        "without": pairs_without(standing),
        "may_register": viewer.organisation is not None and viewer.is_data_protection_officer,
    }
    return render_page(request, "staff/protocols.html", context)


def entry_of(viewer: Viewer, protocol: Protocol, officers: set[int]) -> Entry:
    """How one protocol stands for a viewer; its parties and assents are at hand."""
    own = viewer.organisation if viewer.is_data_protection_officer else None
    parties, said = list(protocol.parties.all()), list(protocol.assents.all())
    yes = {assent.organisation_id for assent in said}
    state = protocol.state_on(viewer.on)
    return Entry(
        protocol=protocol,
        parties=parties,
        state=state,
        is_own=own in parties,
        said=said,
        waits=[(party, party.pk in officers) for party in parties if party.pk not in yes],
        may_confirm=state == "proposed" and waits_for(viewer, protocol),
    )


def with_officer(on: dt.date) -> set[int]:
    """The organisations that have a data protection officer on a day, by key."""
    rows = Assignment.objects.on(on).filter(function=Function.DATA_PROTECTION_OFFICER, person__is_active=True)
    return set(rows.values_list("organisation", flat=True))


def pairs_without(standing: list[Entry]) -> list[tuple[Organisation, Organisation]]:
    """Every two organisations that may share nothing, tables aside."""
    bound = {
        pair for e in standing if e.protocol.team is None for pair in combinations(sorted(p.pk for p in e.parties), 2)
    }
    every = Organisation.objects.order_by("kind", "name")
    return [(a, b) for a, b in combinations(every, 2) if (min(a.pk, b.pk), max(a.pk, b.pk)) not in bound]


@require_http_methods(["GET", "POST"])
def new_protocol(request: SignedInRequest) -> HttpResponse:
    """Propose one, by a data protection officer of one of its parties."""
    viewer = request.viewer
    if not viewer.is_data_protection_officer or viewer.organisation is None:
        raise PermissionDenied
    form = ProtocolForm(request.POST or None, organisation=viewer.organisation)
    context = {"form": form, "organisation": viewer.organisation}
    if request.method == "GET":
        return render_page(request, "staff/new_protocol.html", context)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.propose_protocol(
                form.all_parties,
                organisation=viewer.organisation,
                document=said["document"],
                link=said["link"],
                categories=said["categories"],
                team=said["team"],
                starts_on=said["starts_on"],
                ends_on=said["ends_on"],
                by=request.user,
            )
        except RefusedError as why:
            form.add_error("parties", str(why))
        else:
            messages.success(request, _("Voorgesteld. Het geldt zodra de DPO van elke andere partij bevestigt."))
            return redirect("protocols")
    return answer_invalid(request, "staff/new_protocol.html", context)


@require_http_methods(["GET", "POST"])
def confirm_protocol(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say yes for the own organisation: first what follows from it, then the act."""
    viewer = request.viewer
    rows = Protocol.objects.select_related("team", "registered_by").prefetch_related("parties", "assents__organisation")
    found = get_object_or_404(rows, pk=pk)
    if not guards(viewer, found) or viewer.organisation is None:
        raise PermissionDenied
    form = ConfirmProtocolForm(request.POST if request.method == "POST" else None)
    entry = entry_of(viewer, found, with_officer(viewer.on))
    context = {"form": form, "entry": entry, "organisation": viewer.organisation}
    if request.method == "GET":
        return render_page(request, "staff/confirm_protocol.html", context)
    if form.is_valid():
        try:
            is_whole = actions.confirm_protocol(found, organisation=viewer.organisation, by=request.user)
        except RefusedError as why:
            form.add_error(None, str(why))
        else:
            done = _("Bevestigd. Het protocol is van kracht.") if is_whole else _("Bevestigd voor je organisatie.")
            messages.success(request, done)
            return redirect("protocols")
    return answer_invalid(request, "staff/confirm_protocol.html", context)


@require_http_methods(["GET", "POST"])
def end_protocol(request: SignedInRequest, pk: int) -> HttpResponse:
    """End one: first the consequence in words, then the act."""
    found = get_object_or_404(Protocol.objects.select_related("team").prefetch_related("parties"), pk=pk)
    if not guards(request.viewer, found):
        raise PermissionDenied
    form = EndProtocolForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "protocol": found}
    if request.method == "GET":
        return render_page(request, "staff/end_protocol.html", context)
    if form.is_valid():
        try:
            narrowed = actions.end_protocol(found, last_day=form.cleaned_data["last_day"], by=request.user)
        except RefusedError as why:
            form.add_error("last_day", str(why))
        else:
            is_refused = found.confirmed_at is None
            messages.success(request, _("Het voorstel is weg.") if is_refused else _ended_words(narrowed))
            return redirect("protocols")
    return answer_invalid(request, "staff/end_protocol.html", context)


def _ended_words(narrowed: int) -> str:
    if not narrowed:
        return _("Het protocol is beëindigd.")
    text = ngettext(
        "Beëindigd. %(count)s bericht is nu voor minder mensen zichtbaar.",
        "Beëindigd. %(count)s berichten zijn nu voor minder mensen zichtbaar.",
        narrowed,
    )
    return text % {"count": narrowed}
