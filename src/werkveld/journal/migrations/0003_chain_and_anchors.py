import django.db.models.functions.datetime
from django.db import migrations, models

# What is chained of a line, as one text. An array of JSON has no two readings, and `werkveld.journal.verifying` spells
# it a second time without PostgreSQL.
WORDS = """
CREATE FUNCTION werkveld_line_words(line journal_line) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_array(line.chain, line.number, line.id, (extract(epoch FROM line.at) * 1000000)::bigint,
        line.verb, line.by_id, line.organisation_id, line.subject_kind, line.subject_key, line.detail)::text
$$;
"""

# A line takes the first chain that nobody is writing to, so nobody ever waits for another: one chain lock held to the
# end of a request would have let a single writer in, and could meet a row lock the other way round (decision 0009).
# Two lines of one transaction share a chain. The lock, not the number, decides; the unique constraint is the proof.
CHAIN = """
CREATE FUNCTION werkveld_chain_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before bytea;
BEGIN
    NEW.chain := coalesce(nullif(current_setting('werkveld.chain', true), ''), '0')::integer;
    WHILE NOT pg_try_advisory_xact_lock(7319002, NEW.chain) LOOP NEW.chain := NEW.chain + 1; END LOOP;
    PERFORM set_config('werkveld.chain', NEW.chain::text, true);
    SELECT l.number, l.digest INTO NEW.number, before FROM journal_line l
        WHERE l.chain = NEW.chain ORDER BY l.number DESC LIMIT 1;
    IF NOT FOUND THEN
        SELECT c.through, c.digest INTO NEW.number, before FROM journal_cut c
            WHERE c.chain = NEW.chain ORDER BY c.through DESC LIMIT 1;
    END IF;
    NEW.number := coalesce(NEW.number, 0) + 1;
    NEW.digest := sha256(coalesce(before, ''::bytea) || convert_to(werkveld_line_words(NEW), 'UTF8'));
    RETURN NEW;
END $$;
"""

BACKFILL = """
DROP TRIGGER journal_line_stays ON journal_line;
DO $$
DECLARE
    line journal_line;
    before bytea := '';
    counted bigint := 0;
BEGIN
    FOR line IN SELECT * FROM journal_line ORDER BY id LOOP
        counted := counted + 1;
        line.chain := 0;
        line.number := counted;
        before := sha256(before || convert_to(werkveld_line_words(line), 'UTF8'));
        UPDATE journal_line SET number = line.number, digest = before WHERE id = line.id;
    END LOOP;
END $$;
"""

# Lines go in one way only: whole stretches, after the cut that keeps their last digest was written. Emptying the table
# is for who throws the whole database away (the demo made anew, tests), and must be said.
STAY = """
CREATE FUNCTION werkveld_refuse_uncut() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM journal_cut c WHERE c.chain = OLD.chain AND c.through >= OLD.number) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'rows of % never change, and go only behind a cut', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE FUNCTION werkveld_refuse_emptying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('werkveld.may_empty', true), '') <> 'on' THEN
        RAISE EXCEPTION 'rows of % never change: it cannot be emptied', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER journal_line_chained BEFORE INSERT ON journal_line
    FOR EACH ROW EXECUTE FUNCTION werkveld_chain_line();
CREATE TRIGGER journal_line_stays BEFORE UPDATE ON journal_line
    FOR EACH ROW EXECUTE FUNCTION werkveld_refuse_change();
CREATE TRIGGER journal_line_leaves BEFORE DELETE ON journal_line
    FOR EACH ROW EXECUTE FUNCTION werkveld_refuse_uncut();
CREATE TRIGGER journal_line_empties BEFORE TRUNCATE ON journal_line
    FOR EACH STATEMENT EXECUTE FUNCTION werkveld_refuse_emptying();
CREATE TRIGGER journal_anchor_stays BEFORE UPDATE OR DELETE ON journal_anchor
    FOR EACH ROW EXECUTE FUNCTION werkveld_refuse_change();
CREATE TRIGGER journal_anchor_empties BEFORE TRUNCATE ON journal_anchor
    FOR EACH STATEMENT EXECUTE FUNCTION werkveld_refuse_emptying();
CREATE TRIGGER journal_cut_stays BEFORE UPDATE OR DELETE ON journal_cut
    FOR EACH ROW EXECUTE FUNCTION werkveld_refuse_change();
CREATE TRIGGER journal_cut_empties BEFORE TRUNCATE ON journal_cut
    FOR EACH STATEMENT EXECUTE FUNCTION werkveld_refuse_emptying();
REVOKE UPDATE, DELETE ON journal_line FROM werkveld_app;
REVOKE INSERT, UPDATE, DELETE ON journal_anchor, journal_cut FROM werkveld_app;
"""


class Migration(migrations.Migration):
    """Every line holds the digest of the line before it; the end of each chain is anchored daily."""

    dependencies = [("journal", "0002_lines_never_change")]
    operations = [
        migrations.CreateModel(
            name="Anchor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("lines", models.BigIntegerField()),
                ("heads", models.JSONField()),
            ],
            options={"ordering": ("day",)},
        ),
        migrations.CreateModel(
            name="Cut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.IntegerField()),
                ("through", models.BigIntegerField()),
                ("digest", models.BinaryField()),
                ("lines", models.BigIntegerField()),
                ("anchored_on", models.DateField()),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"ordering": ("chain", "through")},
        ),
        migrations.AddField(model_name="line", name="chain", field=models.IntegerField(db_default=0, editable=False)),
        migrations.AddField(
            model_name="line", name="digest", field=models.BinaryField(db_default=models.Value(b""), editable=False)
        ),
        migrations.AddField(
            model_name="line", name="number", field=models.BigIntegerField(db_default=0, editable=False)
        ),
        *[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (WORDS, CHAIN, BACKFILL)],
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(fields=("chain", "number"), name="line_once_in_chain"),
        ),
        migrations.AddConstraint(
            model_name="cut", constraint=models.UniqueConstraint(fields=("chain", "through"), name="cut_once")
        ),
        migrations.RunSQL(STAY, migrations.RunSQL.noop),
    ]
