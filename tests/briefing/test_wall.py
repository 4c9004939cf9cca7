import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.briefing.test_compose import acknowledge, brief, correct, tell
from tests.cast import Cast
from tests.database import as_owner
from tests.house.test_every_address import client_of
from werkveld.audience.circles import circle_of_organisation
from werkveld.briefing.models import Form, Sheet
from werkveld.briefing.wall import screens_of
from werkveld.items.models import Item

pytestmark = pytest.mark.django_db

OVERLEIE = {"layer": "gebieden", "code": "overleie"}


def shown(client: Client, nr: str = "") -> str:
    answer = client.get(reverse("wall_of_area", kwargs=OVERLEIE), {"nr": nr} if nr else {})
    assert answer.status_code == 200
    return answer.content.decode()


def on_screen(page: str) -> str:
    """The one screen that stands on the wall without any script."""
    [found] = re.findall(r"<(?:article|section)[^>]* data-on.*?</(?:article|section)>", page, re.S)
    return str(found)


def test_wall_goes_in_the_order_of_the_risk_of_missing_it(cast: Cast) -> None:
    els = cast.people.els
    tell(cast, title="Vandaag om vijf", happens_at=timezone.now())
    with as_owner():
        Item.objects.update(published_at=timezone.now() - dt.timedelta(days=3))
    tell(cast, title="Sleutel halen?", kind="request", ask="Haal de sleutel", ask_of="neighbourhood_officer")
    old = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    tell(cast, title="Gewoon nieuw")
    tell(cast, title="Eerst dit", priority="high")
    acknowledge(els, old)
    correct(cast, old, body="Tot 18 uur.")
    found = screens_of(brief(cast, els, days=1))
    assert [(s.number, str(s.section.word), s.line.item.title) for s in found] == [
        (1, "Gewijzigd", "Rommelmarkt"),
        (2, "Nieuw", "Eerst dit"),
        (3, "Nieuw", "Gewoon nieuw"),
        (4, "Vraag", "Sleutel halen?"),
        (5, "Vandaag", "Vandaag om vijf"),
    ]


def test_wall_holds_ten_new_items_at_most(cast: Cast) -> None:
    for number in range(13):
        tell(cast, title=f"Punt {number}")
    assert len(screens_of(brief(cast, cast.people.els))) == 10


def test_wall_never_shows_what_lapsed(cast: Cast) -> None:
    tell(cast, title="Voorbij", valid_until=timezone.now() + dt.timedelta(hours=1))
    tell(cast, title="Blijft", valid_until=timezone.now() + dt.timedelta(days=1))
    later = timezone.now() + dt.timedelta(hours=2)
    found = screens_of(brief(cast, cast.people.els, at=later))
    assert [s.line.item.title for s in found] == ["Blijft"]
    assert found[0].until > later.timestamp() * 1000, "and the wall knows when it must leave"


def test_one_item_a_screen_without_any_script(cast: Cast) -> None:
    tell(cast, title="Het eerste", ask="Kijk om 18 uur", place="Budastraat", x=70700.0, y=167500.0)
    tell(cast, title="Het tweede", priority="high")
    client = client_of(cast.people.els)
    overview = on_screen(shown(client))
    assert "Het eerste" in overview
    assert "nog geldig" in overview
    second = on_screen(shown(client, "2"))
    assert "Het tweede" not in second
    for words in ("Nieuw", "Het eerste", "Kijk om 18 uur", "o-city", "zelf gezien", "gebied Overleie", "wijk K4"):
        assert words in second
    page = shown(client, "2")
    assert "2 / 2" in page
    assert 'href="?nr=1"' in page, "the one before"


def test_wall_stands_for_any_number(cast: Cast) -> None:
    tell(cast, title="Het enige")
    client = client_of(cast.people.els)
    for nr in ("99", "-1", "x", "²", "1" * 40):
        assert "Het enige" in on_screen(shown(client, nr))


def test_changed_screen_says_was_and_now(cast: Cast) -> None:
    item = tell(cast, title="Rommelmarkt", body="Tot 17 uur.")
    acknowledge(cast.people.els, item)
    correct(cast, item, body="Tot 18 uur.")
    screen = on_screen(shown(client_of(cast.people.els), "1"))
    assert "Tot <del>17</del> uur." in screen
    assert "Tot <ins>18</ins> uur." in screen
    assert "Uur gewijzigd" in screen


def test_wall_shows_nothing_hidden_and_says_where_it_ends(cast: Cast) -> None:
    ocmw = circle_of_organisation(cast.organisations.ocmw)
    tell(cast, title="Alleen OCMW", author=cast.people.noor, team=ocmw)
    page = shown(client_of(cast.people.els))
    assert "Alleen OCMW" not in page
    assert "Niets nieuws" in on_screen(page)
    assert reverse("briefing_of_area", kwargs=OVERLEIE) in page, "the way out"
    assert 'data-theme="dark"' in page


def test_wall_keeps_one_sheet_for_the_same_list(cast: Cast) -> None:
    tell(cast, title="Het eerste")
    client = client_of(cast.people.els)
    for _ in range(2):
        shown(client)
    assert Sheet.objects.filter(person=cast.people.els, form=Form.WALL).count() == 1
    tell(cast, title="Het tweede")
    shown(client)
    assert Sheet.objects.filter(person=cast.people.els, form=Form.WALL).count() == 2
