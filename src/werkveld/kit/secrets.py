"""What must stay secret: the key that signs sessions, and files that only their owner may read."""

import errno
import os
import secrets
import stat
import tomllib
from pathlib import Path
from typing import Any

NAME = "secret-key"


def secret_key(data: Path) -> str:
    """The signing key of this deployment: `WERKVELD_SECRET_KEY`, else a file of our own that only we can read.

    Two processes that start at once end with the same key: the file is made whole and linked into place.
    """
    given = os.environ.get("WERKVELD_SECRET_KEY")
    if given:
        return given
    file = data / NAME
    if not file.exists():
        _make(file)
    return file.read_text().strip()


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{NAME}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(64))
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass  # Another process was first; its key counts.
    finally:
        fresh.unlink()


def private_table(path: str) -> dict[str, Any]:
    """The tables of a TOML file that only its owner may read; none when no file is named.

    Raises `PermissionError` when others may read it: what is in it opens doors.
    """
    if not path:
        return {}
    file = Path(path)
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise PermissionError(errno.EACCES, "others may read it: chmod 600", path)
    with file.open("rb") as stream:
        return tomllib.load(stream)
