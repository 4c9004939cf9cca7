""" "Meld aan de DPO": everybody may ask; the officer of the author's organisation looks and decides."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.governance import actions
from werkveld.governance.forms import DecisionForm, ReportForm
from werkveld.governance.models import Quarantine, Report, Verdict
from werkveld.governance.rules import has_officer, may_decide
from werkveld.items.models import Comment, Item, ItemVersion, State
from werkveld.items.views import find
from werkveld.kit.pages import answer_invalid, render_page


def report_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Say why the officer should look."""
    item = find(request, key)
    if item.state in {State.DRAFT, State.WITHDRAWN}:
        raise Http404
    form = ReportForm(request.POST or None)
    context = {"form": form, "item": item, "has_officer": has_officer(item.organisation)}
    if request.method == "POST":
        if not form.is_valid():
            return answer_invalid(request, "governance/report_item.html", context)
        report = actions.report_item(item, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Gemeld. Alleen de DPO ziet je naam en je reden."))
        return redirect("report", pk=report.pk)
    return render_page(request, "governance/report_item.html", context)


@require_GET
def reports(request: SignedInRequest) -> HttpResponse:
    """What I reported; for an officer also what was reported about the organisation. What is open comes first."""
    rows = Report.objects.visible_to(request.viewer).select_related("organisation", "by")
    waiting = list(rows.filter(verdict__in=actions.OPEN)[:200])
    decided = list(rows.exclude(verdict__in=actions.OPEN)[:100])
    return render_page(request, "governance/reports.html", {"waiting": waiting, "decided": decided})


@require_GET
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report. An officer sees the item with it; that is a read, and a line."""
    found = _find(request, pk)
    if may_decide(request.viewer, found) and (item := _item(request.viewer, found)):
        actions.look_at_item(item, by=request.user)
        found.refresh_from_db(fields=["looked_at"])
    return render_page(request, "governance/report.html", _context(request.viewer, found, DecisionForm()))


@require_POST
def decide_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let it stand, put it in quarantine, or withdraw it."""
    found = _find(request, pk)
    item = _item(request.viewer, found)
    if not may_decide(request.viewer, found):
        raise Http404
    if found.verdict not in actions.OPEN or item is None:
        raise PermissionDenied
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return answer_invalid(request, "governance/report.html", _context(request.viewer, found, form))
    answer, verdict = form.cleaned_data["answer"], form.cleaned_data["verdict"]
    _decide(item, verdict, answer, request)
    return redirect("report", pk=pk)


def _decide(item: Item, verdict: str, answer: str, request: SignedInRequest) -> None:
    match verdict:
        case Verdict.FINE:
            actions.clear_item(item, answer, by=request.user)
            messages.success(request, _("Het bericht blijft staan. Je kijkt niet meer mee."))
        case Verdict.QUARANTINED:
            if item.quarantined_at is None and not item.is_withdrawn:
                actions.quarantine_item(item, answer, by=request.user)
            messages.success(request, _("In quarantaine. Voor alle anderen is het nu weg."))
        case _:
            actions.withdraw_reported(item, answer, by=request.user)
            messages.success(request, _("Ingetrokken. De tekst is overal weg."))


def _find(request: SignedInRequest, pk: int) -> Report:
    rows = Report.objects.visible_to(request.viewer).select_related("organisation", "by", "decided_by")
    found: Report = get_object_or_404(rows, pk=pk)
    return found


def _item(viewer: Viewer, report: Report) -> Item | None:
    """The item, as long as the viewer may see it: for an officer until it is decided."""
    rows = Item.objects.visible_to(viewer).select_related("author", "organisation")
    found: Item | None = rows.filter(pk=report.item_id).first()
    return found


def _context(viewer: Viewer, report: Report, form: DecisionForm) -> dict[str, Any]:
    context: dict[str, Any] = {"report": report, "is_open": report.verdict in actions.OPEN, "form": form}
    if not may_decide(viewer, report):
        return context
    item = _item(viewer, report)
    kept = Quarantine.objects.visible_to(viewer).filter(item=report.item_id).select_related("by").first()
    said = kept.kept if kept else what_it_says(viewer, item) if item and not item.is_withdrawn else None
    return context | {"may_decide": True, "item": item, "kept": kept, "said": said}


def what_it_says(viewer: Viewer, item: Item) -> dict[str, Any]:
    """What a standing item says, in the shape of what quarantine keeps."""
    versions = ItemVersion.objects.visible_to(viewer).filter(item=item).select_related("by")
    comments = Comment.objects.visible_to(viewer).filter(item=item).select_related("author")
    return {
        "title": item.title,
        "body": item.body,
        "ask": item.ask,
        "place": item.place,
        "versions": [{"number": v.number, "title": v.title, "body": v.body, "reason": v.reason} for v in versions],
        "comments": [{"by": c.author.display_name, "body": c.body} for c in comments],
    }
