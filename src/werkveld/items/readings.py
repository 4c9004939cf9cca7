"""Who read an item, by organisation and never by name (R10, R17)."""

from collections.abc import Iterable

from django.utils import timezone

from werkveld.audience.viewer import Viewer
from werkveld.items.models import Item, Reading
from werkveld.people.models import Assignment, Organisation, Seat


def acknowledged(viewer: Viewer, item: Item) -> int:
    """How many people said "gezien" of what it says now."""
    rows = Reading.objects.visible_to(viewer).filter(item=item, version__gte=item.substance)
    return int(rows.filter(acknowledged_at__isnull=False).values("person").distinct().count())


def has_acknowledged(viewer: Viewer, item: Item) -> bool:
    """Whether the viewer did."""
    rows = Reading.objects.visible_to(viewer).filter(item=item, version__gte=item.substance, person=viewer.person)
    return bool(rows.filter(acknowledged_at__isnull=False).exists())


def outdated_version_read(viewer: Viewer, item: Item) -> int:
    """The newest version the viewer had before them that no longer holds, 0 when none."""
    rows = Reading.objects.visible_to(viewer).filter(item=item, person=viewer.person, version__lt=item.substance)
    return int(rows.order_by("-version").values_list("version", flat=True).first() or 0)


def readers_by_organisation(viewer: Viewer, item: Item) -> list[tuple[Organisation, int]]:
    """How many people of each organisation had what it says now before them, the author left out."""
    return _by_organisation(_readers(viewer, item))


def outdated_readers_by_organisation(viewer: Viewer, item: Item) -> list[tuple[Organisation, int]]:
    """The same of who read only what it said before the last correction: whom that still has to reach."""
    if item.substance < 2:
        return []
    rows = Reading.objects.visible_to(viewer).filter(item=item, version__lt=item.substance)
    before = set(rows.exclude(person=item.author_id).values_list("person", flat=True))
    return _by_organisation(before - _readers(viewer, item))


def _readers(viewer: Viewer, item: Item) -> set[int]:
    rows = Reading.objects.visible_to(viewer).filter(item=item, version__gte=item.substance)
    return set(rows.exclude(person=item.author_id).values_list("person", flat=True))


def _by_organisation(people: set[int]) -> list[tuple[Organisation, int]]:
    homes = homes_of(people)
    counts: dict[int, int] = {}
    for organisation in homes.values():
        counts[organisation] = counts.get(organisation, 0) + 1
    found = Organisation.objects.in_bulk(counts)
    return sorted(((found[key], n) for key, n in counts.items()), key=lambda pair: (-pair[1], pair[0].short_name))


def homes_of(people: Iterable[int]) -> dict[int, int]:
    """The organisation each person works for today: {person key: organisation key}; of an assignment, else a seat."""
    keys = list(people)
    today = timezone.localdate()
    homes = dict(Seat.objects.on(today).filter(person__in=keys).order_by("-pk").values_list("person", "organisation"))
    assigned = Assignment.objects.on(today).filter(person__in=keys).main_first().reverse()
    return homes | dict(assigned.values_list("person", "organisation"))
