"""From which share areas of two divisions count as the same ground: their owners say it, and first see what it does."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkveld.atlas import actions
from werkveld.atlas.keepforms import ThresholdForm
from werkveld.atlas.keeping import own_layer
from werkveld.atlas.turns import AreaTurns, by_area
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.territory.models import Edition, Layer
from werkveld.territory.thresholds import USUAL, threshold_between, thresholds_of

if TYPE_CHECKING:
    from werkveld.atlas.following import Turned
    from werkveld.audience.middleware import SignedInRequest


@dataclass(frozen=True)
class Moved:
    """One of both divisions: how often somebody comes in or leaves, and area by area who."""

    edition: Edition
    come: int
    gone: int
    areas: list[AreaTurns]


@require_http_methods(["GET", "POST"])
def thresholds(request: SignedInRequest, layer_code: str) -> HttpResponse:
    """The thresholds of a division pair by pair; a new one is shown first, and kept once it is confirmed."""
    layer = own_layer(request, layer_code)
    said = thresholds_of(layer)
    sent = request.POST.get("other") if request.method == "POST" else None
    forms = [
        ThresholdForm(
            request.POST if other.code == sent else None,
            other=other,
            initial={"percent": round(said.get(other.pk, USUAL) * 100)},
        )
        for other in Layer.objects.exclude(pk=layer.pk).order_by("name")
    ]
    asked = next((form for form in forms if form.is_bound), None)
    if asked is None:
        return render_page(request, "atlas/thresholds.html", {"layer": layer, "forms": forms})
    if not asked.is_valid():
        return answer_invalid(request, "atlas/thresholds.html", {"layer": layer, "forms": forms, "wrong": asked})
    return _changed(request, layer, asked)


def _changed(request: SignedInRequest, layer: Layer, asked: ThresholdForm) -> HttpResponse:
    percent, other = asked.cleaned_data["percent"], asked.other
    before = round(threshold_between(layer, other) * 100)
    if percent == before:
        messages.info(request, _("Dat stond er al. Er is niets veranderd."))
        return redirect("thresholds", layer_code=layer.code)
    told = actions.foresee_threshold(layer, other, percent / 100)
    stamp = _stamp(percent, told)
    if request.POST.get("stap") == "bevestig" and request.POST.get("gezien") == stamp:
        actions.change_threshold(layer, other, percent / 100, by=request.user)
        messages.success(request, _("Bewaard. Wie waar hoort, volgt de nieuwe drempel al."))
        return redirect("thresholds", layer_code=layer.code)
    context = {
        "layer": layer,
        "other": other,
        "percent": percent,
        "before": before,
        "moved": _moved(told),
        "stamp": stamp,
        "is_overtaken": "gezien" in request.POST,
    }
    return render_page(request, "atlas/threshold.html", context)


def _moved(told: dict[int, list[Turned]]) -> list[Moved]:
    editions = Edition.objects.select_related("layer").in_bulk(told)
    return [
        Moved(editions[key], sum(t.has_come for t in turns), sum(not t.has_come for t in turns), _by_area(turns))
        for key, turns in told.items()
    ]


def _by_area(turns: list[Turned]) -> list[AreaTurns]:
    return by_area(actions.shown(turns))


def _stamp(percent: int, told: dict[int, list[Turned]]) -> str:
    """What was shown, in short: who confirms, confirms this and nothing that came about since."""
    rows = [[key, t.code, t.person, t.organisation, t.has_come] for key, turns in told.items() for t in turns]
    return blake2b(json.dumps([percent, rows]).encode(), digest_size=12).hexdigest()
