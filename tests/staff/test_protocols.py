import datetime as dt
import html

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, agree, assign, person
from tests.items.test_actions import listed, post
from werkveld.audience.circles import circle_of_organisation
from werkveld.audience.protocols import missing_for
from werkveld.journal.models import Line
from werkveld.people.functions import Function
from werkveld.people.models import Person, Protocol
from werkveld.staff.protocol_actions import confirm_protocol, end_protocol, propose_protocol
from werkveld.staff.refused import RefusedError

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def of(who: Person) -> Client:
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer: HttpResponse) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture
def officer(cast: Cast) -> Person:
    """Nele, data protection officer of the OCMW."""
    nele = person("Nele")
    assign(nele, Function.DATA_PROTECTION_OFFICER, cast.organisations.ocmw)
    return nele


def said(cast: Cast, **other: object) -> dict[str, object]:
    return {
        "document": "Afsprakennota 12",
        "parties": [cast.organisations.police.pk],
        "categories": ["situations"],
        "starts_on": TODAY.isoformat(),
    } | other


@pytest.fixture
def petra(cast: Cast) -> Person:
    """Data protection officer of the police."""
    petra = person("Petra")
    assign(petra, Function.DATA_PROTECTION_OFFICER, cast.organisations.police)
    return petra


def proposed(cast: Cast, officer: Person, **other: object) -> Protocol:
    """Nele's proposal to the police, where nothing else is in force."""
    Protocol.objects.all().delete()
    assert of(officer).post(reverse("new_protocol"), said(cast, **other)).status_code == 302
    return Protocol.objects.get()


def may_share(cast: Cast) -> bool:
    """Whether the OCMW may choose the police."""
    police = circle_of_organisation(cast.organisations.police)
    return not missing_for(cast.organisations.ocmw, [police.pk])


def test_proposal_of_one_officer_is_not_in_force(cast: Cast, officer: Person, petra: Person) -> None:
    Protocol.objects.all().delete()
    answer = of(officer).post(reverse("new_protocol"), said(cast), follow=True)
    assert "Voorgesteld. Het geldt zodra de DPO van elke andere partij bevestigt." in text(answer)
    row = Protocol.objects.get()
    assert set(row.parties.all()) == {cast.organisations.ocmw, cast.organisations.police}
    assert (row.registered_by, row.state_on(TODAY)) == (officer, "proposed")
    assert not may_share(cast)
    assert not Protocol.objects.on(TODAY).exists()
    assert Line.objects.filter(verb="propose protocol", by=officer).exists()
    page = text(of(cast.people.karim).get(reverse("protocols")))
    assert "Afsprakennota 12" in page
    assert "Nog niet van kracht." in page
    form = text(of(cast.people.noor).get(reverse("new_item"), follow=True))
    assert "Met Politie is geen dataprotocol van kracht." in form
    assert "Kijk na en bevestig" not in text(of(officer).get(reverse("protocols"))), "she said yes already"


def test_officer_of_the_other_party_puts_it_in_force(cast: Cast, officer: Person, petra: Person) -> None:
    row = proposed(cast, officer)
    address = reverse("confirm_protocol", args=[row.pk])
    assert "Kijk na en bevestig" in text(of(petra).get(reverse("protocols")))
    assert of(petra).post(address).status_code == 422, "the tick that she saw the paper"
    assert not may_share(cast)
    assert "Het protocol is van kracht." in text(of(petra).post(address, {"seen": "on"}, follow=True))
    row.refresh_from_db()
    assert row.state_on(TODAY) == "standing"
    assert may_share(cast)
    assert Line.objects.get(verb="confirm protocol").by == petra
    page = text(of(cast.people.noor).get(reverse("new_item"), follow=True))
    assert "Met Politie is geen dataprotocol van kracht." not in page
    assert not confirm_protocol(row, organisation=cast.organisations.police, by=petra), "twice is once"


def test_it_takes_every_party_and_as_many_people(cast: Cast, officer: Person, petra: Person) -> None:
    o = cast.organisations
    row = proposed(cast, officer, parties=[o.police.pk, o.city.pk])
    assert not confirm_protocol(row, organisation=o.police, by=petra)
    assert not may_share(cast), "the city said nothing yet"
    assign(officer, Function.DATA_PROTECTION_OFFICER, o.city)
    with pytest.raises(RefusedError):
        confirm_protocol(row, organisation=o.city, by=officer)
    with pytest.raises(RefusedError):
        confirm_protocol(row, organisation=o.housing, by=petra)
    dina = person("Dina")
    assign(dina, Function.DATA_PROTECTION_OFFICER, o.city)
    assert confirm_protocol(row, organisation=o.city, by=dina)
    assert may_share(cast)


def test_only_an_officer_of_a_party_confirms(cast: Cast, officer: Person, petra: Person) -> None:
    row = proposed(cast, officer)
    dina = person("Dina")
    assign(dina, Function.DATA_PROTECTION_OFFICER, cast.organisations.city)
    address = reverse("confirm_protocol", args=[row.pk])
    for who in (dina, cast.people.lotte, cast.people.els, cast.people.piet):
        assert of(who).get(address).status_code == 403
        assert of(who).post(address, {"seen": "on"}).status_code == 403
    assert of(petra).get(address).status_code == 200
    assert of(officer).post(address, {"seen": "on"}).status_code == 302
    assert not may_share(cast), "who proposed cannot confirm for the other"


@pytest.mark.parametrize("who", ["nele", "petra"])
def test_either_side_takes_a_proposal_away_and_it_may_be_proposed_anew(
    cast: Cast, officer: Person, petra: Person, who: str
) -> None:
    row = proposed(cast, officer, starts_on="2026-01-01")
    one = officer if who == "nele" else petra
    address = reverse("end_protocol", args=[row.pk])
    assert "Laatste dag" not in text(of(one).get(address))
    assert "Het voorstel is weg." in text(of(one).post(address, follow=True))
    row.refresh_from_db()
    assert row.state_on(TODAY) == row.state_on(row.starts_on) == "over"
    assert Line.objects.get(verb="refuse protocol").by == one
    with pytest.raises(RefusedError):
        confirm_protocol(row, organisation=cast.organisations.police, by=petra)
    assert of(officer).post(reverse("new_protocol"), said(cast, starts_on="2026-01-01")).status_code == 302


def test_party_without_an_officer_is_said(cast: Cast, officer: Person) -> None:
    proposed(cast, officer)
    assert "heeft nog geen DPO in Werkveld" in text(of(officer).get(reverse("protocols")))


def test_officer_finds_what_waits_for_them_on_their_front_page(cast: Cast, officer: Person, petra: Person) -> None:
    proposed(cast, officer)
    front = [of(one).get(reverse("supervision")).context["proposals"] for one in (officer, petra)]
    assert front == [0, 1]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"parties": []}, "Kies bij “Andere partijen”."),
        ({"document": ""}, "Vul “Naam en nummer van het document” in."),
        ({"categories": []}, "Kies bij “Wat mag gedeeld worden?”."),
        ({"ends_on": (TODAY - dt.timedelta(days=1)).isoformat()}, "De laatste dag ligt voor de eerste."),
        ({"starts_on": "1926-01-01"}, "Kijk het jaar na"),
        ({"starts_on": "2020-01-01", "ends_on": "2021-01-01"}, "Dan is het al voorbij."),
        ({"link": "javascript:alert(1)"}, "geldige URL"),
    ],
)
def test_nonsense_is_refused_and_nothing_typed_is_lost(
    cast: Cast, officer: Person, wrong: dict[str, object], words: str
) -> None:
    answer = of(officer).post(reverse("new_protocol"), said(cast, **wrong))
    assert answer.status_code == 422
    assert words in text(answer)
    assert Protocol.objects.count() == 1


def test_same_parties_cannot_have_two_at_once(cast: Cast, officer: Person) -> None:
    of(officer).post(reverse("new_protocol"), said(cast))
    answer = of(officer).post(reverse("new_protocol"), said(cast, document="Nog een"))
    assert "“Afsprakennota 12” is er al tussen dezelfde partijen" in text(answer)
    later = TODAY + dt.timedelta(days=30)
    Protocol.objects.filter(document="Afsprakennota 12").update(ends_on=TODAY + dt.timedelta(days=29))
    answer = of(officer).post(reverse("new_protocol"), said(cast, document="Daarna", starts_on=later.isoformat()))
    assert answer.status_code == 302


def test_protocol_takes_two_parties(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        propose_protocol(
            [cast.organisations.city] * 2, organisation=cast.organisations.city, document="Alleen", starts_on=TODAY,
            by=cast.people.lotte,
        )  # fmt: skip


def test_only_an_officer_registers_and_only_of_a_party_ends(cast: Cast, officer: Person) -> None:
    foreign = agree(cast.organisations.city, cast.organisations.police)
    for who in (cast.people.lotte, cast.people.noor, cast.people.piet):
        assert of(who).get(reverse("protocols")).status_code == 200
        assert of(who).get(reverse("new_protocol")).status_code == 403
        assert of(who).post(reverse("new_protocol"), said(cast)).status_code == 403
        assert of(who).post(reverse("end_protocol", args=[foreign.pk])).status_code == 403
    assert of(officer).post(reverse("end_protocol", args=[foreign.pk])).status_code == 403
    assert of(officer).get(reverse("end_protocol", args=[10**6])).status_code == 404


def test_ended_at_once_is_gone_for_the_other_side_at_the_next_request(cast: Cast, officer: Person) -> None:
    item = post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.police)], title="Voor twee")
    address = reverse("item", args=[item.pk])
    assert of(cast.people.els).get(address).status_code == 200
    answer = of(officer).post(reverse("end_protocol", args=[Protocol.objects.get().pk]), follow=True)
    assert "1 bericht is nu voor minder mensen zichtbaar" in text(answer)
    assert of(cast.people.els).get(address).status_code == 404
    assert of(cast.people.noor).get(address).status_code == 200
    line = Line.objects.get(verb="end protocol")
    assert (line.by, line.detail["narrowed"]) == (officer, 1)


def test_last_day_still_counts_and_ending_twice_is_refused(cast: Cast, officer: Person) -> None:
    row = Protocol.objects.get()
    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.police)], title="Voor twee")
    assert end_protocol(row, by=officer, last_day=TODAY) == 0
    assert listed(cast.people.els) == {"Voor twee"}
    assert end_protocol(row, by=officer) == 1
    with pytest.raises(RefusedError):
        end_protocol(row, by=officer)
    with pytest.raises(RefusedError):
        end_protocol(agree(*row.parties.all()), by=officer, last_day=TODAY - dt.timedelta(days=1))


def test_protocol_stopped_before_it_began_never_holds(cast: Cast, officer: Person) -> None:
    o = cast.organisations
    row = agree(o.city, o.ocmw)
    Protocol.objects.filter(pk=row.pk).update(starts_on=TODAY + dt.timedelta(days=9))
    row.refresh_from_db()
    assert row.state_on(TODAY) == "coming"
    end_protocol(row, by=officer)
    row.refresh_from_db()
    assert row.state_on(TODAY) == row.state_on(TODAY + dt.timedelta(days=9)) == "over"
    assert not Protocol.objects.on(row.starts_on).filter(pk=row.pk).exists()


def test_page_names_the_pairs_without_a_protocol(cast: Cast, officer: Person) -> None:
    o = cast.organisations
    Protocol.objects.all().delete()
    agree(o.city, o.ocmw, o.police, o.nonprofit)
    agree(o.city, o.ocmw, o.housing, o.police)
    page = text(of(officer).get(reverse("protocols")))
    assert "Huisvesting – Jeugdwerk" in page
    assert page.count("–") == 1 + page.split("Hier is geen protocol")[0].count("–")


def test_form_says_which_protocol_is_missing_and_does_not_offer_those_circles(cast: Cast) -> None:
    o = cast.organisations
    Protocol.objects.all().delete()
    agree(o.city, o.ocmw, o.housing, o.nonprofit)
    page = text(of(cast.people.noor).get(reverse("new_item"), follow=True))
    assert "Met Politie is geen dataprotocol van kracht. Vraag het aan je DPO." in page
    assert f'value="{circle_of_organisation(o.police).pk}"' not in page
    assert f'value="{circle_of_organisation(o.city).pk}"' in page


def test_change_of_audience_does_not_offer_what_no_protocol_allows(cast: Cast) -> None:
    o = cast.organisations
    police = circle_of_organisation(o.police)
    item = post(cast, cast.people.noor, [police, circle_of_organisation(o.ocmw)])
    Protocol.objects.all().delete()
    address = reverse("change_audience", args=[item.pk])
    page = text(of(cast.people.noor).get(address))
    assert "Met Politie is geen dataprotocol van kracht." in page
    assert f'value="{police.pk}"' not in page
    answer = of(cast.people.noor).post(address, {"circles": [police.pk]})
    assert answer.status_code == 422
