"""An invitation: how somebody comes by their first password. Nobody signs up by themselves."""

import datetime as dt
import hashlib
import secrets

from django.db import models
from django.utils import timezone

from werkveld.people.models import Person

VALID_FOR = dt.timedelta(days=7)


def hash_of(token: str) -> str:
    """What is kept of a token: who reads the table (or a backup of it) cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationRows(models.QuerySet["Invitation"]):
    """Chainable questions about invitations."""

    def standing(self) -> "InvitationRows":
        """Not used and not past their end."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def of_token(self, token: str) -> "Invitation | None":
        """The standing invitation with this token, or None: unknown, used and expired look alike."""
        return self.standing().filter(token_hash=hash_of(token), person__is_active=True).first()


class Invitation(models.Model):
    """One link to choose a password, valid for a week, used once. A newer one ends the older."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    objects = InvitationRows.as_manager()

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.person_id} {self.expires_at}"

    def is_standing(self) -> bool:
        """Not used and not past its end."""
        return self.accepted_at is None and self.expires_at > timezone.now()


def fresh_token() -> str:
    """A token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)
