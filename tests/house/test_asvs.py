"""The list of what ASVS 5.0 asks at level 2 is complete, counts right, and names only what exists."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.house.source import PROJECT

PAGE = PROJECT / "docs" / "asvs.md"

# OWASP ASVS 5.0.0: how many requirements of level 1 or 2 each section has. Those of level 3 stand last in every
# section, so these are its numbers from 1 on. Source: github.com/OWASP/ASVS, column L of
# 5.0/docs_en/OWASP_Application_Security_Verification_Standard_5.0.0_en.csv (CC BY-SA 4.0).
ASKED = {
    "V1": {1: 2, 2: 9, 3: 11, 4: 3, 5: 2},
    "V2": {1: 3, 2: 3, 3: 4, 4: 1},
    "V3": {2: 2, 3: 4, 4: 6, 5: 5, 7: 2},
    "V4": {1: 3, 2: 1, 3: 2, 4: 4},
    "V5": {1: 1, 2: 3, 3: 2, 4: 3},
    "V6": {1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4},
    "V7": {1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2},
    "V8": {1: 2, 2: 3, 3: 1, 4: 1},
    "V9": {1: 3, 2: 4},
    "V10": {1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3},
    "V11": {1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1},
    "V12": {1: 3, 2: 2, 3: 4},
    "V13": {1: 1, 2: 5, 3: 2, 4: 5},
    "V14": {1: 2, 2: 4, 3: 3},
    "V15": {1: 3, 2: 3, 3: 7},
    "V16": {1: 1, 2: 5, 3: 4, 4: 3, 5: 3},
    "V17": {1: 1, 2: 4, 3: 2},
}
# The standard's own figures: 70 of level 1 and 183 of level 2.
ALL = 70 + 183
KINDS = ("test", "line", "n/a", "not yet")

_ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_COUNT = re.compile(r"^\| (V\d+|all)\b[^|]*" + r"\| (\d+) " * 5 + r"\|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_FILE = re.compile(r"`((?:src|docs|tests|frontend|bench)/[\w./-]+|pyproject\.toml|uv\.lock|Makefile)`")


def rows() -> list[tuple[str, str, str]]:
    """Number, kind and answer of each line."""
    return [(number, kind, answer) for number, _asked, kind, answer in _ROW.findall(PAGE.read_text())]


@cache
def functions(path: Path) -> set[str]:
    """The names of the tests in a file."""
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def wrong(kind: str, answer: str) -> str:
    """What is not right about an answer; "" when nothing is."""
    for path, name in _TEST.findall(answer):
        if not (PROJECT / path).is_file() or name not in functions(PROJECT / path):
            return f"there is no {path}::{name}"
    for path in _FILE.findall(answer):
        if not (PROJECT / path).is_file():
            return f"there is no {path}"
    begins = {"n/a": "Not applicable because ", "not yet": "Not yet: "}.get(kind, "")
    needed = {"test": _TEST, "line": _FILE}.get(kind)
    if kind not in KINDS or not answer.startswith(begins) or (needed and not needed.search(answer)):
        return f"is no answer of the kind {kind!r}"
    return ""


def test_every_number_of_level_two_stands_there_once() -> None:
    asked = [
        f"{chapter}.{section}.{number}"
        for chapter, sections in ASKED.items()
        for section, many in sections.items()
        for number in range(1, many + 1)
    ]
    assert len(asked) == ALL
    assert [number for number, _kind, _answer in rows()] == asked


def test_every_test_and_file_that_is_named_exists() -> None:
    assert [f"{number}: {said}" for number, kind, answer in rows() if (said := wrong(kind, answer))] == []


def test_counts_on_top_are_those_of_the_list() -> None:
    found: dict[str, Counter[str]] = {chapter: Counter() for chapter in [*ASKED, "all"]}
    for number, kind, _answer in rows():
        for key in (number.partition(".")[0], "all"):
            found[key][kind] += 1
    said = {chapter: [int(figure) for figure in figures] for chapter, *figures in _COUNT.findall(PAGE.read_text())}
    assert said == {chapter: [kinds.total(), *(kinds[kind] for kind in KINDS)] for chapter, kinds in found.items()}


def test_law_is_red_on_what_is_not_there() -> None:
    assert wrong("test", "`tests/house/test_asvs.py::test_of_nothing`")
    assert wrong("test", "`tests/house/test_nothing.py::test_of_nothing`")
    assert wrong("line", "`src/werkveld/nothing.py`")
    assert wrong("line", "somewhere")
    assert wrong("n/a", "because")
    assert wrong("perhaps", "`pyproject.toml`")
    assert not wrong("test", "`tests/house/test_asvs.py::test_law_is_red_on_what_is_not_there`")
