"""The papers for data protection officers (docs/privacy) say what the program does: tables, terms, places, figures."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from tests.house.source import PROJECT, ROOT
from werkveld.discretion.recall import RECALL
from werkveld.governance.keeping import Keep
from werkveld.governance.retention import TABLE
from werkveld.people.functions import SECRECY_BOUND
from werkveld.people.models import Category
from werkveld.staff.forms import ProtocolForm

PAPERS = [PROJECT / "docs" / "privacy.md", *sorted((PROJECT / "docs" / "privacy").glob("*.md"))]
# "`governance/guard.py`", "`tests/web/`": a place in the source, seen from the project or from the program.
PLACE = re.compile(r"`((?:[a-z]\w*/)+[\w.]*)`")
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)]+))?\)")

type Row = tuple[str, ...]


@pytest.fixture(autouse=True)
def _in_dutch() -> Iterable[None]:
    with translation.override("nl"):
        yield


def paper(name: str) -> str:
    """A paper as one line of words."""
    return " ".join((PROJECT / "docs" / "privacy" / name).read_text().split())


def written() -> list[Row]:
    """The rows of the register that speak of a table."""
    lines = (PROJECT / "docs" / "privacy" / "register.md").read_text().splitlines()
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("| `")]
    return [(row[0].strip("`"), *row[1:]) for row in rows]


def kept(table: Iterable[Keep]) -> set[Row]:
    """The same rows from the table of terms: whatever holds somebody's data or words."""
    found: set[Row] = set()
    for keep in table:
        if keep.holds:
            fields = " ".join(f"`{name}`" for name in keep.holds)
            follows = f"zolang als `{keep.goes_with}`"
            term = follows if keep.days is None else f"{keep.term_words} na {keep.from_when}"
            found.add((keep.model, str(keep.words), fields, term, str(keep.then.label)))
    return found


def test_register_names_every_table_with_data_of_people_its_fields_and_its_term() -> None:
    rows = written()
    assert len(rows) == len(set(rows))
    assert kept(TABLE) - set(rows) == set(), "not in docs/privacy/register.md"
    assert set(rows) - kept(TABLE) == set(), "not so in governance/retention.py"


def test_register_law_is_red_on_another_term_and_a_new_field() -> None:
    first = TABLE[0]
    assert kept([replace(first, days=91)]).isdisjoint(written())
    assert kept([replace(first, holds=(*first.holds, "whisper"))]).isdisjoint(written())


def test_every_place_in_the_source_and_every_link_exists() -> None:
    missing = []
    for path in PAPERS:
        text = path.read_text()
        places = PLACE.findall(text)
        missing += [f"{path.name}: {p}" for p in places if not (PROJECT / p).exists() and not (ROOT / p).exists()]
        missing += [f"{path.name}: {to}#{at}" for to, at in LINK.findall(text) if not leads_somewhere(path, to, at)]
    assert missing == []


def leads_somewhere(path: Path, to: str, mark: str) -> bool:
    """Whether a link's file is there, and the heading in it."""
    target = path.parent / to if to else path
    if not target.exists():
        return False
    heads = re.findall(r"^#+ (.+)$", target.read_text(), re.MULTILINE) if mark else []
    return not mark or mark in {re.sub(r"[^\w\s-]", "", head.lower()).replace(" ", "-") for head in heads}


def test_assessment_gives_the_figures_as_measured_and_each_measure_once() -> None:
    text = paper("dpia.md")
    assert f"{RECALL.names_found} van {RECALL.names} namen, {RECALL.numbers_found} van {RECALL.numbers} nummers" in text
    assert f"{RECALL.clean_troubled} op {RECALL.clean} goede zinnen" in text
    risks, measures = text.split("## 4. ")
    numbers = re.findall(r"\| (M\d+) \|", measures)
    assert len(numbers) == len(set(numbers))
    assert set(numbers) == set(re.findall(r"\bM\d+\b", risks))


def test_protocol_asks_what_the_form_asks() -> None:
    text = paper("protocol.md")
    assert [name for name, field in ProtocolForm.base_fields.items() if f"| {field.label} |" not in text] == []
    assert [str(category.label) for category in Category if f"☐ {category.label}" not in text] == []


def test_page_of_secrecy_names_every_function_that_is_bound() -> None:
    text = paper("secrecy.md")
    assert [str(function.label) for function in SECRECY_BOUND if str(function.label) not in text] == []
