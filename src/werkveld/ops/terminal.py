"""How the commands speak: one console, one way to start Django, one kind of refusal."""

import argparse
import contextlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.prompt import Confirm

console = Console(highlight=False)
troubles = Console(stderr=True, highlight=False)


class Refusal(Exception):  # noqa: N818 - it is read by people
    """The command cannot do what was asked; the message says why and what to do instead."""


class Subparsers(Protocol):
    """What argparse hands out to hang subcommands on."""

    def add_parser(self, name: str, **words: Any) -> argparse.ArgumentParser: ...


def start_django(role: str) -> Path:
    """Set Django up to reach the database as `role` (owner: sees all; app: bound by who sees what); the data folder."""
    import django
    from django.conf import settings

    prepare_settings(role)
    django.setup()
    return Path(settings.DATA)


def ready_with_tables() -> None:
    """Django set up as owner, the database running, its tables of this version."""
    from werkveld.kit import database
    from werkveld.ops.migrate import insist_on_tables

    data = start_django("owner")
    database.prepare(database.ensure_running(data, say=say))
    insist_on_tables()


@contextlib.contextmanager
def bar(opening: str) -> Iterator[Callable[[str, float], None]]:
    """A progress bar that goes when the work is done; yields what hears a sentence and a share, 0 to 1."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(opening, total=1.0)
        yield lambda sentence, share: progress.update(task, description=sentence, completed=share)


def data_folder(role: str = "owner") -> Path:
    """The data folder, without starting Django: for what must work when nothing else does."""
    from django.conf import settings

    prepare_settings(role)
    return Path(settings.DATA)


def prepare_settings(role: str) -> None:
    """Must be called before the settings are read for the first time; the first caller decides."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")
    os.environ["WERKVELD_DATABASE_ROLE"] = role


def say(sentence: str) -> None:
    """One quiet line about what is going on."""
    console.print(sentence, style="dim", markup=False, soft_wrap=True)


def insist(question: str, *, yes: bool) -> None:
    """Ask before what cannot be undone; `--yes` answers beforehand, and without a terminal it must."""
    if yes:
        return
    if not console.is_terminal:
        raise Refusal("This cannot be undone; add --yes to do it without being asked.")
    if not Confirm.ask(question, console=console, default=False):
        raise Refusal("Nothing was changed.")


def add_command(
    subparsers: Subparsers, name: str, summary: str, *, text: str = "", examples: str = ""
) -> argparse.ArgumentParser:
    """A subcommand whose `--help` says what it does, shows it in use and tells what comes next."""
    after = f"examples:\n{_indented(examples)}" if examples else None
    description = summary if not text else f"{summary}\n\n{text.strip()}"
    return subparsers.add_parser(
        name, help=summary, description=description, epilog=after, formatter_class=argparse.RawDescriptionHelpFormatter
    )


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().splitlines())
