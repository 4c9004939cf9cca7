"""The guard itself: one text in, findings out.

A small cast, who also plays in the tests. Lotte writes "Mevrouw Peeters (geboren op 12/03/1985) belde": the birth date
is blocked, the name is asked for, and once partners read it the name is blocked too. Rachid writes "Feest in de Jan
Breydellaan": the guard is silent. It does not promise "no personal data": what it finds and what it misses is measured
by bench/guard.py.
"""

from collections.abc import Iterable, Iterator

from werkveld.discretion.accounts import find_accounts
from werkveld.discretion.birthdays import birthday_behind, find_birthdays, find_years_of_birth
from werkveld.discretion.findings import Audience, Finding, Kind, Strength
from werkveld.discretion.folding import Folded, fold
from werkveld.discretion.gazetteer import Gazetteer, common_gazetteer
from werkveld.discretion.hints import find_hints
from werkveld.discretion.lexicon import load_lexicon
from werkveld.discretion.mail import find_mail
from werkveld.discretion.names import find_names
from werkveld.discretion.numbers import find_numbers
from werkveld.discretion.plates import find_plates
from werkveld.discretion.sentence import Named
from werkveld.discretion.wording import rewrite_for

_ORDER = {Strength.BLOCK: 0, Strength.ASK: 1, Strength.HINT: 2}


def check(
    text: str,
    gazetteer: Gazetteer | None = None,
    audience: Audience = Audience.OWN,
    *,
    is_delicate: bool = False,
) -> list[Finding]:
    """The findings in a text, in order, none overlapping another of the same weight.

    `gazetteer` are names to be silent on, beside what everybody knows; `audience` is how far the text goes;
    `is_delicate` says that it is about welfare or a dispute. Takes any text, of any length, in time that grows with it.
    """
    folded = fold(text)
    names = list(find_names(folded.text, gazetteer or common_gazetteer(), load_lexicon()))
    found = [*_structured(folded), *_birth_dates_beside(folded, names), *_years(folded), *_named(folded, names)]
    found += [
        _finding(folded, start, end, kind, Strength.HINT)
        for start, end, kind in find_hints(folded.text, is_delicate=is_delicate)
    ]
    return [_as_strict(finding, audience) for finding in sorted(_apart(found))]


def _structured(folded: Folded) -> Iterator[Finding]:
    """What proves itself: never saved, whoever reads it."""
    for find in (find_accounts, find_numbers, find_mail, find_birthdays, find_plates):
        for start, end, kind in find(folded.text):
            yield _finding(folded, start, end, kind, Strength.BLOCK)


def _birth_dates_beside(folded: Folded, names: Iterable[Named]) -> Iterator[Finding]:
    """A date of long ago right behind a name is a date of birth."""
    for named in names:
        if named.strength is Strength.ASK and (date := birthday_behind(folded.text, named.end)):
            yield _finding(folded, *date, Kind.BIRTH_DATE, Strength.BLOCK)


def _years(folded: Folded) -> Iterator[Finding]:
    for start, end in find_years_of_birth(folded.text):
        yield _finding(folded, start, end, Kind.BIRTH_DATE, Strength.HINT)


def _named(folded: Folded, names: Iterable[Named]) -> Iterator[Finding]:
    for named in names:
        start, end = folded.span(named.start, named.end)
        swap = folded.span(named.swap_from, named.swap_from + 1)[0] if named.swap_from >= 0 else start
        rewrite = _as_begun(rewrite_for(named.kind, is_family=named.is_family), folded.source[:swap])
        yield Finding(start, end, named.kind, named.strength, folded.source[start:end], rewrite, swap, named.is_sure)


def _as_begun(rewrite: str, before: str) -> str:
    """With a capital where a sentence begins."""
    begins = not before.strip() or before.rstrip(" ")[-1:] in ".!?\n"
    return rewrite[:1].upper() + rewrite[1:] if begins else rewrite


def _finding(folded: Folded, start: int, end: int, kind: Kind, strength: Strength) -> Finding:
    start, end = folded.span(start, end)
    return Finding(start, end, kind, strength, folded.source[start:end], rewrite_for(kind), start)


def _apart(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each sign belongs to one finding: the strongest, then the longest. An alarm stands beside all others."""
    taken: set[int] = set()
    for finding in sorted(found, key=lambda f: (_ORDER[f.strength], f.start - f.end, f.start)):
        if finding.kind is Kind.EMERGENCY:
            yield finding
        elif taken.isdisjoint(range(finding.start, finding.end)):
            taken.update(range(finding.start, finding.end))
            yield finding


def _as_strict(finding: Finding, audience: Audience) -> Finding:
    """Beyond one's own organisation a name is not asked for but refused, unless it only looks like one."""
    is_refused = audience > Audience.OWN and finding.strength is Strength.ASK and finding.is_sure
    return finding.at(Strength.BLOCK) if is_refused else finding
