"""Django's migrate, and then the row-level policies: there is no moment in which a content table stands open."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connection

from werkveld.audience import policies


class Command(migrate.Command):
    """Migrate as the owner role; the policies are generated anew from the rule each time."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the migrations, then put the policies in force on the tables that are there."""
        super().handle(*args, **options)
        policies.apply(connection.introspection.table_names())
