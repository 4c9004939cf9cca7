"""Fill a database of its own with N items: `python -m bench.seed 1000000 [--data FOLDER]`."""

import argparse
import json
import time
from itertools import pairwise
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bench.place import DATA, console, start

SEED = 20_260
MARK = "seeded.json"
OURS = "measured-only.txt"
SAMPLE = 2_000


def seed(data: Path, count: int) -> dict[str, float]:
    """Make the database anew and fill it; returns what is also kept in the data folder's mark."""
    _insist_on_ours(data)
    (data / MARK).unlink(missing_ok=True)
    began = time.monotonic()
    _empty(data)
    from bench.aside import set_aside
    from bench.stream import Stream
    from bench.world import make_world

    with console.status("tables, areas, people, circles …"):
        _migrate()
        world = make_world(SEED)
    stream = Stream(world, count, SEED)
    with set_aside():
        _fill(stream)
        _derive(count)
    _words(stream)
    with console.status("vacuum and statistics …"):
        _execute("VACUUM (ANALYZE)")
        _execute("CHECKPOINT", role="admin")
    _check()
    made = {"items": count, "seconds": round(time.monotonic() - began), "at": time.time()}
    (data / MARK).write_text(json.dumps(made) + "\n")
    console.print(f"{count:,} items in {made['seconds']} s.")
    return made


def seeded(data: Path) -> dict[str, float] | None:
    """The mark of a complete database, None when there is none."""
    try:
        return dict(json.loads((data / MARK).read_text()))
    except OSError:
        return None


def ensure_up(data: Path) -> None:
    """Start the database of a folder when it is not running."""
    from werkveld.kit import database

    database.prepare(database.ensure_running(data.absolute()))


def _insist_on_ours(data: Path) -> None:
    """Everything in the folder's database will be thrown away, so it must be one that was made for measuring."""
    from werkveld.kit import database

    if database.is_external():
        raise SystemExit("DATABASE_URL is set: the measured database is always an embedded one. Unset it first.")
    if (data / "postgres").exists() and not (data / OURS).exists():
        raise SystemExit(f"{data} holds a database that was not made for measuring. Choose another folder.")
    data.mkdir(parents=True, exist_ok=True)
    (data / OURS).write_text("This folder's database holds made-up items and is thrown away at each seeding.\n")


def _empty(data: Path) -> None:
    """Throw the measured database away and set Django up on a new one."""
    from werkveld.kit import database

    data = data.absolute()
    database.prepare(database.ensure_running(data))
    with database.connect("admin", data, "postgres") as admin:
        admin.execute(f"DROP DATABASE {database.DATABASE} WITH (FORCE)")
    start(data, "owner")


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    _execute("SET synchronous_commit = off")


def _execute(sql: str, role: str = "") -> None:
    if role:
        from django.conf import settings

        from werkveld.kit import database

        with database.connect(role, settings.DATA) as other:
            other.execute(sql)
        return
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description:34}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=console
    )


def _fill(stream) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection, transaction

    from bench.stream import FILED, ITEMS

    raw = connection.connection
    with _bar() as progress:
        task = progress.add_task("items and the areas they lie in", total=stream.count)
        for batch in stream.batches():
            with transaction.atomic(), raw.cursor() as cursor:
                for table, columns, text in (
                    ("items_item", ITEMS, batch.items),
                    ("items_itemarea", FILED, batch.filed),
                ):
                    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                        copy.write(text)
            progress.advance(task, batch.count)


def _derive(count: int) -> None:
    from django.db import connection

    from bench.derived import FEED, STEPS

    with _bar() as progress, connection.cursor() as cursor:
        cursor.execute("ANALYZE items_item, items_itemarea")
        task = progress.add_task("feed", total=count)
        cursor.execute("SELECT id FROM items_item ORDER BY id")
        keys = [row[0] for row in cursor.fetchall()]
        edges = ["00000000-0000-0000-0000-000000000000", *keys[19_999::20_000], keys[-1]]
        for after, until in pairwise(edges):
            cursor.execute(FEED, [after, until])
            progress.advance(task, 20_000)
        progress.update(task, completed=count)
        task = progress.add_task("versions, readings, comments …", total=len(STEPS))
        for name, sql in STEPS.items():
            progress.update(task, description=name)
            cursor.execute(sql)
            progress.advance(task)


def _words(stream) -> None:  # type: ignore[no-untyped-def]
    """The list for typing errors: exactly the words that were drawn, as the database would have learnt them."""
    from django.db import connection

    from bench.vocabulary import STREETS

    used = [w for w, is_used in zip(stream.writer.words, stream.writer.used.tolist(), strict=True) if is_used]
    used += [s.lower() for s in STREETS] + ["graag", "terugkoppelen", "wat", "je", "ziet"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO items_word SELECT DISTINCT unaccent(w) FROM unnest(%s::text[]) w"
            " WHERE unaccent(w) ~ '^[a-z]{3,30}$' ON CONFLICT DO NOTHING",
            [used],
        )


def _check() -> None:
    """The feed, the areas and the words agree with the items, on a sample; the policies are in force."""
    from django.db import connection

    from bench.derived import DIFFERENCES
    from werkveld.audience import policies
    from werkveld.items.models import Item
    from werkveld.territory.locate import areas_at

    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM items_item ORDER BY md5(id::text) LIMIT %s", [SAMPLE])
        keys = [row[0] for row in cursor.fetchall()]
        cursor.execute(DIFFERENCES, [keys])
        assert cursor.fetchone()[0] == 0, "the feed differs from the items"
        cursor.execute("SELECT count(*) FROM items_word")
        words = cursor.fetchone()[0]
        for key in keys[:50]:
            cursor.execute("SELECT werkveld_learn_words(%s)", [key])
        cursor.execute("SELECT count(*) FROM items_word")
        assert cursor.fetchone()[0] == words, "a word of a sample was not on the list"
    for item in Item.objects.filter(pk__in=keys[:200], x__isnull=False).prefetch_related("filed"):
        assert item.x is not None
        assert item.y is not None
        located = {at.area.pk for at in areas_at(item.x, item.y) if at.area}
        assert located == {f.area_id for f in item.filed.all()}, "an item lies elsewhere than it is filed"
    assert not policies.missing()


def main() -> None:
    """Read the command line and seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1_000_000, help="number of items, default 1000000")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the database; what is in it is thrown away")
    chosen = parser.parse_args()
    seed(chosen.data, chosen.count)


if __name__ == "__main__":
    main()
