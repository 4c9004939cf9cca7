"""The three trained networks that find faces and read signs. They come in packages, and run on this machine alone."""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np

from werkveld.photos.parts import file_of

Pixels = np.ndarray[Any, np.dtype[np.uint8]]
Figures = np.ndarray[Any, np.dtype[np.float32]]


@lru_cache(maxsize=8)
def network(name: str, _shape: tuple[int, int]) -> Any:
    """A network for pictures of one width and height: one that met two shapes answers nonsense for the second."""
    return cv2.dnn.readNetFromONNX(str(file_of(name)))


@lru_cache(maxsize=1)
def kinds_of_signs() -> tuple[str, ...]:
    """What kind of sign each answer of the reading network stands for: a figure, a letter, a mark, another script.

    Its alphabet stands in its own file, among the properties that ONNX calls metadata: a key, then a text with a sign
    a line. Answer 0 is the blank, the last one a space.
    """
    content = file_of("words").read_bytes()
    start = content.rindex(b"character") + len(b"character") + 1
    length, shift = 0, 0
    while True:
        byte = content[start]
        start, length, shift = start + 1, length | (byte & 127) << shift, shift + 7
        if byte < 128:
            break
    signs = content[start : start + length].decode().split("\n")
    return ("", *(_kind(sign) for sign in signs), "")


def _kind(sign: str) -> str:
    if len(sign) != 1 or not sign.isascii():
        # Letters with a mark on them are letters as well.
        return "a" if len(sign) == 1 and sign.isalpha() and ord(sign) < 0x250 else "?"
    if sign.isdecimal():
        return "9"
    return "a" if sign.isalpha() else ""
