"""How far somebody has read a blog."""

from django.db import models
from django.db.models import Q

from werkveld.people.models import Person, Team
from werkveld.territory.models import Area


class FeedMark(models.Model):
    """Up to which moment somebody says to have read an area's or a team's blog. Visiting does not move it.

    It holds no word of any item: a moment, and whose.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    seen_until = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(name="feed_mark_once", fields=["person", "area", "team"], nulls_distinct=False),
            models.CheckConstraint(
                name="feed_mark_area_or_team",
                condition=Q(area__isnull=False, team=None) | Q(area=None, team__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.area_id or self.team_id} {self.seen_until}"
