"""The second line: row-level policies, generated from the one rule on every content table."""

from collections.abc import Collection

from django.apps import apps
from django.db import connection

from werkveld.audience.rule import Guarded
from werkveld.audience.viewer import SETTING

POLICY = "audience"

# After SET LOCAL ends the setting reads '', not NULL; both mean: nobody, so nothing.
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION werkveld_circles() RETURNS integer[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('{SETTING}', true), ''), '{{}}')::integer[] $$
"""


def guarded_models() -> list[type[Guarded]]:
    """Every content model, by table name."""
    found = [m for m in apps.get_models() if issubclass(m, Guarded)]
    return sorted(found, key=lambda m: m._meta.db_table)


def statements(tables: Collection[str]) -> list[str]:
    """The SQL that puts the policies in force on those of `tables` with content; running it twice changes nothing."""
    lines = [_FUNCTION]
    for model in guarded_models():
        table = model._meta.db_table
        if table not in tables:
            continue
        rule = model.rule.sql(table)
        lines += [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'DROP POLICY IF EXISTS {POLICY} ON "{table}"',
            f'CREATE POLICY {POLICY} ON "{table}" USING ({rule}) WITH CHECK ({rule})',
        ]
    return lines


def apply(tables: Collection[str]) -> None:
    """Put the policies in force, as the tables' owner. Called after every migration."""
    with connection.cursor() as cursor:
        for statement in statements(tables):
            cursor.execute(statement)


def missing() -> list[str]:
    """Content tables without the policy in force, for `doctor` and the drift test."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policies p ON p.tablename = c.relname AND p.policyname = %s"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity",
            [POLICY],
        )
        held = {row[0] for row in cursor.fetchall()}
    return [m._meta.db_table for m in guarded_models() if m._meta.db_table not in held]
