"""`werkveld db …`: the database as a whole: look, keep, bring back, empty, start, stop."""

import argparse
from collections.abc import Callable
from pathlib import Path

import psycopg
from rich.table import Table

from werkveld.kit import database
from werkveld.ops import backup
from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, data_folder, insist, say

BACKUP_TEXT = """\
Runs as a role that row-level security does not bind, so nobody's private items are left out. Counts every
table's rows in the database and in the file, and fails when they differ. The file holds personal data:
it is readable by you alone; keep it so. Serving may go on meanwhile."""

RESTORE_TEXT = """\
The file is restored beside the present database and takes its place only when the rows of every table
agree with the file. Who is signed in must load the page anew. Next: `werkveld migrate`, in case the file was
made by an older version."""


def add_to(subparsers: Subparsers) -> None:
    """Hang `db` and what can be done with it on the command."""
    parser = add_command(
        subparsers,
        "db",
        "Look at the database, back it up, bring it back, start or stop it.",
        examples="werkveld db status\nwerkveld db backup /backup/monday.dump\nwerkveld db restore /backup/monday.dump",
    )
    choices = parser.add_subparsers(metavar="WHAT", title="what to do", required=True)
    _add(choices, "status", "Where it is, which PostgreSQL, how large, and whether it runs.", show_status)
    _add(choices, "start", "Start the server of the data folder (other commands do so by themselves).", start)
    _add(choices, "stop", "Stop the server of the data folder, in order.", stop)
    keep = _add(choices, "backup", "Write everything to one file, every row counted.", make_backup, BACKUP_TEXT)
    keep.add_argument("file", type=Path, metavar="FILE")
    back = _add(choices, "restore", "Put a backup in the place of what is there now.", restore, RESTORE_TEXT)
    back.add_argument("file", type=Path, metavar="FILE")
    empty = _add(choices, "reset", "Throw everything away and begin anew. Next: `werkveld migrate`.", reset)
    for one in (back, empty):
        one.add_argument("--yes", action="store_true", help="do not ask")


def _add(
    choices: Subparsers, name: str, summary: str, run: Callable[[argparse.Namespace], int], text: str = ""
) -> argparse.ArgumentParser:
    parser = add_command(choices, name, summary, text=text)
    parser.set_defaults(run=run)
    return parser


def show_status(_chosen: argparse.Namespace) -> int:
    """A table of what is known; 0 when the database answers, else 1."""
    data = data_folder()
    found = database.status(data)
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("data folder", str(data))
    table.add_row("database", "a server elsewhere (DATABASE_URL)" if found.is_external else str(_folder(found)))
    table.add_row("PostgreSQL", found.version or "not made yet: `werkveld migrate` makes it")
    table.add_row("running", "yes" if found.is_running else "no: `werkveld db start` starts it")
    if found.is_running:
        for name, value in _figures(data):
            table.add_row(name, value)
    console.print(table)
    if found.trouble and found.is_external:
        raise Refusal(found.trouble)
    return 0 if found.is_running else 1


def start(_chosen: argparse.Namespace) -> int:
    """Start it, and make it first when there is none."""
    cluster = database.ensure_running(data_folder(), say=say)
    database.prepare(cluster)
    console.print("The database is up." if cluster.was_started else "The database was up already.")
    return 0


def stop(_chosen: argparse.Namespace) -> int:
    """Stop it; not running is no failure."""
    console.print("The database is down." if database.stop(data_folder()) else "The database was not running.")
    return 0


def make_backup(chosen: argparse.Namespace) -> int:
    """Backup and compare; 1 when a count differs."""
    cluster = _ready()
    with console.status(f"Writing {chosen.file} and reading it back …"):
        there, kept = backup.backup(cluster, chosen.file)
    show_counts("in the database", there, "in the file", kept)
    if there != kept:
        raise Refusal(f"The counts differ: do not trust {chosen.file}.")
    size = chosen.file.stat().st_size
    console.print(f"{chosen.file}: {sum(kept.values()):,} rows, {size / 2**20:.1f} MB. It holds personal data.")
    return 0


def restore(chosen: argparse.Namespace) -> int:
    """Restore and compare."""
    cluster = _ready()
    insist(f"Replace everything in the database by {chosen.file}?", yes=chosen.yes)
    with console.status(f"Restoring {chosen.file} and counting …"):
        wanted, there = backup.restore(cluster, chosen.file)
    show_counts("in the file", wanted, "in the database", there)
    console.print(f"{sum(there.values()):,} rows stand in the database. Next: `werkveld migrate`.")
    return 0


def reset(chosen: argparse.Namespace) -> int:
    """Throw all rows and tables away."""
    data = data_folder()
    insist("Throw away everything in the database?", yes=chosen.yes)
    backup.reset(data)
    console.print("The database is empty. Next: `werkveld migrate`.")
    return 0


def show_counts(one: str, first: backup.Counts, other: str, second: backup.Counts) -> None:
    """A table of both counts; a difference stands out."""
    table = Table("table", f"rows {one}", f"rows {other}", "")
    for column in table.columns[1:3]:
        column.justify = "right"
    for name in sorted({*first, *second}):
        a, b = first.get(name), second.get(name)
        table.add_row(name, _figure(a), _figure(b), "" if a == b else "[bold red]differs[/]")
    console.print(table)


def _ready() -> database.Cluster:
    cluster = database.ensure_running(data_folder(), say=say)
    database.prepare(cluster)
    return cluster


def _folder(found: database.Status) -> Path | str:
    return found.place.folder if found.place else ""


def _figures(data: Path) -> list[tuple[str, str]]:
    try:
        with database.connect("owner", data) as connection:
            size = connection.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()
            tables = len(backup.count_rows(connection))
    except psycopg.OperationalError:
        return [("tables", "none yet: `werkveld migrate` makes them")]
    return [("size", str(size[0]) if size else ""), ("tables", str(tables))]


def _figure(count: int | None) -> str:
    return "absent" if count is None else f"{count:,}"
