"""Where an item may lie: the areas a form offers, and the words for where it lies."""

from collections.abc import Iterable

from werkveld.audience.viewer import Viewer
from werkveld.items.models import Item, ItemArea, Method
from werkveld.territory.crs import LAMBERT_72, REACH, REACH_WHEN_DECLARED, WGS84, to_lambert
from werkveld.territory.locate import areas_at
from werkveld.territory.models import Area, Layer


def areas_in_force() -> list[Area]:
    """Every area one may choose, by layer and name, without its shape."""
    rows = Area.objects.light().in_force().select_related("edition__layer")
    return sorted(rows, key=lambda a: (a.edition.layer_id, a.name))


def area_by_address(text: str, areas: Iterable[Area]) -> Area | None:
    """The area that "layer/code" names, as the addresses of pages spell it."""
    layer, _, code = text.partition("/")
    return next((a for a in areas if a.edition.layer.code == layer and a.code == code), None)


def own_areas(viewer: Viewer, areas: Iterable[Area]) -> list[Area]:
    """Those the viewer works in, the assigned ones first."""
    assigned = {a.area_id for a in viewer.assignments}
    own = [a for a in areas if a.pk in viewer.area_ids]
    return sorted(own, key=lambda a: (a.pk not in assigned, a.edition.layer_id, a.name))


def by_layer(areas: Iterable[Area]) -> list[tuple[Layer, list[Area]]]:
    """Areas under their layer, in the order given."""
    groups: dict[int, tuple[Layer, list[Area]]] = {}
    for area in areas:
        groups.setdefault(area.edition.layer_id, (area.edition.layer, []))[1].append(area)
    return list(groups.values())


def default_areas(viewer: Viewer) -> list[Area]:
    """Where a form starts: the area of the first assignment that has one."""
    return [a.area for a in viewer.assignments if a.area][:1]


def point_of(x: float | None, y: float | None, lon: float | None, lat: float | None) -> tuple[float, float] | None:
    """Metres (EPSG:31370) of a point given in metres or in degrees; None when neither is whole.

    Raises ValueError when it lies outside Belgium.
    """
    if x is not None and y is not None:
        return _within(x, y, REACH_WHEN_DECLARED[LAMBERT_72])
    if lon is not None and lat is not None:
        return to_lambert(*_within(lon, lat, REACH[WGS84]))
    return None


def _within(east: float, north: float, box: tuple[float, float, float, float]) -> tuple[float, float]:
    if not (box[0] <= east <= box[2] and box[1] <= north <= box[3]):
        raise ValueError(f"{east}, {north}")
    return east, north


def areas_holding(point: tuple[float, float]) -> list[Area]:
    """The areas of every layer that hold a point."""
    return [at.area for at in areas_at(*point) if at.area]


def filed_areas(viewer: Viewer, item: Item) -> list[Area]:
    """The areas an item lies in, layer by layer: first where it was said to be, then what those overlap."""
    said, derived = said_and_derived(viewer, item)
    return said + derived


def said_and_derived(viewer: Viewer, item: Item) -> tuple[list[Area], list[Area]]:
    """Areas of the point or by choice, and those that follow from an overlap: never told as if somebody had said so."""
    rows = ItemArea.objects.visible_to(viewer).filter(item=item, area__isnull=False)
    rows = rows.select_related("area__edition__layer").defer("area__geometry", "area__outline")
    filed = sorted(((f.method, f.area) for f in rows if f.area), key=lambda f: (f[1].edition.layer_id, f[1].name))
    derived = [area for method, area in filed if method == Method.CROSSWALK]
    return [area for method, area in filed if method != Method.CROSSWALK], derived


def chosen_areas(viewer: Viewer, item: Item) -> list[Area]:
    """Only those its author chose by hand, for showing the form again."""
    keys = ItemArea.objects.visible_to(viewer).filter(item=item, method="chosen").values_list("area", flat=True)
    return [a for a in filed_areas(viewer, item) if a.pk in set(keys)]


def area_words(area: Area) -> str:
    """ "gebied Overleie": a name never goes without the word of its owner."""
    return f"{area.edition.layer.get_word_display()} {area.name}"
