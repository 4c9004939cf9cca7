"""Take every figure and print one table: `python -m bench.pages [--data FOLDER] [--only GROUP]`."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from rich.table import Table

from bench.place import DATA, PROJECT, console, small
from bench.seed import MARK, seeded

type Row = dict[str, object]


def pages(data: Path, only: str = "") -> list[Row]:
    """Take the figures in processes of their own, print the table, give the rows."""
    _bring_up_to_date(data)
    with console.status(f"measuring {only or 'everything'} (minutes, not seconds) …"):
        rows = _taken(data, only)
    if only in {"", "briefing"} and seeded(small(data)):
        _bring_up_to_date(small(data))
        with console.status("the briefing among ten thousand items …"):
            rows += _compared([r for r in rows if r["group"] == "briefing"], _taken(small(data), "briefing"))
    show(rows, data)
    return rows


def _environment(data: Path) -> dict[str, str]:
    return {**os.environ, "WERKVELD_DATA": str(data.absolute()), "DJANGO_SETTINGS_MODULE": "werkveld.settings"}


def _bring_up_to_date(data: Path) -> None:
    """Tables of this version, and the stylesheet's names that every page looks up."""
    if seeded(data) is None:
        raise SystemExit(f"{data / MARK} is not there: run `python -m bench.seed --data {data}` first.")
    from bench.seed import ensure_up

    ensure_up(data)
    owner = _environment(data) | {"WERKVELD_DATABASE_ROLE": "owner"}
    for command in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
        subprocess.run([sys.executable, "-m", "django", *command], env=owner, check=True, cwd=PROJECT)


def _taken(data: Path, only: str) -> list[Row]:
    command = [sys.executable, "-m", "bench.figures", "--data", str(data), "--only", only]
    done = subprocess.run(command, env=_environment(data), stdout=subprocess.PIPE, text=True, check=True, cwd=PROJECT)
    return list(json.loads(done.stdout.splitlines()[-1]))


def _compared(big: list[Row], little: list[Row]) -> list[Row]:
    """How much slower the same briefing is among a hundred times as many items."""
    before = {row["name"]: row for row in little}
    found = []
    for row in big:
        if row["unit"] == "ms":
            ratio = float(row["value"]) / float(before[row["name"]]["value"])  # type: ignore[arg-type]
            name = f"{row['name']}: times as long as at 10,000 items"
            found.append({"group": "briefing", "name": name, "value": ratio, "unit": "×", "goal": 2})
    return found


def show(rows: list[Row], data: Path) -> None:
    """The table, and what misses its goal."""
    made = seeded(data) or {}
    table = Table(title=f"{int(made.get('items', 0)):,} items", title_justify="left")
    for column in ("", "figure", "median", "p95", "CPU", "floor", "goal", ""):
        table.add_column(column, justify="right" if column in {"median", "p95", "CPU", "floor", "goal"} else "left")
    last = ""
    for row in rows:
        if row["group"] != last and last:
            table.add_section()
        group, last = ("" if row["group"] == last else str(row["group"])), str(row["group"])
        cells = [_cell(row.get(key), row["unit"]) for key in ("value", "p95", "cpu", "floor")]
        table.add_row(group, str(row["name"]), *cells, _goal(row), _verdict(row))
    console.print(table)


def _cell(value: object, unit: object) -> str:
    if not isinstance(value, int | float):
        return ""
    digits = 0 if value >= 100 or not unit else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}".strip()


def _goal(row: Row) -> str:
    return f"≤ {row['goal']:g} {row['unit']}".strip() if row.get("goal") else ""


def _verdict(row: Row) -> str:
    if not row.get("goal"):
        return ""
    held = row["p95"] if row.get("p95") else row["value"]
    return "[green]holds[/]" if float(held) <= float(row["goal"]) else "[red]misses[/]"  # type: ignore[arg-type]


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=lambda given: Path(given).absolute(), default=DATA)
    parser.add_argument("--only", default="", help="one group: briefing, newest, item, search, publish, doctor, memory")
    chosen = parser.parse_args()
    pages(chosen.data, chosen.only)


if __name__ == "__main__":
    main()
