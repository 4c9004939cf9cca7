"""Saying who will see an item: the choices in groups, and the outcome in one sentence from the rule itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from werkveld.audience.models import Circle, CircleKind
from werkveld.audience.outcome import Outcome, every_choice, outcome_of, weighed
from werkveld.audience.viewer import Viewer
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation
from werkveld.territory.models import Area


@dataclass
class Group:
    """Choices that belong together under one heading."""

    heading: str
    circles: list[Circle] = field(default_factory=list)
    is_wide: bool = False
    # Whether one of them is ticked: then the group may not be folded away.
    has_any: bool = False


class Offer(list[Circle]):
    """The circles a form offers; `refused` says in sentences what it does not offer for want of a data protocol."""

    refused: list[str]


def offered(viewer: Viewer, areas: Iterable[Area], also: Iterable[int] = ()) -> Offer:
    """What a form may offer: the rule's choices, and the circles of `also` that an item has already."""
    found = every_choice(viewer, areas)
    kept = set(also) - {c.pk for c in found}
    weighing = weighed(viewer, _whole([c.pk for c in found] + sorted(kept)))
    offer = Offer(weighing.circles)
    offer.refused = [refused_words(r.organisation, r.circles) for r in weighing.refused]
    return offer


def refused_words(organisation: Organisation, circles: Iterable[Circle]) -> str:
    """ "Met Politie is geen dataprotocol van kracht. …": what cannot be chosen, and whom to ask."""
    said = {"name": organisation.short_name, "circles": ", ".join(c.in_words for c in circles)}
    text = _("Met %(name)s is geen dataprotocol van kracht. Vraag het aan je DPO. Niet te kiezen: %(circles)s.")
    return text % said


def _whole(keys: list[int]) -> list[Circle]:
    """The circles with everything their words need, in this order."""
    rows = (
        Circle.objects.select_related("organisation", "area__edition__layer", "team", "person")
        .defer("area__geometry", "area__outline")
        .in_bulk(keys)
    )
    return [rows[key] for key in keys if key in rows]


def circles_of_item(keys: Iterable[int]) -> list[Circle]:
    """The circles an item lists, whole, own person left out: the author always reads."""
    return _whole(sorted(keys))


def grouped(viewer: Viewer, circles: Iterable[Circle], picked: Iterable[Circle]) -> list[Group]:
    """The choices under four headings, empty ones left out; whole other organisations stand folded."""
    own = viewer.organisation.pk if viewer.organisation else None
    chosen = set(picked)
    groups = {
        "own": Group(_("Eigen organisatie")),
        "area": Group(_("In dit gebied")),
        "team": Group(_("Teams en tafels")),
        "wide": Group(_("Breder: hele organisaties"), is_wide=True),
    }
    for circle in circles:
        group = groups[_heading(circle, own)]
        group.circles.append(circle)
        group.has_any = group.has_any or circle in chosen
    return [g for g in groups.values() if g.circles]


def _heading(circle: Circle, own: int | None) -> str:
    if circle.kind == CircleKind.TEAM:
        return "team"
    if circle.kind == CircleKind.ORGANISATION_AREA:
        return "area"
    return "own" if circle.organisation_id is not None and circle.organisation_id == own else "wide"


def sees_words(outcome: Outcome) -> str:
    """ "Stad (12), OCMW (4)": with numbers of people."""
    return ", ".join(f"{o.short_name} ({number})" for o, number in outcome.sees)


def sees_not_words(outcome: Outcome) -> str:
    """ "Politie, Huisvesting": who is left out, in the words people use for them."""
    return ", ".join(o.short_name for o in outcome.sees_not)


def warns_of_police(viewer: Viewer, outcome: Outcome) -> bool:
    """An OCMW author is told when police is among the readers."""
    kind = viewer.organisation.kind if viewer.organisation else ""
    return kind == OrganisationKind.OCMW and outcome.has_police


@dataclass(frozen=True)
class Difference:
    """What changing an audience means for each organisation: (organisation, people before, people after)."""

    gains: list[tuple[Organisation, int, int]]
    loses: list[tuple[Organisation, int, int]]


def difference_between(before: Iterable[Circle], after: Iterable[Circle]) -> Difference:
    """Who gains and who loses sight, in numbers by organisation."""
    old = {o.pk: n for o, n in outcome_of(before).sees}
    new = {o.pk: n for o, n in outcome_of(after).sees}
    names = {o.pk: o for o in Organisation.objects.filter(pk__in=old.keys() | new.keys())}
    rows = [(names[key], old.get(key, 0), new.get(key, 0)) for key in sorted(names, key=lambda k: names[k].short_name)]
    return Difference([r for r in rows if r[2] > r[1]], [r for r in rows if r[2] < r[1]])
