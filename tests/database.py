"""The database as tests see it: pages' rights by default, the owner's when a test says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg.pq import TransactionStatus

# Tables that never change may be emptied between tests: nothing of a test database is kept.
AS_OWNER = "-c synchronous_commit=off -c werkveld.may_empty=on"
AS_APP = f"-c role=werkveld_app {AS_OWNER}"


@contextmanager
def as_owner() -> Iterator[None]:
    """Set up or inspect past row-level security; outside this block every statement is bound by it, like a page's."""
    before = _role()
    _take("none")
    try:
        yield
    finally:
        # In a failed transaction nothing can be said; the rollback brings the old role back by itself.
        raw = connection.connection
        if raw is not None and raw.info.transaction_status != TransactionStatus.INERROR:
            _take(before)


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role')")
        return str(cursor.fetchone()[0])


def _take(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, false)", [role])
