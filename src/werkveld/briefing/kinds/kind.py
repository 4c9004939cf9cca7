"""What a kind of briefing item is."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Kind:
    """A kind: its slug (kept on the item), its word and meaning on screen, its icon, and whether it asks somebody."""

    slug: str
    word: str | Promise
    meaning: str | Promise
    icon: str
    asks: bool = False
