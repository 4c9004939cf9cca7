"""The page on which a loose division is drawn: points in a list, and where scripts run a map that moves them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkveld.atlas import actions
from werkveld.atlas.geojson import outlines_of
from werkveld.atlas.keepforms import DrawForm
from werkveld.atlas.keeping import own_layer
from werkveld.atlas.shapes import areas_of, point_of, points_of, shape_of, text_of
from werkveld.atlas.views import map_words, tiles
from werkveld.audience.middleware import SignedInRequest
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.territory.crs import to_degrees
from werkveld.territory.finding import find_place
from werkveld.territory.imports import FoundArea
from werkveld.territory.models import Area, Edition, EditionState, Layer, LayerKind
from werkveld.territory.refused import ImportRefused
from werkveld.territory.views import by_code, ground_of, in_force

# So many empty lines a new area starts with.
AT_FIRST = 3


@require_http_methods(["GET", "POST"])
def draw_edition(request: SignedInRequest, layer_code: str) -> HttpResponse:
    """Draw or change one area of a loose division (`gebied`); what is saved is a draft that holds all the others."""
    layer = own_layer(request, layer_code)
    if layer.kind == LayerKind.PARTITION:
        # Borders that must join are drawn in a program made for it.
        messages.info(request, _("Deze indeling sluit: teken haar in een GIS-programma en lees het bestand in."))
        return redirect("new_edition", layer_code=layer.code)
    base = base_of(layer)
    areas = by_code(Area.objects.filter(edition=base).light()) if base else []
    area = next((one for one in areas if one.code == request.GET.get("gebied", "")), None)
    if request.method == "POST":
        return _answer(request, layer, base, areas, area)
    points = [text_of(point) for point in points_of(Area.objects.get(pk=area.pk))] if area else [""] * AT_FIRST
    if area and not points:
        messages.error(
            request, _("“%(name)s” bestaat uit meer stukken. Lees het als bestand in.") % {"name": area.name}
        )
        return redirect(reverse("draw_edition", args=[layer.code]))
    form = DrawForm(initial={"name": area.name if area else "", "valid_from": _first_day(base)})
    return render_page(request, "atlas/draw.html", _page(layer, base, areas, area, form=form, points=points))


def base_of(layer: Layer) -> Edition | None:
    """What one draws on: the newest draft, else the newest edition."""
    rows = Edition.objects.filter(layer=layer)
    draft = rows.filter(state=EditionState.DRAFT).order_by("-pk").first()
    return draft or rows.published().order_by("-valid_from").first()


def _first_day(base: Edition | None) -> Any:
    today = timezone.localdate()
    return max(base.valid_from, today) if base else today


def _answer(
    request: SignedInRequest, layer: Layer, base: Edition | None, areas: list[Area], area: Area | None
) -> HttpResponse:
    """Change the list of points, take the area away, or save; nothing is kept before saving."""
    form = DrawForm(request.POST)
    points, said = _changed(request.POST)
    if said is not None:
        shown = DrawForm(initial={name: request.POST.get(name, "") for name in form.fields})
        return render_page(
            request, "atlas/draw.html", _page(layer, base, areas, area, form=shown, points=points) | {"said": said}
        )
    try:
        if request.POST.get("do") == "away" and area is not None:
            found = _without(base, area)
            return redirect("keep_edition", pk=_kept(request, layer, base, found, _first_day(base)).pk)
        if form.is_valid():
            drawn = _drawn(form.cleaned_data["name"], area, areas, points)
            found = [*areas_of(base, without=drawn.code), drawn]
            edition = _kept(request, layer, base, found, form.cleaned_data["valid_from"])
            return redirect("keep_edition", pk=edition.pk)
    except ImportRefused as refused:
        form.add_error("points", str(refused))
    return answer_invalid(request, "atlas/draw.html", _page(layer, base, areas, area, form=form, points=points))


def _without(base: Edition | None, area: Area) -> list[FoundArea]:
    found = areas_of(base, without=area.code)
    if not found:
        raise ImportRefused(_("Dit is het enige gebied."), _("Teken eerst een ander."))
    return found


def _drawn(name: str, area: Area | None, areas: list[Area], points: list[str]) -> FoundArea:
    told = []
    for number, text in enumerate(points, 1):
        if not text.strip():
            continue
        try:
            told.append(point_of(text))
        except ValueError:
            raise ImportRefused(
                _("Punt {number} is geen plek in België: “{text}”.").format(number=number, text=text[:40]),
                _("Schrijf het als 50.82812, 3.26490."),
            ) from None
    code = area.code if area else _new_code(name, {one.code for one in areas})
    return FoundArea(code, name, "", shape_of(told))


def _new_code(name: str, taken: set[str]) -> str:
    base = slugify(name)[:36] or "gebied"
    return next(code for n in range(1, 1000) if (code := base if n == 1 else f"{base}-{n}") not in taken)


def _kept(request: SignedInRequest, layer: Layer, base: Edition | None, found: list[FoundArea], day: Any) -> Edition:
    """The new draft; it takes the place of the draft it was drawn on."""
    name = _("getekend {date}").format(date=timezone.localdate().strftime("%d.%m.%Y"))
    edition = actions.draft_from_drawing(layer, found, name=name, valid_from=day, by=request.user)
    if base is not None and not base.is_published and base.pk != edition.pk:
        actions.discard_draft(base, by=request.user)
    return edition


def _changed(sent: QueryDict) -> tuple[list[str], str | None]:
    """The points after the button that was pressed, and what to say; None when nothing was changed but saved."""
    points = sent.getlist("point")[:1000]
    verb, _colon, number = sent.get("do", "").partition(":")
    place = int(number) if number.isdigit() and int(number) <= len(points) else len(points)
    match verb:
        case "insert":
            points.insert(place, "")
            return points, _("Nieuw punt op plaats {n}.").format(n=place + 1)
        case "remove" if place:
            del points[place - 1]
            return points, _("Punt {n} is weg.").format(n=place)
        case "address":
            return _with_address(points, sent.get("address", ""))
    return points, None


def _with_address(points: list[str], text: str) -> tuple[list[str], str]:
    """The place of an address as the next point: in the first empty line, else at the end. The address is not kept."""
    spot = find_place(text).spot if text.strip() else None
    if spot is None:
        return points, _("Dat adres vind ik niet. Geef een straat met een nummer.")
    said = text_of(to_degrees(spot.x, spot.y))
    empty = next((place for place, point in enumerate(points) if not point.strip()), None)
    if empty is None:
        return [*points, said], _("{place} is punt {n}.").format(place=spot.label, n=len(points) + 1)
    points[empty] = said
    return points, _("{place} is punt {n}.").format(place=spot.label, n=empty + 1)


def _page(
    layer: Layer, base: Edition | None, areas: list[Area], area: Area | None, *, form: DrawForm, points: list[str]
) -> dict[str, Any]:
    ground = ground_of(in_force())
    under = list(ground.areas.all()) if ground else []
    others = [one for one in areas if one != area]
    return {
        "layer": layer,
        "base": base,
        "areas": areas,
        "area": area,
        "form": form,
        "points": points,
        "map": {
            "ground": _features(under),
            "others": _features(others),
            "tiles": tiles(),
            "words": map_words()
            | {
                "vertex": _("Punt {n}. Pijltjes verplaatsen, Delete haalt weg, Enter maakt een punt erna."),
                "point": _("Punt {n}"),
                "after": _("Punt na {n}"),
                "remove": _("Haal punt {n} weg"),
                "moved": _("Punt {n}: {at}"),
            },
        },
    }


def _features(areas: list[Area]) -> list[dict[str, Any]]:
    names = {area.pk: area.name for area in areas}
    outlines = outlines_of(areas)
    return [
        {"type": "Feature", "geometry": outline, "properties": {"name": names[key]}}
        for key, outline in outlines.items()
    ]
