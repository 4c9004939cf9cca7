"""An officer ends and registers a data protocol; a community worker sees at once what can no longer be chosen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.journeys.conftest import DESK, PHONE, Open
from tests.journeys.test_accessibility import AXE, RUN, SIDEWAYS
from werkveld.people.functions import Function

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_officer_ends_and_registers_a_protocol(open_as: Open, cast: Cast, size: dict[str, int]) -> None:
    with as_owner():
        nele = person("Nele")
        assign(nele, Function.DATA_PROTECTION_OFFICER, cast.organisations.ocmw)
    page = open_as(nele, reverse("protocols"), size=size)
    page.get_by_role("link", name="Beëindig Afsprakennota").click()
    page.get_by_role("button", name="Beëindig").click()
    page.get_by_text("Het protocol is beëindigd.").wait_for()
    form = open_as(cast.people.noor, reverse("new_item"), size=size)
    form.get_by_text("Met Politie is geen dataprotocol van kracht.").wait_for()
    page.get_by_role("link", name="Noteer een protocol").click()
    page.get_by_label("Naam en nummer van het document").fill("Afsprakennota 2")
    page.get_by_role("checkbox", name="Politie").check()
    page.get_by_role("checkbox", name="situaties op een plek").check()
    page.get_by_label("Vanaf").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Noteer").click()
    page.get_by_text("Het protocol staat genoteerd.").wait_for()
    form.reload()
    assert form.get_by_text("Met Politie is geen dataprotocol van kracht.").count() == 0
    form.get_by_text("Met Huisvesting is geen dataprotocol van kracht.").wait_for()


def test_pages_of_protocols_and_promises_are_accessible_and_fit(open_as: Open, cast: Cast) -> None:
    with as_owner():
        nele = person("Nele")
        assign(nele, Function.DATA_PROTECTION_OFFICER, cast.organisations.ocmw)
    page = open_as(nele, reverse("protocols"))
    ending = page.get_by_role("link", name="Beëindig Afsprakennota").get_attribute("href")
    found = []
    for where in (reverse("protocols"), reverse("new_protocol"), str(ending), reverse("never"), reverse("roles")):
        page.goto(where)
        page.evaluate(AXE.read_text())
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 6000})
            found += [(where, width, violation) for violation in page.evaluate(RUN)]
            if (extra := page.evaluate(SIDEWAYS)) > 0:
                found.append((where, width, f"scrolls {extra} px sideways"))
    assert found == []
