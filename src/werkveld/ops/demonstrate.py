"""`werkveld demo`: an invented city with three months behind it, ready to walk through."""

import argparse
import os
from pathlib import Path

from rich.panel import Panel

from werkveld.kit import database
from werkveld.ops import assets, serve
from werkveld.ops.migrate import migrate
from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, say, start_django

TEXT = """\
Makes the database, fills it with about sixty invented people and three months of their work (dates count
back from today), and serves it. On the first page you choose whom to be; no password is asked, so show it
to colleagues but never put real data in it. The second time it starts with what is there; on a later day
--fresh brings the dates up to today."""


def add_to(subparsers: Subparsers) -> None:
    """Hang `demo` on the command."""
    parser = add_command(
        subparsers,
        "demo",
        "Look around in an invented city: nothing to set up, nothing to break.",
        text=TEXT,
        examples="werkveld demo\nwerkveld demo --port 9000 --data /tmp/werkveld\nwerkveld demo --fresh",
    )
    serve.add_address_to(parser)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="where to keep it (default WERKVELD_DATA)")
    parser.add_argument("--fresh", action="store_true", help="throw the demo away and make it anew")
    parser.add_argument("--no-serve", action="store_true", help="make everything ready, then stop")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Make ready, show where to look, serve."""
    if chosen.data:
        os.environ["WERKVELD_DATA"] = str(chosen.data.absolute())
    os.environ["WERKVELD_DEMO"] = "1"
    serve_too = not chosen.no_serve
    if serve_too:
        serve.insist_on_port(chosen.host, chosen.port)
    data = start_django("owner")
    make_ready(data, is_fresh=chosen.fresh)
    if not serve_too:
        console.print("The demo is ready. `werkveld demo` serves it.")
        return 0
    assets.collect()
    show_address(f"http://{chosen.host}:{chosen.port}/", data)
    return serve.serve(data, chosen.host, chosen.port, chosen.workers)


def make_ready(data: Path, *, is_fresh: bool) -> None:
    """A running, migrated and filled database; refuses to touch one that holds somebody's real work."""
    try:
        from werkveld.ops import demo
    except ImportError as none:
        raise Refusal("This is a release for a server: the demo does not come along. It is in the source.") from none
    database.prepare(database.ensure_running(data, say=say))
    migrate(data)
    try:
        with console.status("Filling the city …") as status:
            filled = demo.fill(progress=status.update, fresh=is_fresh)
    except demo.NotTheDemoError as real:
        raise Refusal(
            f"The database of {data} holds people that the demo did not make, and the demo asks no passwords. "
            "Choose another folder: `werkveld demo --data FOLDER`."
        ) from real
    console.print(f"{filled.people} people and {filled.items:,} items stand ready.")
    if filled.days_old:
        say(f"They were made {filled.days_old} days ago; --fresh makes them anew, with dates that count from today.")


def show_address(address: str, data: Path) -> None:
    """The one thing to know, where nobody can overlook it."""
    text = (
        f"Open [bold]{address}[/] and choose whom to be.\n[dim]Kept in {data} · stop with Ctrl+C · anew with --fresh[/]"
    )
    console.print(Panel(text, title="Werkveld", border_style="green", expand=False, padding=(1, 3)))
