"""The server's side: a picture goes to a worker of its own, one at a time, and comes back safe or not at all."""

import fcntl
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkveld.photos import wire
from werkveld.photos.kinds import formats_of
from werkveld.photos.limits import MOST_BYTES, WAIT_SECONDS, WALL_SECONDS
from werkveld.photos.parts import missing_parts
from werkveld.photos.refused import PictureRefusedError, Why

SOURCE = Path(__file__).resolve().parents[2]
# One worker at a time on a machine: it takes half a gigabyte and every core.
LOCK = Path(tempfile.gettempdir()) / f"werkveld-photos-{os.getuid()}.lock"

COMMAND = [sys.executable, "-s", "-P", "-m", "werkveld.photos.worker"]
FIGURES = ("width", "height", "faces", "plates")


@dataclass(frozen=True)
class SafePicture:
    """What a worker made: JPEG, its size in pixels, and how many faces and plates it hid."""

    image: bytes
    small: bytes
    width: int
    height: int
    faces: int
    plates: int


def refuse_early(data: bytes) -> None:
    """Raises `PictureRefusedError` for what can be seen without decoding, and when photos are off."""
    if missing_parts():
        raise PictureRefusedError(Why.OFF)
    if not data:
        raise PictureRefusedError(Why.NO_PICTURE)
    if len(data) > MOST_BYTES:
        raise PictureRefusedError(Why.TOO_HEAVY)
    if not formats_of(data[:16]):
        raise PictureRefusedError(Why.OTHER_KIND)


def make_safe(data: bytes, patience: float = WAIT_SECONDS) -> SafePicture:
    """The picture without what tells who: faces and plates hidden, nothing of the file kept but its pixels.

    Waits at most `patience` seconds for its turn. Raises `PictureRefusedError`.
    """
    refuse_early(data)
    return _ask({}, data, patience)


def hide_more(image: bytes, shares: Iterable[tuple[float, float, float, float, bool]]) -> SafePicture:
    """One of our own pictures with more hidden: (left, top, right, bottom, round), as shares 0 to 1 of its sides."""
    return _ask({"shares": list(shares)}, image)


def _ask(header: dict[str, Any], data: bytes, patience: float = WAIT_SECONDS) -> SafePicture:
    if missing_parts():
        raise PictureRefusedError(Why.OFF)
    question = io.BytesIO()
    wire.write(question, header, data)
    with _turn(patience):
        answer = _run(question.getvalue())
    try:
        figures, parts = wire.read(io.BytesIO(answer), MOST_BYTES)
    except ValueError as error:
        raise PictureRefusedError(Why.BROKEN) from error
    if "why" in figures:
        raise PictureRefusedError(Why(figures["why"]))
    return SafePicture(parts[0], parts[1], **{name: int(figures[name]) for name in FIGURES})


def _run(question: bytes) -> bytes:
    # Nothing of our own environment: a decoder that was taken over finds no password in it.
    environment = {"PYTHONPATH": str(SOURCE), "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            COMMAND, input=question, capture_output=True, env=environment, cwd="/", timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PictureRefusedError(Why.TOO_LONG) from error
    return done.stdout if done.returncode == 0 else b""


@contextmanager
def _turn(patience: float) -> Iterator[None]:
    """Wait for the worker to be free, not for ever."""
    until = time.monotonic() + patience
    descriptor = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        while not _taken(descriptor):
            if time.monotonic() > until:
                raise PictureRefusedError(Why.BUSY)
            time.sleep(0.1)
        yield
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
