from django.db import migrations

# Only ever takes away: what may come back is decided by the clockwork, which knows what else may hold an item closed.
# The feed is written by the one function that writes it.
NARROW = """
CREATE FUNCTION werkveld_narrow_items() RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key uuid;
    narrowed integer := 0;
BEGIN
    FOR key IN
        UPDATE items_item i SET readers = ARRAY(
            SELECT r FROM unnest(i.readers) r WHERE NOT r = ANY (f.circles) ORDER BY r)
        FROM (
            SELECT organisation_id, array_agg(circle_id::integer) AS circles FROM audience_refusal GROUP BY 1
        ) f
        WHERE f.organisation_id = i.organisation_id AND i.readers && f.circles
        RETURNING i.id
    LOOP
        PERFORM werkveld_file_item(key);
        narrowed := narrowed + 1;
    END LOOP;
    RETURN narrowed;
END $$;
ALTER FUNCTION werkveld_narrow_items() OWNER TO werkveld_search;
GRANT UPDATE (readers) ON items_item TO werkveld_search;
GRANT SELECT ON audience_refusal TO werkveld_search;
"""


class Migration(migrations.Migration):
    """Takes readers away when a data protocol ends."""

    dependencies = [
        ("items", "0006_know_the_data_protection_officer"),
        ("audience", "0002_refusals"),
    ]
    operations = [migrations.RunSQL(NARROW, "DROP FUNCTION werkveld_narrow_items()")]
