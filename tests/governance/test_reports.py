"""Reported, looked at, put away and given back: in every channel, at the next request."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing.models import Sheet
from werkveld.governance.actions import report_item
from werkveld.governance.models import Quarantine, Report
from werkveld.items import feed
from werkveld.items.actions import comment_on
from werkveld.items.models import Item, Notice
from werkveld.journal.models import Line
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db

WORD = "zwaluwnest"


def shared(cast: Cast) -> Item:
    """Of Karim (city) for the area team, with a comment by Noor; Els and Noor read it."""
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title=f"{WORD} titel", body=f"{WORD} x")
    with viewing(viewer_of(cast.people.noor)):
        comment_on(item, f"{WORD} reactie", by=cast.people.noor, organisation=cast.organisations.ocmw)
    return item


def reported(cast: Cast, item: Item, by: Person | None = None) -> Report:
    who = by or cast.people.els
    with viewing(viewer_of(who)):
        return report_item(item, "Hier staat iemand in", by=who)


def decide(client: Client, report: Report, verdict: str) -> int:
    said = {"verdict": verdict, "answer": "Bekeken"}
    return client.post(reverse("decide_report", args=[report.pk]), said).status_code


def words_for(person: Person, item: Item) -> str:
    """Everything every page tells somebody about the item."""
    client, key = client_of(person), [item.pk]
    pages = [reverse("item", args=key), reverse("item_versions", args=key), reverse("briefing"), reverse("my_items")]
    pages += [reverse("search", query={"q": "titel"}), reverse("sheet"), reverse("area", args=["gebieden", "overleie"])]
    return "".join(client.get(page).content.decode() for page in pages)


def test_officer_sees_only_what_was_reported_to_them(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    assert client_of(officers.dina).get(reverse("item", args=[item.pk])).status_code == 404
    report = reported(cast, item)
    assert client_of(officers.dina).get(reverse("item", args=[item.pk])).status_code == 200
    page = client_of(officers.dina).get(reverse("report", args=[report.pk])).content.decode()
    assert f"{WORD} titel" in page
    assert f"{WORD} reactie" in page
    for who in (officers.omar, officers.petra, cast.people.sam):
        assert client_of(who).get(reverse("item", args=[item.pk])).status_code == 404
        assert client_of(who).get(reverse("report", args=[report.pk])).status_code == 404


def test_author_sees_that_somebody_looks_but_not_who_asked(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    report = reported(cast, item)
    client_of(officers.dina).get(reverse("report", args=[report.pk]))
    page = client_of(cast.people.karim).get(reverse("item", args=[item.pk])).content.decode()
    assert "kijkt mee" in page
    assert "Stad (1)" in page, "the officer's look is a read like any other"
    assert client_of(cast.people.karim).get(reverse("report", args=[report.pk])).status_code == 404
    verbs = set(Line.objects.filter(subject_key=str(item.pk)).values_list("verb", flat=True))
    assert {"report item", "look at item", "read item"} <= verbs


def test_reporter_follows_their_own_report(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    client = client_of(cast.people.els)
    sent = client.post(reverse("report_item", args=[item.pk]), {"reason": "Een naam"})
    again = client.post(reverse("report_item", args=[item.pk]), {"reason": "Een naam"})
    assert sent["Location"] == again["Location"]
    assert "keek nog niet" in client.get(sent["Location"]).content.decode()
    with as_owner():
        report = Report.objects.get()
    assert decide(client, report, "fine") == 404, "who reports does not decide"
    assert decide(client_of(officers.dina), report, "fine") == 302
    assert "Bekeken" in client.get(sent["Location"]).content.decode()
    assert client_of(officers.dina).get(reverse("item", args=[item.pk])).status_code == 404, "the looking is over"


def test_quarantine_takes_every_word_from_every_page(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    readers = [cast.people.els, cast.people.noor]
    assert all(WORD in words_for(who, item) for who in [*readers, cast.people.karim])
    assert decide(client_of(officers.dina), reported(cast, item), "quarantined") == 302
    for who in [*readers, cast.people.karim]:
        assert WORD not in words_for(who, item), who
    for who in readers:
        assert client_of(who).get(reverse("item", args=[item.pk])).status_code == 404
    stone = client_of(cast.people.karim).get(reverse("item", args=[item.pk])).content.decode()
    assert "in quarantaine" in stone
    with as_owner():
        row = Item.objects.get(pk=item.pk)
        assert (row.title, row.body, row.place) == ("", "", "")
        assert feed.check() == 0
        assert WORD in str(Quarantine.objects.get().kept)


def test_what_is_kept_is_for_the_authors_officer_alone(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    report = reported(cast, item)
    decide(client_of(officers.dina), report, "quarantined")
    for who in [*cast.persons, officers.omar, officers.petra]:
        with viewing(viewer_of(who)):
            assert not Quarantine.objects.exists(), who
    page = client_of(officers.dina).get(reverse("report", args=[report.pk])).content.decode()
    assert f"{WORD} titel" in page
    assert f"{WORD} reactie" in page


def test_release_gives_back_exactly_what_was_there(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    with as_owner():
        before = Item.objects.filter(pk=item.pk).values().get()
    client, report = client_of(officers.dina), reported(cast, item)
    decide(client, report, "quarantined")
    assert decide(client, report, "fine") == 302
    with as_owner():
        after = Item.objects.filter(pk=item.pk).values().get()
        assert not Quarantine.objects.exists()
        assert feed.check() == 0
    assert {k: v for k, v in after.items() if k != "changed_at"} == {
        k: v for k, v in before.items() if k != "changed_at"
    }
    assert all(WORD in words_for(who, item) for who in (cast.people.els, cast.people.noor, cast.people.karim))
    assert client.get(reverse("item", args=[item.pk])).status_code == 404


@pytest.mark.parametrize("first", ["", "quarantined"])
def test_withdrawal_leaves_a_tombstone_and_destroys_what_was_kept(cast: Cast, first: str) -> None:
    officers, item = add_officers(cast), shared(cast)
    client, report = client_of(officers.dina), reported(cast, item)
    if first:
        decide(client, report, first)
    assert decide(client, report, "withdrawn") == 302
    with as_owner():
        assert not Quarantine.objects.exists()
        assert feed.check() == 0
    for who in (cast.people.els, cast.people.noor, cast.people.karim):
        said = words_for(who, item)
        assert WORD not in said
        assert "ingetrokken" in said
    assert decide(client, report, "fine") == 403, "what is decided is decided"


@pytest.mark.parametrize(
    ("decisions", "sentence"),
    [
        (["quarantined"], "Een DPO bekijkt je bericht."),
        (["quarantined", "fine"], "je bericht is weer te lezen"),
        (["quarantined", "withdrawn"], "Je bericht werd ingetrokken."),
        (["withdrawn"], "Je bericht werd ingetrokken."),
    ],
)
def test_author_is_told_what_was_decided_in_one_word_without_text(
    cast: Cast, decisions: list[str], sentence: str
) -> None:
    officers, item = add_officers(cast), shared(cast)
    report = reported(cast, item)
    for verdict in decisions:
        assert decide(client_of(officers.dina), report, verdict) == 302
    karim = client_of(cast.people.karim)
    for name in ("briefing", "my_items"):
        page = karim.get(reverse(name)).content.decode()
        assert sentence in page, name
        assert "Een naam" not in page, "why is the officer's"
        assert "Dina" not in page
        assert (WORD in page) == (decisions[-1] == "fine"), name
    with as_owner():
        assert [n.person for n in Notice.objects.exclude(kind="commented")] == [cast.people.karim], (
            "one word, for the author alone"
        )
    for who in (cast.people.els, cast.people.noor, officers.dina):
        assert sentence not in client_of(who).get(reverse("my_items")).content.decode()
    karim.post(reverse("see_notices"))
    assert sentence not in karim.get(reverse("my_items")).content.decode()


def test_author_and_coordinator_cannot_touch_it_in_quarantine(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    decide(client_of(officers.dina), reported(cast, item), "quarantined")
    for name in ("change_item", "change_audience", "withdraw_item"):
        assert client_of(cast.people.karim).get(reverse(name, args=[item.pk])).status_code == 403
        assert client_of(cast.people.lotte).get(reverse(name, args=[item.pk])).status_code == 404
    assert client_of(cast.people.karim).get(reverse("report_item", args=[item.pk])).status_code == 404


def test_narrowing_does_not_send_the_officer_away(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    reported(cast, item)
    client_of(cast.people.karim).post(reverse("change_audience", args=[item.pk]), {"circles": []})
    with viewing(viewer_of(officers.dina)):
        assert Item.objects.filter(pk=item.pk).exists()


def test_officer_who_leaves_the_function_loses_it_and_the_next_one_has_it(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    decide(client_of(officers.dina), reported(cast, item), "quarantined")
    officers.dina.assignments.update(person=cast.people.sam)
    with viewing(viewer_of(officers.dina)):
        assert not Item.objects.filter(pk=item.pk).exists()
    with viewing(viewer_of(cast.people.sam)):
        assert Quarantine.objects.filter(item=item).exists()


def test_second_open_report_keeps_the_officer_looking(cast: Cast) -> None:
    officers, item = add_officers(cast), shared(cast)
    first, second = reported(cast, item), reported(cast, item, cast.people.noor)
    assert decide(client_of(officers.dina), first, "fine") == 302
    with as_owner():
        second.refresh_from_db()
        assert second.verdict == "fine", "one decision answers everybody who asked"


def test_printed_sheet_read_back_by_its_stamp_is_silent_about_quarantine(cast: Cast) -> None:
    officers, els = add_officers(cast), cast.people.els
    team = [circle_of_team(cast.teams.overleie)]
    item = post(cast, cast.people.karim, team, kind="attention", title=f"{WORD} titel")
    client = client_of(els)
    assert WORD in client.get(reverse("sheet")).content.decode()
    stamp = Sheet.objects.get(person=els, form="printed").stamp
    pages = [reverse("what_was_known", args=[stamp]), reverse("my_sheets"), reverse("known_at"), reverse("wall")]
    assert WORD in client.get(pages[0]).content.decode()
    decide(client_of(officers.dina), reported(cast, item), "quarantined")
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert WORD not in answer.content.decode(), page
