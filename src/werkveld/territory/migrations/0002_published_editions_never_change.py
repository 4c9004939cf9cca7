"""The second line behind the actions: the database itself refuses to change a published edition or its areas.

Only the day on which a published edition ends may still be set, because its successor is not known on the day it
starts.
"""

from django.db import migrations

REFUSE = """
create function territory_keep_published_edition() returns trigger language plpgsql set search_path from current as $$
declare
    wanted territory_edition%rowtype;
begin
    if old.state <> 'published' then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    if tg_op = 'UPDATE' then
        wanted := new;
        wanted.valid_until := old.valid_until;
        if wanted is not distinct from old then
            return new;
        end if;
    end if;
    raise exception 'edition % is published and never changes: import a new edition instead', old.id
        using errcode = 'restrict_violation';
end $$;

create trigger territory_edition_is_kept before update or delete on territory_edition
    for each row execute function territory_keep_published_edition();

create function territory_keep_published_area() returns trigger language plpgsql set search_path from current as $$
declare
    touched bigint[];
begin
    touched := case tg_op
        when 'INSERT' then array[new.edition_id]
        when 'DELETE' then array[old.edition_id]
        else array[old.edition_id, new.edition_id] end;
    if exists (select 1 from territory_edition where id = any(touched) and state = 'published') then
        raise exception 'the areas of a published edition never change: import a new edition instead'
            using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;

create trigger territory_area_is_kept before insert or update or delete on territory_area
    for each row execute function territory_keep_published_area();
"""

ALLOW = """
drop trigger territory_area_is_kept on territory_area;
drop trigger territory_edition_is_kept on territory_edition;
drop function territory_keep_published_area();
drop function territory_keep_published_edition();
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0001_layers_with_dated_editions")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
