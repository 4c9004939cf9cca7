"""A file that somebody sent and that is still being asked about: kept for a day, so that a wrong column does not cost
the whole upload again. The session alone knows its name.
"""

from __future__ import annotations

import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from werkveld.territory.refused import ImportRefused

# More than any city's borders; a whole country's goes through the command.
LARGEST = 50 * 1024 * 1024
A_DAY = 24 * 60 * 60
KEY = "division_upload"
FORMS = (".geojson", ".json", ".gpkg", ".zip")


def refuse_above_limit(size: int) -> None:
    """Raises `ImportRefused` for what is too large to take in through a page."""
    if size > LARGEST:
        raise ImportRefused(
            _("Het bestand is te groot: {size} MB, en {limit} MB is het meeste.").format(
                size=size // 1024**2, limit=LARGEST // 1024**2
            ),
            _("Bewaar alleen de laag met de gebieden, of vereenvoudig de grenzen eerst."),
        )


def keep_upload(request: HttpRequest, file: UploadedFile[bytes]) -> Path:
    """Write a file where only we can read it, under a name of ours with its own ending."""
    refuse_above_limit(file.size or 0)
    suffix = Path(file.name or "").suffix.lower()
    if suffix not in FORMS:
        raise ImportRefused(
            _("Dit soort bestand ({suffix}) kan ik niet lezen.").format(suffix=suffix or file.name),
            _("Geef een GeoJSON (.geojson), GeoPackage (.gpkg) of een Shapefile als .zip."),
        )
    forget_upload(request)
    folder = _folder()
    _sweep(folder)
    path = folder / f"{secrets.token_hex(16)}{suffix}"
    with path.open("xb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    request.session[KEY] = {"path": path.name, "name": (file.name or "")[:120]}
    return path


def kept_upload(request: HttpRequest) -> tuple[Path, str] | None:
    """The file of this session that still waits, and what it was called."""
    told = request.session.get(KEY)
    if not told:
        return None
    path = _folder() / Path(str(told["path"])).name
    return (path, str(told["name"])) if path.exists() else None


def forget_upload(request: HttpRequest) -> None:
    """Throw it away: it was drafted, or another took its place."""
    if found := kept_upload(request):
        found[0].unlink(missing_ok=True)
    request.session.pop(KEY, None)


def _folder() -> Path:
    folder = Path(settings.DATA) / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sweep(folder: Path) -> None:
    for old in folder.iterdir():
        if old.stat().st_mtime < time.time() - A_DAY:
            old.unlink(missing_ok=True)
