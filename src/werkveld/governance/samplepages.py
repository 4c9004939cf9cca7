"""The officer's monthly hour: one drawn item or line of the journal after the other, each judged once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import SignedInRequest
from werkveld.governance import actions
from werkveld.governance.forms import JudgementForm
from werkveld.governance.lines import told
from werkveld.governance.models import Drawing, LineSample, Sample
from werkveld.governance.reportpages import what_it_says
from werkveld.governance.rules import officer_only, supervised_by
from werkveld.items.models import Item
from werkveld.journal.models import Line
from werkveld.kit.pages import answer_invalid, render_page


@require_GET
@officer_only
def samples(request: SignedInRequest) -> HttpResponse:
    """What was drawn, the unjudged first, and the figures of the months before."""
    rows = list(Sample.objects.visible_to(request.viewer)[:100])
    lines = list(LineSample.objects.visible_to(request.viewer)[:100])
    context = {
        "lines_waiting": [row for row in lines if not row.judgement],
        "lines_judged": [row for row in lines if row.judgement],
        "waiting": [row for row in rows if not row.judgement],
        "judged": [row for row in rows if row.judgement],
        "drawings": list(Drawing.objects.filter(organisation=supervised_by(request.viewer))[:12]),
    }
    return render_page(request, "governance/samples.html", context)


@officer_only
def sample(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item: read it, and judge it."""
    found = get_object_or_404(Sample.objects.visible_to(request.viewer), pk=pk)
    item = Item.objects.visible_to(request.viewer).filter(pk=found.item_id).select_related("organisation").first()
    form = JudgementForm(request.POST or None)
    if request.method == "POST":
        if found.judgement:
            raise PermissionDenied
        if form.is_valid():
            said = form.cleaned_data
            actions.judge_sample(found, said["judgement"], said["note"], by=request.user)
            messages.success(request, _("Genoteerd."))
            return redirect("samples")
    elif item and not item.is_withdrawn:
        actions.look_at_item(item, by=request.user)
    words = what_it_says(request.viewer, item) if item and not item.is_withdrawn else None
    context = {"sample": found, "item": item, "said": words, "form": form}
    answer = answer_invalid if request.method == "POST" else render_page
    return answer(request, "governance/sample.html", context)


@officer_only
def line_sample(request: SignedInRequest, pk: int) -> HttpResponse:
    """One line of the journal: what was done, by whom, and the judgement."""
    found = get_object_or_404(LineSample.objects.visible_to(request.viewer), pk=pk)
    line = Line.objects.filter(pk=found.line).select_related("by", "organisation").first()
    form = JudgementForm(request.POST or None)
    if request.method == "POST":
        if found.judgement:
            raise PermissionDenied
        if form.is_valid():
            said = form.cleaned_data
            actions.judge_line(found, said["judgement"], said["note"], by=request.user)
            messages.success(request, _("Genoteerd."))
            return redirect("samples")
    elif not found.judgement:
        actions.look_at_line(found, by=request.user)
    words = told(line, supervised_by(request.viewer)) if line and not found.judgement else None
    context = {"sample": found, "line": line, "told": words, "form": form}
    answer = answer_invalid if request.method == "POST" else render_page
    return answer(request, "governance/line_sample.html", context)
