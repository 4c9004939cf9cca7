"""No way in lets words pass that were not decided: every act, every form, every field.

The cast of the audience rule plays: Karim posts for the city, to his own house or to the area team, where Noor and Els
read along. The words are the guard's own: a telephone number is never kept, a name is asked for, and refused when
partners read it.
"""

import ast
import uuid

import pytest
from django.apps import apps
from django.db import models

from tests.cast import Cast
from tests.database import as_owner
from tests.house.source import modules
from tests.items.test_actions import post
from tests.items.test_views import of, text
from werkveld.audience.circles import circle_of_organisation, circle_of_public, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing.actions import give_feedback
from werkveld.discretion.findings import Audience, Kind
from werkveld.items.actions import change_audience, comment_on, correct_item, publish_item, save_draft, withdraw_item
from werkveld.items.content import TYPED, Content
from werkveld.items.discreet import Answer, IndiscreetError, Reason, audience_of, look_at
from werkveld.items.models import Comment, Item, ItemVersion
from werkveld.journal.models import Line
from werkveld.kit.ids import uuid7

pytestmark = pytest.mark.django_db

NUMBER = "Bel 0470 12 34 56"
NAME = "Gesproken met Fatima Benali"
COLLEAGUE = Answer(reason=Reason.COLLEAGUE)


@pytest.fixture
def own(cast: Cast) -> Item:
    """Karim's item for the city alone."""
    return post(cast, cast.people.karim, [circle_of_organisation(cast.organisations.city)])


@pytest.fixture
def shared(cast: Cast) -> Item:
    """Karim's item for the area team: partners read it."""
    return post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="request", ask="Kijk eens?")


def publish(cast: Cast, circles: list, answer: Answer = Answer(), **said: str) -> Item:  # noqa: B008 - frozen
    content = Content(**{"title": "Lawaai", "areas": (cast.areas.overleie,)} | said)
    with viewing(viewer_of(cast.people.karim)):
        city = cast.organisations.city
        return publish_item(uuid7(), content, by=cast.people.karim, organisation=city, circles=circles, answer=answer)


@pytest.mark.parametrize("field", TYPED)
def test_a_number_is_refused_in_every_field_whatever_is_answered(cast: Cast, field: str) -> None:
    with pytest.raises(IndiscreetError):
        publish(cast, [circle_of_organisation(cast.organisations.city)], COLLEAGUE, **{field: NUMBER})
    with as_owner():
        assert not Item.objects.exists()


def test_a_name_is_kept_within_the_own_house_with_a_reason_that_is_journalled(cast: Cast) -> None:
    city = [circle_of_organisation(cast.organisations.city)]
    with pytest.raises(IndiscreetError):
        publish(cast, city, body=NAME)
    with pytest.raises(IndiscreetError):
        publish(cast, city, Answer(reason="omdat Fatima het zei"), body=NAME)
    item = publish(cast, city, COLLEAGUE, body=NAME)
    with as_owner():
        line = Line.objects.get(verb="keep asked words", subject_key=str(item.pk))
    assert line.detail == {
        "reason": "colleague",
        "findings": [{"field": "body", "kind": "name", "strength": "ASK"}],
    }
    assert "Fatima" not in str(line.detail)


@pytest.mark.parametrize("wide", ["team", "public"])
def test_a_name_is_refused_when_others_read_it(cast: Cast, wide: str) -> None:
    circles = {"team": circle_of_team(cast.teams.overleie), "public": circle_of_public()}
    with pytest.raises(IndiscreetError):
        publish(cast, [circles[wide]], COLLEAGUE, body=NAME)


def test_reach_follows_from_the_circles(cast: Cast) -> None:
    city, police = (circle_of_organisation(o) for o in (cast.organisations.city, cast.organisations.police))
    reach = {
        Audience.OWN: [city],
        Audience.PARTNERS: [city, police],
        Audience.PUBLIC: [city, circle_of_public()],
    }
    for audience, circles in reach.items():
        assert audience_of(circles, cast.organisations.city) == audience
    assert audience_of([city], cast.organisations.police) == Audience.PARTNERS


def test_a_draft_keeps_a_name_and_never_a_number(cast: Cast) -> None:
    karim, city = cast.people.karim, cast.organisations.city
    with viewing(viewer_of(karim)):
        save_draft(uuid7(), Content(body=NAME), by=karim, organisation=city)
        with pytest.raises(IndiscreetError):
            save_draft(uuid7(), Content(body=NUMBER), by=karim, organisation=city)
        with pytest.raises(IndiscreetError):
            save_draft(uuid7(), Content(body="Er wordt gevochten met een mes"), by=karim, organisation=city)


def test_a_correction_is_held_with_its_reason_and_asks_no_name_twice(cast: Cast) -> None:
    karim = cast.people.karim
    item = publish(cast, [circle_of_organisation(cast.organisations.city)], COLLEAGUE, body=NAME)
    with viewing(viewer_of(karim)):
        mended = Content(title="Lawaai", body=NAME + ".", areas=(cast.areas.overleie,))
        item = correct_item(item, mended, by=karim, is_typo=True)
        with pytest.raises(IndiscreetError):
            correct_item(item, mended, by=karim, is_typo=False, reason=NUMBER)
        # Part of a name that stood there is no name that did: "Ali" in "Benali".
        other = Content(title="Lawaai", body="Ook Ali kwam langs", areas=(cast.areas.overleie,))
        with pytest.raises(IndiscreetError):
            correct_item(item, other, by=karim, is_typo=False)
        other = Content(title="Lawaai", body="Ook Youssef Amrani", areas=(cast.areas.overleie,))
        with pytest.raises(IndiscreetError):
            correct_item(item, other, by=karim, is_typo=False)
        assert ItemVersion.objects.filter(item=item).count() == 2


def test_a_reason_to_withdraw_and_a_comment_are_held(cast: Cast, shared: Item) -> None:
    els, karim, police = cast.people.els, cast.people.karim, cast.organisations.police
    with viewing(viewer_of(els)):
        for words in (NUMBER, NAME):
            with pytest.raises(IndiscreetError):
                comment_on(shared, words, by=els, organisation=police, answer=COLLEAGUE)
            with pytest.raises(IndiscreetError):
                give_feedback(shared, words, by=els, organisation=police, answer=COLLEAGUE)
        assert not Comment.objects.exists()
    with viewing(viewer_of(karim)), pytest.raises(IndiscreetError):
        withdraw_item(shared, by=karim, reason=NUMBER)


def test_an_item_goes_no_further_than_its_words_may(cast: Cast, own: Item) -> None:
    karim, city = cast.people.karim, cast.organisations.city
    team = circle_of_team(cast.teams.overleie)
    with viewing(viewer_of(karim)):
        comment_on(own, NAME, by=karim, organisation=city, answer=COLLEAGUE)
        with pytest.raises(IndiscreetError):
            change_audience(own, [team], by=karim)
    page = of(karim).post(f"/bericht/{own.pk}/zichtbaarheid/", {"circles": [str(team.pk)]})
    assert page.status_code == 422
    assert "Fatima Benali" in text(page)


def test_an_old_version_holds_an_item_back_too(cast: Cast) -> None:
    karim = cast.people.karim
    item = publish(cast, [circle_of_organisation(cast.organisations.city)], COLLEAGUE, body=NAME)
    with viewing(viewer_of(karim)):
        item = correct_item(item, Content(title="Lawaai", areas=(cast.areas.overleie,)), by=karim, is_typo=False)
        with pytest.raises(IndiscreetError):
            change_audience(item, [circle_of_team(cast.teams.overleie)], by=karim)


def test_an_emergency_is_kept_only_when_somebody_looked(cast: Cast) -> None:
    city = [circle_of_organisation(cast.organisations.city)]
    with pytest.raises(IndiscreetError):
        publish(cast, city, body="Er ligt iemand bewusteloos op straat.")
    assert publish(cast, city, Answer(is_no_emergency=True), body="Er lag iemand bewusteloos op straat.").pk


def test_colleagues_areas_and_organisations_are_known(cast: Cast) -> None:
    words = f"{cast.people.karim.full_name} en {cast.people.lotte.display_name} zagen het in {cast.areas.heule.name}."
    assert look_at({"body": words}, Audience.PARTNERS) == {}


def test_an_address_is_a_home_for_who_works_on_welfare(cast: Cast) -> None:
    words = {"place": "Veldstraat 45"}
    assert look_at(words, Audience.OWN, cast.organisations.city) == {}
    found = look_at(words, Audience.OWN, cast.organisations.ocmw)
    assert [f.kind for f in found["place"]] == [Kind.HOME_ADDRESS]


# The doors: each form shows what was found, loses nothing, and lets through what was decided.


def sent(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "key": str(uuid7()),
        "kind": "attention",
        "title": "Lawaai",
        "areas": [cast.areas.overleie.pk],
        "circles": [circle_of_organisation(cast.organisations.city).pk],
        "publish": "now",
    } | more


def test_the_form_says_what_it_found_and_loses_nothing(cast: Cast) -> None:
    client = of(cast.people.karim)
    answer = client.post("/nieuw/", sent(cast, body=f"{NUMBER}.\r\n{NAME}"))
    page = text(answer)
    assert answer.status_code == 422
    assert "“0470 12 34 56” is een telefoonnummer" in page
    assert "Dit lijkt een naam: “Fatima Benali”" in page
    assert "Vervang door “een bewoner”" in page
    assert f"{NUMBER}.\n{NAME}" in page.replace("\r\n", "\n")
    assert client.post("/nieuw/", sent(cast, body=NAME, kept_because="colleague")).status_code == 302


def test_a_button_puts_the_offered_words_without_a_script(cast: Cast) -> None:
    body = f"Eerst.\r\n{NAME}!"
    start = body.replace("\r\n", "\n").index("Fatima")
    answer = of(cast.people.karim).post("/nieuw/", sent(cast, body=body, rewrite=f"body:{start}"))
    assert answer.status_code == 200
    assert "Eerst.\nGesproken met een bewoner!" in text(answer).replace("\r\n", "\n")
    with as_owner():
        assert not Item.objects.exists()


def test_a_draft_with_a_number_stays_on_the_device(cast: Cast) -> None:
    client = of(cast.people.karim)
    assert client.post(f"/concept/{uuid7()}/", sent(cast, body=NUMBER)).status_code == 200
    assert client.post(f"/concept/{uuid7()}/", sent(cast, body=NAME)).status_code == 204


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("reactie/", {"body": NUMBER}),
        ("aanpassen/", {"title": NUMBER, "change": "typo"}),
        ("intrekken/", {"reason": NUMBER}),
    ],
)
def test_every_form_about_an_item_refuses_a_number(cast: Cast, own: Item, path: str, said: dict[str, str]) -> None:
    answer = of(cast.people.karim).post(f"/bericht/{own.pk}/{path}", said)
    assert answer.status_code == 422
    assert "“0470 12 34 56” is een telefoonnummer" in text(answer)
    assert text(answer).count("0470 12 34 56") >= 2


def test_feedback_is_refused_and_shown_again(cast: Cast) -> None:
    circles = [circle_of_team(cast.teams.overleie)]
    asked = post(cast, cast.people.karim, circles, kind="request", ask="Kijk eens?", ask_of="neighbourhood_officer")
    answer = of(cast.people.els).post(f"/bericht/{asked.pk}/terugkoppeling/", {"body": NAME})
    assert answer.status_code == 422
    assert "Fatima Benali" in text(answer)


def test_an_alarm_says_whom_to_call_and_saves_nothing(cast: Cast) -> None:
    client = of(cast.people.karim)
    words = "Er wordt nu ingebroken, inbraak bezig in de straat"
    answer = client.post("/nieuw/", sent(cast, body=words))
    assert answer.status_code == 422
    assert "Bel 112 of 101" in text(answer)
    with as_owner():
        assert not Item.objects.exists()
    assert client.post("/nieuw/", sent(cast, body=words, is_no_emergency="on")).status_code == 302


def test_words_are_looked_at_while_typing_and_nothing_is_kept(cast: Cast, own: Item) -> None:
    client = of(cast.people.karim)
    city = circle_of_organisation(cast.organisations.city).pk
    page = text(client.post("/woorden/", {"title": "Rustig", "body": NAME, "circles": [city]}))
    assert 'data-held="title"' in page
    assert 'data-start="14" data-end="27"' in page
    assert "held--ask" in page
    assert "data-asks" in page
    team = circle_of_team(cast.teams.overleie).pk
    wide = text(client.post("/woorden/", {"body": NAME, "circles": [team]}))
    assert "held--block" in wide
    assert "data-asks" not in wide
    about = text(client.post("/woorden/", {"body": NAME, "about": str(own.pk)}))
    assert "held--ask" in about
    absent = text(client.post("/woorden/", {"body": NAME, "about": str(uuid.uuid4())}))
    hidden = text(of(cast.people.piet).post("/woorden/", {"body": NAME, "about": str(own.pk)}))
    assert absent == hidden


# Every text that a user writes, and the act that holds it. A field that is not here makes the test below red: add it,
# and let its act call `hold_words`.
HELD_BY = {
    "items.Item.title": "publish_item, correct_item, save_draft",
    "items.Item.body": "publish_item, correct_item, save_draft",
    "items.Item.ask": "publish_item, correct_item, save_draft",
    "items.Item.place": "publish_item, correct_item, save_draft",
    "items.Item.withdrawn_reason": "withdraw_item",
    "items.ItemVersion.title": "copied from its item by the acts on it",
    "items.ItemVersion.body": "copied from its item by the acts on it",
    "items.ItemVersion.ask": "copied from its item by the acts on it",
    "items.ItemVersion.place": "copied from its item by the acts on it",
    "items.ItemVersion.reason": "correct_item",
    "items.Comment.body": "comment_on, give_feedback",
    "items.Photo.alt": "add_photo",
    "governance.Report.reason": "report_item",
    "governance.Report.answer": "clear_item, withdraw_reported",
    "governance.Quarantine.reason": "quarantine_item",
    "governance.LineSample.note": "judge_line",
    "governance.Sample.note": "judge_sample",
    "governance.Breach.what": "report_breach, fill_in_breach",
    "governance.Breach.happened": "fill_in_breach",
    "governance.Breach.consequences": "fill_in_breach",
    "governance.Breach.measures": "fill_in_breach",
    "governance.Breach.late_because": "fill_in_breach",
    "governance.Breach.authority_reference": "fill_in_breach",
    "people.ContactPoint.name": "add_contact_point, change_contact_point",
    "people.ContactPoint.place": "add_contact_point, change_contact_point",
    "people.ContactPoint.note": "add_contact_point, change_contact_point",
    "people.ContactPoint.phone": "a column for the number of a house, by the form",
    "people.ContactPoint.email": "a column for the address of a house, by the form",
    "people.SpecialDays.note": "add_special_days",
    "briefing.Sheet.digest": "made by the program",
    "briefing.Sheet.stamp": "made by the program",
}
# Rooms whose texts are no items: what they hold, and why the guard is not asked.
NOT_HELD = {
    "territory": "names of areas, streets and files, from their owners' imports; no free text",
    "people": "names of organisations, teams and accounts: R1 knows no other persons",
    "staff": "names and functions of colleagues, from the roster",
    "journal": "keys and figures",
    "audience": "circles",
    "web": "sign-in",
    "atlas": "names and codes of areas that their owners draw",
}


def _texts() -> set[str]:
    """Free text of every content table: no choices, no keys."""
    found = set()
    # A room without free text may hold a table that has some: whoever names one field of it names all.
    named = {text.rpartition(".")[0] for text in HELD_BY}
    for model in apps.get_models():
        is_silent = model._meta.app_label in NOT_HELD and model._meta.label not in named
        if not model.__module__.startswith("werkveld.") or is_silent:
            continue
        for field in model._meta.get_fields():
            is_text = isinstance(field, models.CharField | models.TextField)
            is_text = is_text and not isinstance(field, models.SlugField)
            if is_text and not field.choices and getattr(field, "max_length", None) != 24:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_every_text_that_users_write_has_an_act_that_holds_it() -> None:
    assert _texts() - set(HELD_BY) == set()
    assert set(HELD_BY) - _texts() == set()


def _calls(name: str) -> set[str]:
    """What the acts of this name call, in whatever room they stand."""
    found = set()
    for path, tree in modules():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and node.name == name and "actions" in path.name:
                calls = [c.func for c in ast.walk(node) if isinstance(c, ast.Call)]
                found |= {getattr(func, "id", getattr(func, "attr", "")) for func in calls}
    return found


def test_every_act_that_is_said_to_hold_a_text_asks_the_guard() -> None:
    acts = {act for said in HELD_BY.values() if "by the" not in said for act in said.split(", ")}
    holds = {"hold_words", "hold_draft", "hold", "comment_on"}
    assert len(acts) > 10
    assert {act for act in acts if not _calls(act) & holds} == set()
