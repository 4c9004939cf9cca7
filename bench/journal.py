"""The journal at full size: `python -m bench.journal [1000000]`: chained inserts, "wie zag dit", reading it back.

In a database of its own (`.werkveld/bench-journal`), made anew each time; the lines go in by the very trigger.
"""

import argparse
import shutil
import time
import uuid
from pathlib import Path

from rich.table import Table

from bench.place import DATA, console, start

PLACE = DATA.with_name("bench-journal")
ITEMS, PEOPLE = 20_000, 1_000
STRETCH = 20_000
ASKED = 200

READS = """
INSERT INTO journal_line (at, verb, by_id, organisation_id, subject_kind, subject_key, detail)
SELECT now() - (%(all)s - n) * interval '40 seconds', CASE WHEN n <= %(items)s THEN 'publish item' ELSE 'read item' END,
    p.keys[1 + n %% cardinality(p.keys)], o.keys[1 + n %% cardinality(o.keys)], 'items.item',
    md5((CASE WHEN n > %(items)s AND n %% 100 = 0 THEN 0 ELSE n::bigint * 7919 %% %(items)s END)::text)::uuid::text,
    CASE WHEN n <= %(items)s THEN '{}'::jsonb ELSE jsonb_build_object('version', 1, 'channel', 'page') END
FROM generate_series(%(first)s::integer, %(last)s::integer) n,
    (SELECT array_agg(id) AS keys FROM people_person) p, (SELECT array_agg(id) AS keys FROM people_organisation) o
"""


def run(count: int) -> None:
    """Seed, measure, say."""
    _make()
    rows = [
        _single(),
        _seed(count),
        *_look_up(),
        _read_back(),
    ]
    table = Table("figure", "value", "goal", box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    console.print(table)


def _make() -> None:
    from werkveld.kit import database

    if (PLACE / "postgres").exists():
        database.stop(PLACE)
    shutil.rmtree(PLACE, ignore_errors=True)
    start(PLACE, "owner")
    from django.core.management import call_command

    from werkveld.people.models import Organisation, Person

    call_command("migrate", verbosity=0, interactive=False)
    for kind in ("city", "ocmw", "police"):
        Organisation.objects.create(code=kind, name=kind, short_name=kind, kind=kind)
    Person.objects.bulk_create(
        Person(email=f"p{n}@voorbeeld.be", given_name=f"P{n}", family_name="Q") for n in range(PEOPLE)
    )


def _single() -> tuple[str, str, str]:
    """One line a transaction, as an act writes it; each commit reaches the disk."""
    from werkveld.journal.actions import record
    from werkveld.people.models import Person

    by, began, turns = Person.objects.first(), time.perf_counter(), 2_000
    for _ in range(turns):
        record("measure", by=by, subject=by)
    return "lines a second, each its own commit", f"{turns / (time.perf_counter() - began):,.0f}", ""


def _seed(count: int) -> tuple[str, str, str]:
    from django.db import connection
    from rich.progress import track

    began = time.perf_counter()
    with connection.cursor() as cursor:
        for first in track(range(1, count + 1, STRETCH), "chaining lines", console=console, transient=True):
            last = min(first + STRETCH - 1, count)
            cursor.execute(READS, {"all": count, "items": ITEMS, "first": first, "last": last})
        took = time.perf_counter() - began
        cursor.execute("VACUUM (ANALYZE) journal_line")
    return f"lines a second, {count:,} in stretches", f"{count / took:,.0f}", ""


def _look_up() -> list[tuple[str, str, str]]:
    from werkveld.governance.reads import as_csv, who_saw
    from werkveld.journal.models import Line

    # The last one published is the one that everybody reads: every hundredth line is about it.
    published = Line.objects.filter(verb="publish item").select_related("organisation").order_by("-pk")[:ASKED]
    times, found, most = [], 0, 0
    for line in published:
        began = time.perf_counter()
        seen = who_saw(uuid.UUID(line.subject_key), line.organisation)
        as_csv(seen.lines)
        times.append((time.perf_counter() - began) * 1000)
        found, most = found + len(seen.lines), max(most, len(seen.lines))
    times.sort()
    per = f"{found / len(times):.0f} reads each"
    return [
        (f"“wie zag dit” with its file, median of {ASKED} ({per})", f"{times[len(times) // 2]:.1f} ms", "≤ 2,000 ms"),
        (f"the slowest, read {most:,} times", f"{times[-1]:.1f} ms", "≤ 2,000 ms"),
    ]


def _read_back() -> tuple[str, str, str]:
    from werkveld.journal.verifying import verify

    began = time.perf_counter()
    verdict = verify()
    if verdict.broken:
        raise SystemExit(f"broken: {verdict.broken}")
    return f"{verdict.lines:,} lines read back, {verdict.chains} chains", f"{time.perf_counter() - began:.1f} s", ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1_000_000)
    run(parser.parse_args().count)
    from werkveld.kit import database as server

    server.stop(Path(PLACE))
