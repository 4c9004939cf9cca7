"""The 72 hours: who sees the clock, what the list asks, what leaves the house."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, assign, person
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.house.test_every_address import bare, client_of
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.governance import breaches as file
from werkveld.governance.actions import report_breach
from werkveld.governance.models import Breach
from werkveld.journal.models import Line

pytestmark = pytest.mark.django_db

WHAT = "Een lijst lag open op de balie"


def reported(cast: Cast, hours_ago: float = 1) -> Breach:
    karim = cast.people.karim
    with viewing(viewer_of(karim)):
        noticed = timezone.now() - dt.timedelta(hours=hours_ago)
        return report_breach(uuid.uuid4(), WHAT, noticed, by=karim, organisation=cast.organisations.city)


def everything(breach: Breach, **others: object) -> dict[str, object]:
    noticed = timezone.localtime(breach.noticed_at)
    return {
        "what": WHAT, "noticed_at": f"{noticed:%Y-%m-%dT%H:%M}", "happened": "deze ochtend",
        "losses": ["confidentiality"], "categories": ["contact"], "concerned": ["colleagues"], "people": "4",
        "consequences": "klein", "measures": "opgeborgen", "risk": "none",
        "authority": breach.authority,
    } | others  # fmt: skip


def test_report_starts_the_clock_and_officer_sees_it(cast: Cast) -> None:
    officers = add_officers(cast)
    client = client_of(cast.people.karim)
    key = uuid.uuid4()
    said = {"key": key, "what": WHAT, "noticed_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    for _ in range(2):
        assert client.post(reverse("report_breach"), said).status_code == 302
    with as_owner():
        assert Breach.objects.count() == 1
    page = client_of(officers.dina).get(reverse("breach", args=[key])).content.decode()
    assert WHAT in page
    assert "nog 71 uur" in page
    assert Line.objects.filter(verb="report breach").count() == 1


def test_only_reporter_and_own_officer_see_it(cast: Cast) -> None:
    officers, breach = add_officers(cast), reported(cast)
    seers = {cast.people.karim.pk, officers.dina.pk}
    absent = uuid.uuid4()
    for who in [*cast.persons, officers.dina, officers.omar, officers.petra]:
        client = client_of(who)
        here, there = (client.get(reverse("breach", args=[key])) for key in (breach.pk, absent))
        assert here.status_code == (200 if who.pk in seers else 404), who
        if who.pk not in seers:
            assert bare(here.content, breach.pk) == bare(there.content, absent)
            assert WHAT not in client.get(reverse("breaches")).content.decode()


@pytest.mark.parametrize("name", ["fill_in_breach", "breach_json", "breach_paper"])
def test_reporter_cannot_fill_in_nor_export(cast: Cast, name: str) -> None:
    add_officers(cast)
    assert client_of(cast.people.karim).get(reverse(name, args=[reported(cast).pk])).status_code == 404


def test_officer_completes_hands_over_and_closes(cast: Cast) -> None:
    officers, breach = add_officers(cast), reported(cast)
    client = client_of(officers.dina)
    assert client.post(reverse("close_breach", args=[breach.pk])).status_code == 403, "nothing is filled in yet"
    assert client.post(reverse("fill_in_breach", args=[breach.pk]), everything(breach)).status_code == 302
    record = json.loads(client.get(reverse("breach_json", args=[breach.pk])).content)
    assert record["missing"] == []
    assert (record["people"], record["categories"], record["controller"]["code"]) == (4, ["contact"], "city")
    assert "opgeborgen" in client.get(reverse("breach_paper", args=[breach.pk])).content.decode()
    assert client.post(reverse("close_breach", args=[breach.pk])).status_code == 302
    assert client.get(reverse("fill_in_breach", args=[breach.pk])).status_code == 404, "closed is closed"
    assert client.get(reverse("breach_json", args=[breach.pk])).status_code == 200
    verbs = set(Line.objects.filter(subject_key=str(breach.pk)).values_list("verb", flat=True))
    assert verbs == {"report breach", "fill in breach", "export breach", "close breach"}


@pytest.mark.parametrize(
    ("organisation", "authority", "words"),
    [
        ("police", "coc", "het COC"), ("city", "vtc", "de VTC"), ("ocmw", "vtc", "de VTC"),
        ("housing", "gba", "de GBA"), ("nonprofit", "gba", "de GBA"),
    ],
)  # fmt: skip
def test_each_organisation_tells_its_own_authority(cast: Cast, organisation: str, authority: str, words: str) -> None:
    house = getattr(cast.organisations, organisation)
    reporter, officer = person("Mia"), person("Omar")
    assign(reporter, "coordinator", house)
    assign(officer, "data_protection_officer", house)
    with viewing(viewer_of(reporter)):
        noticed = timezone.now() - dt.timedelta(hours=80)
        breach = report_breach(uuid.uuid4(), WHAT, noticed, by=reporter, organisation=house)
    client = client_of(officer)
    assert breach.authority == authority
    assert f"Meld het nu aan {words}" in client.get(reverse("breach", args=[breach.pk])).content.decode()
    record = json.loads(client.get(reverse("breach_json", args=[breach.pk])).content)
    assert record["authority"] == authority
    paper = client.get(reverse("breach_paper", args=[breach.pk])).content.decode()
    assert f"({authority.upper()})" in paper
    sent = everything(breach, authority="gba", risk="some")
    assert client.post(reverse("fill_in_breach", args=[breach.pk]), sent).status_code == 302
    assert "de GBA" in client.get(reverse("breach", args=[breach.pk])).content.decode(), "the officer knows better"


def test_clock_that_ran_out_is_said_and_asks_why(cast: Cast) -> None:
    officers, breach = add_officers(cast), reported(cast, hours_ago=80)
    assert breach.is_overdue
    client = client_of(officers.dina)
    page = client.get(reverse("breach", args=[breach.pk])).content.decode()
    assert "8 uur over tijd" in page or "7 uur over tijd" in page
    assert "tag--red" in client.get(reverse("breaches")).content.decode()
    told = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    client.post(reverse("fill_in_breach", args=[breach.pk]), everything(breach, risk="high", authority_told_at=told))
    with viewing(viewer_of(officers.dina)):
        breach = Breach.objects.get()
        open_ones = [step.field for step in file.steps(breach) if not step.is_done]
    assert open_ones == ["late_because", "people_told_at"]
    assert file.clock_words(breach) == "te laat gemeld"


def test_wrong_form_keeps_what_was_typed(cast: Cast) -> None:
    officers, breach = add_officers(cast), reported(cast)
    told = f"{timezone.localtime() - dt.timedelta(days=3):%Y-%m-%dT%H:%M}"
    sent = everything(breach, authority_told_at=told)
    answer = client_of(officers.dina).post(reverse("fill_in_breach", args=[breach.pk]), sent)
    assert answer.status_code == 422
    assert "opgeborgen" in answer.content.decode()
    later = f"{timezone.localtime() + dt.timedelta(days=1):%Y-%m-%dT%H:%M}"
    answer = client_of(cast.people.karim).post(reverse("report_breach"), {"what": WHAT, "noticed_at": later})
    assert answer.status_code == 422
    assert WHAT in answer.content.decode()
