"""Officers end, propose and confirm a data protocol; a community worker sees at once what can be chosen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.journeys.conftest import DESK, PHONE, Open
from tests.journeys.test_accessibility import AXE, RUN, SIDEWAYS
from werkveld.people.functions import Function
from werkveld.people.models import Protocol

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_officer_ends_and_proposes_and_another_confirms(open_as: Open, cast: Cast, size: dict[str, int]) -> None:
    with as_owner():
        nele = person("Nele")
        assign(nele, Function.DATA_PROTECTION_OFFICER, cast.organisations.ocmw)
        petra = person("Petra")
        assign(petra, Function.DATA_PROTECTION_OFFICER, cast.organisations.police)
    page = open_as(nele, reverse("protocols"), size=size)
    page.get_by_role("link", name="Beëindig Afsprakennota").click()
    page.get_by_role("button", name="Beëindig").click()
    page.get_by_text("Het protocol is beëindigd.").wait_for()
    form = open_as(cast.people.noor, reverse("new_item"), size=size)
    form.get_by_text("Met Politie is geen dataprotocol van kracht.").wait_for()
    page.get_by_role("link", name="Stel een protocol voor").click()
    page.get_by_label("Naam en nummer van het document").fill("Afsprakennota 2")
    page.get_by_role("checkbox", name="Politie").check()
    page.get_by_role("checkbox", name="situaties op een plek").check()
    page.get_by_label("Vanaf").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Stel voor").click()
    page.get_by_text("Voorgesteld. Het geldt zodra").wait_for()
    form.reload()
    form.get_by_text("Met Politie is geen dataprotocol van kracht.").wait_for()
    other = open_as(petra, reverse("protocols"), size=size)
    other.get_by_role("link", name="Kijk na en bevestig Afsprakennota 2").click()
    other.get_by_role("checkbox", name="Ik zag het ondertekende document").check()
    other.get_by_role("button", name="Bevestig").click()
    other.get_by_text("Het protocol is van kracht.").wait_for()
    form.reload()
    assert form.get_by_text("Met Politie is geen dataprotocol van kracht.").count() == 0
    form.get_by_text("Met Huisvesting is geen dataprotocol van kracht.").wait_for()


def test_pages_of_protocols_and_promises_are_accessible_and_fit(open_as: Open, cast: Cast) -> None:
    with as_owner():
        nele = person("Nele")
        assign(nele, Function.DATA_PROTECTION_OFFICER, cast.organisations.ocmw)
        row = Protocol.objects.create(document="Voorstel", starts_on=timezone.localdate())
        row.parties.set([cast.organisations.ocmw, cast.organisations.police])
    page = open_as(nele, reverse("protocols"))
    ending = page.get_by_role("link", name="Beëindig Afsprakennota").get_attribute("href")
    waiting = reverse("confirm_protocol", args=[row.pk])
    found = []
    for where in (
        reverse("protocols"),
        reverse("new_protocol"),
        str(ending),
        waiting,
        reverse("never"),
        reverse("roles"),
    ):
        page.goto(where)
        page.evaluate(AXE.read_text())
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 6000})
            found += [(where, width, violation) for violation in page.evaluate(RUN)]
            if (extra := page.evaluate(SIDEWAYS)) > 0:
                found.append((where, width, f"scrolls {extra} px sideways"))
    assert found == []
