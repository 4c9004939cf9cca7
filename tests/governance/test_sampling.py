"""The monthly lot: drawn once, seen by the own officer alone, judged once, and over."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.governance.lines import verb_words
from werkveld.governance.models import Drawing, LineSample, Sample
from werkveld.governance.sampling import DRAWN, LINES, WEIGHTY, draw_samples, figures, month_before
from werkveld.items import feed
from werkveld.items.actions import mark_read
from werkveld.items.models import Item
from werkveld.items.opening import VERB
from werkveld.journal.actions import record
from werkveld.journal.models import Line

pytestmark = pytest.mark.django_db


def last_month(cast: Cast, count: int) -> None:
    """Items of the city, posted last month."""
    for number in range(count):
        post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title=f"Bericht {number}")
    with as_owner():
        Item.objects.update(published_at=month_before(timezone.now())[0] + dt.timedelta(days=3))


def test_ten_are_drawn_once_for_who_has_an_officer(cast: Cast) -> None:
    officers = add_officers(cast)
    last_month(cast, 14)
    with as_owner():
        assert draw_samples(timezone.now()) == DRAWN
        assert draw_samples(timezone.now()) == 0
        assert set(Drawing.objects.values_list("organisation__code", "drawn")) == {
            ("city", 10), ("ocmw", 0), ("police", 0)
        }  # fmt: skip
    for who, count in ((officers.dina, DRAWN), (officers.omar, 0), (officers.petra, 0), (cast.people.karim, 0)):
        with viewing(viewer_of(who)):
            assert Sample.objects.count() == count
    with viewing(viewer_of(officers.dina)):
        assert Item.objects.count() == DRAWN, "what was not drawn stays out of sight"


def test_judged_is_counted_and_the_officer_no_longer_looks(cast: Cast) -> None:
    officers = add_officers(cast)
    last_month(cast, 3)
    with as_owner():
        draw_samples(timezone.now())
        first, second, _third = Sample.objects.order_by("pk")
    client = client_of(officers.dina)
    page = client.get(reverse("sample", args=[first.pk])).content.decode()
    assert "Bericht " in page
    author = client_of(cast.people.karim).get(reverse("item", args=[first.item_id])).content.decode()
    assert "kijkt mee" in author
    assert "Stad (1)" in author
    said = {"judgement": "fine", "note": "helder"}
    assert client.post(reverse("sample", args=[first.pk]), {"note": "x"}).status_code == 422
    assert client.post(reverse("sample", args=[first.pk]), said).status_code == 302
    assert client.post(reverse("sample", args=[first.pk]), said).status_code == 403
    client.post(reverse("sample", args=[second.pk]), {"judgement": "wrong"})
    assert client.get(reverse("item", args=[first.item_id])).status_code == 404
    found = figures()
    assert (found.drawn, found.judged, found.fine, found.wrong) == (3, 2, 1, 1)
    verbs = Line.objects.filter(by=officers.dina).values_list("verb", flat=True)
    assert list(verbs).count("judge sample") == 2
    with as_owner():
        assert feed.check() == 0


def test_others_find_no_sample(cast: Cast) -> None:
    officers = add_officers(cast)
    last_month(cast, 1)
    with as_owner():
        draw_samples(timezone.now())
        key = Sample.objects.get().pk
    for who in (officers.omar, cast.people.lotte, cast.people.karim):
        assert client_of(who).get(reverse("sample", args=[key])).status_code == 404
    assert client_of(officers.dina).get(reverse("samples")).status_code == 200
    assert client_of(officers.dina).get(reverse("supervision")).status_code == 200


def test_nothing_drawn_says_nothing(cast: Cast) -> None:
    assert figures().month is None


def lines_of_last_month(cast: Cast, reads: int, acts: int) -> None:
    """So many items of the city read by Els, and so many acts of Lotte; all of last month."""
    then = month_before(timezone.now())[0] + dt.timedelta(days=3)
    city = cast.organisations.city
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])
    with viewing(viewer_of(cast.people.noor)):
        mark_read([item], by=cast.people.noor)
    with as_owner():
        read = Line.objects.get(verb=VERB)
        told = {"subject_kind": read.subject_kind, "subject_key": read.subject_key, "detail": read.detail}
        for _ in range(reads):
            Line.objects.create(at=then, verb=VERB, by=cast.people.els, organisation=cast.organisations.police, **told)
        Line.objects.create(at=then, verb=VERB, by=cast.people.lotte, organisation=city, **told)
        for _ in range(acts):
            about = {"subject_kind": "people.person", "subject_key": str(cast.people.karim.pk)}
            Line.objects.create(at=then, verb="assign person", by=cast.people.lotte, organisation=city, **about)
        Line.objects.create(at=then, verb="choose theme", by=cast.people.lotte, organisation=city, subject_kind="x",
                            subject_key="1")  # fmt: skip


def test_lot_takes_reads_by_others_and_acts_that_give_sight_of_last_month_alone(cast: Cast) -> None:
    officers = add_officers(cast)
    lines_of_last_month(cast, LINES + 2, 2)
    with viewing(viewer_of(cast.people.lotte)):
        record("assign person", by=cast.people.lotte, organisation=cast.organisations.city, subject=cast.people.karim)
    with as_owner():
        draw_samples(timezone.now())
        drawn = Line.objects.filter(pk__in=LineSample.objects.values("line"))
        assert sorted(line.verb for line in drawn) == sorted([VERB] * LINES + ["assign person"] * 2)
        assert {line.by for line in drawn if line.verb == VERB} == {cast.people.els}
        assert Drawing.objects.get(organisation=cast.organisations.city).lines == LINES + 2
        assert figures().drawn == 0, "the public figure is of items"
    for who, count in ((officers.dina, LINES + 2), (officers.petra, 0), (cast.people.lotte, 0), (cast.people.els, 0)):
        with viewing(viewer_of(who)):
            assert LineSample.objects.count() == count


def test_drawn_line_is_read_judged_once_and_names_no_reader_of_another_organisation(cast: Cast) -> None:
    officers = add_officers(cast)
    lines_of_last_month(cast, 1, 1)
    with as_owner():
        draw_samples(timezone.now())
        verbs = dict(Line.objects.values_list("pk", "verb"))
        samples = {verbs[row.line]: row for row in LineSample.objects.all()}
    client = client_of(officers.dina)
    assert client.get(reverse("samples")).content.decode().count("Lijn ") >= 2
    address = reverse("line_sample", args=[samples[VERB].pk])
    page = client.get(address).content.decode()
    assert "Las een bericht" in page
    assert "Politie" in page
    assert "Els" not in page, "who it was, is looked up with a line of its own"
    assert "Lotte P." in client.get(reverse("line_sample", args=[samples["assign person"].pk])).content.decode()
    for who in (officers.petra, cast.people.lotte, cast.people.els):
        assert client_of(who).get(address).status_code == 404
    assert client.post(address, {"note": "x"}).status_code == 422
    assert client.post(address, {"judgement": "fine", "note": ""}).status_code == 302
    assert client.post(address, {"judgement": "wrong", "note": ""}).status_code == 403
    assert Drawing.objects.get(organisation=cast.organisations.city).lines_fine == 1
    assert Line.objects.filter(verb="look at line", by=officers.dina).count() == 2
    assert Line.objects.filter(verb="judge line", by=officers.dina).count() == 1


def test_every_act_that_is_drawn_has_its_words() -> None:
    assert len({verb_words(verb) for verb in (VERB, *WEIGHTY)}) == len(WEIGHTY) + 1
