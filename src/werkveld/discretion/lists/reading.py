"""Reading the lists: words between spaces, or lines under a heading; a line that begins with # is for people."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files


def lines_of(name: str) -> Iterator[str]:
    """The lines of a list that are not for people only."""
    text = (files("werkveld.discretion") / "lists" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache
def sections_of(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a list under each `[heading]`."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in lines_of(name):
        if line.startswith("["):
            heading = line.strip("[]")
        else:
            found.setdefault(heading, []).append(line)
    return {title: tuple(lines) for title, lines in found.items()}


def cues(heading: str) -> frozenset[str]:
    """The words under a heading of `cues.txt`."""
    return frozenset(word for line in sections_of("cues.txt")[heading] for word in line.split())
