"""Where the measured database lives, and Django set up on it: apart from the data of the program itself."""

import os
from pathlib import Path

from rich.console import Console

PROJECT = Path(__file__).resolve().parent.parent
DATA = PROJECT / ".werkveld" / "bench"

console = Console(highlight=False)
if not console.is_terminal:
    console = Console(highlight=False, width=150)  # a table in a log is not folded


def start(data: Path, role: str) -> None:
    """Start the database of `data` and set Django up to reach it as `role`. Call once, before any model is imported."""
    os.environ["WERKVELD_DATA"] = str(data.absolute())
    os.environ["WERKVELD_DATABASE_ROLE"] = role
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkveld.settings")
    os.environ.setdefault("WERKVELD_SECOND_STEP", "0")
    os.environ.setdefault("WERKVELD_LIMITS", "0")  # One account does here what a thousand do elsewhere.
    import django

    from werkveld.kit import database

    database.prepare(database.ensure_running(data.absolute()))
    django.setup()


def small(data: Path) -> Path:
    """The folder of the small database that the big one is compared with."""
    return data.with_name(f"{data.name}-small")
