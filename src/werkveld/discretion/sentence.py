"""A sentence as the guard reads it: what one word is, what stands around it, and how far a name goes."""

from dataclasses import dataclass

from werkveld.discretion.findings import Kind, Strength
from werkveld.discretion.gazetteer import Gazetteer
from werkveld.discretion.lexicon import Lexicon
from werkveld.discretion.lists.reading import cues
from werkveld.discretion.public import HOUSES, mark_public
from werkveld.discretion.tokens import Token, tokens_of

LINKS, TITLES, ROLES, BRIDGES = cues("links"), cues("titles"), cues("roles"), cues("bridges")


@dataclass(frozen=True)
class Named:
    """A piece of a folded text that may name a person; `swap_from` takes a title along."""

    start: int
    end: int
    strength: Strength
    is_sure: bool = True
    swap_from: int = -1
    kind: Kind = Kind.NAME
    is_family: bool = False


class Sentence:
    """One text being read: its words, with places and organisations marked as known."""

    def __init__(self, text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.tokens = tokens_of(text)
        mark_public(self.tokens, gazetteer, lexicon)
        upper = sum(t.is_upper for t in self.tokens)
        # A text all in capitals says as little with them as one without any.
        self.is_shouted = upper > 2 and upper * 2 > len(self.tokens)
        self.is_flat = self.is_shouted or not any(t.is_capital and not t.is_first for t in self.tokens)

    def _first(self, low: str) -> bool:
        return self.lexicon.is_first(low)

    def _base(self, token: Token) -> str:
        """A name without its genitive: "Jan's", "Mohameds"."""
        low = token.low
        if low[-1] != "s":
            return low
        if low.endswith("'s"):
            return low[:-2]
        is_listed = self._first(low) or self.lexicon.is_last(low)
        if low.endswith("s") and len(low) > 4 and not is_listed and self._first(low[:-1]) and token.is_capital:
            return low[:-1]
        return low

    def _capital(self, token: Token) -> bool:
        return token.is_capital and not self.is_shouted

    def _strange(self, token: Token) -> bool:
        """No Dutch word, no known place, no abbreviation."""
        if token.is_known or (token.is_upper and not self.is_shouted and len(token.word) <= 6) or len(token.low) < 3:
            return False
        if token.low in TITLES or token.low in ROLES:
            return False
        return not self.lexicon.words.is_word(token.low) and not self._is_compound_of_parts(token.low)

    def _is_compound_of_parts(self, low: str) -> bool:
        return "-" in low and all(len(p) < 2 or self.lexicon.words.is_word(p) for p in low.split("-"))

    def _before(self, place: int, back: int = 1) -> Token | None:
        return self.tokens[place - back] if place - back >= 0 else None

    def _is_house(self, place: int) -> bool:
        before = self._before(place)
        if before is not None and before.low in {"de", "den", "'t", "het"} and before.is_capital:
            before = self._before(place, 2)
        return before is not None and self.tokens[place].is_near and before.low in HOUSES

    def _cue(self, place: int) -> tuple[Token, bool] | None:  # noqa: PLR0911 - one line for each case
        """The word that announces a person here, and whether it is a strong one."""
        gap = self.tokens[place].gap
        if len(gap) > 4 or "\n\n" in gap or ";" in gap:
            return None
        for back in (1, 2, 3):
            word = self._before(place, back)
            if word is None:
                return None
            if word.low in TITLES:
                return word, True
            if word.low in ROLES and (back == 1 or not self.tokens[place - 1].gap.strip()):
                is_plain = back == 1 and gap.strip(" \"'(") in {"", ":", ",", "."}
                if is_plain and not (gap.strip() == "." or gap.strip() == ","):
                    return word, False
                if back > 1 and self.tokens[place - 1].low in {"heet", "genaamd"}:
                    return word, True
                return None
            if word.low not in BRIDGES or "." in gap:
                return None
            gap = word.gap
        return None

    def _more(self, place: int) -> int:
        """The place after the last word of the name that begins (or stands) here."""
        end = place + 1
        while end < len(self.tokens) and end - place < 6:
            step = self._step(end)
            if not step:
                break
            end += step
        return end

    def _step(self, place: int) -> int:  # noqa: PLR0911 - one line for each case
        """How many words from here still belong to the name before; 0 when none."""
        token = self.tokens[place]
        if not token.is_near or self.tokens[place - 1].low.endswith("'s"):
            return 0
        if token.low in LINKS:
            return self._link_step(place)
        if self._capital(token) and len(token.word) == 1 and not token.is_known:
            return 1
        if token.is_known or token.is_first:
            return 0
        is_name = self.lexicon.is_last(token.low) or self._first(token.low)
        is_common = self.lexicon.words.is_common(token.low)
        if self._capital(token) and not (token.is_upper and len(token.word) <= 5 and not is_name):
            return 1 if is_name or not is_common else 0
        if not self.is_flat:
            return 0
        return (
            1 if (is_name and not is_common and not self.lexicon.is_ambiguous(token.low)) or self._strange(token) else 0
        )

    def _link_step(self, place: int) -> int:
        last = place
        while (
            last + 1 < len(self.tokens)
            and self.tokens[last].low in LINKS
            and self.tokens[last + 1].is_near
            and last - place < 3
        ):
            last += 1
        core = self.tokens[last]
        if core.low in LINKS:
            return 0
        if self._capital(core) and not core.low.endswith(("straat", "laan", "plein")):
            is_odd = self.tokens[place].low in {"uit", "op", "te"} and not self.lexicon.is_last(core.low)
            is_place = core.is_known and not self.tokens[place].is_capital
            return 0 if is_odd or is_place else last - place + 1
        is_name = self.lexicon.is_last(core.low) and not core.is_known
        return last - place + 1 if self.is_flat and is_name else 0

    def _named(
        self,
        start: int,
        end: int,
        strength: Strength,
        *,
        is_sure: bool = True,
        swap_from: int = -1,
        kind: Kind = Kind.NAME,
        is_family: bool = False,
    ) -> Named:
        first, last = self.tokens[start], self.tokens[end - 1]
        stop = last.start + len(self._base(last)) if end - start >= 1 else last.end
        if len(last.word) == 1 and self.text[stop : stop + 1] == ".":
            stop += 1
        return Named(first.start, stop, strength, is_sure, swap_from, kind, is_family)
