"""Registers of addresses, written by the tests as the publishers write them."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from werkveld.territory.actions import keep_addresses
from werkveld.territory.addresses import Merged
from werkveld.territory.addressfile import read_addresses

type Door = tuple[str, str, float, float]


def register(path: Path, doors: Iterable[Door], header: str = "straat;huisnr;x;y", town: str = "") -> Path:
    """A CSV of (street, number, x, y) with a column for the municipality when one is named."""
    head = f"{header};gemeente" if town else header
    rows = [
        ";".join([street, number, f"{x:.2f}", f"{y:.2f}", *([town] if town else [])]) for street, number, x, y in doors
    ]
    path.write_text("\n".join([head, *rows]) + "\n")
    return path


def kept(folder: Path, doors: Sequence[Door], town: str = "Proefdorp") -> Merged:
    """Those doors as the whole register of a town."""
    return keep_addresses(read_addresses(register(folder / "register.csv", doors, town=town)), name="proef")
