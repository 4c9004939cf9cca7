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
from werkveld.journal.models import Line
from werkveld.people.functions import Function
from werkveld.people.models import Person, Protocol
from werkveld.staff.actions import end_protocol, register_protocol
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


def test_protocol_is_registered_by_the_officer_with_the_own_organisation_in_it(cast: Cast, officer: Person) -> None:
    Protocol.objects.all().delete()
    answer = of(officer).post(reverse("new_protocol"), said(cast), follow=True)
    assert "Het protocol staat genoteerd." in text(answer)
    row = Protocol.objects.get()
    assert set(row.parties.all()) == {cast.organisations.ocmw, cast.organisations.police}
    assert row.registered_by == officer
    assert Line.objects.filter(verb="register protocol", by=officer).exists()
    assert "Afsprakennota 12" in text(of(cast.people.karim).get(reverse("protocols")))


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
    assert "“Afsprakennota 12” geldt al tussen dezelfde partijen" in text(answer)
    later = TODAY + dt.timedelta(days=30)
    Protocol.objects.filter(document="Afsprakennota 12").update(ends_on=TODAY + dt.timedelta(days=29))
    answer = of(officer).post(reverse("new_protocol"), said(cast, document="Daarna", starts_on=later.isoformat()))
    assert answer.status_code == 302


def test_protocol_takes_two_parties(cast: Cast) -> None:
    with pytest.raises(RefusedError):
        register_protocol([cast.organisations.city] * 2, document="Alleen", starts_on=TODAY, by=None)


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
    row = register_protocol([o.city, o.ocmw], document="Straks", starts_on=TODAY + dt.timedelta(days=9), by=officer)
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
