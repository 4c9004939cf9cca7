import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from tests.items.test_views import of, text
from werkveld.audience.circles import circle_of_organisation, circle_of_organisation_in, circle_of_team
from werkveld.briefing.forms import ComposeForm
from werkveld.items.models import Item, ItemVersion, State
from werkveld.kit.ids import uuid7
from werkveld.territory.crs import to_degrees

pytestmark = pytest.mark.django_db


def said(cast: Cast, **more: object) -> dict[str, object]:
    """What a browser sends for a right form."""
    return {
        "key": str(uuid7()),
        "kind": "attention",
        "title": "Alcoholverbod op de kade",
        "areas": [cast.areas.overleie.pk],
        "circles": [circle_of_organisation(cast.organisations.city).pk],
        "day": "",
        "publish": "now",
    } | more


def opened(client: Client, query: str = "") -> str:
    """The form as it is served, after the key was put in its address."""
    return text(client.get(f"/nieuw/{query}", follow=True))


def only() -> Item:
    with as_owner():
        return Item.objects.get()


def test_form_gets_its_key_in_the_address_and_keeps_the_rest_of_it(cast: Cast) -> None:
    answer = of(cast.people.karim).get("/nieuw/?soort=safety")
    assert answer.status_code == 302
    assert "soort=safety" in answer["Location"]
    assert uuid.UUID(answer["Location"].partition("concept=")[2]).version == 7


@pytest.mark.parametrize(
    ("name", "organisation"),
    [("karim", "city"), ("lotte", "city"), ("els", "police"), ("noor", "ocmw"), ("sam", "ocmw"), ("piet", "housing")],
)
def test_audience_starts_at_the_own_organisation(cast: Cast, name: str, organisation: str) -> None:
    """Police is never in an OCMW default (R6)."""
    page = opened(of(getattr(cast.people, name)))
    circle = circle_of_organisation(getattr(cast.organisations, organisation))
    assert page.count('name="circles"') >= 1
    ticked = [part for part in page.split("<input") if 'name="circles"' in part and " checked" in part.split(">")[0]]
    assert len(ticked) == 1
    assert f'value="{circle.pk}"' in ticked[0]
    outcome = page.split('id="outcome"')[1]
    readers = outcome.partition("Niet voor:")[0]
    assert ("Politie" in readers) == (organisation == "police")


def test_team_is_ticked_when_asked_for_but_never_police_for_the_ocmw(cast: Cast) -> None:
    venning = circle_of_team(cast.teams.venning)
    ticked = f'id="circle-{venning.pk}" value="{venning.pk}" checked'
    assert ticked in opened(of(cast.people.piet), "?team=venning")
    assert ticked not in opened(of(cast.people.noor), "?team=venning")


def test_address_fills_the_form_in(cast: Cast) -> None:
    page = opened(of(cast.people.karim), "?gebied=gebieden/heule&soort=request")
    assert f'value="{cast.areas.heule.pk}" checked' in page
    assert 'value="request" checked' in page
    assert opened(of(cast.people.karim), "?gebied=x/y&soort=zot&team=venning&x=nan&concept=zot")


def test_secrecy_bound_author_is_reminded_and_emergencies_are_sent_on(cast: Cast) -> None:
    reminder = "Je beroepsgeheim gaat voor. Twijfel = niet plaatsen."
    assert reminder in opened(of(cast.people.noor))
    assert reminder not in opened(of(cast.people.karim))
    assert "Nood of misdrijf? Bel 112 / 101." in opened(of(cast.people.karim))


def test_posted_item_stands_and_says_who_sees_it(cast: Cast) -> None:
    sent = said(cast, body="Tot 6 uur", place="Budakade", is_urgent="on", basis="partner", ask="Spreek aan")
    answer = of(cast.people.karim).post("/nieuw/", sent, follow=True)
    assert answer.redirect_chain == [(f"/bericht/{sent['key']}/", 302)]
    assert "Geplaatst. Zichtbaar voor: Stad (2)." in text(answer)
    item = only()
    assert (item.state, item.kind, item.priority, item.basis) == (State.PUBLISHED, "attention", "high", "partner")
    assert item.author_function == "community_guard"


def test_post_at_a_real_coordinate_lands_in_one_area_of_each_layer(cast: Cast) -> None:
    lon, lat = to_degrees(70100, 167500)
    sent = said(cast, areas=[], lon=lon, lat=lat, coarseness="point")
    assert of(cast.people.karim).post("/nieuw/", sent).status_code == 302
    with as_owner():
        assert {f.area.name for f in Item.objects.get().filed.select_related("area")} == {"Overleie", "K3"}


def test_who_wants_photos_comes_from_posting_to_the_photos_of_what_was_posted(cast: Cast) -> None:
    client = of(cast.people.karim)
    assert "Plaats, dan foto’s erbij" in opened(client)
    answer = client.post("/nieuw/", said(cast, photos="on"))
    assert answer["Location"] == reverse("item_photos", args=[only().pk])
    assert "Verstuur" in client.get(answer["Location"]).content.decode()


def test_double_submit_is_one_item(cast: Cast) -> None:
    client, sent = of(cast.people.karim), said(cast)
    answers = [client.post("/nieuw/", sent) for _ in range(2)]
    assert {a["Location"] for a in answers} == {f"/bericht/{sent['key']}/"}
    with as_owner():
        assert Item.objects.count() == ItemVersion.objects.count() == 1


def test_going_back_to_the_form_of_a_posted_item_shows_the_item(cast: Cast) -> None:
    client, sent = of(cast.people.karim), said(cast)
    client.post("/nieuw/", sent)
    assert client.get(f"/nieuw/?concept={sent['key']}")["Location"] == f"/bericht/{sent['key']}/"


def test_wrong_form_keeps_everything_that_was_typed(cast: Cast) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    sent = said(
        cast,
        title="",
        body="Een lang verhaal",
        place="Budakade",
        circles=[],
        valid_until=str(yesterday),
        is_urgent="on",
        ask="Ga langs",
        day="tomorrow",
    )
    answer = of(cast.people.karim).post("/nieuw/", sent)
    assert answer.status_code == 422
    page = text(answer)
    for words in (
        "Er zijn 4 fouten",
        "Vul “Titel” in.",
        "Kies minstens één groep",
        "Kies vandaag of later",
        "Vul het uur",
    ):
        assert words in page
    for typed in ("Een lang verhaal", "Budakade", str(yesterday), "Ga langs", str(sent["key"])):
        assert typed in page
    assert f'value="{cast.areas.overleie.pk}" checked' in page
    assert 'value="attention" checked' in page


def test_question_says_what_is_asked_and_of_whom(cast: Cast) -> None:
    client = of(cast.people.karim)
    page = text(client.post("/nieuw/", said(cast, kind="request")))
    assert "Schrijf in één zin wat je vraagt." in page
    assert "Kies aan welke functie." in page
    sent = said(cast, kind="request", ask="Loop eens langs", ask_of="neighbourhood_officer")
    assert client.post("/nieuw/", sent).status_code == 302


def test_only_offered_readers_are_taken(cast: Cast) -> None:
    strange = circle_of_team(cast.teams.venning)
    answer = of(cast.people.karim).post("/nieuw/", said(cast, circles=[strange.pk]))
    assert answer.status_code == 422
    with as_owner():
        assert not Item.objects.exists()


def test_partner_with_one_seat_posts_to_the_table_without_an_area(cast: Cast) -> None:
    venning = circle_of_team(cast.teams.venning)
    answer = of(cast.people.piet).post("/nieuw/", said(cast, areas=[], circles=[venning.pk]))
    assert answer.status_code == 302
    assert only().author_function == "housing_partner"


def test_who_belongs_nowhere_cannot_post(cast: Cast) -> None:
    from tests.cast import person

    stranger = person("Vreemd")
    assert of(stranger).get("/nieuw/").status_code == 403
    assert of(stranger).post("/nieuw/", said(cast)).status_code == 403


def test_show_button_tells_the_outcome_without_a_script_and_judges_nothing(cast: Cast) -> None:
    police = circle_of_organisation_in(cast.organisations.police, cast.areas.overleie)
    sent = said(cast, title="", circles=[police.pk], show="1")
    answer = of(cast.people.noor).post("/nieuw/", sent)
    assert answer.status_code == 200
    assert "Zichtbaar voor: <b>Politie (1)</b>" in text(answer)
    assert "Let op: ook politie leest dit." in text(answer)
    assert "fout" not in text(answer)
    with as_owner():
        assert not Item.objects.exists()


def test_preview_is_the_rules_own_sentence_and_brings_choices_of_another_area(cast: Cast) -> None:
    client = of(cast.people.karim)
    team = circle_of_team(cast.teams.overleie)
    part = text(client.post("/zichtbaar/", said(cast, circles=[team.pk])))
    assert "Zichtbaar voor: <b>Stad (1), OCMW (1), Politie (1)</b>." in part
    offered = part.split('name="offered" value="')[1].split('"')[0]
    assert "hx-swap-oob" not in text(client.post("/zichtbaar/", said(cast, offered=offered)))
    moved = text(client.post("/zichtbaar/", said(cast, offered=offered, areas=[cast.areas.heule.pk])))
    assert "hx-swap-oob" in moved
    assert "OCMW in Heule" in moved


def test_draft_takes_anything_and_is_restored_with_its_readers(cast: Cast) -> None:
    client, key = of(cast.people.karim), uuid7()
    team = circle_of_team(cast.teams.overleie)
    sent = said(cast, key=key, title="x" * 90, body="b" * 5000, circles=[team.pk], valid_until="morgen", kind="safety")
    assert client.post(f"/concept/{key}/", sent).status_code == 204
    assert client.post(f"/concept/{key}/", sent | {"title": "Half", "place": "Budakade"}).status_code == 204
    assert only().state == State.DRAFT
    page = opened(client, f"?concept={key}")
    for words in ("Half", "b" * 5000, "Budakade", f'id="circle-{team.pk}" value="{team.pk}" checked'):
        assert words in page
    assert 'value="safety" checked' in page
    assert f'value="{cast.areas.overleie.pk}" checked' in page
    assert "Half" in text(client.get("/mijn/"))


def test_draft_is_nobody_elses(cast: Cast) -> None:
    client, key = of(cast.people.karim), uuid7()
    client.post(f"/concept/{key}/", said(cast, title="Nog geheim"))
    for person in (cast.people.els, cast.people.lotte):
        assert of(person).get(f"/bericht/{key}/").status_code == 404
        assert "Nog geheim" not in opened(of(person), f"?concept={key}")


def test_key_of_somebody_else_answers_as_any_other_and_changes_nothing_of_theirs(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    for person in (cast.people.els, cast.people.piet):
        client = of(person)
        mine = circle_of_organisation(person and cast.organisations.police)
        sent = said(cast, key=item.pk, title="Gekaapt", circles=[mine.pk])
        assert client.post(f"/concept/{item.pk}/", sent).status_code == 204
    with as_owner():
        assert Item.objects.get(pk=item.pk).title == "Avondlawaai aan de brug"
        assert Item.objects.filter(title="Gekaapt").count() == 2


def test_draft_that_was_posted_is_not_overwritten_by_a_late_save(cast: Cast) -> None:
    client, sent = of(cast.people.karim), said(cast)
    client.post("/nieuw/", sent)
    assert client.post(f"/concept/{sent['key']}/", sent | {"title": "Te laat"}).status_code == 204
    assert only().title == "Alcoholverbod op de kade"


def test_own_draft_can_be_thrown_away_and_nothing_else(cast: Cast) -> None:
    client, key = of(cast.people.karim), uuid7()
    client.post(f"/concept/{key}/", said(cast))
    assert of(cast.people.els).post(f"/mijn/concept/{key}/weg/").status_code == 404
    assert client.post(f"/mijn/concept/{key}/weg/").status_code == 302
    with as_owner():
        assert not Item.objects.exists()
    sent = said(cast)
    client.post("/nieuw/", sent)
    assert client.post(f"/mijn/concept/{sent['key']}/weg/").status_code == 403


def test_scheduled_item_waits_and_stands_under_planned(cast: Cast) -> None:
    client = of(cast.people.karim)
    day = timezone.localdate() + dt.timedelta(days=2)
    sent = said(cast, publish="later", publish_on=day.isoformat(), publish_time="08:00")
    answer = client.post("/nieuw/", sent, follow=True)
    assert "Gepland" in text(answer)
    item = only()
    assert item.state == State.DRAFT
    assert item.publish_at
    page = opened(client, f"?concept={item.pk}")
    assert day.isoformat() in page
    past = said(cast, publish="later", publish_on="2026-01-01", publish_time="08:00")
    assert client.post("/nieuw/", past).status_code == 422
    assert client.post("/nieuw/", said(cast, publish="later")).status_code == 422


def test_post_becomes_a_briefing_item_in_one_click(cast: Cast) -> None:
    item = post(cast, cast.people.noor, [circle_of_team(cast.teams.overleie)])
    client = of(cast.people.els)
    assert "Zet in de briefing" in text(client.get(f"/bericht/{item.pk}/"))
    for _ in range(2):
        assert client.post(f"/bericht/{item.pk}/briefing/").status_code == 302
    promoted = only()
    assert (promoted.kind, promoted.version) == ("attention", 2)
    assert "Zet in de briefing" not in text(client.get(f"/bericht/{item.pk}/"))


def test_routes_that_write_take_no_get_and_no_stranger(cast: Cast) -> None:
    key = uuid7()
    for path in (f"/concept/{key}/", "/zichtbaar/", f"/bericht/{key}/briefing/"):
        assert of(cast.people.karim).get(path).status_code == 405
        assert of(None).post(path)["Location"].startswith("/aanmelden/")


FIELDS = [*ComposeForm.base_fields, "show", "offered"]
WORDS = ("", "post", "request", "other", "today", "tonight", "later", "1", "nan", "1e309", "-1", "\x00", "on")
VALUES = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "post", "request", "other", "today", "tonight", "later", "1", "nan", "1e309", "-1", "\x00", "on"]
    ),
    st.dates().map(str),
    st.times().map(str),
    st.floats().map(str),
    st.uuids().map(str),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.dictionaries(st.sampled_from(FIELDS), st.lists(VALUES, max_size=3)))
def test_no_input_breaks_the_form(cast: Cast, typed: dict[str, list[str]]) -> None:
    client = of(cast.people.karim)
    base = said(cast)
    for path in ("/nieuw/", "/zichtbaar/", f"/concept/{uuid7()}/"):
        answer = client.post(path, base | typed)
        assert answer.status_code < 500
