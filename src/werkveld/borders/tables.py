"""The crosswalk as tables for a spreadsheet."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from werkveld.kit.spreadsheet import Cell, Sheet
from werkveld.territory.crosswalk import ADDRESSES, Crosswalk, Row
from werkveld.territory.models import Edition


def sheets_of(found: Crosswalk) -> list[Sheet]:
    """Both directions, and a sheet that says what was counted in which editions."""
    there = Sheet(found.first.layer.name, _header(found), _lines(found.rows), frozenset({6}))
    back = Sheet(found.second.layer.name, _header(found), _lines(found.reverse), frozenset({6}))
    about = Sheet(_("Over deze telling"), [_("Wat"), _("Hoe")], _about(found))
    return [there, back, about]


def _header(found: Crosswalk) -> list[str]:
    unit = _("adressen") if found.by == ADDRESSES else _("m²")
    return [
        _("code"),
        _("gebied"),
        _("totaal {unit}").format(unit=unit),
        _("code van het andere gebied"),
        _("ander gebied"),
        unit,
        _("aandeel"),
        _("woord"),
    ]


def _lines(rows: list[Row]) -> Iterator[list[Cell]]:
    for row in rows:
        for part in row.parts:
            other = (part.target.code, part.target.name) if part.target else ("", _("buiten elk ander gebied"))
            yield [
                row.area.code,
                row.area.name,
                round(row.total),
                *other,
                round(part.count),
                round(part.share, 6),
                part.word,
            ]


def _about(found: Crosswalk) -> Iterator[list[Cell]]:
    yield [_("Schatting"), _("Geteld naar adressen of oppervlakte, nooit naar inwoners.")]
    for edition in (found.first, found.second):
        yield [edition.layer.name, _edition(edition)]


def _edition(edition: Edition) -> str:
    told = _("uitgave {name}, geldig vanaf {date}").format(name=edition.name, date=edition.valid_from.isoformat())
    credits_ = " · ".join(filter(None, [edition.source, edition.attribution, edition.licence]))
    return f"{told}{'; ' + credits_ if credits_ else ''}{'; ' + _('schematisch') if edition.is_schematic else ''}"
