"""Bulk load as PostgreSQL's manual advises: indexes and foreign keys aside, and back (which checks every row)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from rich.progress import Progress

from bench.place import console

TABLES = [f"items_{name}" for name in ("item", "itemarea", "feedentry", "itemversion", "reading", "comment")] + [
    "journal_line"
]

_KEYS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid)
FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid = ANY (%s::regclass[]) ORDER BY 1, 2"""
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i WHERE i.indrelid = ANY (%s::regclass[]) AND NOT i.indisprimary
AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1"""


@contextmanager
def set_aside() -> Iterator[None]:
    """Inside the block the big tables have only their primary keys, uniques and checks. On failure nothing is kept."""
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [TABLES])
        keys = cursor.fetchall()
        cursor.execute(_INDEXES, [TABLES])
        indexes = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    with Progress(console=console) as progress, connection.cursor() as cursor:
        task = progress.add_task("indexes and foreign keys", total=len(keys) + len(indexes))
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, definition in indexes:
            cursor.execute(definition)
            progress.advance(task)
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
            progress.advance(task)
