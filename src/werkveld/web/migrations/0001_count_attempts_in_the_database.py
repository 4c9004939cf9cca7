"""Where attempts to sign in are counted: over all processes and machines, as Django's own database cache keeps them."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.RunSQL(
            [
                "CREATE TABLE web_attempt (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, "
                "expires timestamptz NOT NULL)",
                "CREATE INDEX web_attempt_expires ON web_attempt (expires)",
            ],
            "DROP TABLE web_attempt",
        ),
    ]
