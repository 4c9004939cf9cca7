"""The source as the laws read it."""

import ast
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
ROOT = PROJECT / "src" / "werkveld"
# From the ground up; import-linter holds the imports, these laws hold what imports do not show.
FLOORS: list[tuple[str, ...]] = [
    ("kit",),
    ("discretion", "photos"),
    ("territory",),
    ("people",),
    ("audience", "journal"),
    ("items", "staff"),
    ("blog", "atlas", "borders"),
    ("briefing",),
    ("governance",),
    ("web", "ops"),
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def modules(*rooms: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every module of some rooms (all when none is named), migrations left out."""
    for path in sorted(ROOT.rglob("*.py")):
        room = path.relative_to(ROOT).parts[0]
        if "migrations" not in path.parts and (not rooms or room in rooms):
            yield path, ast.parse(path.read_text())


def templates() -> Iterator[tuple[Path, str]]:
    """Every template and its text."""
    for path in sorted(ROOT.rglob("templates/**/*")):
        if path.suffix in {".html", ".svg", ".txt"}:
            yield path, path.read_text()


def where(path: Path, line: int = 0) -> str:
    """A place in the source, short."""
    return f"{path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path}:{line}"
