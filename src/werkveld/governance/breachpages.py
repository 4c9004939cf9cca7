""" "Meld datalek": for everybody to report, for the officer to complete, close and hand to the authority."""

import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.governance import actions
from werkveld.governance import breaches as file
from werkveld.governance.forms import BreachFileForm, BreachForm
from werkveld.governance.models import Breach
from werkveld.items.views import organisation_of
from werkveld.kit.ids import uuid7
from werkveld.kit.pages import answer_invalid, render_page


def find(request: SignedInRequest, key: uuid.UUID) -> Breach:
    """A breach that the viewer reported or supervises, or the same 404 for hidden and absent."""
    rows = Breach.objects.visible_to(request.viewer).select_related("organisation", "reported_by", "closed_by")
    found: Breach = get_object_or_404(rows, pk=key)
    return found


def supervised(request: SignedInRequest, key: uuid.UUID) -> Breach:
    """One that the viewer may fill in; absent for who only reported it."""
    found = find(request, key)
    if not file.may_fill_in(request.viewer, found):
        raise Http404
    return found


@require_GET
def breaches(request: SignedInRequest) -> HttpResponse:
    """What I reported; for an officer all of the organisation. The running clocks first."""
    rows = list(Breach.objects.visible_to(request.viewer).select_related("organisation")[:200])
    rows.sort(key=lambda b: (b.closed_at is not None, not b.is_running, b.due_at))
    return render_page(request, "governance/breaches.html", {"rows": [(b, file.clock_words(b)) for b in rows]})


def report_breach(request: SignedInRequest) -> HttpResponse:
    """The first two questions; the clock starts."""
    if request.method != "POST":
        form = BreachForm(initial={"noticed_at": timezone.localtime()})
        return render_page(request, "governance/report_breach.html", {"form": form, "key": uuid7()})
    form = BreachForm(request.POST)
    key = _key(request.POST.get("key", ""))
    if not form.is_valid():
        return answer_invalid(request, "governance/report_breach.html", {"form": form, "key": key})
    said = form.cleaned_data
    organisation = organisation_of(request.viewer)
    row = actions.report_breach(key, said["what"], said["noticed_at"], by=request.user, organisation=organisation)
    messages.success(request, _("Gemeld. De klok van 72 uur loopt; je DPO ziet dit nu."))
    return redirect("breach", key=row.pk)


@require_GET
def breach(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """How it stands: the clock, the list, who does what."""
    return render_page(request, "governance/breach.html", _context(request, find(request, key)))


def fill_in_breach(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Everything the authority asks, as far as it is known now."""
    found = supervised(request, key)
    form = BreachFileForm(request.POST or None, instance=found)
    if request.method != "POST":
        return render_page(request, "governance/fill_in_breach.html", {"form": form, "breach": found})
    if not form.is_valid():
        return answer_invalid(request, "governance/fill_in_breach.html", {"form": form, "breach": found})
    actions.fill_in_breach(form.save(commit=False), by=request.user)
    messages.success(request, _("Bewaard."))
    return redirect("breach", key=key)


@require_POST
def close_breach(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Only when nothing of the list is open."""
    found = supervised(request, key)
    if not file.is_complete(found):
        raise PermissionDenied
    actions.close_breach(found, by=request.user)
    messages.success(request, _("Afgesloten. Het dossier blijft in je register."))
    return redirect("breach", key=key)


@require_GET
def breach_json(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """The file as a record, for the authority or another system."""
    found = _owned(request, key)
    actions.hand_over_breach(found, "json", by=request.user)
    text = json.dumps(file.as_record(found), ensure_ascii=False, indent=2)
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="datalek-{found.noticed_at:%Y-%m-%d}-{key}.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_GET
def breach_paper(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """The file as a page to print, or to keep as PDF from the browser."""
    found = _owned(request, key)
    actions.hand_over_breach(found, "paper", by=request.user)
    return render_page(request, "governance/breach_paper.html", _context(request, found))


def _owned(request: SignedInRequest, key: uuid.UUID) -> Breach:
    """An officer hands over open and closed files alike."""
    found = find(request, key)
    own = request.viewer.organisation
    if not request.viewer.is_data_protection_officer or own is None or own.pk != found.organisation_id:
        raise Http404
    return found


def _context(request: SignedInRequest, found: Breach) -> dict[str, Any]:
    own = request.viewer.organisation
    return {
        "breach": found,
        "steps": file.steps(found),
        "clock": file.clock_words(found),
        "answers": file.answers(found),
        "is_complete": file.is_complete(found),
        "may_fill_in": file.may_fill_in(request.viewer, found),
        "is_officer": request.viewer.is_data_protection_officer and own is not None and own.pk == found.organisation_id,
        "now": timezone.now(),
    }


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid7()
