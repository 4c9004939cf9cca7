"""The pages of data protocols: everybody reads which are in force; a data protection officer keeps the own ones."""

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
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Organisation, Protocol
from werkveld.staff import actions
from werkveld.staff.forms import EndProtocolForm, ProtocolForm
from werkveld.staff.refused import RefusedError
from werkveld.staff.rules import guards


@dataclass(frozen=True)
class Entry:
    """One protocol on the page. `state` is "standing", "coming" or "over"."""

    protocol: Protocol
    parties: list[Organisation]
    state: str
    is_own: bool


@require_GET
def protocols(request: SignedInRequest) -> HttpResponse:
    """Which protocols are in force, which are coming or over, and between whom there is none."""
    viewer = request.viewer
    parties = Prefetch("parties", Organisation.objects.order_by("kind", "name"))
    rows = Protocol.objects.select_related("team", "registered_by").prefetch_related(parties)
    own = viewer.organisation if viewer.is_data_protection_officer else None
    entries = [Entry(p, list(p.parties.all()), p.state_on(viewer.on), own in p.parties.all()) for p in rows]
    standing = [e for e in entries if e.state == "standing"]
    context = {
        "standing": standing,
        "coming": [e for e in entries if e.state == "coming"],
        "over": [e for e in entries if e.state == "over"],
        "without": pairs_without(standing),
        "may_register": own is not None,
    }
    return render_page(request, "staff/protocols.html", context)


def pairs_without(standing: list[Entry]) -> list[tuple[Organisation, Organisation]]:
    """Every two organisations that may share nothing, tables aside."""
    bound = {
        pair for e in standing if e.protocol.team is None for pair in combinations(sorted(p.pk for p in e.parties), 2)
    }
    every = Organisation.objects.order_by("kind", "name")
    return [(a, b) for a, b in combinations(every, 2) if (min(a.pk, b.pk), max(a.pk, b.pk)) not in bound]


@require_http_methods(["GET", "POST"])
def new_protocol(request: SignedInRequest) -> HttpResponse:
    """Register one, by a data protection officer of one of its parties."""
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
            actions.register_protocol(
                form.all_parties,
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
            messages.success(request, _("Het protocol staat genoteerd."))
            return redirect("protocols")
    return answer_invalid(request, "staff/new_protocol.html", context)


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
            messages.success(request, _ended_words(narrowed))
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
