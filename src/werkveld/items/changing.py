"""What only the author's side does: say it anew, change who sees it, take it back (R8, R11)."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.models import Circle
from werkveld.audience.outcome import outcome_of
from werkveld.audience.viewer import Viewer
from werkveld.items import actions, rules
from werkveld.items.discreet import IndiscreetError
from werkveld.items.forms import AudienceForm, ChangeForm, WithdrawForm, initial_of
from werkveld.items.held import rewritten, too_far_words, wants_rewrite
from werkveld.items.models import Item, State
from werkveld.items.places import chosen_areas, filed_areas
from werkveld.items.reach import (
    circles_of_item,
    difference_between,
    grouped,
    offered,
    sees_not_words,
    sees_words,
    warns_of_police,
)
from werkveld.items.views import find
from werkveld.kit.drafts import finish_draft
from werkveld.kit.pages import answer_invalid, render_page


def own_item(request: SignedInRequest, key: uuid.UUID) -> Item:
    """An item the viewer may change: 404 when hidden, 403 when it is somebody else's."""
    found = find(request, key)
    if not rules.may_change(request.viewer, found):
        raise PermissionDenied
    return found


def change_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Correct an item: a typing error silently, a correction so that it follows its readers."""
    found = own_item(request, key)
    if found.state == State.DRAFT:
        return redirect(reverse("new_item", query={"concept": str(found.pk)}))
    if request.method != "POST":
        form = ChangeForm(viewer=request.viewer, item=found, initial=initial_of(request.viewer, found))
        return render_page(request, "items/change.html", {"form": form, "item": found})
    form = ChangeForm(request.POST, viewer=request.viewer, item=found)
    if wants_rewrite(request):
        form = ChangeForm(rewritten(request.POST, form.found), viewer=request.viewer, item=found)
        return render_page(request, "items/change.html", {"form": form, "item": found})
    if not form.is_valid():
        return answer_invalid(request, "items/change.html", {"form": form, "item": found})
    reason = form.cleaned_data["reason"]
    actions.correct_item(
        found, form.content(), by=request.user, is_typo=form.is_typo, reason=reason, answer=form.answer
    )
    finish_draft(request, f"aanpassen:{key}:{found.version}")
    said = _("Tikfout verbeterd.") if form.is_typo else _("Rechtgezet. Wie het las, ziet het in de volgende briefing.")
    messages.success(request, said)
    return redirect("item", key=key)


def change_audience(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Widen or narrow who may read it; first the outcome in words, then the act."""
    found = own_item(request, key)
    viewer = request.viewer
    areas = chosen_areas(viewer, found) or filed_areas(viewer, found)
    offer = offered(viewer, areas[:4], also=found.audience)
    typed: QueryDict | None = request.POST if request.method == "POST" else None
    form = AudienceForm(typed, offer=offer, initial={"circles": [str(key) for key in found.audience]})
    context = {"form": form, "item": found, "refused": offer.refused, **_outcome(viewer, found, form)}
    if request.method == "POST" and request.headers.get("HX-Request") == "true":
        return render_page(request, "items/difference.html", context)
    if request.method != "POST" or "show" in request.POST:
        return render_page(request, "items/audience.html", context)
    if not form.is_valid():
        return answer_invalid(request, "items/audience.html", context)
    if not _stays_in_sight(viewer, found, form.picked):
        form.add_error("circles", _("Zo zou je het zelf niet meer zien. Dat kan alleen de auteur."))
        return answer_invalid(request, "items/audience.html", context)
    try:
        actions.change_audience(found, form.picked, by=request.user)
    except IndiscreetError as refusal:
        form.add_error("circles", too_far_words(refusal))
        return answer_invalid(request, "items/audience.html", context)
    messages.success(request, _("Zichtbaarheid aangepast. Dit geldt vanaf nu, overal."))
    return redirect("item", key=key)


def _outcome(viewer: Viewer, found: Item, form: AudienceForm) -> dict[str, Any]:
    outcome = outcome_of(form.picked)
    return {
        "groups": grouped(viewer, form.offer, form.picked),
        "picked": {c.pk for c in form.picked},
        "sees": sees_words(outcome),
        "sees_not": sees_not_words(outcome),
        "people": outcome.people,
        "warns_of_police": warns_of_police(viewer, outcome),
        "difference": difference_between(circles_of_item(found.shared_with), form.picked),
    }


def _stays_in_sight(viewer: Viewer, found: Item, circles: list[Circle]) -> bool:
    """A coordinator may not write an item out of their own sight: the database would refuse it."""
    is_author = viewer.person is not None and viewer.person.pk == found.author_id
    return is_author or bool({c.pk for c in circles} & viewer.circles)


def withdraw_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Ask first, then take it back everywhere."""
    found = own_item(request, key)
    if request.method != "POST":
        return render_page(request, "items/withdraw.html", {"form": WithdrawForm(), "item": found})
    form = WithdrawForm(request.POST, about=found, speaks_for=found.organisation)
    if wants_rewrite(request):
        form = WithdrawForm(rewritten(request.POST, form.found), about=found, speaks_for=found.organisation)
        return render_page(request, "items/withdraw.html", {"form": form, "item": found})
    if not form.is_valid():
        return answer_invalid(request, "items/withdraw.html", {"form": form, "item": found})
    actions.withdraw_item(found, by=request.user, reason=form.cleaned_data["reason"], answer=form.answer)
    messages.success(request, _("Ingetrokken. De tekst is overal weg."))
    return redirect("item", key=key)
