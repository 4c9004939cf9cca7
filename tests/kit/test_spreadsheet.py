import io
import zipfile
from xml.etree import ElementTree as ET

from werkveld.kit.spreadsheet import Sheet, workbook

SHEET = Sheet("Wijken/2025", ["naam", "aandeel"], [["=1+1 <&>\x00", 0.5], [None, 3], ["", 2.5]], frozenset({1}))


def parts() -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(workbook([SHEET, Sheet("Leeg", [], [])]))) as book:
        return {name: book.read(name).decode() for name in book.namelist()}


def test_every_part_is_wellformed_and_named() -> None:
    found = parts()
    assert {"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml"} <= found.keys()
    for text in found.values():
        ET.fromstring(text)  # noqa: S314 - our own text
    assert 'name="Wijken 2025"' in found["xl/workbook.xml"]


def test_text_is_never_a_formula_and_shares_are_percentages() -> None:
    sheet = parts()["xl/worksheets/sheet1.xml"]
    assert "=1+1 &lt;&amp;&gt;" in sheet
    assert "<f>" not in sheet
    assert '<c s="2"><v>0.5</v></c>' in sheet
