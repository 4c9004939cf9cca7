"""Any valid number in any spacing is found; a number that is none is left alone."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld.discretion.findings import Kind, Strength
from werkveld.discretion.guard import check

DAYS = st.dates(min_value=dt.date(1920, 1, 1), max_value=dt.date(2024, 12, 31))
# Between two digits: nothing, or one or two of the signs that people, forms and scanners put there.
GAPS = st.sampled_from(["", "", "", " ", ".", "-", "/", "\u00a0", "–", " - ", "\u2009", "‑", ". "])


def national_number(year: int, month: int, day: int, serial: int) -> str:
    nine = f"{year % 100:02d}{month:02d}{day:02d}{serial:03d}"
    check_digits = 97 - int(("2" if year >= 2000 else "") + nine) % 97
    return f"{nine}{check_digits:02d}"


def account(bank: int) -> str:
    ten = f"{bank:010d}"
    digits = ten + f"{int(ten) % 97 or 97:02d}"
    return f"BE{98 - int(digits + '111400') % 97:02d}{digits}"


@st.composite
def spaced(draw: st.DrawFn, digits: str) -> str:
    """A number with something or nothing between each two of its signs."""
    return digits[0] + "".join(draw(GAPS) + sign for sign in digits[1:])


@given(st.data(), DAYS, st.integers(1, 997), st.sampled_from([0, 20, 40]))
def test_every_national_and_bis_number_is_found_in_any_spacing(data, day, serial, added) -> None:  # type: ignore[no-untyped-def]
    number = national_number(day.year, day.month + added, day.day, serial)
    written = data.draw(spaced(number))
    text = f"Hij gaf {written}, meer niet."
    hits = [f for f in check(text) if f.kind in {Kind.NATIONAL_NUMBER, Kind.BIS_NUMBER}]
    assert [(f.text, f.strength) for f in hits] == [(written, Strength.BLOCK)]
    assert (hits[0].kind is Kind.BIS_NUMBER) == bool(added)


@given(st.data(), st.integers(10**7, 10**10 - 1), st.booleans())
def test_every_belgian_account_is_found_in_any_spacing(data, bank, is_small) -> None:  # type: ignore[no-untyped-def]
    number = account(bank)
    written = data.draw(spaced(number.lower() if is_small else number))
    hits = [f for f in check(f"Stort op {written}, dank je.") if f.kind is Kind.IBAN]
    assert [(f.text, f.strength) for f in hits] == [(written, Strength.BLOCK)]


@given(st.data(), st.integers(5, 9), st.integers(0, 10**7 - 1))
def test_every_mobile_number_is_found_in_any_spacing(data, series, rest) -> None:  # type: ignore[no-untyped-def]
    digits = f"04{series}{rest:07d}"
    written = data.draw(spaced(digits))
    hits = [f for f in check(f"Bel {written} vanavond.") if f.strength is Strength.BLOCK]
    assert len(hits) == 1
    assert hits[0].text == written


@pytest.mark.parametrize(
    "number",
    [
        "056 22 33 44",
        "056/22.33.44",
        "02 123 45 67",
        "+32 470 12 34 56",
        "+32(0)470/12 34 56",
        "0032 470 123456",
        "06-12345678",
        "+31 6 12345678",
        "+48 600 123 456",
        "+380 50 123 45 67",
        "(0476) 11 22 33",
        "０４７０ １２ ３４ ５６",
    ],
)
def test_telephone_numbers_near_and_far(number: str) -> None:
    hits = check(f"Nummer {number}.")
    assert [f.kind for f in hits] == [Kind.PHONE]
    assert hits[0].text.strip("(") == number.strip("(")


@pytest.mark.parametrize(
    "text",
    [
        "van 06.00-14.00-22.00",
        "op 07/12/2026 14.00",
        "01 09 2026 18 uur",
        "volgnummer 2026-004512",
        "12.500,00 euro",
        "R8, E17, N50 en A19",
        "EN 12345678901234567890",
    ],
)
def test_figures_that_are_nobodys(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    "plate",
    [
        "1-ABC-123",
        "1ABC123",
        "1 ABC 123",
        "2-abc-123",
        "1 - A B C - 1 2 3",
        "1–ABC–123",
        "ABC-123",
        "123-ABC",
        "S-ABC-123",
        "O-AAB-123",
        "12-AB-34",
        "GB-123-K",
        "98-ZT-RF",
        "AB-123-CD",
        "AB 123 CD",
        "AB123CD",
    ],
)
def test_number_plates_of_three_countries(plate: str) -> None:
    assert [(f.kind, f.text) for f in check(f"Een wagen, {plate}, stond daar.")] == [(Kind.NUMBER_PLATE, plate)]


@pytest.mark.parametrize("plate", ["WA 45612", "K AB 1234", "B 123 XYZ", "1 abc 123"])
def test_any_plate_after_the_word_for_one(plate: str) -> None:
    assert [f.text for f in check(f"Met nummerplaat {plate} aan de kade.")] == [plate]


@pytest.mark.parametrize(
    "born",
    [
        "geboren op 12/03/1985",
        "geb. 12-3-85",
        "° 12.03.1985",
        "geboren te Gent op 12 maart 1985",
        "12/03/1985 geboren",
        "geboortedatum: 1985-03-12",
        "geb 12031985",
        "née le 12/03/1985",
        "geboren op 12 . 03 . 1985",
        "geb. 3 mei '85",
    ],
)
def test_dates_of_birth(born: str) -> None:
    assert [f.kind for f in check(f"Ze is {born}.") if f.strength is Strength.BLOCK] == [Kind.BIRTH_DATE]


@pytest.mark.parametrize(
    "mail",
    [
        "jan.peeters@gmail.com",
        "jan (at) gmail.com",
        "jan [at] gmail [dot] com",
        "jan @ gmail . com",
        "jan at gmail punt com",
        "JAN_P@TELENET.BE",
        "jan＠gmail.com",
    ],
)
def test_mail_addresses_also_disguised(mail: str) -> None:
    assert [(f.kind, f.text) for f in check(f"Mail naar {mail}, graag.")] == [(Kind.EMAIL, mail)]


# What would keep a careless pattern busy for hours; how the time grows is measured in bench/guard.py.
HOSTILE = [
    "0 " * 4000,
    "a@" * 4000,
    "a." * 4000 + "@",
    "°" * 8000,
    "geboren " * 1000,
    "nummerplaat " * 700,
    "BE" * 4000,
    "Van De " * 1200,
    "1-" * 4000,
    "J." * 4000,
    "4" * 8000,
    "+32" * 2700,
    "Ab " * 2700,
    "nee le " * 1100,
    "(" * 8000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_answered(text: str) -> None:
    assert all(text[f.start : f.end] == f.text for f in check(text))
