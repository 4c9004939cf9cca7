"""Who somebody is at their organisation's own sign-in, and the counting of attempts."""

from django.db import models
from django.utils import timezone

from werkveld.people.models import Organisation, Person


class Identity(models.Model):
    """One person as one issuer knows them, for one organisation.

    The pair (issuer, subject) is the organisation's lasting word for one person. It is never an e-mail address, which
    passes to a successor, and never a national number, which is not asked for. When an organisation moves to another
    issuer its people are linked anew: the same subject there may be somebody else.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    linked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "issuer", "subject"], name="identity_is_one_person"),
            models.UniqueConstraint(fields=["organisation", "person"], name="person_has_one_identity_there"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.person}"


class StepRule(models.Model):
    """Whether everybody of an organisation needs a second step to sign in. No row: yes."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="+")
    is_required = models.BooleanField(default=True)

    class Meta:
        ordering = ("organisation_id",)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.is_required}"


class Attempt(models.Model):
    """One count of attempts to sign in, or a one-time code that was used: by address and by a digest of the e-mail;
    or how often an account did something this hour.

    Django's cache in the database writes these rows (`web/attempts.py`), and `web/limits.py`; only what is past its
    moment is asked here.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "web_attempt"
        ordering = ("expires",)

    def __str__(self) -> str:
        return str(self.expires)
