"""`werkveld journal …`: prove that no line of the journal was changed, removed or put in."""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from werkveld.kit import database
from werkveld.ops.migrate import insist_on_tables
from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, say, start_django

TEXT = """\
Every line holds a digest (SHA-256) of its content and of the line before it. `verify` reads them all back; `anchor`
writes down where each chain ends, in the database and in anchors.jsonl of the data folder (WERKVELD_ANCHORS names
another file, WERKVELD_ANCHOR_MAIL an address, WERKVELD_SYSLOG a socket or host:port). `serve` anchors every day.
Keep a copy of the anchors where the administrator of the database cannot write: only they show a cut tail."""


def add_to(subparsers: Subparsers) -> None:
    """Hang `journal` and what can be done with it on the command."""
    parser = add_command(
        subparsers,
        "journal",
        "Prove that the journal is whole.",
        text=TEXT,
        examples="werkveld journal verify\nwerkveld journal anchor",
    )
    choices = parser.add_subparsers(metavar="WHAT", title="what to do", required=True)
    check = add_command(
        choices,
        "verify",
        "Read every line against its chain and against every anchor.",
        text="Ends with 1 and names the first line that does not hold.",
        examples="werkveld journal verify\nwerkveld journal verify --anchors /mnt/elsewhere/anchors.jsonl",
    )
    check.add_argument("--anchors", type=Path, metavar="FILE", help="anchors that were kept elsewhere")
    check.set_defaults(run=verify)
    one = add_command(choices, "anchor", "Anchor today, if that was not done yet.", examples="werkveld journal anchor")
    one.set_defaults(run=anchor)


def verify(chosen: argparse.Namespace) -> int:
    """Read the journal back; 1 when something does not hold."""
    _ready()
    from werkveld.journal.anchoring import anchor_file, anchors_in
    from werkveld.journal.verifying import verify as read

    file = chosen.anchors or anchor_file()
    if chosen.anchors and not file.exists():
        raise Refusal(f"There is no file {file}.")
    try:
        outside = list(anchors_in(file))
    except ValueError as error:
        raise Refusal(str(error)) from error
    with _shown() as progress:
        verdict = read(outside, progress)
    if verdict.broken:
        console.print(f"[bold red]The journal is broken[/] at {verdict.broken}.", soft_wrap=True)
        return 1
    console.print(f"The journal is whole: {verdict.lines} lines in {verdict.chains} chains, {verdict.anchors} anchors.")
    return 0


def anchor(_chosen: argparse.Namespace) -> int:
    """Anchor today."""
    _ready()
    from werkveld.journal.anchoring import anchor_file, anchor_journal

    made = anchor_journal()
    console.print(f"Anchored {made.lines} lines, in {anchor_file()}." if made else "Today was anchored before.")
    return 0


def _ready() -> None:
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()


@contextmanager
def _shown() -> Iterator[Callable[[int, int], None]]:
    """A bar that tells how far the reading is."""
    with Progress(
        TextColumn("reading the journal"), BarColumn(), TextColumn("{task.completed:.0f}/{task.total:.0f}"),
        TimeRemainingColumn(), console=console, transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=1)
        yield lambda read, total: bar.update(task, completed=read, total=max(total, 1))
