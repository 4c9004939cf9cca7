import pytest

from werkveld.photos.networks import kinds_of_signs
from werkveld.photos.plates import is_words


@pytest.mark.parametrize(
    ("signs", "sure", "expected"),
    [
        ("aaaaaaa", 0.97, True),  # APOTHEEK
        ("9aaa999", 0.97, False),  # 1-ABC-123
        ("aaaaaaa", 0.5, False),  # cannot be read surely: could be anything
        ("aa", 0.99, False),
        ("99", 0.99, False),  # a house number tells where somebody lives
        ("aaaaaaaaaaaa99", 0.9, True),  # a sentence with a date
        ("aaa?aa", 0.99, False),
        ("", 0.0, False),
    ],
)
def test_line_is_let_stand_only_when_surely_words(signs: str, sure: float, expected: bool) -> None:
    assert is_words(signs, sure) is expected


def test_alphabet_of_the_reader_is_found_in_its_own_file() -> None:
    kinds = kinds_of_signs()
    assert len(kinds) == 6625
    assert kinds.count("9") == 10
    assert kinds.count("a") >= 52
