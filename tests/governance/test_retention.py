"""Every table has its term, every field is weighed, and two years and a half leave nothing overdue."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast, agree, assign, person
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.house.test_every_address import client_of
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_officers, circle_of_person, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.blog.models import FeedMark
from werkveld.briefing.models import Sheet
from werkveld.governance.actions import clear_item, quarantine_item, report_breach, report_item
from werkveld.governance.models import Breach, Erasure, Night, Quarantine, Report
from werkveld.governance.nightly import clear, clear_if_due, preview
from werkveld.governance.retention import TABLE, WITHOUT_MODEL
from werkveld.items import feed
from werkveld.items.actions import acknowledge_items, comment_on, confirm_item, save_draft, withdraw_item
from werkveld.items.content import Content
from werkveld.items.models import Comment, Item, Reading, State
from werkveld.journal.anchoring import anchor_journal
from werkveld.journal.models import Line
from werkveld.journal.verifying import verify
from werkveld.people.contactpoints import ContactPoint, SpecialDays
from werkveld.people.models import Person, Seat, Shift

DAY = dt.timedelta(days=1)


def every_model() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def could_hold(field: Any) -> bool:
    """Whether a field could hold somebody's name, words or track."""
    if isinstance(field, ArrayField):
        return could_hold(field.base_field)
    if field.is_relation:
        return field.related_model is Person
    typed = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.GenericIPAddressField)
    return isinstance(field, typed) and not field.choices


def unweighed(candidates: list[type[models.Model]]) -> list[str]:
    """Models without a line, and fields that no line of their model names."""
    found = []
    for model in candidates:
        lines = [keep for keep in TABLE if keep.model == model._meta.label]
        if not lines:
            found.append(f"{model._meta.label}: say its term in governance/retention.py")
        elif any(keep.plain is None for keep in lines):
            found += [
                f"{model._meta.label}.{f.name}: a register may name no person"
                for f in model._meta.concrete_fields
                if f.is_relation and f.related_model is Person and model._meta.label != "audience.Circle"
            ]
        else:
            named = {name for keep in lines for name in (*keep.holds, *(keep.plain or ()))}
            fields = {f.name for f in model._meta.concrete_fields if could_hold(f)}
            found += [f"{model._meta.label}.{name}: somebody's data, or plain?" for name in sorted(fields - named)]
            found += [f"{model._meta.label}.{name}: no such field" for name in sorted(named - fields)]
    return found


def test_every_model_and_field_has_its_term() -> None:
    assert unweighed(every_model()) == []
    labels = {m._meta.label for m in every_model()}
    assert {keep.model for keep in TABLE} <= labels
    assert len({keep.name for keep in TABLE}) == len(TABLE)


@pytest.mark.django_db
def test_every_table_of_the_database_has_its_term() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = {row[0] for row in cursor.fetchall()}
    said = {apps.get_model(keep.model)._meta.db_table for keep in TABLE} | set(WITHOUT_MODEL)
    assert tables ^ said == set()


def test_law_is_red_on_a_new_model_and_a_new_field() -> None:
    class Diary(models.Model):
        words = models.TextField()

        class Meta:
            app_label = "governance"
            managed = False

        def __str__(self) -> str:
            return ""

    try:
        assert len(unweighed([Diary])) == 1
    finally:
        del apps.all_models["governance"]["diary"]
        apps.clear_cache()
    extra = models.TextField(name="whisper")
    extra.set_attributes_from_name("whisper")
    assert could_hold(extra)


def test_whatever_ends_says_how_and_why() -> None:
    for keep in TABLE:
        assert str(keep.words), keep.name
        assert str(keep.why), keep.name
        if keep.days is not None:
            assert keep.act, keep.name
            assert keep.since or keep.find, keep.name
            assert str(keep.from_when), keep.name
            assert keep.term_words, keep.name
        elif keep.then == "follows":
            assert keep.goes_with in {other.model for other in TABLE}, keep.name
        else:
            assert keep.then == "stays", keep.name


def live(cast: Cast, number: int) -> None:
    """A month of work by the cast, now."""
    karim, noor, els = cast.people.karim, cast.people.noor, cast.people.els
    team = circle_of_team(cast.teams.overleie)
    told = post(cast, karim, [team], title=f"Woordenrijk{number}")
    brief = post(cast, karim, [team], kind="attention", title="Let op")
    gone = post(cast, karim, [team], title="Vergissing")
    bad = post(cast, karim, [team], title="Met een naam")
    for who in (noor, els):
        with viewing(viewer_of(who)):
            acknowledge_items([told, brief, gone], by=who)
    with viewing(viewer_of(noor)):
        comment_on(told, "dank", by=noor, organisation=cast.organisations.ocmw)
        comment_on(gone, "oei", by=noor, organisation=cast.organisations.ocmw)
        confirm_item(told, holds=True, by=noor)
        report_item(bad, "een naam", by=noor)
    with viewing(viewer_of(karim)):
        withdraw_item(gone, by=karim)
        save_draft(uuid.uuid4(), Content(title="bijna"), by=karim, organisation=cast.organisations.city)
        report_breach(uuid.uuid4(), "lijst", timezone.now() - DAY, by=karim, organisation=cast.organisations.city)
    officer = Person.objects.get(email="dina@voorbeeld.be")
    with viewing(viewer_of(officer)):
        quarantine_item(bad, "even weg", by=officer)
    now = timezone.now()
    Shift.objects.create(person=karim, organisation=cast.organisations.city, name="Late dienst", starts_at=now - DAY,
                         ends_at=now - DAY / 2)  # fmt: skip
    Sheet.objects.create(person=karim, form="printed", since=now, digest=str(number))
    Session.objects.create(session_key=f"s{number}", session_data="x", expire_date=now + DAY)
    leaver = person(f"Leaver{number}")
    row = assign(leaver, "community_guard", cast.organisations.city, cast.areas.heule)
    row.ends_on = timezone.localdate()
    row.save()
    FeedMark.objects.get_or_create(person=karim, area=cast.areas.overleie, defaults={"seen_until": now})
    with viewing(viewer_of(els)):
        report_item(told, "even kijken", by=els)
    with viewing(viewer_of(officer)):
        clear_item(told, "mag blijven", by=officer)
    with as_owner():
        leave_tracks(cast, told, leaver, number)


def leave_tracks(cast: Cast, item: Item, leaver: Person, number: int) -> None:
    """What no page of ours writes alone: devices, attempts, letters, photos on their way, the lot of a month."""
    now, karim, every = timezone.now(), cast.people.karim, apps.get_model
    seen = {"ip": "127.0.0.1", "user_agent": "x", "session_key": f"u{number}"}
    every("usersessions.UserSession").objects.create(user=karim, **seen)
    every("web.Attempt").objects.create(cache_key=f"allauth:{number}", value="x", expires=now)
    address, _new = every("account.EmailAddress").objects.get_or_create(user=leaver, email=leaver.email)
    every("account.EmailConfirmation").objects.create(email_address=address, key=f"k{number}")
    every("staff.Invitation").objects.create(person=leaver, token_hash=f"t{number}", expires_at=now + 7 * DAY)
    picture = {"width": 1, "height": 1, "image": b"x", "small": b"x", "circle": circle_of_person(karim).pk}
    every("items.PhotoDraft").objects.create(item=item, by=karim, **picture)
    lot = {"organisation": cast.organisations.city, "month": timezone.localdate().replace(day=1)}
    every("governance.Sample").objects.create(item=item, circle=circle_of_officers(lot["organisation"]).pk, **lot)
    every("governance.LineSample").objects.create(line=number, circle=1, **lot)
    every("governance.Erasure").objects.create(person=leaver, done_at=now)


def leave_what_is_old(cast: Cast) -> None:
    """What is kept for longer than the months that the test lives through: it is old already."""
    city, karim = cast.organisations.city, cast.people.karim
    told = post(cast, karim, [circle_of_team(cast.teams.overleie)], title="Van lang geleden")
    with as_owner():
        Item.objects.filter(pk=told.pk).update(changed_at=timezone.now() - 4 * 365 * DAY)
        ended = timezone.localdate() - 9 * 365 * DAY
        agreed = agree(city, cast.organisations.ocmw)
        type(agreed).objects.filter(pk=agreed.pk).update(starts_on=ended - DAY, ends_on=ended)
        Seat.objects.create(team=cast.teams.venning, person=karim, function="community_guard", organisation=city,
                            starts_on=timezone.localdate() - DAY, ends_on=timezone.localdate())  # fmt: skip
        closed = timezone.now() - 4 * 365 * DAY
        Breach.objects.create(organisation=city, reported_by=karim, what="lijst", noticed_at=closed - DAY,
                              closed_at=closed, closed_by=karim, readers=[1])  # fmt: skip
        today = timezone.localdate()
        for days in (0, 3650):
            point = ContactPoint.objects.create(organisation=city, kind="desk", name="Loket", place="Markt",
                                                starts_on=today - DAY, ends_on=today + days * DAY)  # fmt: skip
            SpecialDays.objects.create(point=point, starts_on=today, ends_on=today, note="verhuis")


# A month goes by: the clock stands still and the rows grow older. The feed follows; the journal has a test of its own.
_AGE = """
DO $$ DECLARE c record; BEGIN
  FOR c IN SELECT table_name AS t, string_agg(
        format('%I = %I - interval ''30 days''', column_name, column_name), ', ') AS sets
      FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type IN ('timestamp with time zone', 'date')
        AND table_name NOT IN ('django_migrations', 'journal_line', 'journal_anchor', 'journal_cut',
            'governance_night', 'items_feedentry', 'items_itemversion') AND table_name NOT LIKE 'territory_%'
      GROUP BY table_name
  LOOP EXECUTE format('UPDATE %I SET %s', c.t, c.sets); END LOOP;
  -- No two nights have one day, also half way through the change.
  UPDATE governance_night SET day = day - 100000;
  UPDATE governance_night SET day = day + 100000 - 30, ended_at = ended_at - interval '30 days';
END $$
"""


@pytest.mark.django_db
def test_two_years_and_a_half_leave_nothing_overdue(cast: Cast) -> None:
    add_officers(cast)
    leave_what_is_old(cast)
    met: set[str] = set()
    for month in range(30):
        if month % 2 == 0:
            live(cast, month)
        with as_owner():
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
                cursor.execute(_AGE)
                cursor.execute("SELECT count(werkveld_file_item(id)) FROM items_item")
            assert clear(timezone.now())
            assert {keep.name: due for keep, due, _soon in preview(timezone.now()) if due} == {}, f"month {month}"
            assert feed.check() == 0
            met |= set(Night.objects.get(day=timezone.localdate()).gone)
    with as_owner():
        assert verify().broken is None
        assert Item.objects.filter(kind="post", state=State.PUBLISHED).count() == 15, "the blog is a memory"
        assert Item.objects.exclude(kind="post").count() == 6, "a year of briefings"
    # The journal cannot be made older than it is: a test of its own cuts it.
    ending = {keep.name for keep in TABLE if keep.act} - {"journal"}
    assert met == ending, "the months must really have met each term"


@pytest.mark.django_db
def test_word_of_an_erased_item_is_suggested_no_more(cast: Cast) -> None:
    with as_owner(), connection.cursor() as cursor:
        # No model knows of the list of words: what earlier tests committed still stands in it.
        cursor.execute("DELETE FROM items_word")
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="attention", title="Zwaluwnest")
    with as_owner():
        assert _words() == {"zwaluwnest"}
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - 400 * DAY)
        assert clear(timezone.now())
        assert not Item.objects.exists()
        assert _words() == set()


def _words() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM items_word")
        return {row[0] for row in cursor.fetchall()} - {"markt", "overleie"}


@pytest.mark.django_db
def test_quarantine_that_nobody_decides_ends_in_withdrawal(cast: Cast) -> None:
    officers = add_officers(cast)
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Met een naam")
    with viewing(viewer_of(cast.people.els)):
        report_item(item, "een naam", by=cast.people.els)
    with viewing(viewer_of(officers.dina)):
        quarantine_item(item, "even weg", by=officers.dina)
    with as_owner():
        Quarantine.objects.update(at=timezone.now() - 200 * DAY)
        clear(timezone.now())
        item.refresh_from_db()
        assert not Quarantine.objects.exists()
        assert (item.state, item.quarantined_at, item.title) == (State.WITHDRAWN, None, "")
        assert Report.objects.get().verdict == "withdrawn"
    with viewing(viewer_of(officers.dina)):
        assert not Item.objects.exists(), "the officers no longer look along"
    with viewing(viewer_of(cast.people.els)):
        assert Item.objects.get().is_withdrawn


@pytest.mark.django_db
def test_journal_is_cut_at_an_anchor_and_the_rest_still_verifies(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WERKVELD_ANCHORS", str(tmp_path / "anchors.jsonl"))
    now, karim = timezone.now(), cast.people.karim
    with as_owner():
        for age in (900, 800, 740, 720, 10):
            at = now - age * DAY
            for number in range(3):
                Line.objects.create(at=at, verb=f"act {number}", by=karim, subject_kind="x", subject_key=str(age))
            anchor_journal(at + DAY)
        lines = Line.objects.count()
        clear(now)
        assert not Line.objects.filter(subject_key__in=["900", "800", "740"]).exists()
        assert Line.objects.filter(subject_key__in=["720", "10"]).count() == 6
        assert verify().broken is None
        kept = Line.objects.get(subject_key="720", verb="act 0")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE journal_line DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM journal_line WHERE id = %s", [kept.pk])
            cursor.execute("ALTER TABLE journal_line ENABLE TRIGGER USER")
        broken = verify().broken
        assert broken is not None, "a line behind the cut may not be missed"
        assert broken.number == kept.number
    assert lines >= 15


@pytest.mark.django_db
def test_erasing_a_leaver_takes_the_person_and_leaves_the_work(cast: Cast) -> None:
    officers, karim = add_officers(cast), cast.people.karim
    live(cast, 1)
    with as_owner():
        karim.assignments.update(ends_on=timezone.localdate() - DAY)
        apps.get_model("account.EmailAddress").objects.create(user=karim, email=karim.email)
        device = client_of(karim).session.session_key
        seen = {"ip": "127.0.0.1", "user_agent": "x", "session_key": device}
        apps.get_model("usersessions.UserSession").objects.update_or_create(user=karim, defaults=seen)
    client = client_of(officers.dina)
    page = client.get(reverse("leavers")).content.decode()
    assert "Karim Proef" in page
    assert "Lotte Proef" not in page
    assert client.post(reverse("erase_person", args=[cast.people.lotte.pk])).status_code == 404
    assert client.post(reverse("erase_person", args=[karim.pk])).status_code == 302
    with as_owner():
        assert Erasure.objects.get(person=karim).done_at is None
        clear_if_due()
        karim.refresh_from_db()
        assert Erasure.objects.get(person=karim).done_at is not None
        assert (karim.full_name, karim.is_active, karim.phone) == ("Gewezen medewerker", False, "")
        assert "karim" not in karim.email
        assert not karim.has_usable_password()
        assert not Reading.objects.filter(person=karim).exists()
        assert not Sheet.objects.filter(person=karim).exists()
        assert not apps.get_model("account.EmailAddress").objects.filter(user=karim).exists()
        assert not Session.objects.filter(session_key=device).exists(), "signed out at once, on every device"
        assert not Item.objects.filter(author=karim, state=State.DRAFT).exists()
        kept = Item.objects.filter(author=karim, title="Woordenrijk1").get()
        assert (kept.organisation, kept.author_function) == (cast.organisations.city, kept.author_function)
        assert Comment.objects.exists()
        assert Line.objects.filter(verb="erase person", by=officers.dina).count() == 1
        assert verify().broken is None


@pytest.mark.django_db
def test_page_of_terms_shows_every_term_and_what_is_coming(cast: Cast) -> None:
    officers = add_officers(cast)
    with as_owner():
        item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], kind="attention")
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - 350 * DAY)
        clear(timezone.now())
    page = client_of(officers.dina).get(reverse("terms")).content.decode()
    for keep in TABLE:
        if keep.days is not None:
            assert keep.term_words in page, keep.name
    assert Night.objects.get().coming == {"briefing items": 1}


@pytest.mark.django_db
def test_round_stops_at_its_measure_and_goes_on_at_the_next_pass(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkveld.governance.nightly.CHUNK", 2)
    monkeypatch.setattr("werkveld.governance.nightly.PASS", 2)
    with as_owner():
        for _ in range(5):
            post(
                cast,
                cast.people.karim,
                [circle_of_team(cast.teams.overleie)],
                kind="attention",
                title="Let op",
            )
        Item.objects.update(valid_until=timezone.now() - 400 * DAY)
        passes = 1
        while clear_if_due():
            passes += 1
        assert passes >= 3
        assert not Item.objects.exists()
        assert clear_if_due() is False
        assert Night.objects.get().gone["briefing items"] == 5
