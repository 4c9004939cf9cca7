"""`werkveld retention …`: what is past its term, and taking it away."""

import argparse

from rich.table import Table

from werkveld.kit import database
from werkveld.ops.migrate import insist_on_tables
from werkveld.ops.terminal import Subparsers, add_command, console, say, start_django


def add_to(subparsers: Subparsers) -> None:
    """Hang `retention` and what can be done with it on the command."""
    parser = add_command(
        subparsers,
        "retention",
        "Show or take away what is past its term.",
        text="How long everything is kept stands in one table (on the page “Toezicht”). `serve` does\n"
        "this every night by itself; what goes is gone, backups apart.",
        examples="werkveld retention preview\nwerkveld retention run",
    )
    choices = parser.add_subparsers(metavar="WHAT", title="what to do", required=True)
    look = add_command(choices, "preview", "Show what is overdue, and what will be within thirty days.",
                       examples="werkveld retention preview")  # fmt: skip
    look.set_defaults(run=preview)
    act = add_command(choices, "run", "Take away what is overdue, now.", examples="werkveld retention run")
    act.set_defaults(run=clear)


def preview(_chosen: argparse.Namespace) -> int:
    """Each term with its figures; changes nothing."""
    _ready()
    from django.utils import timezone

    from werkveld.governance.nightly import preview as figures

    table = Table("kind", "kept (days)", "overdue", "within 30 days", box=None, pad_edge=False, header_style="bold")
    for keep, due, soon in figures(timezone.now()):
        table.add_row(keep.name, str(keep.days), str(due), str(soon))
    console.print(table)
    return 0


def clear(_chosen: argparse.Namespace) -> int:
    """The whole round, whatever the clockwork did already."""
    _ready()
    from django.utils import timezone

    from werkveld.governance.nightly import clear as round_off
    from werkveld.governance.nightly import erase_asked

    gone: dict[str, int] = {}
    now = timezone.now()
    erase_asked(now)
    with console.status("taking away what is past its term …"):
        round_off(now, progress=lambda name, count: gone.__setitem__(name, gone.get(name, 0) + count))
    console.print("\n".join(f"{count} {name}" for name, count in gone.items()) or "Nothing was overdue.", markup=False)
    return 0


def _ready() -> None:
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()
