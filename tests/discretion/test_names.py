"""Names in small letters, and one child with an age."""

import pytest

from werkveld.discretion.findings import Kind, Strength
from werkveld.discretion.guard import check


@pytest.mark.parametrize(
    "text", ["mevrouw de smet van nr 14 is opgenomen", "meneer van de velde belde", "dhr de clerck"]
)
def test_small_letters_after_a_title_and_a_link_are_a_name(text: str) -> None:
    assert [f.strength for f in check(text)] == [Strength.ASK]


@pytest.mark.parametrize("text", ["meneer de voorzitter opent", "mevrouw de burgemeester komt langs"])
def test_an_office_after_a_title_is_no_name(text: str) -> None:
    assert list(check(text)) == []


@pytest.mark.parametrize("text", ["meisje van 14 uit het college", "een jongen, 15 jaar", "kind (9) viel van de fiets"])
def test_one_child_with_an_age_is_a_hint(text: str) -> None:
    assert [f.kind for f in check(text)] == [Kind.MINOR]


@pytest.mark.parametrize("text", ["meisjes van 14 tot 17", "een kind van 10 tot 12 jaar", "een jongen van 8 uur ver"])
def test_a_group_or_an_hour_is_none(text: str) -> None:
    assert list(check(text)) == []


def test_a_place_that_ends_in_a_letter_is_no_initial_before_the_next_sentence() -> None:
    assert list(check("Spelen in Pius X. Elke woensdag van 14 tot 16 uur.")) == []
    assert [f.text for f in check("Bel Karel X. Peeters woont er.")] != []
    assert [f.text for f in check("X. Peeters woont er.")] == ["X. Peeters"]
