"""Which words of a text name a place or an organisation, so that they are nobody's name.

"Jan Breydellaan" is a street and "Koning Albertpark" a park: what stands before the ending goes along, but only a
capitalised ending of its own word does so. A pattern that ignores capitals would swallow the name in "Jan station".
"""

import re
from itertools import pairwise

from werkveld.discretion.gazetteer import Gazetteer
from werkveld.discretion.lexicon import Lexicon
from werkveld.discretion.lists.reading import cues
from werkveld.discretion.tokens import Token

# Endings of streets, squares, buildings and gatherings.
_ENDING = re.compile(
    r"(?:straat(?:je)?|str|laan(?:tje)?|plein(?:tje)?|park|weg(?:el)?|steenweg|dreef|kaai|markt|singel|plaats|pad|brug|tunnel|"
    r"station|school|college|instituut|atheneum|kerk|kapel|ziekenhuis|kliniek|centrum|stadion|rotonde|zaal|hal|poort|toren|"
    r"site|wijk|buurt|gaarde|oever|tuin|feest|festival|kermis|museum|theater|schouwburg|bibliotheek|parking|domein|square|"
    r"residentie|kwartier|dok|sluis|halte|bos|meers(?:en)?|hof|molen|stee|wal|vest|berg|veld|kouter|hoek|huis|club)$"
)
# Endings that are also those of family names count only for what no list of names holds.
_OFTEN_A_NAME = re.compile(
    r"(?:hof|molen|wal|vest|berg|veld|kouter|hoek|huis|stee|dok|weg|dijk|poort|tuin|bos|plaats|kerk|markt)$"
)
_BEFORE = {"de", "den", "der", "van", "vande", "vanden", "ten", "ter", "en", "het", "'t", "la", "du", "des"}
HOUSES, _RANKS = cues("houses"), cues("ranks")
_ROADS = {"rue", "avenue", "chaussee", "boulevard", "place", "quai"}
_NUMERAL = re.compile(r"[IVX]{1,5}$")


def mark_public(tokens: list[Token], gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    """Mark every word that belongs to a known phrase, a street or a great name."""
    words = [t.low for t in tokens]
    for place, token in enumerate(tokens):
        if length := gazetteer.length_at(words, place):
            for other in tokens[place : place + length]:
                other.is_known = True
        if token.low.startswith(("sint-", "st-", "onze-lieve", "saint-")):
            token.is_known = True
        _mark_street(tokens, place, lexicon)
        _mark_rank(tokens, place)
    for token, following in pairwise(tokens):
        # "Buurthuis Pius X. Elke woensdag": the letter is of the place, so the point ends a sentence.
        if token.is_known and len(token.word) == 1 and token.is_near and "." in following.gap:
            following.is_first = True


def _mark_street(tokens: list[Token], place: int, lexicon: Lexicon) -> None:
    token = tokens[place]
    if token.low in _ROADS:
        for other in tokens[place : place + 4]:
            other.is_known = other.is_known or other.is_capital or other.low in _BEFORE | _ROADS
    ending = _ENDING.search(token.low)
    stem = token.low[: ending.start()].strip("-'") if ending else ""
    if not (len(stem) > 1 or _NUMERAL.fullmatch(stem.upper())) or _is_a_person(token, lexicon):
        return
    token.is_known = True
    # "Stationsplein" is whole by itself: a name before it stays a name. "Breydellaan" is not.
    _mark_before(tokens, place, lexicon, is_whole=_is_plain_word(stem, lexicon))


def _is_plain_word(stem: str, lexicon: Lexicon) -> bool:
    words = lexicon.words
    is_common = words.is_common(stem) or words.is_common(stem.removesuffix("s"))
    return is_common or (not words.is_known(stem) and words.is_word(stem))


def _is_a_person(token: Token, lexicon: Lexicon) -> bool:
    """A family name that ends like a place ("Verstraat", "Vandenberg")."""
    if lexicon.is_first(token.low) or lexicon.is_last(token.low):
        return True
    has_prefix = token.low.startswith(("van", "ver", "uyt", "over")) and not lexicon.words.is_word(token.low)
    return bool(_OFTEN_A_NAME.search(token.low)) and (has_prefix or not lexicon.words.is_word(token.low)) and has_prefix


def _mark_before(tokens: list[Token], place: int, lexicon: Lexicon, *, is_whole: bool) -> None:
    for back in range(place - 1, max(-1, place - 5), -1):
        other, following = tokens[back], tokens[back + 1]
        if not following.is_near:
            return
        is_name = lexicon.is_first(other.low) or lexicon.is_last(other.low)
        if other.low in _RANKS:
            other.is_known = True
        elif is_whole:
            if other.low == "de" and back and tokens[back - 1].is_capital:
                other.is_known = tokens[back - 1].is_known = True
                return
            if not other.is_capital or other.is_first or is_name:
                return
            other.is_known = True
        elif is_name or (other.is_capital and not other.is_first) or _is_link_to_a_capital(tokens, back):
            other.is_known = True
        else:
            return


def _is_link_to_a_capital(tokens: list[Token], back: int) -> bool:
    """ "van" or "de" of "Filips van de Elzaslaan"."""
    while back > 0 and tokens[back].low in _BEFORE and tokens[back].is_near:
        back -= 1
        if tokens[back].is_capital:
            return True
    return False


def _mark_rank(tokens: list[Token], place: int) -> None:
    """A king, a pope, a saint: rank and name, or name and number."""
    token = tokens[place]
    if place and _NUMERAL.fullmatch(token.word) and token.is_near and tokens[place - 1].is_capital:
        before = tokens[place - 1]
        # One letter is an initial ("Karel V."), unless it is known who reigned.
        if len(token.word) > 1 or before.is_known:
            before.is_known = token.is_known = True
    if token.low in {"sint", "st", "koning", "koningin", "paus", "pater", "kardinaal"} and place + 1 < len(tokens):
        following = tokens[place + 1]
        if following.is_capital and following.gap in {" ", ". "}:
            following.is_known = token.is_known = True
