"""The pages where divisions do not coincide: two of them compared, and who works at a place."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from werkveld.audience.middleware import SignedInRequest
from werkveld.borders import actions
from werkveld.borders.comparing import border_streets, misfits, people_by_area, seen_from, sides_named
from werkveld.borders.counterparts import counterparts, counterparts_of_areas
from werkveld.borders.forms import PlaceForm
from werkveld.borders.models import StreetAgreement
from werkveld.borders.rules import may_know_people, sides_of
from werkveld.borders.tables import sheets_of
from werkveld.items.models import Item
from werkveld.items.places import filed_areas
from werkveld.kit import spreadsheet
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.staff.contacts import citywide_contacts
from werkveld.territory.crosswalk import ADDRESSES, SURFACE, Crosswalk, crosswalk
from werkveld.territory.drawing import svg_of_edition
from werkveld.territory.hatching import svg_of_bar, svg_of_parts
from werkveld.territory.locate import areas_at
from werkveld.territory.models import AddressFile, Area, Edition
from werkveld.territory.pieces import pieces_json
from werkveld.territory.views import by_code, in_force


@dataclass(frozen=True)
class Asked:
    """Which two divisions, counted how, and seen from which area (None: from the whole)."""

    editions: list[Edition]
    first: Edition
    second: Edition
    by: str
    area: Area | None

    @property
    def both(self) -> list[Edition]:
        """The two editions."""
        return [self.first, self.second]

    def query(self, **other: str) -> str:
        """The same question as the end of an address, with other answers in it."""
        said = {
            "van": self.first.layer.code,
            "naar": self.second.layer.code,
            "gebied": self.area.code if self.area else "",
        }
        if self.by == SURFACE:
            said["telling"] = "oppervlakte"
        return urlencode({key: value for key, value in (said | other).items() if value})


@require_GET
def borders(request: SignedInRequest) -> HttpResponse:
    """Two divisions beside each other: where they do not fit, or one area and what lies over it."""
    asked = _asked(request)
    if asked is None:
        return render_page(request, "borders/none.html")
    found = crosswalk(asked.first, asked.second, asked.by)
    context = _both(request, asked, found)
    context |= _of_area(request, asked, found) if asked.area else _of_whole(request, asked, found)
    return render_page(request, "borders/borders.html", context)


def _asked(request: SignedInRequest) -> Asked | None:
    """What the address asks, with what is usual where it does not say; None when there are not two divisions."""
    editions = in_force()
    if len(editions) < 2:
        return None
    by_layer = {edition.layer.code: edition for edition in editions}
    first = by_layer.get(request.GET.get("van", "")) or editions[0]
    others = [edition for edition in editions if edition != first]
    own = {a.area.edition_id for a in request.viewer.assignments if a.area}
    usual = next((edition for edition in others if edition.pk in own), others[0])
    second = by_layer.get(request.GET.get("naar", ""))
    by = SURFACE if request.GET.get("telling") == "oppervlakte" else ADDRESSES
    area = next((a for a in first.areas.all() if a.code == request.GET.get("gebied", "")), None)
    return Asked(editions, first, second if second and second != first else usual, by, area)


def _both(request: SignedInRequest, asked: Asked, found: Crosswalk) -> dict[str, Any]:
    """What stands on either page."""
    others = [edition for edition in asked.editions if edition != asked.first]
    return {
        "asked": asked,
        "found": found,
        "firsts": [(e, _link(asked, van=e.layer.code, naar="", gebied="")) for e in asked.editions],
        "seconds": [(e, _link(asked, naar=e.layer.code)) for e in others],
        "by_addresses": _link(asked, telling=""),
        "by_surface": _link(asked, telling="oppervlakte"),
        "is_by_addresses": found.by == ADDRESSES,
        "register": AddressFile.objects.first() if found.by == ADDRESSES else None,
        "is_schematic": asked.first.is_schematic or asked.second.is_schematic,
        "query": asked.query(),
        "whole": _link(asked, gebied=""),
        "turned": _link(asked, van=asked.second.layer.code, naar=asked.first.layer.code, gebied=""),
    }


def _link(asked: Asked, **other: str) -> str:
    return f"{reverse('borders')}?{asked.query(**other)}"


def _of_whole(request: SignedInRequest, asked: Asked, found: Crosswalk) -> dict[str, Any]:
    rows = {row.area.pk: row for row in found.rows}
    ordered = [rows[area.pk] for area in by_code(row.area for row in found.rows)]
    return {
        "drawing": svg_of_edition(asked.first, over=asked.second),
        "misfits": misfits(found, lambda area: _link(asked, gebied=area.code)),
        "rows": [(row, _link(asked, gebied=row.area.code)) for row in ordered],
        "streets": _streets(request, asked.second, None),
    }


def _of_area(request: SignedInRequest, asked: Asked, found: Crosswalk) -> dict[str, Any]:
    row = next(row for row in found.rows if asked.area and row.area.pk == asked.area.pk)
    knows = may_know_people(request.viewer)
    people = people_by_area(asked.second, request.viewer.on) if knows else {}
    targets = [part.target for part in row.shown if part.target]
    shapes = Area.objects.filter(pk__in=[row.area.pk, *(area.pk for area in targets)]).defer("geometry")
    return {
        "row": row,
        "drawing": svg_of_parts(row, list(shapes)),
        "bar": svg_of_bar(row),
        "parts": seen_from(found, row, people),
        "knows_people": knows,
        "streets": _streets(request, asked.second, {area.pk for area in targets}),
    }


def _streets(request: SignedInRequest, edition: Edition, among: set[int] | None) -> list[Any]:
    return border_streets(edition, sides_of(request.viewer, _areas_of(edition)), among)


def _areas_of(edition: Edition) -> list[Area]:
    return list(Area.objects.filter(edition=edition).light().select_related("edition"))


@require_GET
def workbook(request: SignedInRequest) -> HttpResponse:
    """Both directions as a workbook, fringes included."""
    asked, found = _found(request)
    answer = HttpResponse(spreadsheet.workbook(sheets_of(found)), content_type=spreadsheet.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(asked)}.xlsx"'
    return answer


@require_GET
def pieces(request: SignedInRequest) -> HttpResponse:
    """The pieces that both divisions cut each other into, for a map program."""
    asked, found = _found(request)
    answer = HttpResponse(pieces_json(found), content_type="application/geo+json")
    answer["Content-Disposition"] = f'attachment; filename="{_file_name(asked)}.geojson"'
    return answer


def _found(request: SignedInRequest) -> tuple[Asked, Crosswalk]:
    asked = _asked(request)
    if asked is None:
        raise Http404
    return asked, crosswalk(asked.first, asked.second, asked.by)


def _file_name(asked: Asked) -> str:
    return slugify(f"{asked.first.layer.code}-{asked.first.name}-{asked.second.layer.code}-{asked.second.name}")


@require_POST
def agree(request: SignedInRequest) -> HttpResponse:
    """Propose, confirm or drop who takes up a street on a border."""
    asked = _asked(request)
    organisation = request.viewer.organisation
    named = sides_named(asked.second, request.POST.get("straat", "")) if asked else None
    if asked is None or named is None or organisation is None:
        raise Http404
    street, first, second = named
    own = sides_of(request.viewer, [first, second])
    if not own:
        raise Http404
    sides = {str(first.pk): first, str(second.pk): second}
    if request.POST.get("stap") == "weg":
        agreement = get_object_or_404(StreetAgreement, street=street, first=first, second=second)
        actions.drop_agreement(agreement, organisation=organisation, by=request.user)
        messages.success(request, _("De afspraak over %(street)s is opgezegd.") % {"street": street.name})
    elif holder := sides.get(request.POST.get("houder", "")):
        row = actions.propose_holder(
            street, (first, second), holder, own=own, organisation=organisation, by=request.user
        )
        said = (
            _("De afspraak geldt: %(area)s neemt %(street)s op.")
            if row.is_in_force
            else _("Voorgesteld: %(area)s neemt %(street)s op. De andere kant moet dit nog bevestigen.")
        )
        messages.success(request, said % {"street": street.name, "area": holder.name})
    return HttpResponseRedirect(f"{reverse('borders')}?{asked.query()}#grensstraten")


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def counterpart(request: SignedInRequest) -> HttpResponse:
    """Who works at a place. What is asked is answered at once and kept nowhere: it goes by POST, in no address."""
    form = PlaceForm(request.POST or None)
    context: dict[str, Any] = {"form": form, "knows_people": may_know_people(request.viewer)}
    if request.method == "GET":
        return render_page(request, "borders/counterpart.html", context)
    if not form.is_valid():
        return answer_invalid(request, "borders/counterpart.html", context | {"finding": form.finding})
    spot = form.spot
    places = areas_at(spot.x, spot.y)
    near = (spot.x, spot.y)
    context |= {"spot": spot, "here": counterparts(request.viewer, places, near=near)}
    return render_page(request, "borders/counterpart.html", context | {"citywide": citywide_contacts(near=near)})


@require_GET
def counterpart_of_item(request: SignedInRequest, key: uuid.UUID) -> HttpResponse:
    """Who works where an item lies."""
    item = get_object_or_404(Item.objects.visible_to(request.viewer), pk=key)
    here = counterparts_of_areas(request.viewer, filed_areas(request.viewer, item))
    context = {"item": item, "here": here, "form": PlaceForm(), "knows_people": may_know_people(request.viewer)}
    context["citywide"] = citywide_contacts()
    return render_page(request, "borders/counterpart.html", context)
