"""`werkveld territory addresses FILE`: bring in a register of addresses."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from werkveld.ops.terminal import Refusal, Subparsers, add_command, bar, console, insist, ready_with_tables

if TYPE_CHECKING:
    from werkveld.territory.addresses import Merged
    from werkveld.territory.addressfile import FoundAddresses

TEXT = """\
Reads address points from a CSV. The columns of BeST (opendata.bosa.be) and of the Flemish address register are
recognised; name others yourself. Coordinates may be in Lambert 72 (EPSG:31370), Lambert 2008 (EPSG:3812) or degrees
(EPSG:4326). Boxes fall together with the door they belong to; nothing about residents is read.

The file is taken as the whole register of the municipalities in it: what is new is added, what moved is moved, and
what is no longer in it is removed. The same file twice changes nothing. Every address is placed in every published
edition, and overlaps between areas are from then on counted by addresses instead of by surface."""


def add_to(choices: Subparsers) -> None:
    """Hang `addresses` on `territory`."""
    parser = add_command(
        choices,
        "addresses",
        "Bring in address points, so that places can be typed and overlaps counted by addresses.",
        text=TEXT,
        examples="werkveld territory addresses openaddress-bevlg-kortrijk.csv\n"
        "werkveld territory addresses adressen.csv --municipality Kortrijk --yes\n"
        "werkveld territory addresses export.csv --street-column STR --number-column NR --x-column X --y-column Y\n"
        "then: werkveld territory locate “Grote Markt 54”",
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--municipality", default="", metavar="NAME", help="of all rows, when the file does not say")
    for what in ("street", "number", "x", "y", "postcode", "municipality"):
        parser.add_argument(f"--{what}-column", default="", metavar="NAME", help="when another column is taken")
    parser.add_argument("--crs", metavar="EPSG:…", help="when the coordinates are not what they seem")
    parser.add_argument("--source", default="", help="where the file comes from")
    parser.add_argument("--licence", default="", help="under which licence")
    parser.add_argument("--attribution", default="", help="whom to name beside a count")
    parser.add_argument("--yes", action="store_true", help="keep without asking")
    parser.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Read, show, ask, keep."""
    ready_with_tables()
    from django.utils.translation import override

    from werkveld.territory.addresscolumns import Asked
    from werkveld.territory.addressfile import read_addresses
    from werkveld.territory.refused import ImportRefused

    asked = Asked(
        street=chosen.street_column,
        number=chosen.number_column,
        x=chosen.x_column,
        y=chosen.y_column,
        postcode=chosen.postcode_column,
        municipality=chosen.municipality_column,
    )
    try:
        with override("en"), bar("Reading") as heard:
            found = read_addresses(
                chosen.file, asked=asked, municipality=chosen.municipality, crs=chosen.crs, progress=heard
            )
    except ImportRefused as refused:
        raise Refusal(f"{refused.problem} {refused.advice}") from refused
    with override("en"):
        for sentence in found.sentences():
            console.print(sentence, markup=False)
    insist(f"Keep these {len(found.doors):,} addresses?", yes=chosen.yes)
    with override("en"), bar("Keeping") as heard:
        kept = _keep(found, chosen, heard)
    if kept.is_nothing:
        console.print(f"All {len(found.doors):,} addresses were there already, nothing changed.")
    else:
        console.print(f"{kept.new:,} new, {kept.moved:,} moved, {kept.gone:,} removed.")
    return 0


@transaction.atomic
def _keep(found: "FoundAddresses", chosen: argparse.Namespace, heard: Callable[[str, float], None]) -> "Merged":
    from werkveld.journal.actions import record
    from werkveld.territory.actions import keep_addresses
    from werkveld.territory.filing import take_stock
    from werkveld.territory.models import AddressFile

    kept = keep_addresses(
        found,
        name=chosen.file.name,
        source=chosen.source or chosen.file.name,
        licence=chosen.licence,
        attribution=chosen.attribution,
        progress=heard,
    )
    if not kept.is_nothing:
        detail = {"new": kept.new, "moved": kept.moved, "gone": kept.gone}
        take_stock()
        record("keep addresses", by=None, subject=AddressFile.objects.get(checksum=found.checksum), detail=detail)
    return kept
