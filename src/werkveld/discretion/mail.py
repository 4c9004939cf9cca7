"""Mail addresses, also those written so that a machine would not see them."""

import re
from collections.abc import Iterator

from werkveld.discretion.findings import Kind
from werkveld.discretion.numbers import Span

_AT = re.compile(
    r"\s{0,2}(?:@|[(\[{]\s?(?:at|apenstaartje|a)\s?[)\]}]|(?<=\w) (?:apenstaartje|at) (?=\w))\s{0,2}", re.I
)
_DOT = r"(?:\s?\.\s?|\s?[(\[{]\s?(?:dot|punt|\.)\s?[)\]}]\s?|\s(?:dot|punt)\s)"
# What may stand before and after; both are cut short, so that a hostile text costs no more than a plain one.
_BEFORE = re.compile(r"[\w+%'](?:[\w+%'.\-]|(?<=\w)(?: \. | \.(?=\w)|\. (?=\w)| punt (?=\w))){0,63}$", re.I)
_AFTER = re.compile(
    rf"[A-Za-z0-9](?:[A-Za-z0-9\-]{{0,40}})(?:{_DOT}[A-Za-z0-9\-]{{1,30}}){{0,3}}?{_DOT}(?P<top>[A-Za-z]{{2,12}})(?![A-Za-z0-9@])",
    re.I,
)
_LOOSE_TOPS = {
    "com", "be", "nl", "fr", "net", "org", "eu", "de", "uk", "info", "brussels", "vlaanderen", "gent", "lu", "pl", "ro",
    "bg", "es", "pt", "it", "me", "io", "edu", "gov", "tr", "ma", "ru", "ua",
}  # fmt: skip


def find_mail(text: str) -> Iterator[Span]:
    """Mail addresses of a folded text."""
    for at in _AT.finditer(text):
        before = _BEFORE.search(text[max(0, at.start() - 64) : at.start()])
        after = _AFTER.match(text[: at.end() + 120], at.end())
        if before is None or after is None:
            continue
        is_plain = at[0] == "@" and not re.search(r"\s", after[0])
        if not is_plain and after["top"].lower() not in _LOOSE_TOPS:
            continue
        yield at.start() - len(before[0]), after.end(), Kind.EMAIL
