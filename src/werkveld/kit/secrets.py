"""The key that signs sessions: from the environment, or made once and kept in the data folder."""

import os
import secrets
from pathlib import Path

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
