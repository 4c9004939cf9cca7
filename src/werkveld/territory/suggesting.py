"""What to offer while somebody types a place: the spot when it is certain, else the streets it can be.

By POST, and kept nowhere: what people look up stands in no address, no log and no table.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from werkveld.territory.crosswalk import in_words
from werkveld.territory.finding import Spot, StreetFound, find_place, streets_found
from werkveld.territory.gazetteer import names
from werkveld.territory.locate import areas_at
from werkveld.territory.views import ORDER

MOST = 6


@dataclass(frozen=True)
class Offer:
    """A place to take with one tap: its words, the areas it lies in, its street alone, and the point if any."""

    label: str
    where: str
    street: str
    x: float | None = None
    y: float | None = None


@never_cache
@sensitive_post_parameters()
@require_POST
def places(request: HttpRequest) -> HttpResponse:
    """A list for beneath a field: buttons that carry label and point (`data-place`, `data-x`, `data-y`)."""
    text = request.POST.get("place", "")[:200]
    return render(request, "territory/places.html", {"offers": offers_for(text), "text": text.strip()})


def offers_for(text: str) -> list[Offer]:
    """At most six places that a text can mean, the likeliest first."""
    if len(text.strip()) < 2:
        return []
    found = find_place(text)
    if found.spots:
        return [_of_spot(spot) for spot in found.spots[:MOST]]
    streets = found.streets or streets_found(names().suggested(text, MOST))
    return [_of_street(street) for street in streets[:MOST]]


def _of_spot(spot: Spot) -> Offer:
    areas = [located.area for located in areas_at(spot.x, spot.y) if located.area]
    areas.sort(key=lambda area: ORDER[area.edition.layer.word])
    street = spot.street.name if spot.street else spot.label
    return Offer(spot.label, " · ".join(in_words(area) for area in areas), street, spot.x, spot.y)


def _of_street(found: StreetFound) -> Offer:
    """A street lies somewhere certain only where all of it does; elsewhere a number decides."""
    spot = found.spot if found.is_whole else None
    told = []
    for part in found.parts:
        if part.area is not None:
            part.area.edition = part.edition
            told.append(in_words(part.area) + (f" {part.percent} %" if part.share < 1 else ""))
    label, where, name = str(found.street), " · ".join(told), found.street.name
    return Offer(label, where, name, spot.x, spot.y) if spot else Offer(label, where, name)
