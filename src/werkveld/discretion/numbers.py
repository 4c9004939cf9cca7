"""National and bis numbers, account numbers, telephone numbers: digits in any spacing, proved by their checks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from stdnum.be import bis, nn

from werkveld.discretion.findings import Kind

type Span = tuple[int, int, Kind]

# Digits that stand together: between two groups at most three signs, none of them a letter.
_RUN = re.compile(r"\d+(?:[ \t\r\n.,/\-()_|*+']{1,3}\d+)*")
_GROUP = re.compile(r"\d+")
_NATIONAL_CUE = re.compile(
    r"(?:rijksreg\w*|\brr\.?n?r?\b|\binsz\b|\bniss\b|nationaal n\w*|\bbis-?n\w*|registre)\W.{0,24}$", re.I
)
_PHONE_CUE = re.compile(
    r"(?:\btel\w*|\bgsm\w*|\bbel(?:t|len|de)?\b|\bmobiel\w*|whats-?app|\bsms\w*|\bnummer\b|\bnr\b|\bphone\b|☎|📞|\bfoon\w*)\W.{0,16}$",
    re.I,
)
_COMPANY_CUE = re.compile(
    r"(?:\bkbo\b|\bbtw\b|\btva\b|ondernemings\w*|\bvat\b|\bbe\b)\W{0,3}(?:\w*nummer|nr)?\W{0,4}(?:is )?(?:be)?\W{0,3}$",
    re.I,
)
_MONEY_OR_TIME = re.compile(r"\s{0,2}(?:€|euro\b|eur\b|uur\b|u\b|%|m\b|km\b)", re.I)

# First digits of a Belgian mobile number, and of numbers that are a service's and nobody's own.
_MOBILE = re.compile(r"04[5-9]\d{7}$")
_SERVICE = re.compile(r"0(?:800|70|78|90\d)")
_LANDLINE = re.compile(r"0[1-9]\d{7}$")
_DUTCH_OR_FRENCH = re.compile(r"0[1-9]\d{8}$")
_DATE_OR_HOURS = re.compile(
    r"(?<!\d)\d{1,2}[./ -]\d{1,2}[./ -](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
    r"|(?<!\d)[0-2]?\d[.]\d\d *- *[0-2]?\d[.]\d\d(?!\d)"
)


@dataclass(frozen=True)
class Run:
    """A row of digits: as one string, where each stands, and between which a group begins or ends."""

    digits: str
    places: list[int]
    starts: list[int]
    ends: set[int]

    def windows(self, *lengths: int) -> Iterator[tuple[int, str]]:
        """Every piece of one of these lengths that begins and ends where a group does."""
        for start in self.starts:
            for length in lengths:
                if start + length in self.ends:
                    yield start, self.digits[start : start + length]

    def span(self, start: int, length: int) -> tuple[int, int]:
        """Where a piece stands in the text."""
        return self.places[start], self.places[start + length - 1] + 1


def _runs(text: str) -> Iterator[Run]:
    for found in _RUN.finditer(text):
        digits: list[str] = []
        places: list[int] = []
        starts: list[int] = []
        ends: set[int] = set()
        for group in _GROUP.finditer(found[0]):
            starts.append(len(digits))
            digits += group[0]
            places += range(found.start() + group.start(), found.start() + group.end())
            ends.add(len(digits))
        yield Run("".join(digits), places, starts, ends)


def find_numbers(text: str) -> Iterator[Span]:
    """National, bis and telephone numbers of a folded text."""
    for run in _runs(text):
        if len(run.digits) < 8:
            continue
        taken: set[int] = set()
        for start, end, kind in [*_national(text, run), *_companies(text, run), *_phones(text, run)]:
            if not taken.isdisjoint(range(start, end)):
                continue
            taken.update(range(start, end))
            if kind is not None:
                yield start, end, kind


def _national(text: str, run: Run) -> Iterator[Span]:
    for at, piece in run.windows(11):
        start, end = run.span(at, 11)
        if _is_checked(piece):
            kind = Kind.BIS_NUMBER if int(piece[2:4]) > 12 else Kind.NATIONAL_NUMBER
            yield start, end, kind
        elif _NATIONAL_CUE.search(text, max(0, start - 40), start):
            yield start, end, Kind.NATIONAL_NUMBER


def _is_checked(piece: str) -> bool:
    """Its last two digits answer the first nine, for who was born before or since 2000; and it holds a real day."""
    check = 97 - int(piece[9:])
    if check not in {int(piece[:9]) % 97, int("2" + piece[:9]) % 97}:
        return False
    return bool(nn.is_valid(piece) or bis.is_valid(piece))


def _companies(text: str, run: Run) -> Iterator[tuple[int, int, None]]:
    """Enterprise numbers, to be left in peace: said to be one, or checked and written the way they are."""
    for at, piece in run.windows(10):
        if piece[0] not in "01" or int(piece[:8]) % 97 + int(piece[8:]) != 97:
            continue
        start, end = run.span(at, 10)
        is_written_so = re.fullmatch(r"\d{4}\.\d{3}\.\d{3}", text[start:end])
        if _COMPANY_CUE.search(text, max(0, start - 40), start) or is_written_so:
            yield start, end, None


def _phones(text: str, run: Run) -> Iterator[Span]:
    for at in run.starts:
        place = run.places[at]
        length = _phone_length(text, run, at, place)
        if not length:
            continue
        start, end = run.span(at, length)
        # A mobile number is sure of itself; another may be a day or the hours of a shop.
        is_mobile = length == 10 and _MOBILE.match(run.digits[at : at + 10])
        if not is_mobile and (_MONEY_OR_TIME.match(text, end) or _DATE_OR_HOURS.match(text, start, end)):
            continue
        while start and text[start - 1] in "+(":
            start -= 1
        yield start, end, Kind.PHONE


def _phone_length(text: str, run: Run, at: int, place: int) -> int:  # noqa: PLR0911 - one line for each case
    """How many digits from here on are a telephone number; 0 when they are none."""
    ends = [n for n in range(8, 16) if at + n in run.ends]
    before = text[max(0, place - 3) : place]
    digits = run.digits[at : at + 15]
    if "+" in before.rstrip("( ")[-1:] or digits.startswith("00"):
        return _abroad(digits, ends)
    if 10 in ends and _MOBILE.match(digits[:10]):
        return 10
    if 9 in ends and _LANDLINE.match(digits[:9]) and not _SERVICE.match(digits):
        return 9
    if 11 in ends and digits.startswith("32") and _MOBILE.match(f"0{digits[2:11]}"):
        return 11
    is_abroad = digits.startswith(("06", "07")) or "-" in text[place : place + 5]
    if 10 in ends and is_abroad and _DUTCH_OR_FRENCH.match(digits[:10]):
        return 10
    if digits[:1] in "04" and not _SERVICE.match(digits):
        has_cue = _PHONE_CUE.search(text, max(0, place - 40), place)
        return next((n for n in ends if has_cue and n in {8, 9, 10, 11}), 0)
    if digits[:2] in {"32", "31", "33"} and _PHONE_CUE.search(text, max(0, place - 40), place):
        return next((n for n in ends if n in {10, 11}), 0)
    return 0


def _abroad(digits: str, ends: list[int]) -> int:
    """A number with its country: the shortest that is whole for ours, else the longest that may be."""
    bare = digits.removeprefix("00")
    zeros = len(digits) - len(bare)
    if bare.startswith("32"):
        trunk = 1 if bare[2:3] == "0" else 0
        national = "0" + bare[2 + trunk :]
        if _SERVICE.match(national):
            return 0
        for length in ends:
            piece = national[: length - zeros - 1 - trunk]
            if _MOBILE.match(piece) or (len(piece) == 9 and not re.match(r"04[5-9]", piece)):
                return length
    return max((n for n in ends if 9 <= n - zeros <= 13), default=0)
