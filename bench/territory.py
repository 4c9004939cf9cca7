"""The figures of the territory: `python -m bench.territory [FOLDER]`, FOLDER holding the real files.

FOLDER has two divisions as GeoPackage (EPSG:31370) and a register of addresses as CSV. Without it everything is
measured on an invented territory of the same size. Made in a database of its own, thrown away afterwards.
"""

import argparse
import datetime as dt
import json
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from bench.place import console, start

BOX = (66_000.0, 160_000.0, 77_000.0, 175_000.0)
INVENTED_ADDRESSES, MANY_ADDRESSES = 33_616, 150_000
POINTS, RECORDS = 1_000_000, 100_000
SEED = 20_260
type Rows = list[tuple[str, str, str, bool]]


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="with the real files")
    parser.add_argument("--records", type=int, default=RECORDS, help="items to re-file (100000)")
    chosen = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="werkveld-territory-"))
    data.chmod(0o755)
    try:
        rows = measure(data, chosen.folder, chosen.records)
    finally:
        from werkveld.kit import database

        database.stop(data)
        shutil.rmtree(data, ignore_errors=True)
    show(rows, chosen.folder)


def measure(data: Path, folder: Path | None, records: int) -> Rows:
    """Make the territory, then each figure: (what, measured, goal, whether it holds)."""
    start(data, "owner")
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    files = real_files(folder) if folder else invented_files(data)
    editions = [division(path, code) for code, path in zip(("een", "twee"), files[:2], strict=True)]
    register, seconds = brought_in(files[2])
    rows: Rows = [("addresses brought in, two divisions", f"{register:,} in {seconds:.1f} s", "", True)]
    rows += located(editions) + one_point() + many_points() + crossed(editions)
    rows.append(many_addresses(data))
    rows += refiled(records)
    return rows


def real_files(folder: Path) -> tuple[Path, Path, Path]:
    """Two divisions and a register, by their endings."""
    divisions = sorted(folder.glob("*.gpkg"))
    registers = [path for path in sorted(folder.glob("*.csv")) if "adres" in path.name.lower()]
    if len(divisions) < 2 or not registers:
        raise SystemExit(f"{folder} must hold two .gpkg files and a register adres….csv")
    return divisions[0], divisions[1], registers[0]


def invented_files(data: Path) -> tuple[Path, Path, Path]:
    """Divisions of 14 and 8 areas and a register, as large as the real ones."""
    dice = np.random.default_rng(SEED)
    paths = [write_division(data / f"{count}.geojson", count, dice) for count in (14, 8)]
    return paths[0], paths[1], write_register(data / "adressen.csv", INVENTED_ADDRESSES, dice)


def write_division(path: Path, count: int, dice: np.random.Generator) -> Path:
    """A partition whose borders wind like real ones: some 300 corners an area."""
    from werkveld.territory.schematic import schematic_partition

    land = shapely.Point((BOX[0] + BOX[2]) / 2, (BOX[1] + BOX[3]) / 2).buffer(5_500, quad_segs=64)
    spots = dice.uniform((BOX[0] + 1500, BOX[1] + 3500), (BOX[2] - 1500, BOX[3] - 3500), (count, 2)).tolist()
    shapes = schematic_partition([(f"A{n:02}", f"Gebied {n}", x, y) for n, (x, y) in enumerate(spots)], land)
    wound = shapely.segmentize(list(shapes.values()), 60)
    wound = shapely.transform(wound, lambda p: p + 25 * np.sin(p[:, ::-1] / 90))
    features = [
        {"type": "Feature", "properties": {"code": code, "naam": f"Gebied {code}"}, "geometry": mapping(shape)}
        for code, shape in zip(shapes, wound, strict=True)
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def write_register(path: Path, count: int, dice: np.random.Generator) -> Path:
    """Streets of thirty doors each."""
    begin = dice.uniform((BOX[0] + 1000, BOX[1] + 3000), (BOX[2] - 1000, BOX[3] - 3000), (count // 30 + 1, 2))
    turn = dice.uniform(0, 2 * np.pi, len(begin))
    lines = ["street_id;straat;huisnr;x;y"]
    for n in range(count):
        street, house = divmod(n, 30)
        x, y = begin[street] + house * 9 * np.array([np.cos(turn[street]), np.sin(turn[street])])
        lines.append(f"{street};Straat {street};{house + 1};{x:.1f};{y:.1f}")
    path.write_text("\n".join(lines) + "\n")
    return path


def division(path: Path, code: str) -> Any:
    """A published edition of a file, from a day long ago."""
    from werkveld.territory.imports import import_edition, publish

    return publish(import_edition(path, code, code.title(), dt.date(2020, 1, 1)))


def brought_in(path: Path) -> tuple[int, float]:
    """Read and keep a register; how many addresses, and seconds."""
    from werkveld.territory.actions import keep_addresses
    from werkveld.territory.addressfile import read_addresses

    began = time.perf_counter()
    found = read_addresses(path, municipality="" if "adressen_best" in path.name else "Invenstad")
    keep_addresses(found, name=path.name)
    return len(found.doors), time.perf_counter() - began


def located(editions: list[Any]) -> Rows:
    """Every kept address in each edition against shapely on the full shapes, one by one; ties to the lowest code."""
    from django.db import connection

    from werkveld.territory.models import Address, Area

    doors = list(Address.objects.values_list("pk", "x", "y"))
    points = shapely.points([(x, y) for _key, x, y in doors])
    rows: Rows = []
    for edition in editions:
        with connection.cursor() as cursor:
            cursor.execute("SELECT address_id, area_id FROM territory_addressarea WHERE edition_id = %s", [edition.pk])
            ours = dict(cursor.fetchall())
        naive: dict[int, int] = {}
        for area in Area.objects.filter(edition=edition).order_by("code"):
            shape = shapely.from_wkb(bytes(area.geometry))
            for (key, _x, _y), inside in zip(doors, shapely.intersects(shape, points).tolist(), strict=True):
                if inside:
                    naive.setdefault(key, area.pk)
        wrong = sum(ours.get(key) != naive.get(key) for key, _x, _y in doors)
        share = 100 * (1 - wrong / len(doors))
        what = f"addresses as by naive shapely, {edition.layer.name}, {len(naive):,} of {len(doors):,} inside"
        rows.append((what, f"{share:.4g} %", "100 %", wrong == 0))
    return rows


def one_point() -> Rows:
    """A point in all layers, the question which editions hold included."""
    from werkveld.territory.locate import areas_at

    dice = np.random.default_rng(SEED)
    spots = dice.uniform(BOX[:2], BOX[2:], (600, 2)).tolist()
    areas_at(*spots[0])
    took = [milliseconds(lambda spot=spot: areas_at(*spot)) for spot in spots]
    return [("locate one point in all layers", f"{median(took):.2f} ms", "≤ 1 ms", median(took) <= 1)]


def many_points() -> Rows:
    """A million points in an edition of sixty areas."""
    from werkveld.territory.imports import import_edition, publish
    from werkveld.territory.locate import areas_of_points

    dice = np.random.default_rng(SEED)
    path = write_division(Path(tempfile.mkdtemp()) / "60.geojson", 60, dice)
    edition = publish(import_edition(path, "zestig", "Zestig", dt.date(2020, 1, 1)))
    shutil.rmtree(path.parent)
    points = dice.uniform(BOX[:2], BOX[2:], (POINTS, 2))
    areas_of_points(points[:10], edition)
    took = median(milliseconds(lambda: areas_of_points(points, edition)) for _turn in range(3)) / 1000
    return [("a million points in 60 areas", f"{took:.2f} s", "≤ 1 s", took <= 1)]


def crossed(editions: list[Any]) -> Rows:
    """The crosswalk of the two divisions, both ways, by addresses and by surface."""
    from werkveld.territory.crosswalk import crosswalk

    rows: Rows = []
    for by in ("addresses", "surface"):
        took = median(milliseconds(lambda by=by: crosswalk(*editions, by)) for _turn in range(5)) / 1000
        rows.append((f"crosswalk by {by}", f"{took:.3f} s", "≤ 1 s", took <= 1))
    sums = [sum(p.share for p in r.parts) for f in [crosswalk(*editions)] for r in [*f.rows, *f.reverse] if r.total]
    is_whole = all(abs(one - 1) < 1e-9 for one in sums)
    rows.append(("shares sum to 100 %, both ways", f"{min(sums):.6f} to {max(sums):.6f}", "1", is_whole))
    return rows


def many_addresses(data: Path) -> tuple[str, str, str, bool]:
    """A register of 150,000 in three layers."""
    path = write_register(data / "veel.csv", MANY_ADDRESSES, np.random.default_rng(SEED + 1))
    count, took = brought_in(path)
    return ("150,000 addresses brought in, three divisions", f"{count:,} in {took:.1f} s", "≤ 60 s", took <= 60)


def refiled(records: int) -> Rows:
    """Publish an edition with many records to re-file, while somebody keeps reading."""
    from django.utils import timezone

    from bench.records import make_records
    from werkveld.items.refiling import refile_for
    from werkveld.territory.imports import import_edition, publish

    make_records(records, BOX, SEED)
    path = write_division(Path(tempfile.mkdtemp()) / "17.geojson", 17, np.random.default_rng(SEED + 2))
    draft = import_edition(path, "een", "Een", timezone.localdate())
    shutil.rmtree(path.parent)
    stop, reads = threading.Event(), []
    reader = threading.Thread(target=keep_reading, args=(stop, reads))
    began = time.perf_counter()
    edition = publish(draft)
    took_publish = time.perf_counter() - began
    reader.start()
    heard: list[float] = []
    count = refile_for(edition, progress=lambda _sentence, share: heard.append(share))
    took = time.perf_counter() - began
    stop.set()
    reader.join()
    worst = max(reads) * 1000
    return [
        ("publish an edition over 183,000 addresses", f"{took_publish:.1f} s", "", True),
        (f"publish and re-file {count:,} records", f"{took:.1f} s, {len(heard)} words", "≤ 60 s", took <= 60),
        (f"meanwhile {len(reads):,} reads of the feed, slowest", f"{worst:.0f} ms", "not blocked", worst < 2000),
    ]


def keep_reading(stop: threading.Event, took: list[float]) -> None:
    """The newest fifty of the feed and their items, again and again, as a page asks them."""
    from django.db import connection

    with connection.cursor() as cursor:
        while not stop.is_set():
            began = time.perf_counter()
            cursor.execute(
                "SELECT i.title FROM items_item i WHERE i.id IN (SELECT item_id FROM items_feedentry"
                " WHERE area = 0 ORDER BY published_at DESC LIMIT 50)"
            )
            cursor.fetchall()
            took.append(time.perf_counter() - began)
            time.sleep(0.02)
    connection.close()


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call took on the clock."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def show(rows: Rows, folder: Path | None) -> None:
    """The table, ready to be kept in the README."""
    console.print(f"On {'the real files' if folder else 'an invented territory of the same size'}.\n", markup=False)
    console.print("| figure | measured | goal | |\n|---|---|---|---|", markup=False)
    for what, measured, goal, holds in rows:
        word = ("holds" if holds else "misses") if goal else ""
        console.print(f"| {what} | {measured} | {goal} | {word} |", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
