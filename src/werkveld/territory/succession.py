"""Which area goes on where borders moved: from one edition to the next, and from any edition to the one of today."""

from __future__ import annotations

import datetime

from django.db.models import FloatField
from django.db.models.functions import Coalesce

from werkveld.territory.models import Area, AreaOverlap, Edition


def successors(old: Edition, new: Edition) -> dict[int, Area]:
    """For each area of then (by key) the area of now that takes over; none when nothing of it is left."""
    now = {area.pk: area for area in Area.objects.filter(edition=new).light()}
    by_code = {area.code: area for area in now.values()}
    share = Coalesce("by_addresses", "by_surface", output_field=FloatField())
    pairs = AreaOverlap.objects.filter(source__edition=old, target__edition=new).annotate(share=share)
    largest: dict[int, Area] = {}
    for source, target in pairs.order_by("share", "-target__code").values_list("source", "target"):
        largest[source] = now[target]
    then = Area.objects.filter(edition=old).light()
    return {area.pk: found for area in then if (found := by_code.get(area.code) or largest.get(area.pk))}


def is_over(edition: Edition, on: datetime.date) -> bool:
    """Whether an edition no longer holds on a day."""
    return edition.valid_until is not None and edition.valid_until <= on


def area_of_now(area: Area, on: datetime.date) -> Area | None:
    """The area that has taken over by a day, edition by edition; the area itself while its own edition holds.

    None when nothing took over. Needs the area with its edition.
    """
    found: Area | None = area
    edition = area.edition
    while found is not None and edition.valid_until is not None and is_over(edition, on):
        after = Edition.objects.published().filter(layer=edition.layer_id, valid_from=edition.valid_until).first()
        if after is None:
            return None
        found, edition = successors(edition, after).get(found.pk), after
    return found
