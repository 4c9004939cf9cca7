"""`werkveld territory …`: bring in a division of the land, and ask in which areas a point lies."""

import argparse
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from werkveld.ops import crosswalks, registers
from werkveld.ops.terminal import Refusal, Subparsers, add_command, bar, console, insist, ready_with_tables

if TYPE_CHECKING:
    from werkveld.territory.imports import Preview
    from werkveld.territory.models import Edition

IMPORT_TEXT = """\
Reads GeoJSON, GeoPackage or a Shapefile (also zipped), in Lambert 72 (EPSG:31370), Lambert 2008 (EPSG:3812) or
degrees (EPSG:4326). Shows what it found (areas, columns taken, gaps and overlaps by name) and asks before it
publishes. A published edition never changes: borders that move are a new edition with a later first day.
The same areas imported twice change nothing."""

LOCATE_TEXT = """\
A point outside every area of an edition is listed with no area, so that nothing is silently missing.

An address is looked up among the addresses that were brought in (`werkveld territory addresses`), without a network
and without keeping what was asked. Typing errors, St. for Sint, missing accents, boxes and ranges (12-14) are
understood; a municipality, postcode or village may follow after a comma. A number the register lacks is placed
between its neighbours and called an estimate. A street without a number lies in one area or is told with its shares."""


def add_to(subparsers: Subparsers) -> None:
    """Hang `territory` and what can be done with it on the command."""
    parser = add_command(
        subparsers,
        "territory",
        "Bring in a division of the land, or ask where a point lies.",
        examples="werkveld territory import wijken.gpkg --layer wijken --owner politie --valid-from 2026-01-01\n"
        "werkveld territory locate --point 3.2649,50.8280 --json",
    )
    choices = parser.add_subparsers(metavar="WHAT", title="what to do", required=True)
    _add_import(choices)
    registers.add_to(choices)
    _add_locate(choices)
    crosswalks.add_to(choices)


def _add_locate(choices: Subparsers) -> None:
    where = add_command(
        choices,
        "locate",
        "Say in which area of every published edition an address or a point lies.",
        text=LOCATE_TEXT,
        examples='werkveld territory locate "Overleiestraat 12" --json\n'
        'werkveld territory locate "St. Denijsestr 12 bus 3, 8500"\n'
        'werkveld territory locate "hoek Budastraat en Overleiestraat"\n'
        "werkveld territory locate --point 3.2649,50.8280 --json --on 2026-01-01",
    )
    place = where.add_mutually_exclusive_group(required=True)
    place.add_argument("address", nargs="?", metavar="ADDRESS", help="a street and number, a street, or a crossing")
    place.add_argument("--point", type=point_of, metavar="LON,LAT", help="in degrees (WGS84)")
    where.add_argument("--on", type=dt.date.fromisoformat, metavar="DATE", help="the editions of that day (today)")
    where.add_argument("--json", action="store_true", help="for programs")
    where.set_defaults(run=locate)


def _add_import(choices: Subparsers) -> None:
    bring = add_command(
        choices,
        "import",
        "Read a file of areas, show what is in it, and publish it as an edition of a layer.",
        text=IMPORT_TEXT,
        examples="werkveld territory import wijken.gpkg --layer wijken --owner politie --valid-from 2026-01-01\n"
        "werkveld territory import gebieden.geojson --layer gebieden --owner stad --valid-from 2026-01-01 --yes",
    )
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--layer", required=True, metavar="NAME", help="its name or code; made when it is new")
    bring.add_argument("--owner", required=True, metavar="ORGANISATION", help="code or name of who keeps the layer")
    bring.add_argument(
        "--organisation-kind", default="", help="city, ocmw, police, nonprofit or housing; when it is new"
    )
    bring.add_argument("--valid-from", required=True, type=dt.date.fromisoformat, metavar="DATE", help="as 2026-01-31")
    bring.add_argument("--edition", default="", metavar="NAME", help="default: the first day")
    bring.add_argument("--word", help="what one area is called: gebied, wijk, buurt, sector, …; for a new layer")
    bring.add_argument("--kind", help="partition (default), overlapping or loose; for a new layer")
    bring.add_argument("--source", default="", help="where the file comes from")
    bring.add_argument("--licence", default="", help="under which licence")
    bring.add_argument("--attribution", default="", help="whom to name beside a map")
    bring.add_argument("--schematic", action="store_true", help="borders are a sketch; said wherever they show")
    bring.add_argument("--code-column", metavar="NAME", help="when another column is taken for the code")
    bring.add_argument("--name-column", metavar="NAME", help="when another column is taken for the name")
    bring.add_argument("--table", metavar="NAME", help="in a GeoPackage with several")
    bring.add_argument("--crs", metavar="EPSG:…", help="when the file does not say, or says it wrongly")
    bring.add_argument("--swapped", choices=["yes", "no"], help="whether x and y changed places, when you are asked")
    bring.add_argument("--yes", action="store_true", help="publish without asking")
    bring.set_defaults(run=bring_in)


def bring_in(chosen: argparse.Namespace) -> int:
    """Preview, ask, keep, publish."""
    ready_with_tables()
    from django.utils.translation import override

    from werkveld.ops import divisions
    from werkveld.territory.refused import ImportRefused

    wish = divisions.wish_of(chosen)
    try:
        with override("en"):
            found = _previewed(wish)
            show(found)
        insist(f"Publish {_areas(len(found.areas))} as an edition of “{wish.layer_name}”?", yes=chosen.yes)
        with override("en"), bar("Drawing outlines and counting overlaps") as heard:
            edition, is_new = divisions.keep(wish, found, heard)
    except ImportRefused as refused:
        raise Refusal(f"{refused.problem} {refused.advice}") from refused
    if is_new:
        refile(edition)
    word = "published" if is_new else "was there already, nothing changed"
    console.print(f"{edition}: {_areas(len(found.areas))}, in force from {edition.valid_from:%Y-%m-%d}; {word}.")
    return 0


def _areas(number: int) -> str:
    return "1 area" if number == 1 else f"{number} areas"


def refile(edition: "Edition") -> None:
    """Give what is still valid its place in the new edition, when it holds already; else the clockwork will."""
    from django.utils import timezone
    from django.utils.translation import override

    from werkveld.items.refiling import refile_for

    if edition.valid_from > timezone.localdate():
        console.print(f"Records that are valid then get their place in it on {edition.valid_from:%Y-%m-%d}.")
        return
    with override("en"), bar("Filing records anew") as heard:
        count = refile_for(edition, progress=heard)
    if count:
        console.print(f"{count:,} records got their place in it.")


def locate(chosen: argparse.Namespace) -> int:
    """Print where the address or the point lies; 1 when the address is not known."""
    ready_with_tables()
    from werkveld.territory.finding import find_place, finding_json, locate_json

    if chosen.point:
        answer, is_known = locate_json(chosen.point[0], chosen.point[1], chosen.on), True
    else:
        found = find_place(chosen.address, chosen.on)
        answer, is_known = finding_json(found, chosen.on), not found.is_nothing
    if chosen.json:
        print(json.dumps(answer, ensure_ascii=False))  # for programs: no colours, no wrapping
    elif not is_known:
        refuse_unknown(chosen.address)
    else:
        for line in lines_of(answer):
            console.print(line, markup=False, soft_wrap=True)
    return 0 if is_known else 1


def lines_of(answer: dict[str, Any]) -> Iterator[str]:
    """The answer in words, a line for each edition."""
    if place := answer.get("place"):
        yield place["name"] + (" (estimate)" if place["method"] in {"nearby", "crossing"} else "")
    for group in [answer, *answer.get("candidates", [])]:
        if "name" in group:
            yield group["name"]
        for line in group["editions"] if "streets" not in group else []:
            area = line["area"]
            yield f"  {line['layer']} ({line['edition']}): {area['name'] if area else 'outside every area'}"
    for street in answer.get("streets", []):
        yield (
            f"{street['street']}, {street['municipality']}; a house number decides"
            if street["editions"]
            else str(street)
        )
        for line in street["editions"]:
            shares = ", ".join(
                f"{part['area']['name'] if part['area'] else 'outside'} {part['share']:.0%}"
                + (f" ({part['numbers']})" if part["numbers"] else "")
                for part in line["candidates"]
            )
            yield f"  {line['layer']} ({line['edition']}): {shares}"
    if not answer["editions"] and len(answer) == 1:
        yield "No division is published yet. `werkveld territory import --help` shows how."


def refuse_unknown(address: str) -> None:
    """Say why an address is not found, and what to do."""
    from werkveld.territory.models import Address

    if not Address.objects.exists():
        raise Refusal("No addresses are known yet: `werkveld territory addresses FILE` brings them in.")
    raise Refusal(f"“{address}” is no street, address or crossing that is known. Try the street alone, or a point.")


def show(found: "Preview") -> None:
    """The preview: its sentences, then the areas."""
    for sentence in found.sentences():
        console.print(sentence, markup=False)
    for area in found.areas:
        console.print(f"  {area.code}  {area.name}", style="dim", markup=False)


def point_of(text: str) -> tuple[float, float]:
    """Longitude and latitude from "3.2649,50.8280"; a swapped pair is recognised, because it would land in Somalia."""
    try:
        lon, lat = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not LON,LAT such as 3.2649,50.8280") from None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise argparse.ArgumentTypeError(f"{text!r} is not in degrees: longitude first, then latitude")
    if 49 <= lon <= 52 and 2 <= lat <= 7:
        raise argparse.ArgumentTypeError(f"{text!r} has latitude first; write {lat},{lon}")
    return lon, lat


def _previewed(wish: Any) -> "Preview":
    from werkveld.territory.imports import preview

    with bar("Reading") as heard:
        return preview(wish.file, **wish.reading, kind=wish.kind, progress=heard)
