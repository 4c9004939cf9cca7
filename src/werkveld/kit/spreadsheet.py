"""A workbook that any spreadsheet program opens (Office Open XML), from rows: no library for what is a zip of tables.

Text goes in as text, whatever it begins with: a cell is never a formula.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

type Cell = str | int | float | None

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPE = f"{_KIND}.sheet"

# Style 0 is plain, 1 a heading, 2 a share shown as a percentage.
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="3"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/>'
    '<xf xfId="0" numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


@dataclass(frozen=True)
class Sheet:
    """A named table. Numbers between 0 and 1 in the columns `shares` (counted from 0) are shown as percentages."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    shares: frozenset[int] = frozenset()


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The file, as bytes."""
    out = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _content_types(numbers))
        packed.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        packed.writestr("xl/workbook.xml", _workbook(sheets))
        targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers] + [("styles", "styles.xml")]
        packed.writestr("xl/_rels/workbook.xml.rels", _relations(targets))
        packed.writestr("xl/styles.xml", _STYLES)
        for number, sheet in zip(numbers, sheets, strict=True):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(sheet))
    return out.getvalue()


def _content_types(numbers: Iterable[int]) -> str:
    parts = [("workbook", "sheet.main"), ("styles", "styles")]
    parts += [(f"worksheets/sheet{n}", "worksheet") for n in numbers]
    told = "".join(f'<Override PartName="/xl/{path}.xml" ContentType="{_KIND}.{kind}+xml"/>' for path, kind in parts)
    default = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{default}{told}</Types>'


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    told = "".join(
        f'<Relationship Id="r{n}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _workbook(sheets: Sequence[Sheet]) -> str:
    names = [_NOT_IN_A_NAME.sub(" ", sheet.name)[:31] for sheet in sheets]
    told = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1))
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{told}</sheets></workbook>'


def _sheet(sheet: Sheet) -> str:
    widths = "".join(f'<col min="{n}" max="{n}" width="22" customWidth="1"/>' for n in range(1, len(sheet.header) + 1))
    lines = [_row(sheet.header, style=1)]
    lines += [_row(row, shares=sheet.shares) for row in sheet.rows]
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><cols>{widths}</cols><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _row(cells: Sequence[Cell], *, style: int = 0, shares: frozenset[int] = frozenset()) -> str:
    told = [_cell(cell, 2 if place in shares else style) for place, cell in enumerate(cells)]
    return f"<row>{''.join(told)}</row>"


def _cell(cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, str):
        text = escape(_NOT_IN_XML.sub("", cell))
        return f'<c t="inlineStr" s="{style % 2}"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c s="{style}"><v>{cell!r}</v></c>'
