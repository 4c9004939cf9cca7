"""Keys that the client may make: a form sent twice from a phone is one row."""

import secrets
import time
import uuid

# No letters or figures that are read for one another on paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then randomness, so keys sort by time.

    The standard library has it from Python 3.14 on; this stands in until that is our oldest version.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return uuid.UUID(int=value)


def new_stamp() -> str:
    """Seven characters that can be read aloud: `K4M-92TX`. About 2 × 10¹⁰ of them: unique by constraint."""
    drawn = [secrets.choice(ALPHABET) for _ in range(7)]
    return "".join(drawn[:3]) + "-" + "".join(drawn[3:])
