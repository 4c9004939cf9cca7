"""An officer who need not know the names of gebieden, and the welfare desk with an address in hand."""

from pathlib import Path

import pytest

from tests.borders.conftest import DOORS
from tests.cast import Cast
from tests.database import as_owner
from tests.journeys.conftest import DESK, PHONE, Open
from tests.territory.registers import kept
from werkveld.items.models import Item
from werkveld.people.models import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(cast: Cast, tmp_path: Path) -> Cast:
    with as_owner():
        kept(tmp_path, DOORS, town="Kortrijk")
        Person.objects.filter(pk=cast.people.noor.pk).update(phone="056 11 22 33")
    return cast


def test_officer_finds_a_counterpart_by_typing_a_street_as_it_sounds(open_as: Open, town: Cast) -> None:
    page = open_as(town.people.els, "/gebieden/", size=PHONE)
    page.get_by_role("link", name="Wie is mijn tegenhanger hier?").click()
    page.get_by_label("Waar?").press_sequentially("overleistr 14")
    page.get_by_role("button", name="Overleiestraat 14").click()
    assert page.get_by_label("Waar?").input_value() == "Overleiestraat 14, Kortrijk"
    page.get_by_role("button", name="Zoek op").click()
    page.get_by_role("heading", name="Gebied Overleie").wait_for()
    assert page.get_by_role("link", name="Bel Noor P.").get_attribute("href") == "tel:056112233"
    # What was asked stands in no address, so in no history and no log either.
    assert page.url.endswith("/tegenhanger/")


def test_welfare_desk_finds_the_officer_of_an_address(open_as: Open, town: Cast) -> None:
    page = open_as(town.people.noor, "/tegenhanger/", size=DESK)
    page.get_by_label("Waar?").fill("hoek Grensstraat en Overleiestraat")
    page.get_by_label("Waar?").press("Enter")
    page.get_by_role("heading", name="Wijk K4").wait_for()
    assert page.get_by_text("Els P.").is_visible()
    page.get_by_label("Waar?").fill("Overleiestraat")
    page.get_by_label("Waar?").press("Enter")
    page.get_by_role("heading", name="Een huisnummer beslist").wait_for()


def test_place_that_is_chosen_gives_a_message_its_point_and_no_house_number(open_as: Open, town: Cast) -> None:
    page = open_as(town.people.karim, "/nieuw/", size=PHONE)
    page.fill("#id_title", "Lantaarn stuk aan de hoek")
    page.locator("#id_place").press_sequentially("overleistr 14")
    page.get_by_role("button", name="Overleiestraat 14").click()
    assert page.input_value("#id_place") == "Overleiestraat"
    page.get_by_role("button", name="Plaats", exact=True).click()
    page.wait_for_url("**/bericht/**")
    with as_owner():
        item = Item.objects.get()
        assert (item.place, item.x) == ("Overleiestraat", 70_672.0)
