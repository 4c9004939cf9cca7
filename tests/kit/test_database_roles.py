"""What each login may do, asked of the test database itself."""

import pytest
from django.db import ProgrammingError, connection, transaction

from tests.database import as_owner


def _who() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_as_owner_returns_to_the_app_when_the_block_ends() -> None:
    assert _who() == "werkveld_app"
    with as_owner():
        assert _who() == "werkveld_owner"
        with as_owner():
            assert _who() == "werkveld_owner"
        assert _who() == "werkveld_owner"
    assert _who() == "werkveld_app"


@pytest.mark.django_db
def test_as_owner_returns_to_the_app_when_a_statement_fails() -> None:
    with pytest.raises(ProgrammingError), transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM absent")
    assert _who() == "werkveld_app"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["TRUNCATE probe", "ALTER TABLE probe ADD extra int", "DROP TABLE probe", "CREATE TABLE mine (n int)"]
)
def test_app_is_refused_when_it_would_empty_or_change_tables(statement: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE probe (n int)")
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_rights_taken_away_stay_away_when_grants_are_repeated() -> None:
    from werkveld.kit import database

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE probe (n int)")
        cursor.execute("REVOKE DELETE ON probe FROM werkveld_app")
        database.grants(connection.connection)
        cursor.execute(
            "SELECT has_table_privilege(r, 'probe', 'DELETE'), has_table_privilege(r, 'probe', 'INSERT')"
            " FROM (VALUES ('werkveld_app')) AS of (r)"
        )
        assert cursor.fetchone() == (False, True)


@pytest.mark.django_db(transaction=True)
def test_tables_are_emptied_by_the_owner_after_a_test_of_real_transactions() -> None:
    assert _who() == "werkveld_app"
