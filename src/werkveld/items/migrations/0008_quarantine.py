import django.contrib.postgres.fields
from django.db import migrations, models

# An officer may not write an item out of their own sight: the policy refuses the row as it would become. This does, and
# only that, for a circle that the caller holds. A quarantined item stays with them until it is decided.
END = """
ALTER TABLE items_item ALTER COLUMN overseers SET DEFAULT '{}';
CREATE FUNCTION werkveld_end_oversight(key uuid, officers integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE items_item SET overseers = array_remove(overseers, officers), readers = array_remove(readers, officers)
        WHERE id = key AND officers = ANY (overseers) AND officers = ANY (werkveld_circles())
        AND quarantined_at IS NULL;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM werkveld_file_item(key);
    RETURN true;
END $$;
ALTER FUNCTION werkveld_end_oversight(uuid, integer) OWNER TO werkveld_search;
GRANT UPDATE (readers, overseers) ON items_item TO werkveld_search;
"""


class Migration(migrations.Migration):
    """Officers who were asked to look, and quarantine."""

    dependencies = [("items", "0007_narrow_without_protocol")]
    operations = [
        migrations.AddField(
            model_name="item",
            name="overseers",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list),
        ),
        migrations.AddField(
            model_name="item", name="quarantined_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarantined_at", None), ("state", "withdrawn"), _connector="OR"),
                name="item_quarantined_is_tombstone",
            ),
        ),
        migrations.RunSQL(END, "DROP FUNCTION werkveld_end_oversight(uuid, integer)"),
    ]
