from django.db import migrations

FREEZE = """
CREATE FUNCTION werkveld_refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER journal_line_stays BEFORE UPDATE OR DELETE ON journal_line
    FOR EACH ROW EXECUTE FUNCTION werkveld_refuse_change();
"""
THAW = "DROP TRIGGER journal_line_stays ON journal_line; DROP FUNCTION werkveld_refuse_change()"


class Migration(migrations.Migration):
    """The journal is append-only, for every role."""

    dependencies = [("journal", "0001_lines")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
