"""Karim types on his phone: a name is underlined and replaced, a number never leaves his device, an alarm says whom to
call.
"""

import pytest

from tests.cast import Cast
from tests.database import as_owner
from tests.journeys.conftest import PHONE, Open
from werkveld.items.models import Item

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

BODY = "Gesproken met mevrouw Vandenberghe 👋 over 0470 12 34 56."


def test_words_are_underlined_replaced_and_posted(open_as: Open, cast: Cast) -> None:
    page = open_as(cast.people.karim, "/nieuw/", size=PHONE)
    page.fill("#id_title", "Lawaai aan de brug")
    page.fill("#id_body", BODY)
    notes = page.locator("[data-held=body] .held__n")
    notes.nth(1).wait_for()
    assert page.locator("#id_body + .ink u").all_inner_texts() == ["Vandenberghe", "0470 12 34 56"]
    assert page.locator("[data-held-asks]").is_visible()
    notes.nth(0).get_by_role("button").click()
    assert page.input_value("#id_body") == "Gesproken met een bewoner 👋 over 0470 12 34 56."
    # The number still stands there, so nothing of it is kept but on the device.
    page.get_by_text("Op dit toestel bewaard").wait_for()
    with as_owner():
        assert not Item.objects.filter(body__contains="0470").exists()
    page.locator("[data-held=body] button").first.click()
    page.locator("[data-held-asks]").wait_for(state="hidden")
    page.locator("[data-held=body] .held__n").wait_for(state="detached")
    page.get_by_role("button", name="Plaats", exact=True).click()
    page.wait_for_url("**/bericht/**")
    with as_owner():
        assert Item.objects.get().body == "Gesproken met een bewoner 👋 over (telefoonnummer weggelaten)."


def test_an_alarm_shows_whom_to_call_before_anything_is_sent(open_as: Open, cast: Cast) -> None:
    page = open_as(cast.people.karim, "/nieuw/", size=PHONE)
    page.fill("#id_body", "Er ligt iemand bewusteloos op straat")
    page.locator("[data-held-alarms]").wait_for(state="visible")
    assert "Bel 112 of 101" in page.locator("[data-held-alarms]").inner_text()
