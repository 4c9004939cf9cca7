"""Where an item lies: its areas in every layer, and the feed that lists walk."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import F, FloatField, Q
from django.db.models.functions import Coalesce

from werkveld.audience.membership import OVERLAP_SHARE
from werkveld.items.models import Item, ItemArea, Method
from werkveld.territory.locate import areas_at
from werkveld.territory.models import Area, AreaOverlap


def file_item(item: Item, chosen: Iterable[Area] = ()) -> None:
    """Write an item's areas anew, then its feed entries, in the caller's transaction.

    With a point: the area in every published edition, "niet te lokaliseren" included. Without: the areas chosen by
    hand and what overlaps them in other layers.
    """
    ItemArea.objects.filter(item=item).delete()
    rows = _by_point(item) if item.x is not None else _by_choice(item, list(chosen))
    ItemArea.objects.bulk_create(rows)
    refeed_item(item)


def refeed_item(item: Item) -> None:
    """Write the feed entries anew from the item's readers, areas, state and validity."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT werkveld_file_item(%s)", [item.pk])


def _by_point(item: Item) -> list[ItemArea]:
    assert item.x is not None  # noqa: S101 - for the type checker: the caller asked
    assert item.y is not None  # noqa: S101
    return [
        ItemArea(item=item, edition_id=at.edition.pk, area=at.area, method=Method.POINT, metres=at.metres)
        for at in areas_at(item.x, item.y)
    ]


def _by_choice(item: Item, chosen: list[Area]) -> list[ItemArea]:
    rows = {a.pk: ItemArea(item=item, edition_id=a.edition_id, area=a, method=Method.CHOSEN) for a in chosen}
    for area in overlapping(chosen):
        rows.setdefault(area.pk, ItemArea(item=item, edition_id=area.edition_id, area=area, method=Method.CROSSWALK))
    return list(rows.values())


def overlapping(areas: Iterable[Area]) -> list[Area]:
    """Areas of other layers that share enough with any of these (the same measure as "in area a" of the rule)."""
    keys = [a.pk for a in areas]
    share = Coalesce("by_addresses", "by_surface", output_field=FloatField())
    pairs = AreaOverlap.objects.annotate(share=share).filter(share__gte=F("stricter") + OVERLAP_SHARE)
    found = pairs.filter(Q(source__in=keys) | Q(target__in=keys)).values_list("source", "target")
    near = {key for pair in found for key in pair} - set(keys)
    return list(Area.objects.in_force().filter(pk__in=near))
