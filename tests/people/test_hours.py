import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from werkveld.people.hours import read_hours, say_hours

MINUTES = st.integers(0, 24 * 60 - 1)


def at(minutes: int) -> dt.time:
    return dt.time(minutes // 60, minutes % 60)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9-12", "9:00–12:00"),
        ("9u-12u30", "9:00–12:30"),
        ("09:00 - 12.00, 13:30–17u", "9:00–12:00, 13:30–17:00"),
        ("13.30 tot 17 uur en 9 tot 12 uur", "9:00–12:00, 13:30–17:00"),
        ("van 9 tot 17", "9:00–17:00"),
        ("20-24", "20:00–24:00"),
        ("20:00–00:00", "20:00–24:00"),
        ("22-2", "22:00–2:00"),
        ("0-24", "0:00–24:00"),
        ("", ""),
        (" gesloten ", ""),
        ("–", ""),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, said: str) -> None:
    assert say_hours(read_hours(typed)) == said


@pytest.mark.parametrize("typed", ["negen tot twaalf", "9", "9-", "25-26", "9-12:60", "9-12 13-17", "x" * 200, "9--12"])
def test_what_is_no_hour_says_how_to_write_it(typed: str) -> None:
    with pytest.raises(ValueError, match=r"uren|uur van de dag"):
        read_hours(typed)


@pytest.mark.parametrize("typed", ["9-12, 11-14", "22-2, 23-24", "0-24, 9-12", "9-12, 9-12"])
def test_stretches_that_fall_together_are_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="vallen samen"):
        read_hours(typed)


@given(st.lists(MINUTES, min_size=2, max_size=8, unique=True).filter(lambda found: len(found) % 2 == 0))
def test_what_is_said_is_read_back(found: list[int]) -> None:
    ordered = sorted(found)
    stretches = [(at(a), at(b)) for a, b in zip(ordered[::2], ordered[1::2], strict=True)]
    assert read_hours(say_hours(stretches)) == stretches


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    said = ""
    try:
        read_hours(text)
    except ValueError as wrong:
        said = str(wrong)
    assert said == "" or said.endswith(".")
