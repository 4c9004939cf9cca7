"""The map as a page: a drawing and tables that say everything, and over them a map that moves where scripts run."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from werkveld.atlas.forms import MapFilters
from werkveld.atlas.geojson import collection, middle_of, outlines_of
from werkveld.atlas.sight import FEWEST, Asked, Sight, look
from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.pages import render_page
from werkveld.territory.crs import to_lambert
from werkveld.territory.drawing import Mark, svg_of_area, svg_of_edition
from werkveld.territory.models import Area
from werkveld.territory.views import in_force


@require_GET
def map_page(request: SignedInRequest) -> HttpResponse:
    """Where things lie in one division: all of it (`laag`), or one area (`gebied`); filters `tijd` and `soort`."""
    form = MapFilters(request.GET, editions=in_force())
    if not form.editions:
        return render_page(request, "atlas/no_map.html")
    sight = _sight(request, form)
    outlines = outlines_of(sight.areas)
    context = {
        "sight": sight,
        "form": form,
        "edition": sight.asked.edition,
        "layer": sight.asked.edition.layer,
        "area": sight.asked.area,
        "drawing": _drawing(sight, outlines),
        "fewest": FEWEST,
        "query": request.GET.urlencode(),
        "map": {"shown": collection(sight, outlines), "words": map_words(), "tiles": tiles()},
    }
    return render_page(request, "atlas/map.html", context)


@require_GET
def map_geojson(request: SignedInRequest) -> HttpResponse:
    """The same map as a file to take along."""
    form = MapFilters(request.GET, editions=in_force())
    if not form.editions:
        raise Http404
    sight = _sight(request, form)
    answer = JsonResponse(collection(sight, outlines_of(sight.areas)))
    answer["Content-Type"] = "application/geo+json"
    answer["Content-Disposition"] = f'attachment; filename="kaart-{sight.asked.edition.layer.code}.geojson"'
    return answer


def _sight(request: SignedInRequest, form: MapFilters) -> Sight:
    edition = form.editions.get(form.said("laag")) or next(iter(form.editions.values()))
    code = request.GET.get("gebied", "")
    area = Area.objects.filter(edition=edition, code=code).light().first() if code else None
    if code and area is None:
        raise Http404
    if area is not None:
        area.edition = edition
    asked = Asked(edition, area, form.said("tijd"), request.GET.get("soort", ""))
    sight = look(request.viewer, asked)
    form.offer_kinds(sight.kinds)
    return sight


def _drawing(sight: Sight, outlines: dict[int, dict[str, Any]]) -> SafeString:
    """The still map: what is printed, and what stands where no script runs."""
    marks = [Mark(pin.x, pin.y, kind="own") for pin in sight.pins]
    for row in sight.rows:
        if row.area and row.others and row.area.pk in outlines:
            marks.append(Mark(*to_lambert(*middle_of(outlines[row.area.pk])), count=row.others))
    if sight.asked.area is not None:
        return svg_of_area(sight.asked.area, marks=marks)
    return svg_of_edition(sight.asked.edition, marks=marks)


def tiles() -> dict[str, str]:
    """The ground under a map, when one was set."""
    return {"url": settings.MAP_TILE_URL, "attribution": settings.MAP_TILE_ATTRIBUTION}


def map_words() -> dict[str, str]:
    """What the script says, in the page's language."""
    return {
        "zoom_in": _("Dichterbij"),
        "zoom_out": _("Verder weg"),
        "map": _("Kaart. Pijltjes verschuiven, plus en min zoomen."),
        "others": _("{n} van andere organisaties"),
        "pins": _("{n} berichten dicht bij elkaar, druk om ze te openen"),
        "own": _("{n} eigen berichten"),
        "rough": _("ongeveer hier"),
    }
