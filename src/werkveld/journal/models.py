"""Append-only lines: who did what when. Each is chained to the one before it; the database makes the chain."""

from django.db import models
from django.db.models import Value

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
    # Written by the trigger `werkveld_chain_line` alone, whatever is asked (decision 0009).
    chain = models.IntegerField(db_default=0, editable=False)
    number = models.BigIntegerField(db_default=0, editable=False)
    digest = models.BinaryField(db_default=Value(b""), editable=False)

    class Meta:
        ordering = ("pk",)
        indexes = [models.Index(fields=["subject_kind", "subject_key"])]
        constraints = [models.UniqueConstraint(name="line_once_in_chain", fields=["chain", "number"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_key}"


class Anchor(models.Model):
    """Where every chain ended on a day. The same is written outside the database: a cut tail shows there."""

    day = models.DateField(unique=True)
    at = models.DateTimeField(db_default=models.functions.Now())
    lines = models.BigIntegerField()
    # [[chain, number, digest in hexadecimals], …]
    heads = models.JSONField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day}: {self.lines}"


class Cut(models.Model):
    """The lines of a chain up to and with `through` went when their term was over; their last digest stays."""

    chain = models.IntegerField()
    through = models.BigIntegerField()
    digest = models.BinaryField()
    lines = models.BigIntegerField()
    # The day of the anchor at which was cut.
    anchored_on = models.DateField()
    at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        ordering = ("chain", "through")
        constraints = [models.UniqueConstraint(name="cut_once", fields=["chain", "through"])]

    def __str__(self) -> str:
        return f"{self.chain}: 1–{self.through}"
