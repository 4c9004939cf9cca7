"""The officer's front page, and "wie zag dit"."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import SignedInRequest
from werkveld.governance import actions
from werkveld.governance.breaches import clock_words
from werkveld.governance.forms import LookUpForm
from werkveld.governance.models import Breach, LineSample, Quarantine, Report, Sample
from werkveld.governance.reads import Seen, as_csv, channel_words, who_saw
from werkveld.governance.rules import officer_only, supervised_by
from werkveld.items.models import Item
from werkveld.journal.models import Anchor
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Protocol
from werkveld.staff.rules import waits_for

# As many lines as a page holds; the file has them all.
SHOWN = 500


@require_GET
@officer_only
def supervision(request: SignedInRequest) -> HttpResponse:
    """What waits for the officer."""
    viewer = request.viewer
    open_ones = Breach.objects.visible_to(viewer).filter(closed_at=None, organisation=supervised_by(viewer))
    breaches = list(open_ones.select_related("organisation"))
    reports = Report.objects.visible_to(viewer).filter(organisation=supervised_by(viewer))
    proposals = Protocol.objects.filter(confirmed_at=None).prefetch_related("assents")
    context = {
        "organisation": supervised_by(viewer),
        "running": [(breach, clock_words(breach)) for breach in breaches if breach.is_running],
        "breaches": len(breaches),
        "reports": reports.filter(verdict="").values("item").distinct().count(),
        "quarantined": Quarantine.objects.visible_to(viewer).count(),
        "samples": sum(m.objects.visible_to(viewer).filter(judgement="").count() for m in (Sample, LineSample)),
        "proposals": sum(waits_for(viewer, row) for row in proposals if row.state_on(viewer.on) == "proposed"),
        "anchor": Anchor.objects.order_by("-day").first(),
    }
    return render_page(request, "governance/supervision.html", context)


@require_GET
@officer_only
def look_up(request: SignedInRequest) -> HttpResponse:
    """Ask for an item."""
    form = LookUpForm(request.GET or None)
    if not request.GET:
        return render_page(request, "governance/look_up.html", {"form": form})
    if not form.is_valid():
        return answer_invalid(request, "governance/look_up.html", {"form": form})
    return redirect("reads", key=form.cleaned_data["bericht"])


@require_GET
@officer_only
def reads(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Everybody who had the item before them; asking leaves a line."""
    seen = _seen(request, key)
    shown = Item.objects.visible_to(request.viewer).filter(pk=key).first()
    context = {
        "seen": seen,
        "item": shown,
        "lines": [(line, channel_words(line)) for line in seen.lines[:SHOWN]],
        "people": len({line.by_id for line in seen.lines}),
        "is_cut": len(seen.lines) > SHOWN,
    }
    actions.look_up_reads(key, by=request.user, organisation=supervised_by(request.viewer))
    return render_page(request, "governance/reads.html", context)


@require_GET
@officer_only
def reads_csv(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """The same as a file."""
    seen = _seen(request, key)
    actions.look_up_reads(key, by=request.user, organisation=supervised_by(request.viewer), is_export=True)
    answer = HttpResponse(as_csv(seen.lines).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="gelezen-{key}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _seen(request: SignedInRequest, key: uuid.UUID) -> Seen:
    found = who_saw(key, supervised_by(request.viewer))
    if found is None:
        raise Http404
    return found
