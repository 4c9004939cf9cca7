"""A circle is a set of people described in words; who is in it is computed, never kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkveld.people.models import Organisation, Person, Team
from werkveld.territory.models import Area, Word


class CircleKind(models.TextChoices):
    """The seven ways to say who."""

    ORGANISATION = "organisation", _("organisatie")
    ORGANISATION_AREA = "organisation_area", _("organisatie in een gebied")
    TEAM = "team", _("team")
    PERSON = "person", _("persoon")
    PARTNERS = "partners", _("alle partners")
    PUBLIC = "public", _("iedereen")
    # Never chosen in a form: they look along where somebody asked them to (decision 0013).
    OFFICERS = "officers", _("functionaris voor gegevensbescherming")


class Circle(models.Model):
    """One set of people. Its integer key is what an item lists and what a viewer holds."""

    kind = models.CharField(max_length=20, choices=CircleKind)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                name="circle_once",
                fields=["kind", "organisation", "area", "team", "person"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="circle_says_whom",
                condition=(
                    Q(
                        kind__in=["organisation", "officers"],
                        organisation__isnull=False,
                        area=None,
                        team=None,
                        person=None,
                    )
                    | Q(
                        kind="organisation_area", organisation__isnull=False, area__isnull=False, team=None, person=None
                    )
                    | Q(kind="team", organisation=None, area=None, team__isnull=False, person=None)
                    | Q(kind="person", organisation=None, area=None, team=None, person__isnull=False)
                    | Q(kind__in=["partners", "public"], organisation=None, area=None, team=None, person=None)
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.in_words

    @property
    def in_words(self) -> str:
        """How the circle reads on screen."""
        match self.kind:
            case CircleKind.ORGANISATION | CircleKind.ORGANISATION_AREA | CircleKind.OFFICERS if self.organisation:
                return self._of_organisation(self.organisation)
            case CircleKind.TEAM if self.team:
                return str(self.team)
            case CircleKind.PERSON if self.person:
                return self.person.display_name
            case CircleKind.PARTNERS:
                return str(_("alle partners"))
        return str(_("iedereen"))

    def _of_organisation(self, organisation: Organisation) -> str:
        named = {"organisation": organisation.short_name}
        if self.area:
            return str(_("%(organisation)s in %(area)s")) % {**named, "area": _place_words(self.area)}
        if self.kind == CircleKind.OFFICERS:
            return str(_("DPO van %(organisation)s")) % named
        return organisation.short_name


class Refusal(models.Model):
    """Derived: today no data protocol lets this organisation share with that circle (see `audience/protocols.py`)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(name="refusal_once", fields=["organisation", "circle"])]

    def __str__(self) -> str:
        return f"{self.organisation.short_name} / {self.circle}"


def _place_words(area: Area) -> str:
    """ "Overleie" for a gebied, "wijk Markt" for what another organisation calls its own: names return in layers."""
    layer = area.edition.layer
    return area.name if layer.word == Word.GEBIED else f"{layer.get_word_display()} {area.name}"
