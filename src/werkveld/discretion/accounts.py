"""Account numbers: international ones of any country, and the old Belgian ones of twelve digits."""

import re
from collections.abc import Iterator

from werkveld.discretion.findings import Kind
from werkveld.discretion.numbers import Span

# How long the account number of a country is, its two letters included.
# Source: the IBAN registry of SWIFT, release 99.
LENGTHS = {
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "AZ": 28, "BA": 20, "BE": 16, "BG": 22, "BH": 22, "BI": 27, "BR": 29,
    "BY": 28, "CH": 21, "CR": 22, "CY": 28, "CZ": 24, "DE": 22, "DJ": 27, "DK": 18, "DO": 28, "EE": 20, "EG": 29,
    "ES": 24, "FI": 18, "FK": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18, "GR": 27, "GT": 28,
    "HN": 28, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IQ": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "KZ": 20,
    "LB": 28, "LC": 32, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "LY": 25, "MC": 27, "MD": 24, "ME": 22, "MK": 19,
    "MN": 20, "MR": 27, "MT": 31, "MU": 30, "NI": 28, "NL": 18, "NO": 15, "OM": 23, "PK": 24, "PL": 28, "PS": 29,
    "PT": 25, "QA": 29, "RO": 24, "RS": 22, "RU": 33, "SA": 24, "SC": 31, "SD": 18, "SE": 24, "SI": 19, "SK": 24,
    "SM": 27, "SO": 23, "ST": 25, "SV": 28, "TL": 23, "TN": 24, "TR": 26, "UA": 29, "VA": 22, "VG": 24, "XK": 20,
    "YE": 30,
}  # fmt: skip
_SEPARATORS = r"[ \t\r\n.,/\-_|*']{0,3}"
_HEAD = re.compile(rf"(?<![A-Za-z])([A-Za-z]){_SEPARATORS}([A-Za-z]){_SEPARATORS}(?=\d{_SEPARATORS}\d)")
_SIGN = re.compile(rf"{_SEPARATORS}([A-Za-z0-9])")
_GLUED = re.compile(r"(?:iban|rek|nr)[:.]?([A-Za-z])([A-Za-z])(?=\d\d)", re.I)
_AS_PRINTED = re.compile(r"\d{3}-\d{7}-\d\d")
_OLD = re.compile(rf"(?<!\d)\d{{3}}{_SEPARATORS}-{_SEPARATORS}\d{{7}}{_SEPARATORS}-{_SEPARATORS}\d\d(?!\d)")


def find_accounts(text: str) -> Iterator[Span]:
    """Account numbers of a folded text."""
    for pattern in (_HEAD, _GLUED):
        for head in pattern.finditer(text):
            if span := _whole(text, head):
                yield *span, Kind.IBAN
    for old in _OLD.finditer(text):
        digits = re.sub(r"\D", "", old[0])
        # Written with its hyphens it is one, also with a slip in it.
        if _AS_PRINTED.fullmatch(old[0]) or (int(digits[:10]) % 97 or 97) == int(digits[10:]):
            yield *old.span(), Kind.IBAN


def _whole(text: str, head: re.Match[str]) -> tuple[int, int] | None:
    """The account number that begins with these two letters, when there is one."""
    country = (head[1] + head[2]).upper()
    length = LENGTHS.get(country, 0)
    signs, place = country, head.end()
    while len(signs) < length and (sign := _SIGN.match(text, place)):
        signs, place = signs + sign[1].upper(), sign.end()
    if not length or len(signs) < length:
        return None
    is_whole = not text[place : place + 1].isalnum()
    # A Belgian number with a slip in it is somebody's account all the same.
    is_ours = country == "BE" and signs[2:].isdecimal() and is_whole
    return (head.start(1), place) if _is_checked(signs) or is_ours else None


def _is_checked(signs: str) -> bool:
    if not signs.isascii():
        return False
    turned = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
