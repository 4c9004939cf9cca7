"""`werkveld territory crosswalk A B`: how two divisions relate."""

import argparse
import datetime as dt
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, ready_with_tables

if TYPE_CHECKING:
    from werkveld.territory.crosswalk import Crosswalk, Row

TEXT = """\
Says which part of each area of A lies in which area of B, and the reverse: shares are not invertible. Counted by
addresses where these are known, because a share of people's doors says more than a share of fields and water.
Parts under 0.5 % and under 10 addresses are a fringe: left out of the text, kept in the sums (and in --json).
Everything is an estimate: only addresses were counted, never residents.

A and B are codes of divisions in force; add a first day or a name to take another edition, also of the same
division: gebieden@2023-01-01, gebieden@2025."""


def add_to(choices: Subparsers) -> None:
    """Hang `crosswalk` on `territory`."""
    parser = add_command(
        choices,
        "crosswalk",
        "Say how two divisions relate: which part of each area lies where in the other.",
        text=TEXT,
        examples="werkveld territory crosswalk gebieden wijken\n"
        "werkveld territory crosswalk wijken gebieden --by surface --json\n"
        "werkveld territory crosswalk gebieden@2024-01-01 gebieden",
    )
    parser.add_argument("first", metavar="A", help="a division, or DIVISION@DATE, or DIVISION@EDITION")
    parser.add_argument("second", metavar="B")
    parser.add_argument("--by", choices=["addresses", "surface"], default="addresses", help="what is counted")
    parser.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="the editions of that day (today)")
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Count and print."""
    ready_with_tables()
    from django.utils.translation import override

    from werkveld.territory.crosswalk import crosswalk, crosswalk_json, edition_called
    from werkveld.territory.refused import ImportRefused

    try:
        with override("en"):
            first, second = (edition_called(text, chosen.on) for text in (chosen.first, chosen.second))
    except ImportRefused as refused:
        raise Refusal(f"{refused.problem} {refused.advice}") from refused
    if first == second:
        raise Refusal("These are one and the same edition.")
    found = crosswalk(first, second, chosen.by)
    if chosen.json:
        print(json.dumps(crosswalk_json(found), ensure_ascii=False))
        return 0
    for line in lines_of(found):
        console.print(line, markup=False, soft_wrap=True)
    if found.by != chosen.by:
        console.print("Counted by surface: no addresses are known yet (`werkveld territory addresses --help`).")
    return 0


def lines_of(found: "Crosswalk") -> Iterator[str]:
    """Both directions in sentences, under what they compare."""
    for one, other, rows in ((found.first, found.second, found.rows), (found.second, found.first, found.reverse)):
        yield f"{one} (from {one.valid_from}) in {other} (from {other.valid_from}); estimate"
        for row in rows:
            yield from _lines(row)
        yield ""


def _lines(row: "Row") -> Iterator[str]:
    from werkveld.territory.crosswalk import sentence

    if not row.parts:
        yield f"  {row.area.name}: nothing to count"
    for part in row.shown:
        yield f"  {part.word}: {sentence(part, row.counted)}"
