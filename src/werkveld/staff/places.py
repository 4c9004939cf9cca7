"""Where somebody can work, as a choice: citywide, or an area of any division in force today."""

from itertools import groupby

from django.utils.translation import gettext as _

from werkveld.territory.models import Area

CITYWIDE = "stad"

type Choices = list[tuple[str, str | list[tuple[str, str]]]]


def areas_today() -> list[Area]:
    """Every area in force, by division and name, without shapes."""
    rows = Area.objects.in_force().light().select_related("edition__layer")
    return list(rows.order_by("edition__layer__name", "name"))


def where_choices(first: tuple[str, str] | None = None) -> Choices:
    """Citywide (or another first choice), then the areas under their division."""
    opening = first or (CITYWIDE, _("Stadsbreed"))
    choices: Choices = [opening]
    for layer, group in groupby(areas_today(), key=lambda area: area.edition.layer.name):
        choices.append((layer, [(str(area.pk), area.name) for area in group]))
    return choices


def area_of(choice: str) -> Area | None:
    """The area of a valid choice; None for the first one."""
    return Area.objects.light().get(pk=choice) if choice.isdigit() else None


def find_area(text: str, areas: list[Area]) -> Area | None:
    """The one area that a list calls by code, name or "indeling/code"; None when none or several fit."""
    wanted = text.strip().casefold()
    layer, _slash, code = wanted.rpartition("/")
    fits = [
        area
        for area in areas
        if code in {area.code.casefold(), area.name.casefold()}
        and layer in {"", area.edition.layer.code.casefold(), area.edition.layer.name.casefold()}
    ]
    return fits[0] if len(fits) == 1 else None
