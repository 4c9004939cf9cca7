"""A published edition may be taken back as long as its first day has not come: nothing was located in it yet.

The action asks the local day; the database, which counts days in UTC, is the second line.
"""

from django.db import migrations

REFUSE = """
create or replace function territory_keep_published_edition() returns trigger language plpgsql
set search_path from current as $$
declare
    wanted territory_edition%rowtype;
begin
    if old.state <> 'published' then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' then
        wanted := new;
        wanted.valid_until := old.valid_until;
        {undo}
        if wanted is not distinct from old then
            return new;
        end if;
    end if;
    raise exception 'edition % is published and never changes: import a new edition instead', old.id
        using errcode = 'restrict_violation';
end $$;
"""
UNDO = """
        if new.state = 'draft' and new.published_at is null and old.valid_from > current_date then
            wanted.state := old.state;
            wanted.published_at := old.published_at;
        end if;
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0004_keep_derived_rows_unchecked")]

    operations = [migrations.RunSQL(REFUSE.replace("{undo}", UNDO), REFUSE.replace("{undo}", ""))]
