"""Small still maps, drawn on the server: no tiles, no script, no inline style, the same every time.

A drawing names classes only (`map-area`, `map-area--me`, `map-line--b`, `map-pt`, `map-label`), so the page's theme
colours it. It is one picture to a screen reader, with a title and a description; the page puts a table beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkveld.territory.crs import to_degrees
from werkveld.territory.models import Area, Edition, LayerKind, Word
from werkveld.territory.projection import (
    WIDTH,
    Ring,
    View,
    drawn_rings,
    lines_of,
    path_of,
    points_of,
    polygons_of,
    view_of,
    widest_place,
)

# Units of the drawing; the type size must agree with `.map-label` in the stylesheet.
TYPE_SIZE = 12.5
LINE = 13.5
LETTER = 0.54 * TYPE_SIZE
A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A point to show, in metres (EPSG:31370), how many things are there, and what kind (a class `map-pt--kind`).

    Who draws marks hides counts that are too small to show; a drawing does not know what it counts.
    """

    x: float
    y: float
    count: int = 1
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An area with its rings in units of the drawing."""

    area: Area
    rings: list[Ring]


def svg_of_edition(
    edition: Edition,
    highlight: Area | None = None,
    *,
    over: Edition | None = None,
    marks: Sequence[Mark] = (),
) -> SafeString:
    """A whole division, one area set apart if asked, with another division's borders dashed over it if asked."""
    return _svg(edition, highlight, over, marks, is_close=False)


def svg_of_area(area: Area, *, over: Edition | None = None, marks: Sequence[Mark] = ()) -> SafeString:
    """One area filling the drawing, with what lies around it.

    A loose area has nothing around it: the gebieden in force that day are then drawn over it, unless told otherwise.
    """
    if over is None and area.edition.layer.kind != LayerKind.PARTITION:
        grounds = Edition.objects.in_force(area.edition.valid_from).filter(layer__kind=LayerKind.PARTITION)
        over = grounds.filter(layer__word=Word.GEBIED).order_by("layer__code").first()
    return _svg(area.edition, area, over, marks, is_close=True)


def _svg(
    edition: Edition, me: Area | None, over: Edition | None, marks: Sequence[Mark], *, is_close: bool
) -> SafeString:
    # Under marks the name of the area itself is left out: the page says it, and the marks need the room.
    view, ground = _ground(edition, me, over, is_close=is_close, is_bare=is_close and bool(marks))
    points = "".join(_point(view, mark) for mark in marks)
    return mark_safe(f"{ground}{points}</svg>")  # noqa: S308 - every part is escaped where it is made


def _ground(
    edition: Edition, me: Area | None, over: Edition | None, *, is_close: bool, is_bare: bool
) -> tuple[View, str]:
    """All but the marks. Published editions never change, so their drawing is kept."""
    if not edition.is_published or (over and not over.is_published):
        return _draw(edition, me, over, is_close=is_close, is_bare=is_bare)
    what = (edition.pk, edition.checksum, me and me.code, over and over.checksum, is_close, is_bare, get_language())
    key = "map:" + hashlib.sha256(repr(what).encode()).hexdigest()
    kept: tuple[View, str] | None = cache.get(key)
    if kept is None:
        kept = _draw(edition, me, over, is_close=is_close, is_bare=is_bare)
        cache.set(key, kept, A_DAY)
    return kept


def _draw(
    edition: Edition, me: Area | None, over: Edition | None, *, is_close: bool, is_bare: bool
) -> tuple[View, str]:
    areas = _areas(edition)
    theirs = _areas(over) if over else []
    framed = [area for area in areas if me is not None and area.code == me.code] if is_close else areas
    points = [point for area in framed for point in points_of(area.outline)]
    if not points:  # An edition without areas, or areas without outlines: an empty piece of land.
        points = [(3.2, 50.8), (3.3, 50.85)]
    view = view_of(points, 0.14 if is_close else 0.03)
    drawn = _shown(view, areas)
    title, description = _words(edition, me, over, areas)
    parts = [
        format_html(
            '<svg class="map" viewBox="0 0 {} {}" role="img"><title>{}</title><desc>{}</desc>',
            int(WIDTH),
            view.height,
            title,
            description,
        ),
        f'<rect class="map-land" width="{int(WIDTH)}" height="{view.height}"/>',
        *[_area(one, me) for one in sorted(drawn, key=lambda one: _is(one.area, me))],
        f'<path class="map-line map-line--b" d="{lines_of(one.rings for one in _shown(view, theirs))}"/>'
        if over
        else "",
        *_labels(view, [one for one in drawn if not (is_bare and _is(one.area, me))], me),
    ]
    if edition.is_schematic or (over and over.is_schematic):
        parts.append(f'<text class="map-note" x="8" y="{view.height - 8:.1f}">{escape(_("schematisch"))}</text>')
    return view, "".join(parts)


def _areas(edition: Edition) -> list[Area]:
    rows = Area.objects.filter(edition=edition).only("code", "name", "outline", "square_metres", "edition_id")
    return sorted(rows, key=lambda area: area.code)


def _shown(view: View, areas: list[Area]) -> list[Drawn]:
    drawn = [Drawn(area, drawn_rings(view, area.outline)) for area in areas]
    return [one for one in drawn if any(view.shows(ring) for ring in one.rings)]


def _is(area: Area, me: Area | None) -> bool:
    return me is not None and area.code == me.code


def _area(one: Drawn, me: Area | None) -> str:
    classes = "map-area map-area--me" if _is(one.area, me) else "map-area"
    return f'<path class="{classes}" d="{path_of(one.rings)}"/>'


def _point(view: View, mark: Mark) -> str:
    right, down = view.at(*to_degrees(mark.x, mark.y))
    kind = f" map-pt--{mark.kind}" if mark.kind.isidentifier() else ""
    circle = f'<circle class="map-pt{kind}" cx="{right:.1f}" cy="{down:.1f}" r="{5 if mark.count == 1 else 9}"/>'
    if mark.count == 1:
        return circle
    return circle + f'<text class="map-pt__n" x="{right:.1f}" y="{down + 3.6:.1f}">{mark.count}</text>'


def _labels(view: View, drawn: list[Drawn], me: Area | None) -> list[str]:
    """Names where they fit, largest areas first; else the code; else nothing, for the table has them all."""
    taken = [(0.0, view.height - 20, 80.0, view.height)]  # the corner of the word «schematisch»
    texts = []
    for one in sorted(drawn, key=lambda one: (not _is(one.area, me), -one.area.square_metres, one.area.code)):
        right, down, room = widest_place(view, one.rings)
        for lines in (_broken(one.area.name), [one.area.code]):
            wide, high = max(map(len, lines)) * LETTER, len(lines) * LINE
            box = (right - wide / 2, down - high / 2, right + wide / 2, down + high / 2)
            fits = (
                wide <= room * 1.08
                and box[0] >= 2
                and box[2] <= WIDTH - 2
                and box[1] >= 2
                and box[3] <= view.height - 2
            )
            if fits and not any(_touch(box, other) for other in taken):
                taken.append(box)
                texts.append(_label(lines, right, box[1], is_me=_is(one.area, me)))
                break
    return texts


def _label(lines: list[str], right: float, top: float, *, is_me: bool) -> str:
    rows = "".join(
        format_html('<tspan x="{}" y="{}">{}</tspan>', f"{right:.1f}", f"{top + LINE * (number + 0.78):.1f}", line)
        for number, line in enumerate(lines)
    )
    return f'<text class="map-label{" map-label--me" if is_me else ""}">{rows}</text>'


def _broken(name: str) -> list[str]:
    """A long name in two or three lines, cut at a space or after a hyphen."""
    pieces = [piece for word in name.split(" ") for piece in _after_hyphens(word)]
    lines = [""]
    for piece in pieces:
        joined = f"{lines[-1]} {piece}".strip() if not lines[-1].endswith("-") else lines[-1] + piece
        if len(joined) <= 12 or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines


def _after_hyphens(word: str) -> list[str]:
    parts = word.split("-")
    return [f"{part}-" for part in parts[:-1]] + [parts[-1]]


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _words(edition: Edition, me: Area | None, over: Edition | None, areas: list[Area]) -> tuple[str, str]:
    """Title and description: what a sighted person takes from the drawing at a glance."""
    named = {"area": me.name if me else "", "layer": edition.layer.name, "word": edition.layer.get_word_display()}
    title = _("Kaart van {word} {area}").format(**named) if me else _("Kaart van {layer}").format(**named)
    if edition.is_schematic:
        title += " " + _("(schematisch)")
    if me is None:
        told = _("{count} gebieden: {names}.").format(count=len(areas), names=_listed([area.name for area in areas]))
    elif neighbours := _neighbours(me, areas):
        told = _("{area} grenst aan {names}.").format(area=me.name, names=_listed(neighbours))
    else:
        told = _("{area} ligt los van de andere.").format(area=me.name)
    if over is not None:
        told += " " + _("In streepjes de grenzen van {layer}.").format(layer=over.layer.name)
    return title, told


def _listed(names: list[str]) -> str:
    return ", ".join(names[:-1]) + " " + _("en") + " " + names[-1] if len(names) > 1 else "".join(names)


def _neighbours(me: Area, areas: list[Area]) -> list[str]:
    """Outlines of a partition keep shared corners equal, so neighbours are those with a corner in common."""
    corners = {area.code: _corners(area.outline) for area in areas}
    own = corners.get(me.code, set())
    return [area.name for area in areas if area.code != me.code and own & corners[area.code]]


def _corners(outline: dict[str, Any]) -> set[tuple[float, float]]:
    return {(lon, lat) for polygon in polygons_of(outline) for ring in polygon for lon, lat in ring}
