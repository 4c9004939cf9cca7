"""Where a text may name a person: known names, words that announce one, and capitals that nothing explains."""

import re
from collections.abc import Iterator

from werkveld.discretion.findings import Kind, Strength
from werkveld.discretion.gazetteer import Gazetteer
from werkveld.discretion.lexicon import Lexicon
from werkveld.discretion.lists.reading import cues
from werkveld.discretion.public import HOUSES
from werkveld.discretion.sentence import BRIDGES, LINKS, ROLES, TITLES, Named, Sentence
from werkveld.discretion.tokens import Token

_STRONG_LINKS = cues("strong_links")
_SURELY_PERSONAL, _WITH, _ARTICLES = cues("verbs"), cues("with"), cues("articles")
_ABBREVIATIONS = cues("abbreviations")
_ADDRESS = {"mevrouw", "mevr", "mw", "mvr", "meneer", "menheer", "mijnheer", "dhr", "juffrouw", "madame"}
_TAIL = re.compile(
    r"(?:ovic|evic|owski|owska|ewski|ewska|inski|inska|czyk|czak|enko|chuk|shvili|idze|adze|yan|oglu|escu|eanu|"
    r"ullah|uddin|ozada|zada|zadeh|mariam|medhin)$"
)
_FLEMISH = re.compile(r"(?:van(?:de[nr]?|den|der|h|d|n|o|r|s|w)|ver|de[cdgjklmnprstvwz])[a-z]{4,}$")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ -]?){1,3}[A-Z]\.?(?![\w.])|(?<![\w.])(?:[A-Z]\.-?){2,3}(?![\w])")
_INITIAL_AND_NAME = re.compile(r"(?<![\w.])(?:[A-Z]\.[ -]?){1,3}$")
_AGE = re.compile(r"\s?[,(]?\s?\(?\d{1,2}\s?(?:j\b|jr\b|jaar|\)|,)")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Z]{2,}")
_HANDLE = re.compile(r"(?<![\w.@])@([A-Za-z][\w.]{2,29})")


def find_names(text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> Iterator[Named]:
    """Every piece that may name a person, left to right, none inside another."""
    yield from _Reader(text, gazetteer, lexicon).read()


class _Reader(Sentence):
    """The rules, the strongest first; each answers what it found here and how many words it used."""

    def read(self) -> Iterator[Named]:
        initials = list(self._initials())
        held = {place for found in initials for place in range(found.start, found.end)}
        yield from initials
        place = 0
        while place < len(self.tokens):
            token = self.tokens[place]
            if token.start in held or (token.is_known and not self._is_announced_anyway(place)):
                place += 1
                continue
            found, used = self._at(place)
            if found is not None:
                yield found
            place += max(1, used)
        for handle in _HANDLE.finditer(self.text):
            yield Named(*handle.span(), Strength.HINT, kind=Kind.UNKNOWN_WORD)

    def _is_announced_anyway(self, place: int) -> bool:
        """A place that follows a title is a name all the same: "mevrouw Van Damme"."""
        title = self._before(place)
        token = self.tokens[place]
        strong = {
            "mevrouw",
            "mevr",
            "mw",
            "meneer",
            "mijnheer",
            "dhr",
            "juffrouw",
            "genaamd",
            "familienaam",
            "achternaam",
            "voornaam",
        }
        is_short = title is not None and title.low in strong and token.gap.strip() in {"", ".", ":"}
        return is_short and token.is_capital and not token.low.endswith(("straat", "laan", "plein"))

    def _at(self, place: int) -> tuple[Named | None, int]:
        token = self.tokens[place]
        if _NOT_LATIN.search(token.word) and not token.word.isascii():
            end = self._more(place)
            return self._named(place, end, Strength.ASK, is_sure=False), end - place
        for rule in (self._announced, self._known_name, self._linked, self._surname, self._pair, self._alone):
            found, used = rule(place)
            if used:
                return found, used
        return None, 1

    def _announced(self, place: int) -> tuple[Named | None, int]:
        cue = self._cue(place)
        if cue is None:
            return None, 0
        title, is_strong = cue
        token = self.tokens[place]
        begin = start = place
        while (
            token.low in LINKS and place + 1 < len(self.tokens) and self.tokens[place + 1].is_near and place - start < 3
        ):
            place += 1
            token = self.tokens[place]
        if (
            token.low in TITLES
            or token.low in ROLES
            or token.low in BRIDGES
            or (token.low in HOUSES and not token.is_capital)
        ):
            return None, 0
        is_linked = place > start
        # "mevrouw de smet": after a title of address and a link a listed surname is one, though it is also a word.
        is_addressed = is_linked and title.low in _ADDRESS and self.lexicon.is_last(self._base(token))
        if not is_addressed and not self._is_credible(token, is_strong=is_strong, is_linked=is_linked):
            return None, 0
        # "De moeder van Aylin": of whom, and no part of the name.
        if not is_strong and place > start and not self.tokens[start].is_capital:
            start, title = place, self.tokens[place]
        end = self._more(place)
        is_sure = is_strong or self._first(self._base(token)) or self.lexicon.is_last(token.low)
        swap = (
            title.start if title.low not in {"naam", "heet", "heette", "noemt", "genaamd", "genoemd", "namens"} else -1
        )
        is_family = title.low in {"familie", "fam", "gezin"}
        return self._named(start, end, Strength.ASK, is_sure=is_sure, swap_from=swap, is_family=is_family), end - begin

    def _is_credible(self, token: Token, *, is_strong: bool, is_linked: bool) -> bool:
        """Whether a word after one that announces a person can be a name."""
        base = self._base(token)
        words = self.lexicon.words
        is_listed = self._first(base) or self.lexicon.is_last(base)
        if self._capital(token):
            if is_strong:
                return is_listed or not words.is_common(token.low) or (not token.is_first and len(token.low) > 1)
            return is_listed or (self._strange(token) and not token.is_upper)
        if is_listed and not self.lexicon.is_ambiguous(base) and not (words.is_common(base) and len(base) < 5):
            return True
        if is_linked:
            return is_listed and is_strong and not words.is_common(base)
        return self._strange(token) and (is_strong or self.is_flat) and len(token.low) > 2

    def _known_name(self, place: int) -> tuple[Named | None, int]:
        token = self.tokens[place]
        base = self._base(token)
        if not self._first(base):
            return None, 0
        end = self._more(place)
        is_ambiguous = self.lexicon.is_ambiguous(base)
        strength, is_sure = self._strength_of_first(place, end, is_ambiguous=is_ambiguous)
        if strength is None:
            return None, 0
        return self._named(place, end, strength, is_sure=is_sure), end - place

    def _strength_of_first(self, place: int, end: int, *, is_ambiguous: bool) -> tuple[Strength | None, bool]:  # noqa: PLR0911 - one line for each case
        token = self.tokens[place]
        if self._is_house(place):
            return Strength.HINT, False
        if self._capital(token):
            if not is_ambiguous:
                return Strength.ASK, True
            if end - place > 1:
                return Strength.ASK, not token.is_first
            return self._strength_of_doubtful(place)
        base = self._base(token)
        if is_ambiguous:
            return (Strength.ASK, False) if end - place > 1 and self._is_surname_like(end - 1) else (None, False)
        if self.lexicon.words.is_common(base):
            return (Strength.ASK if end - place > 1 else Strength.HINT), False
        if len(base) < 4:
            return (Strength.ASK if end - place > 1 else Strength.HINT), False
        return Strength.ASK, len(base) > 4 or self.is_flat

    def _is_surname_like(self, place: int) -> bool:
        return place < len(self.tokens) and self.lexicon.is_last(self.tokens[place].low)

    def _strength_of_doubtful(self, place: int) -> tuple[Strength | None, bool]:
        """A name that is also a word, with a capital, alone."""
        token, before = self.tokens[place], self._before(place)
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        acts = following is not None and following.is_near and following.low in _SURELY_PERSONAL
        if token.is_first or token.is_upper:
            return (Strength.ASK, False) if acts or self._is_with_a_name(place) else (None, False)
        if len(token.low) <= 2:
            return (Strength.HINT, False) if not token.is_upper else (None, False)
        if before is not None and before.low in _ARTICLES:
            return Strength.HINT, False
        return Strength.ASK, False

    def _is_with_a_name(self, place: int) -> bool:
        """ "Roos en Wolf": side by side with another name."""
        if place + 2 >= len(self.tokens) or self.tokens[place + 1].low not in {"en", "of"}:
            return False
        other = self.tokens[place + 2]
        return self._capital(other) and (self._first(self._base(other)) or self.lexicon.is_last(other.low))

    def _linked(self, place: int) -> tuple[Named | None, int]:  # noqa: PLR0911 - one line for each case
        """ "Van Damme", "El Amrani": a link with a capital where no sentence begins."""
        token = self.tokens[place]
        if token.low not in LINKS or not self._capital(token) or place + 1 >= len(self.tokens):
            return None, 0
        last = place + 1
        while last + 1 < len(self.tokens) and self.tokens[last].low in LINKS and self.tokens[last + 1].is_near:
            last += 1
        core = self.tokens[last]
        if not self.tokens[place + 1].is_near or not core.is_capital:
            return None, 0
        is_listed = self.lexicon.is_last(core.low) or self.lexicon.is_first(core.low)
        after = self.tokens[last + 1].low if last + 1 < len(self.tokens) else ""
        acts = after in _SURELY_PERSONAL or after in {"liet", "heeft", "had", "kwam"}
        if core.is_known and not acts and (token.is_first or not is_listed):
            return None, 0
        if token.is_first and not is_listed and not acts:
            return None, 0
        end = self._more(last)
        if self._is_house(place):
            return self._named(place, end, Strength.HINT, is_sure=False), end - place
        if is_listed and not (token.is_first and self.lexicon.is_ambiguous(core.low)):
            return self._named(place, end, Strength.ASK), end - place
        strong = token.low in _STRONG_LINKS and not token.is_first
        is_strange = not self.lexicon.words.is_common(core.low)
        strength = Strength.ASK if strong and is_strange else Strength.HINT
        return self._named(place, end, strength, is_sure=False), end - place

    def _surname(self, place: int) -> tuple[Named | None, int]:
        token = self.tokens[place]
        base = self._base(token)
        is_listed = self.lexicon.is_last(base)
        is_shaped = self._strange(token) and bool(_TAIL.search(base) or _FLEMISH.match(base))
        if not is_listed and not is_shaped:
            return None, 0
        end = self._more(place)
        if not self._capital(token):
            is_plain = self.lexicon.words.is_known(base) or self.lexicon.is_ambiguous(base) or not self.is_flat
            return (None, 0) if is_plain else (self._named(place, end, Strength.HINT, is_sure=False), end - place)
        if self._is_house(place):
            return self._named(place, end, Strength.HINT, is_sure=False), end - place
        if self.lexicon.is_ambiguous(base) or (self.lexicon.words.is_common(base) and token.is_first):
            before = self._before(place)
            is_word = self.lexicon.words.is_common(base) and (before is None or before.low not in _WITH)
            if token.is_first and end - place == 1:
                return None, 0
            strength = Strength.HINT if is_word and end - place == 1 else Strength.ASK
            return self._named(place, end, strength, is_sure=False), end - place
        return self._named(place, end, Strength.ASK, is_sure=is_listed), end - place

    def _pair(self, place: int) -> tuple[Named | None, int]:
        """Two capitalised words in a row that nothing explains."""
        token = self.tokens[place]
        if place + 1 >= len(self.tokens) or not self._capital(token):
            return None, 0
        following = self.tokens[place + 1]
        # Before a family name also a word that only a spelling list knows can be a first name ("Fientje Moerman").
        is_rare = not token.is_first and not token.is_known and not self.lexicon.words.is_common(token.low)
        is_listed = self.lexicon.is_last(following.low) and not self.lexicon.is_ambiguous(following.low)
        if not self._strange(token) and not (is_rare and is_listed and token.low not in LINKS):
            return None, 0
        is_close = following.is_near and self._capital(following) and not following.is_known
        is_name = self._first(following.low) or self.lexicon.is_last(following.low)
        if not is_close or not (self._strange(following) or is_name) or self._is_house(place):
            return None, 0
        end = self._more(place + 1)
        return self._named(place, end, Strength.ASK, is_sure=False), end - place

    def _alone(self, place: int) -> tuple[Named | None, int]:
        """One capitalised word that nothing explains: a hint; an age, a verb or "met" makes it a question."""
        token, before = self.tokens[place], self._before(place)
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
        acts = following is not None and following.is_near and following.low in _SURELY_PERSONAL
        if not self._strange(token):
            return self._capital_word(place), 1
        if not self._capital(token):
            has_age = bool(_AGE.match(self.text, token.end))
            is_odd = self.is_flat and (acts or has_age or (before is not None and before.low in _WITH))
            found = (
                self._named(place, place + 1, Strength.HINT, is_sure=False, kind=Kind.UNKNOWN_WORD) if is_odd else None
            )
            return found, 1
        if self._is_house(place):
            return self._named(place, place + 1, Strength.HINT, is_sure=False, kind=Kind.UNKNOWN_WORD), 1
        is_asked = acts or bool(_AGE.match(self.text, token.end)) or (before is not None and before.low in _WITH)
        if is_asked:
            return self._named(place, self._more(place), Strength.ASK, is_sure=False), self._more(place) - place
        return self._named(place, place + 1, Strength.HINT, is_sure=False, kind=Kind.UNKNOWN_WORD), 1

    def _capital_word(self, place: int) -> Named | None:
        """A capitalised word in a sentence that only a spelling list knows."""
        token, before = self.tokens[place], self._before(place)
        is_plain = not self._capital(token) or token.is_first or token.is_upper or len(token.low) < 3
        if is_plain or self.is_shouted or token.is_known or self.lexicon.words.is_common(token.low):
            return None
        if before is not None and (before.low in _ARTICLES or before.low in HOUSES or "-" in token.low):
            return None
        if not self.lexicon.words.is_known(token.low):
            return None
        return self._named(place, place + 1, Strength.HINT, is_sure=False, kind=Kind.UNKNOWN_WORD)

    def _initials(self) -> Iterator[Named]:
        """ "J.D.", "J. Peeters", "A.-M. Claes"."""
        for found in _INITIALS.finditer(self.text):
            letters = re.sub(r"[^A-Z]", "", found[0])
            if letters.lower() not in _ABBREVIATIONS and 2 <= len(letters) <= 3:
                yield Named(found.start(), found.end(), Strength.ASK)
        for place, token in enumerate(self.tokens):
            is_name = (
                token.is_capital
                and len(token.word) > 2
                and not token.is_known
                and "." in token.gap
                and len(token.gap) <= 2
                # "Buurthuis Pius X. Elke woensdag": the letter belongs to a name of a place, and ends its sentence.
                and not (place and self.tokens[place - 1].is_known)
            )
            if is_name and (lead := _INITIAL_AND_NAME.search(self.text, max(0, token.start - 10), token.start)):
                end = self.tokens[self._more(place) - 1].end
                is_listed = (
                    self.lexicon.is_last(token.low)
                    or self._first(token.low)
                    or not self.lexicon.words.is_common(token.low)
                )
                if is_listed:
                    yield Named(lead.start(), end, Strength.ASK)
