"""`werkveld`: everything that is done to the program from outside, in one command that teaches itself."""

import argparse
import sys
from collections.abc import Sequence

from werkveld.kit.database import DatabaseTrouble
from werkveld.ops import (
    database,
    demonstrate,
    discretion,
    doctor,
    journal,
    keys,
    migrate,
    person,
    retention,
    serve,
    territory,
    tick,
)
from werkveld.ops.terminal import Refusal, troubles

DESCRIPTION = """\
Werkveld: one accurate picture of the neighbourhood, shared by everyone who works in it.

Everything is kept in one data folder: WERKVELD_DATA, else `.werkveld` in the project. The database
is started when a command needs it; DATABASE_URL points to a server of your own instead.
"""

EPILOG = """\
first steps:
  werkveld demo                         look around in an invented city, at http://127.0.0.1:8000
  werkveld doctor                       what is present, what is missing, what to do about it

in earnest:
  werkveld migrate                      make or update the tables
  werkveld territory import areas.gpkg --layer gebieden --owner stad --valid-from 2026-01-01
  werkveld person invite jan@example.org --organisation stad --function coordinator
  werkveld serve                        the pages, and the clockwork behind them
  werkveld db backup monday.dump        everything in one file, every row counted

`werkveld COMMAND --help` explains each, with examples. More: docs/running.md.
"""

COMMANDS = (
    demonstrate,
    serve,
    migrate,
    territory,
    person,
    discretion,
    database,
    journal,
    retention,
    keys,
    tick,
    doctor,
)


def build_parser() -> argparse.ArgumentParser:
    """The whole command as one tree; each module hangs its own branch."""
    parser = argparse.ArgumentParser(
        prog="werkveld",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = parser.add_subparsers(metavar="COMMAND", title="commands", dest="command", required=True)
    for module in COMMANDS:
        module.add_to(subparsers)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0 when it was done, 1 when it was refused or found something missing, 130 when interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = build_parser()
    if not given:
        parser.print_help()
        return 0
    chosen = parser.parse_args(given)
    try:
        return int(chosen.run(chosen) or 0)
    except (Refusal, DatabaseTrouble) as trouble:
        troubles.print(str(trouble), style="bold red", markup=False, soft_wrap=True)
        return 1
    except PermissionError as refusal:
        sentence = f"{refusal.filename} may not be touched by you. Choose a folder of your own with WERKVELD_DATA."
        troubles.print(sentence, style="bold red", markup=False, soft_wrap=True)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
