"""A text as words, with what their capitals say."""

import re
from dataclasses import dataclass, field

from werkveld.discretion.lists.reading import cues

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDS = ".!?:;\n•*|"
_SHORTENED = cues("shortened")
_SKIPPED = " \t\r\"'([{-–_#>"


@dataclass
class Token:
    """One word of a folded text. `gap` is what stands between the word before and this one."""

    start: int
    end: int
    word: str
    gap: str
    is_first: bool
    low: str = field(init=False)
    is_capital: bool = field(init=False)
    is_upper: bool = field(init=False)
    is_known: bool = False
    is_taken: bool = False

    def __post_init__(self) -> None:
        self.low = self.word.lower()
        self.is_capital = self.word[0].isupper()
        self.is_upper = len(self.word) > 1 and self.word.isupper()

    @property
    def is_near(self) -> bool:
        """Only a space away from the word before."""
        return self.gap in {" ", "  "}


def tokens_of(text: str) -> list[Token]:
    """The words of a folded text, in order."""
    found: list[Token] = []
    last = 0
    for match in _WORD.finditer(text):
        gap = text[last : match.start()]
        found.append(Token(match.start(), match.end(), match[0], gap, _begins(gap, found)))
        last = match.end()
    return found


def _begins(gap: str, before: list[Token]) -> bool:
    """Whether a word stands at the head of a sentence, where a capital says nothing."""
    if not before:
        return True
    bare = gap.strip(_SKIPPED)
    if "\n" in gap or any(sign in _ENDS and sign != "." for sign in bare):
        return True
    if "." not in bare:
        return False
    last = before[-1]
    return not (last.low in _SHORTENED or (len(last.word) == 1 and last.is_capital))
