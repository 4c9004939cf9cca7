import datetime as dt

import pytest
import shapely
from django.test import Client
from django.urls import reverse

from tests.cast import person
from tests.database import as_owner
from tests.territory.editions import published
from werkveld.territory.models import Area, LayerKind

pytestmark = pytest.mark.django_db

LEFT, RIGHT = shapely.box(70_000, 168_000, 71_000, 169_000), shapely.box(71_000, 168_000, 72_000, 169_000)


@pytest.fixture
def signed_in(client: Client) -> Client:
    with as_owner():
        client.force_login(person("Lotte"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_page_lists_every_division_in_force_with_a_link_to_each_area(signed_in: Client) -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT}, is_schematic=True)
    published("wijken", {"K1": LEFT}, word="wijk")
    page = signed_in.get(reverse("areas")).content.decode()
    for area in Area.objects.all():
        assert reverse("area", args=[area.edition.layer.code, area.code]) in page
    assert page.count('<svg class="map"') == 2
    assert "2 gebieden" in page
    assert "1 wijk" in page
    assert "schematisch" in page


def test_codes_stand_in_the_order_in_which_people_count(signed_in: Client) -> None:
    published("wijken", {"K10": LEFT, "K2": RIGHT}, word="wijk")
    page = signed_in.get(reverse("areas")).content.decode()
    assert page.index(reverse("area", args=["wijken", "K2"])) < page.index(reverse("area", args=["wijken", "K10"]))


def test_page_says_so_when_there_is_no_division(signed_in: Client) -> None:
    assert "nog geen indeling" in signed_in.get(reverse("areas")).content.decode()


def test_division_is_compared_with_another_when_asked(signed_in: Client) -> None:
    published("gebieden", {"A": shapely.union(LEFT, RIGHT)})
    published("wijken", {"K1": LEFT, "K2": RIGHT}, word="wijk")
    answer = signed_in.get(reverse("layer", args=["gebieden"]), {"naast": "wijken"})
    page = answer.content.decode()
    assert page.count("50 %") == 2
    assert "Naam K1" in page
    assert "map-line--b" in page
    assert "map-line--b" not in signed_in.get(reverse("layer", args=["gebieden"])).content.decode()


def test_older_edition_is_shown_when_asked(signed_in: Client) -> None:
    old = published("gebieden", {"A": LEFT})
    published("gebieden", {"B": RIGHT}, valid_from=dt.date(2026, 1, 1))
    address = reverse("layer", args=["gebieden"])
    assert "Naam B" in signed_in.get(address).content.decode()
    assert "Naam A" in signed_in.get(address, {"uitgave": old.pk}).content.decode()


def test_internal_label_is_marked_and_drawn_over_the_gebieden(signed_in: Client) -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    published("aandacht", {"Z": LEFT.buffer(-200)}, kind=LayerKind.LOOSE, word="aandachtsgebied")
    assert "map-line--b" in signed_in.get(reverse("layer", args=["aandacht"])).content.decode()


def test_division_is_not_found_when_its_code_is_unknown(signed_in: Client) -> None:
    assert signed_in.get(reverse("layer", args=["nergens"])).status_code == 404


@pytest.mark.parametrize("asked", ["x", "999999", "1; drop table"])
def test_current_edition_is_shown_when_the_asked_one_does_not_exist(signed_in: Client, asked: str) -> None:
    published("gebieden", {"A": LEFT})
    answer = signed_in.get(reverse("layer", args=["gebieden"]), {"uitgave": asked, "naast": asked})
    assert "Naam A" in answer.content.decode()


def test_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(reverse("areas")).status_code == 302


def test_areas_page_asks_the_same_number_of_queries_when_there_are_more_areas(
    signed_in: Client, django_assert_max_num_queries: object
) -> None:
    published("gebieden", {"A": LEFT, "B": RIGHT})
    signed_in.get(reverse("areas"))
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        signed_in.get(reverse("areas"))
