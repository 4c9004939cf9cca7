"""How long files and functions are, room by room: medians and 95th percentiles, in lines.

    python bench/figures.py

Long files and functions are where reading stops. These figures say where to look; no test depends on them.
"""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

PROJECT = Path(__file__).resolve().parent.parent
SOURCE = PROJECT / "src" / "werkveld"


def main() -> None:
    """Print the table and, below it, the counts."""
    rooms = sorted(folder for folder in SOURCE.iterdir() if folder.is_dir() and any(folder.rglob("*.py")))
    table = Table(
        "room", "files", "median", "p95", "longest", "funcs", "median", "p95", "longest", box=None, pad_edge=False
    )
    for column in table.columns[1:]:
        column.justify = "right"
    for name, files in [*((room.name, sources(room)) for room in rooms), ("tests", sources(PROJECT / "tests"))]:
        table.add_row(name, *spread([lines_of(file) for file in files]), *spread(list(function_lengths(files))))
    everything = sources(SOURCE)
    table.add_section()
    table.add_row("all rooms", *spread([lines_of(f) for f in everything]), *spread(list(function_lengths(everything))))
    console = Console()
    console.print(table)
    for name, pattern in {"templates": "*.html", "stylesheets": "*.css", "scripts": "*.js"}.items():
        files = [f for f in (*SOURCE.rglob(pattern), *(PROJECT / "frontend").glob(f"*/{pattern}"))]
        files = [f for f in files if "node_modules" not in f.parts]
        console.print(f"{name}: {len(files)} files, {sum(map(lines_of, files)):,} lines")


def sources(folder: Path) -> list[Path]:
    """Python files that somebody wrote: migrations are written by the machine."""
    return [file for file in sorted(folder.rglob("*.py")) if "migrations" not in file.parts and lines_of(file)]


def lines_of(file: Path) -> int:
    """Lines with something on them."""
    return sum(1 for line in file.read_text(encoding="utf-8").splitlines() if line.strip())


def function_lengths(files: list[Path]) -> Iterator[int]:
    """Length of each function, from its `def` to its last line."""
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def spread(lengths: list[int]) -> tuple[str, str, str, str]:
    """How many, the median, the 95th percentile and the longest."""
    if not lengths:
        return ("0", "", "", "")
    p95 = statistics.quantiles(lengths, n=20)[-1] if len(lengths) > 1 else lengths[0]
    return (str(len(lengths)), f"{statistics.median(lengths):.0f}", f"{p95:.0f}", str(max(lengths)))


if __name__ == "__main__":
    main()
