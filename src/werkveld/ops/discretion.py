"""`werkveld discretion check`: what the guard finds in texts from a file or a pipe."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from werkveld.kit import database
from werkveld.ops.terminal import Refusal, Subparsers, add_command, start_django

if TYPE_CHECKING:
    from werkveld.discretion.gazetteer import Gazetteer

AUDIENCES = ("own", "partners", "public")


def add_to(subparsers: Subparsers) -> None:
    """Hang `discretion` on the command."""
    parser = add_command(subparsers, "discretion", "Ask the guard about texts: where do they tell of a person?")
    inner = parser.add_subparsers(metavar="COMMAND", title="commands", dest="discretion_command", required=True)
    check = add_command(
        inner,
        "check",
        "Print the findings of every line of a file as one JSON object a line.",
        text="BLOCK is never saved, ASK is saved with a reason, HINT is only shown. Offsets count code points.\n"
        "Names of streets, areas, organisations and teams are learned from the database when it runs; without one\n"
        "the guard knows only what everybody knows.",
        examples="werkveld discretion check texts.txt\n"
        "echo 'Bel Jan op 0470 12 34 56' | werkveld discretion check -\n"
        "werkveld discretion check --audience partners texts.txt",
    )
    check.add_argument("file", metavar="FILE", help="one text a line; `-` for standard input")
    check.add_argument("--audience", choices=AUDIENCES, default="own", help="how far the texts go (default: own)")
    check.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """One JSON object for each line, in order; 0 whatever is found."""
    data = start_django("owner")
    from werkveld.discretion.findings import Audience
    from werkveld.discretion.guard import check

    gazetteer = known_names(data)
    audience = Audience[chosen.audience.upper()]
    with _opened(chosen.file) as lines:
        for line in _texts(lines):
            findings = [finding.as_json() for finding in check(line, gazetteer, audience)]
            sys.stdout.write(json.dumps({"findings": findings}, ensure_ascii=False) + "\n")
    return 0


def known_names(data: Path) -> "Gazetteer":
    """The names of the database when it runs and has its tables, else what everybody knows."""
    from django.db import DatabaseError

    from werkveld.discretion.gazetteer import common_gazetteer
    from werkveld.items.gazetteer import learned_gazetteer

    try:
        return learned_gazetteer() if _knows_a_database(data) else common_gazetteer()
    except (DatabaseError, database.DatabaseTrouble):
        return common_gazetteer()


def _knows_a_database(data: Path) -> bool:
    return database.status(data).is_running


def _opened(name: str) -> "TextIO | nullcontext[TextIO]":
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
        return nullcontext(sys.stdin)
    try:
        return Path(name).open(encoding="utf-8", errors="replace", newline="\n")
    except OSError as trouble:
        raise Refusal(f"{name} cannot be read: {trouble.strerror}.") from trouble


def _texts(lines: TextIO) -> Iterator[str]:
    """Each line without its end: no other sign is lost, so that offsets hold."""
    for line in lines:
        yield line.removesuffix("\n").removesuffix("\r")
