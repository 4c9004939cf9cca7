import pytest

from tests.cast import Cast
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items.search import Found, search
from werkveld.people.models import Person

pytestmark = pytest.mark.django_db


def ask(person: Person, text: str) -> Found:
    viewer = viewer_of(person)
    with viewing(viewer):
        return search(viewer, text)


def test_words_are_stemmed_and_accents_forgiven(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Cafés sluiten later")
    assert ask(cast.people.els, "cafe").count == 1
    assert ask(cast.people.els, "sluit").count == 1


def test_small_typing_error_is_forgiven_and_said(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Sluikstort achter de sporthal")
    found = ask(cast.people.els, "sluikstrot")
    assert found.count == 1
    assert found.instead == "sluikstort"


def test_hidden_word_is_neither_found_nor_suggested(cast: Cast) -> None:
    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang verhuist")
    assert ask(cast.people.sam, "winteropvng").instead == "winteropvang"
    for text in ("winteropvang", "winteropvng"):
        found = ask(cast.people.els, text)
        assert (found.count, found.items, found.instead) == (0, [], "")


def test_word_list_is_out_of_reach_of_pages(cast: Cast) -> None:
    from django.db import connection, transaction
    from django.db.utils import DatabaseError

    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang")
    with (
        viewing(viewer_of(cast.people.els)),
        pytest.raises(DatabaseError, match="permission"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT word FROM items_word")


def test_title_ranks_above_body(cast: Cast) -> None:
    team = [circle_of_team(cast.teams.overleie)]
    post(cast, cast.people.karim, team, title="Iets anders", body="de markt in een zin")
    post(cast, cast.people.karim, team, title="Markt op zaterdag")
    assert [i.title for i in ask(cast.people.els, "markt").items] == ["Markt op zaterdag", "Iets anders"]
