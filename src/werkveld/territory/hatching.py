"""Two divisions over each other as one still drawing, and a share as a bar: what falls where is hatched.

Hatches differ in direction as well as in colour, and every one carries its name: nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkveld.territory.crosswalk import Part, Row
from werkveld.territory.drawing import LETTER, LINE
from werkveld.territory.models import Area
from werkveld.territory.projection import WIDTH, Ring, View, drawn_rings, path_of, points_of, view_of, widest_place

# As many kinds of hatch as the stylesheet knows; the sixth neighbour looks like the first and bears another name.
HATCHES = 5
_TURNS = (45, 135, 90, 0, 67)
BAR = 34.0


def kind_of(place: int) -> int:
    """Which hatch the area at a place of the list has, 1 to 5."""
    return place % HATCHES + 1


def svg_of_parts(row: Row, areas: Sequence[Area]) -> SafeString:
    """One area with the parts of another division hatched over it; `areas` are all of them, with outlines."""
    outlines = {area.pk: area.outline for area in areas}
    me = outlines[row.area.pk]
    points = list(points_of(me)) or [(3.2, 50.8), (3.3, 50.85)]
    view = view_of(points, 0.1)
    parts = [part for part in row.shown if part.target is not None]
    drawn = [(n, part, drawn_rings(view, outlines[part.target.pk])) for n, part in enumerate(parts) if part.target]
    own = drawn_rings(view, me)
    pieces = [
        _opening(view, row, parts),
        f"<defs>{''.join(_pattern(n) for n in range(1, HATCHES + 1))}"
        f'<clipPath id="hatch-me"><path d="{path_of(own)}"/></clipPath></defs>',
        f'<rect class="map-land" width="{int(WIDTH)}" height="{view.height}"/>',
        *[f'<path class="map-area" d="{path_of(rings)}"/>' for _n, _part, rings in drawn],
        '<g clip-path="url(#hatch-me)">',
        *[f'<path fill="url(#hatch-{kind_of(n)})" d="{path_of(r)}"/>' for n, _p, r in drawn],
        "</g>",
        *[f'<path class="map-line map-line--b" d="{path_of(rings)}"/>' for _n, _part, rings in drawn],
        f'<path class="map-me" d="{path_of(own)}"/>',
        *_names(view, drawn),
        _schematic(view, row, parts),
        "</svg>",
    ]
    return mark_safe("".join(pieces))  # noqa: S308 - every part is escaped where it is made


def _opening(view: View, row: Row, parts: list[Part]) -> str:
    told = ", ".join(f"{part.target} {part.percent} %" for part in parts)
    title = _("Kaart: {area} overlapt met {parts}").format(area=row.area.name, parts=told or _("niets"))
    return format_html(
        '<svg class="map" viewBox="0 0 {} {}" role="img"><title>{}</title>', int(WIDTH), view.height, title
    )


def _pattern(kind: int) -> str:
    return (
        f'<pattern id="hatch-{kind}" width="7" height="7" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({_TURNS[kind - 1]})"><g class="h{kind}"><path class="h-ground" d="M0 0h7v7H0z"/>'
        f'<path class="h-line" d="M0 0h7"/></g></pattern>'
    )


def _names(view: View, drawn: list[tuple[int, Part, list[Ring]]]) -> list[str]:
    """The name of each on a plate of its colour, where it is widest; the code where the name does not fit."""
    texts = []
    for number, part, rings in drawn:
        if part.target is None or not rings:
            continue
        right, down, room = widest_place(view, rings)
        name = (
            part.target.code
            if len(part.target.code) <= 4 or len(part.target.name) * LETTER > room
            else part.target.name
        )
        wide = max(len(name) * LETTER + 14, 30)
        right, down = min(max(right, wide / 2 + 4), WIDTH - wide / 2 - 4), min(max(down, LINE), view.height - LINE)
        texts.append(
            f'<rect class="h-plate h{kind_of(number)}" x="{right - wide / 2:.1f}" y="{down - 10:.1f}" '
            f'width="{wide:.1f}" height="20" rx="5"/>'
            f'<text class="map-plate" x="{right:.1f}" y="{down + 4.4:.1f}">{escape(name)}</text>'
        )
    return texts


def _schematic(view: View, row: Row, parts: list[Part]) -> str:
    editions = [row.area.edition, *(part.target.edition for part in parts if part.target)]
    if not any(edition.is_schematic for edition in editions):
        return ""
    return f'<text class="map-note" x="8" y="{view.height - 8:.1f}">{escape(_("schematisch"))}</text>'


def svg_of_bar(row: Row) -> SafeString:
    """The shown parts beside each other as one bar; the table under it says the same in words."""
    told = ", ".join(f"{_name(part)} {part.percent} %" for part in row.shown)
    opening = '<svg class="bar-of-parts" viewBox="0 0 {} {}" role="img"><title>{}</title>'
    pieces: list[str] = [format_html(opening, int(WIDTH), int(BAR), told)]
    left, whole = 0.0, sum(part.share for part in row.shown) or 1.0
    for number, part in enumerate(row.shown):
        wide = part.share / whole * WIDTH
        kind = kind_of(number) if part.target else 0
        pieces.append(
            f'<rect class="h-plate h{kind}" x="{left:.1f}" width="{max(wide - 2, 1):.1f}" height="{int(BAR)}"/>'
        )
        label = f"{_short(part)} {part.percent} %"
        if len(label) * LETTER < wide - 6:
            pieces.append(f'<text class="map-plate" x="{left + wide / 2 - 1:.1f}" y="21.5">{escape(label)}</text>')
        left += wide
    return mark_safe("".join([*pieces, "</svg>"]))  # noqa: S308 - every part is escaped where it is made


def _name(part: Part) -> str:
    return part.target.name if part.target else _("erbuiten")


def _short(part: Part) -> str:
    if part.target is None:
        return _("erbuiten")
    return part.target.code if len(part.target.code) <= 4 else part.target.name
