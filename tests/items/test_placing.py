"""Without JavaScript a typed address gets its own point, and a street that borders cut is asked about."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.borders.conftest import DOORS
from tests.cast import Cast
from tests.database import as_owner
from tests.house.test_every_address import client_of
from tests.items.test_forms import form
from tests.territory.registers import kept
from werkveld.audience.circles import circle_of_organisation
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.models import Item, ItemArea
from werkveld.items.placing import place_of
from werkveld.kit.ids import uuid7
from werkveld.people.models import Person
from werkveld.territory.models import Street
from werkveld.territory.streetpieces import pieces_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(cast: Cast, tmp_path: Path) -> Cast:
    with as_owner():
        kept(tmp_path, DOORS, town="Kortrijk")
    return cast


def test_street_is_cut_where_borders_of_any_division_cross_it(town: Cast) -> None:
    pieces = pieces_of(Street.objects.get(name="Overleiestraat"))
    told = [({area.name for area in piece.areas}, piece.percent, piece.numbers) for piece in pieces]
    assert told == [
        ({"Overleie", "K3"}, 50, "1–9 · 2–10"),
        ({"Overleie", "K4"}, 50, "11–19 · 12–20"),
    ]
    assert sum(piece.share for piece in pieces) == pytest.approx(1)
    assert len(pieces_of(Street.objects.get(name="Hoevestraat"))) == 1


@pytest.mark.parametrize(
    "typed", ["Overleiestraat 14", "overleiestr. 14", "14 Overleiestraat", "Overleiestraat 14 bus 2"]
)
def test_address_is_a_point(town: Cast, typed: str) -> None:
    point = place_of(typed).point
    assert point is not None
    assert point == pytest.approx((70_672, 167_500))


@pytest.mark.parametrize("typed", ["Budabrug", "aan de kerk", "overl", "", "12", "OC Overleie", "Overleystrtaat"])
def test_words_that_are_no_street_stay_words(town: Cast, typed: str) -> None:
    found = place_of(typed)
    assert (found.point, found.choices) == (None, [])


def test_misspelled_address_is_asked_and_not_taken(town: Cast) -> None:
    found = place_of("Overleistaat 14")
    assert found.point is None
    assert [choice.words for choice in found.choices] == ["Overleiestraat 14, Kortrijk"]


def test_whole_street_is_a_point_and_a_divided_one_is_a_choice(town: Cast) -> None:
    assert place_of("Hoevestraat").point
    found = place_of("Overleiestraat")
    assert found.point is None
    assert all("gebied Overleie · wijk K" in choice.words for choice in found.choices)
    assert all("50\u00a0%" in choice.words for choice in found.choices)


def asked(cast: Cast, **said: Any) -> Any:
    return form(cast.people.karim, areas=[cast.areas.overleie.pk], **said)


def test_typed_address_decides_over_the_area_that_was_ticked(town: Cast) -> None:
    content = asked(town, place="Sint-Janslaan 3").content()
    assert (content.x, content.y) == (pytest.approx(71_144), pytest.approx(167_300))


def test_divided_street_is_asked_once_and_the_answer_is_the_point(town: Cast) -> None:
    first = asked(town, place="Overleiestraat")
    assert "Overleiestraat ligt in meer dan één gebied" in first.errors["piece"][0]
    choice = next(one for one in first.meant.choices if "K3" in one.words)
    second = asked(town, place="Overleiestraat", piece=choice.key)
    assert not second.errors
    assert second.point == choice.point
    third = asked(town, place="Overleiestraat", piece="ticked")
    assert not third.errors
    assert third.content().areas == (town.areas.overleie,)
    assert asked(town, place="Overleiestraat", piece="999").errors["piece"]


def test_area_of_the_street_ticked_by_hand_is_an_answer(town: Cast) -> None:
    said = form(town.people.karim, areas=[town.areas.k3.pk], place="Overleiestraat")
    assert not said.errors
    assert said.point is None
    assert form(town.people.karim, areas=[town.areas.heule.pk], place="Overleiestraat").errors["piece"]


def test_citywide_item_is_not_asked_where_its_street_lies(town: Cast) -> None:
    assert not form(town.people.karim, citywide="on", place="Overleiestraat").errors


def test_point_that_was_given_is_kept_with_its_words(town: Cast) -> None:
    said = asked(town, place="bij de brug", x="70100.0", y="167500.0", placed="70100.0 167500.0 bij de brug")
    assert said.point == (70_100, 167_500)


def test_point_left_behind_by_other_words_is_let_go(town: Cast) -> None:
    stale = {"x": "70100.0", "y": "167500.0", "placed": "70100.0 167500.0 bij de brug"}
    assert asked(town, place="Sint-Janslaan 3", **stale).point == pytest.approx((71_144, 167_300))
    assert asked(town, place="aan de kerk", **stale).point is None
    # With JavaScript the new place came with a point of its own.
    moved = stale | {"x": "71000.0", "y": "167300.0"}
    assert asked(town, place="Sint-Janslaan", **moved).point == (71_000, 167_300)


def said_of(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "key": str(uuid7()), "kind": "attention", "title": "Losse tegel", "areas": [str(cast.areas.overleie.pk)],
        "circles": [str(circle_of_organisation(cast.organisations.city).pk)], "basis": "seen", "publish": "now",
        "coarseness": "place",
    } | more  # fmt: skip


def test_page_shows_the_choices_and_loses_nothing_typed(town: Cast) -> None:
    client = client_of(town.people.karim)
    answer = client.post(reverse("new_item"), said_of(town, place="Overleiestraat", body="Al een week."))
    told = answer.content.decode()
    assert answer.status_code == 422
    for kept_words in ("Losse tegel", "Al een week.", 'value="Overleiestraat"', "50\u00a0%", 'href="#id_piece_0"'):
        assert kept_words in told
    assert "wijk K3" in told
    assert told.count('name="piece"') == 3


def filed(item: Item, who: Person) -> set[str]:
    with viewing(viewer_of(who)):
        rows = ItemArea.objects.visible_to(viewer_of(who)).filter(item=item, area__isnull=False)
        return set(rows.values_list("area__name", flat=True))


def test_post_without_script_lies_where_its_address_lies(town: Cast) -> None:
    karim = town.people.karim
    said = said_of(town, place="Sint-Janslaan 20")
    assert client_of(karim).post(reverse("new_item"), said).status_code == 302
    with viewing(viewer_of(karim)):
        item = Item.objects.visible_to(viewer_of(karim)).get(pk=said["key"])
    assert filed(item, karim) == {"Sint-Jan", "K5"}


def test_change_of_other_words_asks_nothing_about_the_place(town: Cast) -> None:
    karim = town.people.karim
    said = said_of(town, place="Overleiestraat", piece="ticked")
    client = client_of(karim)
    client.post(reverse("new_item"), said)
    changed = {**said, "title": "Losse tegels", "change": "typo", "version": "1"}
    del changed["piece"]
    assert client.post(reverse("change_item", args=[said["key"]]), changed).status_code == 302
    changed |= {"place": "Overleiestraat 2", "version": "2"}
    assert client.post(reverse("change_item", args=[said["key"]]), changed).status_code == 302
    with viewing(viewer_of(karim)):
        item = Item.objects.visible_to(viewer_of(karim)).get(pk=said["key"])
    assert filed(item, karim) == {"Overleie", "K3"}
