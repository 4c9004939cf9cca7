import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# A withdrawn item takes its photos along, whoever withdraws it and by whatever way; one in quarantine keeps them,
# hidden, because that can be undone.
ALONG = """
CREATE FUNCTION werkveld_drop_photos() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM items_photo WHERE item_id = NEW.id;
    DELETE FROM items_photodraft WHERE item_id = NEW.id;
    RETURN NULL;
END $$;
ALTER FUNCTION werkveld_drop_photos() OWNER TO werkveld_search;
GRANT SELECT (item_id), DELETE ON items_photo, items_photodraft TO werkveld_search;
CREATE TRIGGER items_item_takes_photos_along AFTER UPDATE OF state, quarantined_at ON items_item FOR EACH ROW
    WHEN (NEW.state = 'withdrawn' AND NEW.quarantined_at IS NULL) EXECUTE FUNCTION werkveld_drop_photos();
"""
LEFT_BEHIND = """
DROP TRIGGER items_item_takes_photos_along ON items_item;
DROP FUNCTION werkveld_drop_photos();
"""


def columns() -> list[tuple[str, models.Field]]:
    """What every kept picture has."""
    person = models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )
    return [
        ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
        ("at", models.DateTimeField(default=django.utils.timezone.now)),
        ("width", models.PositiveSmallIntegerField()),
        ("height", models.PositiveSmallIntegerField()),
        ("faces", models.PositiveSmallIntegerField(default=0)),
        ("plates", models.PositiveSmallIntegerField(default=0)),
        ("brushed", models.PositiveSmallIntegerField(default=0)),
        ("image", models.BinaryField()),
        ("small", models.BinaryField()),
        ("by", person),
    ]


def of_item(name: str) -> models.Field:
    """The item it goes with."""
    return models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name=name, to="items.item")


class Migration(migrations.Migration):
    """Photos with an item, and those that their sender has still to look at."""

    dependencies = [("items", "0008_quarantine"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]
    operations = [
        migrations.CreateModel(
            name="PhotoDraft",
            fields=[*columns(), ("circle", models.IntegerField()), ("item", of_item("+"))],
            options={"ordering": ("at",)},
        ),
        migrations.CreateModel(
            name="Photo",
            fields=[
                *columns(),
                ("alt", models.CharField(max_length=200, verbose_name="wat zie je op de foto")),
                ("item", of_item("photos")),
            ],
            options={
                "ordering": ("at",),
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("alt", ""), _negated=True), name="photo_has_alt")
                ],
            },
        ),
        migrations.RunSQL(ALONG, LEFT_BEHIND),
    ]
