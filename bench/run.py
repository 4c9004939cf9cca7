"""Seed when there is nothing to measure yet, then measure: what `make bench` does."""

import os
import subprocess
import sys

from bench.pages import pages
from bench.place import DATA, PROJECT, small
from bench.seed import seeded

SMALL = 10_000


def run() -> None:
    """A million items (or `BENCH_N`), ten thousand beside them, then the table."""
    count = int(os.environ.get("BENCH_N", "1000000"))
    for folder, items in ((DATA, count), (small(DATA), SMALL)):
        made = seeded(folder)
        if made is None or made["items"] != items:
            # A process of its own: Django can be set up on one database only.
            subprocess.run(
                [sys.executable, "-m", "bench.seed", str(items), "--data", str(folder)], check=True, cwd=PROJECT
            )
    pages(DATA)
