"""`werkveld migrate`: bring the tables up to this version of the program."""

import argparse
from pathlib import Path

from werkveld.kit import database
from werkveld.ops.terminal import Refusal, Subparsers, add_command, console, say, start_django


def add_to(subparsers: Subparsers) -> None:
    """Hang `migrate` on the command."""
    parser = add_command(
        subparsers,
        "migrate",
        "Make or update the tables, and put the rules of who sees what in force.",
        text="Safe to repeat: what is done is not done again. Make a backup first when there are real data:\n"
        "`werkveld db backup before.dump`. Then: `werkveld serve`.",
        examples="werkveld migrate\nwerkveld migrate --plan",
    )
    parser.add_argument("--plan", action="store_true", help="only say what would be done")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Migrate, or say what would be."""
    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    waiting = pending()
    if chosen.plan:
        console.print("\n".join(waiting) or "Nothing waits.", markup=False)
        return 0
    migrate(data)
    console.print(f"{len(waiting)} steps done." if waiting else "The tables were up to date.")
    return 0


def migrate(data: Path) -> None:
    """Bring the database of `data` up to date, with a line for each step that takes its time."""
    from django.core.management import call_command

    with console.status("Bringing the tables up to date …"):
        call_command("migrate", verbosity=0, interactive=False)


def pending() -> list[str]:
    """Names of the migrations that wait, in order."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def insist_on_tables() -> None:
    """Refuse to go on with tables of another version; the sentence says what to run."""
    waiting = pending()
    if waiting:
        raise Refusal(
            f"The tables are {len(waiting)} steps behind this version of the program (first: {waiting[0]}). "
            "Run `werkveld migrate`, with a backup before it when there are real data."
        )
