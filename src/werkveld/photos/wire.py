"""How the server and its worker talk: a header in JSON, then bytes, each with its length in front."""

import json
import struct
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">I")


def write(stream: BinaryIO, header: dict[str, Any], *parts: bytes) -> None:
    """One message."""
    for part in (json.dumps(header).encode(), _LENGTH.pack(len(parts)), *parts):
        stream.write(_LENGTH.pack(len(part)) + part)
    stream.flush()


def read(stream: BinaryIO, most: int) -> tuple[dict[str, Any], list[bytes]]:
    """One message of which no part is longer than `most` bytes. Raises `ValueError` for anything else."""
    header = json.loads(_part(stream, 2**20))
    (count,) = _LENGTH.unpack(_part(stream, _LENGTH.size))
    if not isinstance(header, dict) or count > 4:
        raise ValueError("not one of our messages")
    return header, [_part(stream, most) for _ in range(count)]


def _part(stream: BinaryIO, most: int) -> bytes:
    raw = stream.read(_LENGTH.size)
    if len(raw) < _LENGTH.size:
        raise ValueError("the message ended early")
    (length,) = _LENGTH.unpack(raw)
    if length > most:
        raise ValueError("a part is too long")
    part = stream.read(length)
    if len(part) < length:
        raise ValueError("the message ended early")
    return part
