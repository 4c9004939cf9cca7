"""Why a picture is refused: a word between processes, a sentence on the page."""

from enum import StrEnum


class Why(StrEnum):
    """The reasons."""

    NO_PICTURE = "no_picture"
    OTHER_KIND = "other_kind"
    TOO_HEAVY = "too_heavy"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    MOVING = "moving"
    TOO_LONG = "too_long"
    BUSY = "busy"
    OFF = "off"


class PictureRefusedError(Exception):
    """This picture is not taken."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
