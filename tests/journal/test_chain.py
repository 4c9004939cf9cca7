"""The chain over real transactions: made by the database, refused to everybody, red on every way to tamper."""

import threading
from pathlib import Path

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import person
from tests.database import as_owner
from werkveld.journal.actions import record
from werkveld.journal.anchoring import anchor_journal, anchors_in
from werkveld.journal.models import Anchor, Cut, Line
from werkveld.journal.verifying import verify
from werkveld.ops import command
from werkveld.people.models import Person


@pytest.fixture
def anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of our own for the anchors."""
    monkeypatch.setenv("WERKVELD_ANCHORS", str(tmp_path / "anchors.jsonl"))
    return tmp_path / "anchors.jsonl"


def write(by: Person, *verbs: str) -> None:
    for verb in verbs:
        record(verb, by=by, subject=by, detail={"woord": 'één "twee" \\ drie', "n": 1.5, "lijst": [1, None, True]})


def tamper(statement: str) -> None:
    """What the owner of the table can do, and leave as if nothing happened."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_line DISABLE TRIGGER USER")
        cursor.execute(statement)
        cursor.execute("ALTER TABLE journal_line ENABLE TRIGGER USER")


@pytest.mark.django_db(transaction=True)
def test_chain_holds_when_nobody_touched_it() -> None:
    write(person("Karim"), "one", "two", "three")
    verdict = verify()
    assert (verdict.lines, verdict.chains, verdict.broken) == (3, 1, None)
    assert [line.number for line in Line.objects.all()] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("UPDATE journal_line SET verb = 'other' WHERE number = 2", 2),
        ("UPDATE journal_line SET by_id = NULL WHERE number = 3", 3),
        ("UPDATE journal_line SET at = at + interval '1 microsecond' WHERE number = 1", 1),
        ("UPDATE journal_line SET detail = '{}' WHERE number = 4", 4),
        ("UPDATE journal_line SET subject_key = '0' WHERE number = 2", 2),
        ("UPDATE journal_line SET digest = sha256('x') WHERE number = 2", 2),
        ("DELETE FROM journal_line WHERE number = 2", 2),
        ("UPDATE journal_line SET number = number + 10 WHERE number IN (4, 5)", 4),
        ("INSERT INTO journal_line (verb, subject_kind, subject_key, detail, chain, number, digest, at)"
         " VALUES ('x', 'x', 'x', '{}', 0, 6, '', now())", 6),
    ],
)  # fmt: skip
def test_chain_is_red_at_the_line_when_the_owner_tampers(statement: str, number: int) -> None:
    write(person("Karim"), "one", "two", "three", "four", "five")
    tamper(statement)
    broken = verify().broken
    assert broken is not None
    assert broken.number == number


@pytest.mark.django_db(transaction=True)
def test_cut_tail_is_red_through_the_anchor_and_only_through_it(anchors: Path) -> None:
    write(person("Karim"), "one", "two", "three")
    with as_owner():
        anchor_journal()
    tamper("DELETE FROM journal_line WHERE number = 3")
    with as_owner():
        assert "tail" in str(verify().broken), "the anchor in the database sees it"
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_anchor DISABLE TRIGGER USER; DELETE FROM journal_anchor")
            cursor.execute("ALTER TABLE journal_anchor ENABLE TRIGGER USER")
        assert verify().broken is None, "a chain alone cannot know what came after it"
        broken = verify(anchors_in(anchors)).broken
        assert broken is not None
        assert (broken.number, broken.key) == (3, None)


@pytest.mark.django_db(transaction=True)
def test_chain_made_anew_is_red_through_the_anchor(anchors: Path) -> None:
    write(person("Karim"), "one", "two")
    with as_owner():
        anchor_journal()
        # Somebody who knows how it works: empty it, and have the trigger chain another story.
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE journal_line RESTART IDENTITY")
    write(Person.objects.get(), "one", "other")
    with as_owner():
        broken = verify(anchors_in(anchors)).broken
    assert broken is not None
    assert "anew" in broken.why


@pytest.mark.django_db(transaction=True)
def test_anchor_is_made_once_a_day(anchors: Path) -> None:
    write(person("Karim"), "one")
    with as_owner():
        assert anchor_journal() is not None
        assert anchor_journal() is None
    assert Anchor.objects.count() == len(list(anchors_in(anchors))) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_owner", [True, False])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_line SET verb = 'other'",
        "DELETE FROM journal_line",
        "TRUNCATE journal_line",
        "UPDATE journal_anchor SET lines = 0",
        "DELETE FROM journal_anchor",
        "DELETE FROM journal_cut",
    ],
)
def test_database_refuses_whoever_asks(anchors: Path, statement: str, is_owner: bool) -> None:
    write(person("Karim"), "one")
    with as_owner(), connection.cursor() as cursor:
        anchor_journal()
        cursor.execute(
            "INSERT INTO journal_cut (chain, through, digest, lines, anchored_on) VALUES (99, 1, '', 1, now())"
        )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL werkveld.may_empty = ''")
        cursor.execute(f"SET LOCAL role = {'none' if is_owner else 'werkveld_app'}")
        with pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_page_cannot_write_its_own_place_in_the_chain() -> None:
    write(person("Karim"), "one")
    Line.objects.create(verb="two", subject_kind="x", subject_key="x", chain=7, number=40, digest=b"forged")
    assert verify().broken is None
    assert set(Line.objects.values_list("chain", "number")) == {(0, 1), (0, 2)}


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_neither_wait_nor_break_the_chain() -> None:
    karim = person("Karim")
    start = threading.Barrier(12)

    def work(number: int) -> None:
        start.wait()
        try:
            for turn in range(12):
                with transaction.atomic():
                    write(karim, f"{number} {turn} a", f"{number} {turn} b")
                    if turn % 4 == 3:
                        transaction.set_rollback(True)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = verify()
    assert (verdict.lines, verdict.broken) == (12 * 9 * 2, None)
    assert 1 <= verdict.chains <= 12


@pytest.mark.django_db(transaction=True)
def test_two_open_transactions_take_two_chains_and_do_not_wait() -> None:
    karim = person("Karim")
    done = threading.Event()

    def other() -> None:
        write(karim, "meanwhile")
        done.set()
        connection.close()

    with transaction.atomic():
        write(karim, "first")
        thread = threading.Thread(target=other)
        thread.start()
        assert done.wait(10), "the second writer waited for the first"
        thread.join()
        write(karim, "second")
    assert {(line.verb, line.chain) for line in Line.objects.all()} == {("first", 0), ("second", 0), ("meanwhile", 1)}
    assert verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_savepoint_that_fails_leaves_no_gap() -> None:
    karim = person("Karim")
    with transaction.atomic():
        with transaction.atomic():
            write(karim, "gone")
            transaction.set_rollback(True)
        write(karim, "kept")
    assert (verify().lines, verify().broken) == (1, None)


TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30)
VALUE = st.recursive(st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXT, st.lists, max_leaves=4)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(verb=TEXT, key=TEXT, detail=st.dictionaries(TEXT, VALUE, max_size=3))
def test_any_content_reads_back_as_it_was_chained(verb: str, key: str, detail: dict[str, object]) -> None:
    Line.objects.create(verb=verb, subject_kind="x", subject_key=key, detail=detail)
    assert verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_command_ends_with_one_and_names_the_line(
    anchors: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("werkveld.ops.journal._ready", lambda: None)
    write(person("Karim"), "one", "two")
    assert command.main(["journal", "verify"]) == 0
    assert "whole: 2 lines" in capsys.readouterr().out
    tamper("UPDATE journal_line SET verb = 'other' WHERE number = 2")
    key = Line.objects.get(number=2).pk
    assert command.main(["journal", "verify"]) == 1
    assert f"line {key}" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_cut_where_no_anchor_stands_is_red() -> None:
    write(person("Karim"), "one", "two")
    with as_owner():
        digest = Line.objects.get(number=1).digest
        Cut.objects.create(chain=0, through=1, digest=digest, lines=1, anchored_on="2026-01-01")
        Line.objects.filter(number=1).delete()
        assert "no anchor" in str(verify().broken)
