import pytest
from django.test import Client
from django.urls import reverse

from tests.briefing.test_compose import acknowledge, correct, tell
from tests.cast import Cast
from tests.database import as_owner
from tests.house.test_every_address import client_of
from werkveld.audience.circles import circle_of_organisation
from werkveld.briefing.models import Sheet, Take
from werkveld.items.models import Comment, Reading
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def page(person: Person, address: str = "") -> str:
    answer = client_of(person).get(address or reverse("briefing"), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def confirm(client: Client) -> str:
    stamp = Sheet.objects.latest("at").stamp
    return client.post(reverse("acknowledge_all"), {"stamp": stamp}, follow=True).content.decode()


def test_own_briefing_is_of_the_beat_and_shows_what_overlaps_it(cast: Cast) -> None:
    tell(cast, title="Avondlawaai aan de brug")
    html = page(cast.people.els)
    assert "Avondlawaai aan de brug" in html
    assert "K4" in html
    assert "gebied Overleie" in html


def test_everything_on_the_screen_is_confirmed_with_one_tap(cast: Cast) -> None:
    tell(cast, title="Eén")
    tell(cast, title="Twee")
    client = client_of(cast.people.els)
    client.get(reverse("briefing"))
    assert "Alles gelezen" in confirm(client)
    with as_owner():
        assert Reading.objects.filter(person=cast.people.els, acknowledged_at__isnull=False).count() == 2


def test_what_was_corrected_while_reading_is_not_confirmed(cast: Cast) -> None:
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    client = client_of(cast.people.els)
    client.get(reverse("briefing"))
    correct(cast, item, body="Tot 18 uur.")
    assert "intussen iets rechtgezet" in confirm(client)
    with as_owner():
        assert not Reading.objects.filter(person=cast.people.els, acknowledged_at__isnull=False).exists()


def test_correction_opens_the_next_briefing_with_was_and_now(cast: Cast) -> None:
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    acknowledge(cast.people.els, item)
    correct(cast, item, body="Tot 18 uur.")
    html = page(cast.people.els)
    assert "<del>17</del>" in html
    assert "<ins>18</ins>" in html
    assert "Uur gewijzigd" in html
    assert "<del>" not in page(cast.people.noor)


def test_sheet_of_somebody_else_cannot_be_confirmed(cast: Cast) -> None:
    tell(cast, title="Eén")
    client_of(cast.people.els).get(reverse("briefing"))
    stamp = Sheet.objects.get().stamp
    answer = client_of(cast.people.noor).post(reverse("acknowledge_all"), {"stamp": stamp})
    assert answer.status_code == 404


def test_same_briefing_shown_again_is_the_same_sheet(cast: Cast) -> None:
    tell(cast, title="Eén")
    client = client_of(cast.people.els)
    for _ in range(3):
        client.get(reverse("briefing"))
    assert Sheet.objects.count() == 1
    tell(cast, title="Twee")
    client.get(reverse("briefing"))
    assert Sheet.objects.count() == 2


def test_question_is_taken_up_and_answered(cast: Cast) -> None:
    item = tell(cast, title="Sleutel?", kind="request", ask="Breng terug", ask_of="neighbourhood_officer")
    client = client_of(cast.people.els)
    assert "Ik neem dit op" in client.get(reverse("briefing")).content.decode()
    client.post(reverse("take_request", args=[item.pk]))
    assert "Koppel terug" in client.get(reverse("briefing")).content.decode()
    empty = client.post(reverse("give_feedback", args=[item.pk]), {"body": " "})
    assert empty.status_code == 422
    client.post(reverse("give_feedback", args=[item.pk]), {"body": "Gebracht."})
    with as_owner():
        assert Take.objects.get().answered_at
        assert Comment.objects.get().is_feedback


def test_question_to_another_function_cannot_be_taken_up(cast: Cast) -> None:
    item = tell(cast, title="Sleutel?", kind="request", ask="Breng terug", ask_of="area_worker")
    assert client_of(cast.people.els).post(reverse("take_request", args=[item.pk])).status_code == 403


def test_steering_groups_briefing_is_absent_for_who_does_not_sit_there(cast: Cast) -> None:
    address = reverse("briefing_of_team", args=["venning"])
    assert client_of(cast.people.piet).get(address).status_code == 200
    absent = client_of(cast.people.karim).get(reverse("briefing_of_team", args=["bestaat-niet"]))
    hidden = client_of(cast.people.karim).get(address)
    assert (hidden.status_code, hidden.content) == (404, absent.content)


def test_guest_of_one_table_gets_that_tables_briefing(cast: Cast) -> None:
    tell(cast, title="Alleen stad", team=circle_of_organisation(cast.organisations.city))
    html = page(cast.people.piet)
    assert "Venning" in html
    assert "Alleen stad" not in html


def test_unknown_area_is_absent(cast: Cast) -> None:
    assert client_of(cast.people.els).get(reverse("briefing_of_area", args=["gebieden", "x"])).status_code == 404


def test_who_has_no_function_at_all_gets_an_empty_briefing(cast: Cast) -> None:
    from tests.cast import person

    assert "Niets nieuws" in page(person("Nieuw"))
