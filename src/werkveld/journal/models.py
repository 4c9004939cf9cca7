"""Append-only lines: who did what when. The database refuses to change or remove one."""

from django.db import models

from werkveld.people.models import Organisation, Person


class Line(models.Model):
    """One act: a verb, by whom, for which organisation, on what, when. Never any text of an item."""

    at = models.DateTimeField(db_default=models.functions.Now())
    verb = models.CharField(max_length=40)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    # What it was done to, as table and key: a line outlives its subject, so there is no foreign key.
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["subject_kind", "subject_key"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_key}"
