"""What the guard finds: where, of which kind, how strong, and what could stand there instead."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum


class Strength(StrEnum):
    """BLOCK is never saved, ASK is saved with a reason, HINT is only shown."""

    BLOCK = "BLOCK"
    ASK = "ASK"
    HINT = "HINT"


class Kind(StrEnum):
    """What a piece of text may be."""

    NATIONAL_NUMBER = "national_number"
    BIS_NUMBER = "bis_number"
    NUMBER_PLATE = "number_plate"
    BIRTH_DATE = "birth_date"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"
    UNKNOWN_WORD = "unknown_word"
    MINOR = "minor"
    HEALTH = "health"
    ORIGIN = "origin"
    RELIGION = "religion"
    HOME_ADDRESS = "home_address"
    RELATION = "relation"
    EMERGENCY = "emergency"


class Audience(IntEnum):
    """How far a text goes; the further, the stricter."""

    OWN = 0
    PARTNERS = 1
    PUBLIC = 2


@dataclass(frozen=True, order=True)
class Finding:
    """One piece of a text.

    `start` and `end` count code points of the text as it was given, so `text[start:end] == finding.text`. `rewrite` is
    what could stand from `swap_from` (at or before `start`: "mevrouw" goes along) up to `end`; empty when there is
    nothing better than leaving it out. `is_sure` is false for a name that is also an ordinary word, or only looks like
    a name: such a one stays a question, however far the text goes.
    """

    start: int
    end: int
    kind: Kind
    strength: Strength
    text: str
    rewrite: str = ""
    swap_from: int = -1
    is_sure: bool = True

    def at(self, strength: Strength) -> "Finding":
        """The same, of another strength."""
        return replace(self, strength=strength)

    def as_json(self) -> dict[str, str | int]:
        """What the command prints."""
        return {
            "kind": self.kind.value,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "strength": self.strength.value,
        }
