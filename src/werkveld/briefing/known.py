"""What a crew knew at a moment: a kept briefing read back, word for word as it stood, through today's audience rule.

A sheet holds keys and versions only. Who lost an item since finds no word of it here either; who never had it does
not even learn that the sheet held one more line.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from werkveld.audience.middleware import SignedInRequest
from werkveld.audience.viewer import Viewer
from werkveld.briefing.knownforms import MomentForm
from werkveld.briefing.models import Sheet
from werkveld.briefing.shifts import current_shift
from werkveld.items.differences import Difference, differences
from werkveld.items.models import Item, ItemVersion, Reading
from werkveld.kit.pages import answer_invalid, render_page
from werkveld.people.models import Assignment, Shift

# How far back from the asked moment a sheet still says what a crew knew.
BACK = dt.timedelta(days=3)
# Enough for every shift of a large crew.
MOST = 200

# What a part of a kept briefing is called; the order is the order of the page.
SECTIONS: dict[str, Promise] = {
    "changed": _("Gewijzigd"),
    "new": _("Nieuw"),
    "you": _("Wacht op jou"),
    "today": _("Vandaag"),
    "standing": _("Nog geldig"),
    "lapsed": _("Vervallen"),
}
CHANGED, WITHDRAWN, LAPSED = "changed", "withdrawn", "lapsed"


@dataclass(frozen=True)
class KnownLine:
    """One line as it was: the version that was shown (None for a withdrawn one), and what happened to it since."""

    item: Item
    number: int
    version: ItemVersion | None
    since: str = ""
    was: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """A kept briefing by section. `hidden` counts lines gone from the asker's own sheet; 0 for anybody else's."""

    sections: list[tuple[Promise, list[KnownLine]]]
    hidden: int

    @property
    def changes(self) -> int:
        """How many lines no longer say what was shown."""
        return sum(line.since in {CHANGED, WITHDRAWN} for _word, lines in self.sections for line in lines)


@dataclass(frozen=True)
class CrewSheet:
    """A sheet in a list, and the name that may stand beside it (empty: a colleague)."""

    sheet: Sheet
    name: str


def sheets_for(viewer: Viewer) -> QuerySet[Sheet]:
    """The kept briefings somebody may read back: their own, and those of colleagues of their organisation with whom
    they share an area or a team.
    """
    own = Q(person=viewer.person)
    rows = Sheet.objects.select_related("person", "shift", "team", "area__edition__layer")
    rows = rows.defer("area__geometry", "area__outline")
    if not viewer.assignments:
        return rows.filter(own)
    homes = {a.organisation_id for a in viewer.assignments}
    colleagues = Assignment.objects.on(viewer.on).filter(organisation__in=homes).values("person")
    of_house = Q(shift__organisation__in=homes) | Q(shift=None, person__in=colleagues)
    if any(a.citywide for a in viewer.assignments):
        return rows.filter(own | of_house)
    teams = [team.pk for team in viewer.teams]
    shared = Q(area__in=viewer.area_ids) | Q(team__in=teams) | Q(area=None, team=None, shift__area__in=viewer.area_ids)
    return rows.filter(own | (of_house & shared))


def known_on(viewer: Viewer, sheet: Sheet) -> Known:
    """A sheet word for word as it was, as far as the asker may see it today. Three queries."""
    shown = [(uuid.UUID(key), int(number), section) for key, number, section in sheet.lines]
    items = _items(viewer, (key for key, _number, _section in shown))
    versions = _versions(viewer, items)
    before = _read_before(viewer, sheet, [key for key, _number, section in shown if section == "changed"])
    parts: dict[str, list[KnownLine]] = defaultdict(list)
    for key, number, section in shown:
        if item := items.get(key):
            said = versions.get((key, number))
            old = versions.get((key, _newest_below(before.get(key, set()), number)))
            was = differences(old, said) if old and said and section == "changed" else []
            parts[section].append(KnownLine(item, number, said, _since(item, number, section, sheet.at), was))
    is_own = viewer.person is not None and sheet.person_id == viewer.person.pk
    hidden = sum(key not in items for key, _number, _section in shown) if is_own else 0
    return Known([(word, parts[name]) for name, word in SECTIONS.items() if parts[name]], hidden)


def outdated(viewer: Viewer, sheets: Iterable[Sheet]) -> dict[int, int]:
    """How many lines of each sheet were put right or taken back since: {sheet key: lines}. One query."""
    rows = list(sheets)
    items = _items(viewer, (uuid.UUID(line[0]) for sheet in rows for line in sheet.lines))
    changes = {}
    for sheet in rows:
        marks = [
            _since(items[key], int(number), section, sheet.at)
            for text, number, section in sheet.lines
            if (key := uuid.UUID(text)) in items
        ]
        changes[sheet.pk] = sum(mark in {CHANGED, WITHDRAWN} for mark in marks)
    return changes


def _items(viewer: Viewer, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Item]:
    rows = Item.objects.visible_to(viewer).filter(pk__in=set(keys)).select_related("organisation")
    return {item.pk: item for item in rows}


def _versions(viewer: Viewer, keys: Iterable[uuid.UUID]) -> dict[tuple[uuid.UUID, int], ItemVersion]:
    rows = ItemVersion.objects.visible_to(viewer).filter(item__in=list(keys))
    return {(row.item_id, row.number): row for row in rows}


def _read_before(viewer: Viewer, sheet: Sheet, keys: list[uuid.UUID]) -> dict[uuid.UUID, set[int]]:
    """Which versions its reader had before them when it was shown: the Was of its Was and Nu."""
    if not keys:
        return {}
    rows = Reading.objects.visible_to(viewer).filter(person=sheet.person_id, item__in=keys, read_at__lte=sheet.at)
    read: dict[uuid.UUID, set[int]] = defaultdict(set)
    for key, number in rows.values_list("item", "version"):
        read[key].add(number)
    return read


def _newest_below(numbers: set[int], number: int) -> int:
    return max((n for n in numbers if n < number), default=0)


def _since(item: Item, number: int, section: str, at: dt.datetime) -> str:
    """What happened to a line after it was shown: withdrawn, changed, lapsed or nothing."""
    if item.is_withdrawn:
        return WITHDRAWN if item.withdrawn_at is None or item.withdrawn_at > at else ""
    if item.substance > number and section != "lapsed":
        return CHANGED
    return LAPSED if item.is_lapsed and section != "lapsed" else ""


@require_GET
def what_was_known(request: SignedInRequest, stamp: str) -> HttpResponse:
    """One kept briefing, by the stamp on its paper."""
    viewer = request.viewer
    sheet = get_object_or_404(sheets_for(viewer), stamp=stamp.upper())
    context = {
        "sheet": sheet,
        "known": known_on(viewer, sheet),
        "is_own": sheet.person_id == request.user.pk,
        "name": _name(viewer, sheet, _is_lead(viewer)),
        "place": place_of(sheet),
    }
    return render_page(request, "briefing/known.html", context)


@require_GET
def known_at(request: SignedInRequest) -> HttpResponse:
    """ "Wat wist deze ploeg om 14:00?": the last briefing of each colleague before a moment, by shift."""
    viewer = request.viewer
    form = MomentForm(request.GET or None, viewer=viewer)
    if form.is_bound and not form.is_valid():
        return answer_invalid(request, "briefing/known_at.html", {"form": form})
    context: dict[str, Any] = {"form": form}
    if form.is_bound:
        moment = form.moment()
        context |= {"moment": moment, "groups": _groups(viewer, form, moment)}
    return render_page(request, "briefing/known_at.html", context)


def _groups(viewer: Viewer, form: MomentForm, moment: dt.datetime) -> list[tuple[Shift | None, list[CrewSheet]]]:
    """The last sheet of each person before a moment, under the shift in which it was shown; the newest shift first."""
    rows = sheets_for(viewer).filter(form.of_place(), at__lte=moment, at__gt=moment - BACK).order_by("-at")[:MOST]
    is_lead = _is_lead(viewer)
    last: dict[tuple[int, int | None], Sheet] = {}
    for row in rows:
        last.setdefault((row.person_id, row.shift_id), row)
    groups: dict[tuple[str, dt.datetime | None], tuple[Shift | None, list[CrewSheet]]] = {}
    for row in last.values():
        # Colleagues of one turn each have a shift of their own: same name, same start.
        key = (row.shift.name, row.shift.starts_at) if row.shift else ("", None)
        groups.setdefault(key, (row.shift, []))[1].append(CrewSheet(row, _name(viewer, row, is_lead)))
    return list(groups.values())


def _is_lead(viewer: Viewer) -> bool:
    shift = current_shift(viewer)
    return shift is not None and shift.is_lead


def _name(viewer: Viewer, sheet: Sheet, is_lead: bool) -> str:
    """Whose sheet: a name for oneself and for the lead of a shift, nothing for anybody else (R17)."""
    is_own = viewer.person is not None and sheet.person_id == viewer.person.pk
    return sheet.person.display_name if is_own or is_lead else ""


def place_of(sheet: Sheet) -> str:
    """What a sheet is about: "Overleie", "stuurgroep Venning"; empty for everything."""
    if sheet.team:
        return str(sheet.team)
    return sheet.area.name if sheet.area else ""
