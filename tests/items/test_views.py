import uuid

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.actions import change_audience, comment_on, correct_item, withdraw_item
from werkveld.items.content import Content
from werkveld.items.models import Comment, Confirmation, Item, Notice, Reading
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db

READS = ("", "versies/")
WRITES = ("reactie/", "gezien/", "klopt/", "briefing/")
CHANGES = ("aanpassen/", "zichtbaarheid/", "intrekken/")


def of(person: Person | None) -> Client:
    """A browser in which somebody signed in."""
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def shared(cast: Cast, **said: object) -> Item:
    """Karim's item for the area team Overleie."""
    return post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], **said)


def test_item_page_says_who_where_and_on_what_basis(cast: Cast) -> None:
    item = shared(cast, body="Tussen **21** en 23 uur.", place="Budabrug", basis="heard")
    page = text(of(cast.people.els).get(f"/bericht/{item.pk}/"))
    for words in ("Avondlawaai aan de brug", "Karim P.", "gehoord", "Budabrug", "gebied Overleie", "wijk K4"):
        assert words in page
    assert "<strong>21</strong>" in page
    assert "Zichtbaar voor: <b>Stad (1), OCMW (1), Politie (1)</b>" in page
    assert "Niet voor: Huisvesting, Jeugdwerk" in page


@pytest.mark.parametrize("tail", READS + CHANGES)
def test_hidden_page_is_byte_equal_to_an_absent_one(cast: Cast, tail: str) -> None:
    item = shared(cast)
    client = of(cast.people.piet)
    hidden, absent = client.get(f"/bericht/{item.pk}/{tail}"), client.get(f"/bericht/{uuid.uuid4()}/{tail}")
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    assert absent.status_code == 404


@pytest.mark.parametrize("tail", WRITES + CHANGES)
def test_hidden_item_answers_a_post_like_an_absent_one(cast: Cast, tail: str) -> None:
    item = shared(cast)
    client = of(cast.people.piet)
    sent = {"body": "x", "title": "x", "change": "typo", "reason": "x"}
    hidden = client.post(f"/bericht/{item.pk}/{tail}", sent)
    absent = client.post(f"/bericht/{uuid.uuid4()}/{tail}", sent)
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    with as_owner():
        assert not Comment.objects.exists()
        assert not Reading.objects.exists()


@pytest.mark.parametrize("tail", READS + CHANGES + WRITES)
def test_nobody_signed_in_is_sent_to_the_door(cast: Cast, tail: str) -> None:
    item = shared(cast)
    answer = of(None).get(f"/bericht/{item.pk}/{tail}")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/aanmelden/")


@pytest.mark.parametrize("tail", CHANGES)
def test_reader_may_not_change_what_somebody_else_wrote(cast: Cast, tail: str) -> None:
    item = shared(cast)
    client = of(cast.people.els)
    assert client.get(f"/bericht/{item.pk}/{tail}").status_code == 403
    assert client.post(f"/bericht/{item.pk}/{tail}", {"reason": "nee"}).status_code == 403
    page = text(client.get(f"/bericht/{item.pk}/"))
    assert "aanpassen/" not in page
    assert "Gelezen door" not in page


def test_opening_is_reading_and_the_author_sees_it_by_organisation(cast: Cast) -> None:
    item = shared(cast)
    for person in (cast.people.els, cast.people.noor):
        of(person).get(f"/bericht/{item.pk}/")
    page = text(of(cast.people.karim).get(f"/bericht/{item.pk}/"))
    assert "OCMW (1), Politie (1)" in page.split("Gelezen door")[1]
    assert "Els" not in page


def test_seen_counts_once_and_for_the_version_on_the_screen(cast: Cast) -> None:
    item, client = shared(cast), of(cast.people.els)
    for _ in range(2):
        assert client.post(f"/bericht/{item.pk}/gezien/", {"version": "1"}).status_code == 302
    assert "Gezien, alleen door jou" in text(client.get(f"/bericht/{item.pk}/"))
    part = client.post(f"/bericht/{item.pk}/gezien/", headers={"HX-Request": "true"})
    assert text(part).strip().startswith("<p")
    karim = cast.people.karim
    with viewing(viewer_of(karim)):
        correct_item(item, Content(title="Pas om 23 uur"), by=karim, is_typo=False)
    client.post(f"/bericht/{item.pk}/gezien/", {"version": "1"})
    with as_owner():
        assert not Reading.objects.filter(version=2, acknowledged_at__isnull=False).exists()


def test_correction_opens_with_was_and_now_for_who_had_read_it(cast: Cast) -> None:
    item, karim = shared(cast), cast.people.karim
    of(cast.people.els).get(f"/bericht/{item.pk}/")
    sent = {
        "change": "correction",
        "reason": "verkeerd uur",
        "title": "Avondlawaai aan de sluis",
        "areas": [cast.areas.overleie.pk],
        "version": "1",
    }
    answer = of(karim).post(f"/bericht/{item.pk}/aanpassen/", sent)
    assert answer.status_code == 302
    page = text(of(cast.people.els).get(f"/bericht/{item.pk}/"))
    assert "Rechtgezet sinds jij dit las" in page
    assert "<del>brug</del>" in page
    assert "<ins>sluis</ins>" in page
    assert "verkeerd uur" in page
    for never_read in (cast.people.noor, karim):
        page = text(of(never_read).get(f"/bericht/{item.pk}/"))
        assert "sluis" in page
        assert "brug" not in page
    versions = text(of(cast.people.noor).get(f"/bericht/{item.pk}/versies/"))
    assert "Versie 2" in versions
    assert "<ins>sluis</ins>" in versions


def test_author_sees_who_read_only_what_was_put_right(cast: Cast) -> None:
    item, karim = shared(cast), cast.people.karim
    address = f"/bericht/{item.pk}/"
    of(cast.people.els).get(address)
    with viewing(viewer_of(karim)):
        correct_item(item, Content(title="Pas om 23 uur"), by=karim, is_typo=False)
    page = text(of(karim).get(address))
    assert "Nog niet sinds de rechtzetting." in page
    assert "Alleen wat er eerst stond: Politie (1)." in page
    of(cast.people.els).get(address)
    assert "Alleen wat er eerst stond" not in text(of(karim).get(address))


def test_overlap_is_told_as_an_estimate_and_the_way_back_leads_where_it_was_said(cast: Cast) -> None:
    team = [circle_of_team(cast.teams.overleie)]
    item = post(cast, cast.people.els, team, areas=(cast.areas.k4,))
    shown = of(cast.people.els).get(f"/bericht/{item.pk}/")
    assert shown.context["areas"] == ["wijk K4"]
    assert set(shown.context["touched"]) == {"gebied Overleie", "gebied Sint-Jan"}
    assert shown.context["home"] == cast.areas.k4
    assert "schatting" in text(shown)


def test_typo_is_silent(cast: Cast) -> None:
    item = shared(cast)
    of(cast.people.els).get(f"/bericht/{item.pk}/")
    sent = {"change": "typo", "title": "Avondlawaai aan de Budabrug", "areas": [cast.areas.overleie.pk]}
    of(cast.people.karim).post(f"/bericht/{item.pk}/aanpassen/", sent)
    page = text(of(cast.people.els).get(f"/bericht/{item.pk}/"))
    assert "Budabrug" in page
    assert "Rechtgezet" not in page


def test_change_on_top_of_somebody_elses_change_is_refused(cast: Cast) -> None:
    item, karim = shared(cast), cast.people.karim
    with viewing(viewer_of(karim)):
        correct_item(item, Content(title="Intussen", areas=(cast.areas.overleie,)), by=karim, is_typo=True)
    sent = {"change": "typo", "title": "Mijn tekst", "areas": [cast.areas.overleie.pk], "version": "1"}
    answer = of(karim).post(f"/bericht/{item.pk}/aanpassen/", sent)
    assert answer.status_code == 422
    assert "Mijn tekst" in text(answer)
    assert "Intussen paste iemand dit bericht aan" in text(answer)


def test_coordinator_of_the_organisation_may_change_it_too(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_organisation(cast.organisations.city)])
    client = of(cast.people.lotte)
    sent = {"change": "typo", "title": "Beter", "areas": [cast.areas.overleie.pk]}
    assert client.post(f"/bericht/{item.pk}/aanpassen/", sent).status_code == 302


def test_coordinator_cannot_write_an_item_out_of_own_sight(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_organisation(cast.organisations.city)])
    police = circle_of_organisation(cast.organisations.police)
    answer = of(cast.people.lotte).post(f"/bericht/{item.pk}/zichtbaarheid/", {"circles": [police.pk]})
    assert answer.status_code == 422
    assert "niet meer zien" in text(answer)


def test_narrowing_says_who_loses_it_first_and_then_it_is_gone_for_them(cast: Cast) -> None:
    item, client = shared(cast), of(cast.people.karim)
    city = circle_of_organisation(cast.organisations.city)
    shown = client.post(f"/bericht/{item.pk}/zichtbaarheid/", {"circles": [city.pk], "show": "1"})
    assert shown.status_code == 200
    assert "Politie gaat van 1 naar <b>0</b> lezers." in text(shown)
    assert of(cast.people.els).get(f"/bericht/{item.pk}/").status_code == 200
    assert client.post(f"/bericht/{item.pk}/zichtbaarheid/", {"circles": [city.pk]}).status_code == 302
    assert of(cast.people.els).get(f"/bericht/{item.pk}/").status_code == 404
    assert of(cast.people.lotte).get(f"/bericht/{item.pk}/").status_code == 200


def test_audience_needs_a_group_and_takes_only_offered_ones(cast: Cast) -> None:
    item, client = shared(cast), of(cast.people.karim)
    strange = circle_of_team(cast.teams.venning)
    for circles in ([], [strange.pk], ["999999"], ["x"]):
        answer = client.post(f"/bericht/{item.pk}/zichtbaarheid/", {"circles": circles})
        assert answer.status_code == 422
    with as_owner():
        assert Item.objects.get().audience == [circle_of_team(cast.teams.overleie).pk]


def test_withdrawn_item_is_a_tombstone_without_text(cast: Cast) -> None:
    item, karim = shared(cast, body="Heel geheim", place="Budakaai"), cast.people.karim
    with viewing(viewer_of(cast.people.els)):
        comment_on(item, "Onder ons", by=cast.people.els, organisation=cast.organisations.police)
    assert "Dit bericht intrekken?" in text(of(karim).get(f"/bericht/{item.pk}/intrekken/"))
    assert of(karim).post(f"/bericht/{item.pk}/intrekken/", {"reason": "Klopte niet"}).status_code == 302
    for tail in READS:
        page = text(of(cast.people.els).get(f"/bericht/{item.pk}/{tail}"))
        for words in ("Avondlawaai", "Heel geheim", "Budakaai", "Onder ons"):
            assert words not in page
    page = text(of(cast.people.els).get(f"/bericht/{item.pk}/"))
    assert "Dit bericht werd ingetrokken" in page
    assert "Klopte niet" in page
    assert of(karim).get(f"/bericht/{item.pk}/aanpassen/").status_code == 403


def test_comment_tells_the_author_and_a_bounced_finger_makes_one(cast: Cast) -> None:
    item, client = shared(cast), of(cast.people.els)
    for _ in range(2):
        client.post(f"/bericht/{item.pk}/reactie/", {"body": "Ik ga langs <b>straks</b>"})
    page = text(client.get(f"/bericht/{item.pk}/"))
    assert page.count("Ik ga langs") == 1
    assert "<b>straks" not in page
    mine = text(of(cast.people.karim).get("/mijn/"))
    assert "Avondlawaai" in mine
    assert "Er is een reactie." in mine


def test_empty_comment_shows_the_item_again_with_what_is_wrong(cast: Cast) -> None:
    item = shared(cast)
    answer = of(cast.people.els).post(f"/bericht/{item.pk}/reactie/", {"body": " "})
    assert answer.status_code == 422
    assert "Vul “Reactie” in." in text(answer)
    assert "Avondlawaai" in text(answer)


def test_function_that_was_asked_is_shown_how_to_answer(cast: Cast) -> None:
    item = shared(cast, kind="request", ask="Kijk je na?", ask_of="neighbourhood_officer")
    assert "aan jouw functie gesteld" in text(of(cast.people.els).get(f"/bericht/{item.pk}/"))
    assert "aan jouw functie gesteld" not in text(of(cast.people.noor).get(f"/bericht/{item.pk}/"))


def test_still_true_and_no_longer_true(cast: Cast) -> None:
    item, client = shared(cast, kind="attention"), of(cast.people.els)
    client.post(f"/bericht/{item.pk}/klopt/", {"holds": "yes"})
    assert "Bevestigd" in text(client.get(f"/bericht/{item.pk}/"))
    client.post(f"/bericht/{item.pk}/klopt/", {"holds": "no"})
    with as_owner():
        assert Confirmation.objects.count() == 2
    mine = text(of(cast.people.karim).get("/mijn/"))
    assert "Een collega zegt: klopt niet meer." in mine
    of(cast.people.karim).post("/mijn/meldingen/gezien/")
    assert "Klopt niet meer" not in text(of(cast.people.karim).get("/mijn/"))


def test_lapsed_item_says_so_and_the_author_can_renew_it(cast: Cast) -> None:
    import datetime as dt

    from django.utils import timezone

    item = shared(cast, kind="attention")
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(hours=1))
    reader, author = (text(of(p).get(f"/bericht/{item.pk}/")) for p in (cast.people.els, cast.people.karim))
    assert "Vervallen" in reader
    assert "Verleng" not in reader
    assert "Klopt nog" not in reader
    assert "Verleng" in author
    assert "Verleng" in text(of(cast.people.karim).get("/mijn/"))


def test_going_back_never_leaves_the_house(cast: Cast) -> None:
    item = shared(cast)
    for away in ("https://elders.be/", "//elders.be", "/\\elders.be", ""):
        answer = of(cast.people.els).post(f"/bericht/{item.pk}/gezien/", {"next": away})
        assert answer["Location"] == f"/bericht/{item.pk}/"
    answer = of(cast.people.els).post(f"/bericht/{item.pk}/gezien/", {"next": "/briefing/"})
    assert answer["Location"] == "/briefing/"


def test_own_pages_hold_nothing_of_items_that_became_hidden(cast: Cast) -> None:
    """A notice, a comment and a version outlive one's sight of their item; none of them is shown."""
    item, els = shared(cast), cast.people.els
    with as_owner():
        Notice.objects.create(person=els, item=item, kind="commented")
    assert "Avondlawaai" in text(of(els).get("/mijn/"))
    with viewing(viewer_of(cast.people.karim)):
        change_audience(item, [circle_of_organisation(cast.organisations.city)], by=cast.people.karim)
    assert "Avondlawaai" not in text(of(els).get("/mijn/"))


def test_my_items_hold_every_stage_of_what_i_wrote(cast: Cast) -> None:
    karim = cast.people.karim
    shared(cast)
    gone = shared(cast, title="Weg ermee")
    with viewing(viewer_of(karim)):
        withdraw_item(gone, by=karim)
    page = text(of(karim).get("/mijn/"))
    assert "Avondlawaai" in page
    assert "Weg ermee" not in page
    assert "Avondlawaai" not in text(of(cast.people.els).get("/mijn/"))
