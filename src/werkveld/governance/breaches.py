"""A data breach from noticing to closing: what must still be done, how long the clock still runs, what is handed on."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from werkveld.audience.viewer import Viewer
from werkveld.governance.models import Breach, Category, Concerned, Loss, Risk


@dataclass(frozen=True)
class Step:
    """One thing that the authority asks for, and whether it is there. `field` is where it is filled in."""

    words: str
    is_done: bool
    field: str


def steps(breach: Breach) -> list[Step]:
    """What an authority asks, in the order of the form of the Belgian one (GBA); after GDPR articles 33(3) and 34."""
    found = [
        Step(_("Wanneer het werd vastgesteld"), is_done=True, field="noticed_at"),
        Step(_("Wat er gebeurde, en wanneer"), bool(breach.what and breach.happened), "happened"),
        Step(_("Wat er verloren ging: vertrouwelijkheid, juistheid, beschikbaarheid"), bool(breach.losses), "losses"),
        Step(_("Welke soorten gegevens"), bool(breach.categories), "categories"),
        Step(_("Over wie, en over hoeveel mensen"), bool(breach.concerned) and breach.people is not None, "people"),
        Step(_("Welke gevolgen dat kan hebben"), bool(breach.consequences), "consequences"),
        Step(_("Welke maatregelen genomen zijn"), bool(breach.measures), "measures"),
        Step(_("Hoe groot het risico is"), bool(breach.risk), "risk"),
    ]
    if breach.must_tell_authority:
        told = _("Gemeld aan %(authority)s") % {"authority": breach.authority_words}
        found.append(Step(told, breach.authority_told_at is not None, "authority_told_at"))
        if breach.is_overdue:
            found.append(Step(_("Waarom het later dan 72 uur werd"), bool(breach.late_because), "late_because"))
    if breach.risk == Risk.HIGH:
        found.append(Step(_("De betrokkenen verwittigd"), breach.people_told_at is not None, "people_told_at"))
    return found


def is_complete(breach: Breach) -> bool:
    """Everything is there: it can be closed."""
    return all(step.is_done for step in steps(breach))


def may_fill_in(viewer: Viewer, breach: Breach) -> bool:
    """The officers of that organisation, until it is closed. Who reported it sees how it stands, and no more."""
    own = viewer.organisation is not None and viewer.organisation.pk == breach.organisation_id
    return own and viewer.is_data_protection_officer and breach.closed_at is None


def clock_words(breach: Breach) -> str:
    """How the clock stands, in words."""
    if breach.authority_told_at is not None:
        return _("te laat gemeld") if breach.is_overdue else _("op tijd gemeld")
    if not breach.must_tell_authority:
        return _("melden hoeft niet")
    if breach.is_overdue:
        hours = int((timezone.now() - breach.due_at).total_seconds() // 3600)
        return _("%(hours)d uur over tijd") % {"hours": hours}
    return _("nog %(hours)d uur") % {"hours": breach.hours_left}


def answers(breach: Breach) -> list[tuple[str, str]]:
    """What is handed to the authority, as (question, answer) in its order; empty answers stay, as open questions."""
    return [
        (_("Verantwoordelijke"), breach.organisation.name),
        (_("Vastgesteld op"), _moment(breach.noticed_at)),
        (_("Uiterlijk te melden op"), _moment(breach.due_at)),
        (_("Wat er gebeurde"), breach.what),
        (_("Wanneer het gebeurde"), breach.happened),
        (_("Wat er verloren ging"), _chosen(Loss, breach.losses)),
        (_("Soorten gegevens"), _chosen(Category, breach.categories)),
        (_("Over wie"), _chosen(Concerned, breach.concerned)),
        (_("Aantal mensen"), "" if breach.people is None else str(breach.people)),
        (_("Mogelijke gevolgen"), breach.consequences),
        (_("Maatregelen"), breach.measures),
        (_("Risico"), breach.get_risk_display() if breach.risk else ""),
        (_("Toezichthouder"), breach.get_authority_display()),
        (_("Gemeld aan de toezichthouder op"), _moment(breach.authority_told_at)),
        (_("Dossiernummer van de toezichthouder"), breach.authority_reference),
        (_("Waarom later dan 72 uur"), breach.late_because),
        (_("Betrokkenen verwittigd op"), _moment(breach.people_told_at)),
    ]


# What somebody types.
WORDS = ("what", "happened", "consequences", "measures", "authority_reference", "late_because")
COLUMNS = (
    "noticed_at", "what", "happened", "losses", "categories", "concerned", "people", "consequences", "measures", "risk",
    "authority", "authority_told_at", "authority_reference", "late_because", "people_told_at", "closed_at",
)  # fmt: skip


def as_record(breach: Breach) -> dict[str, Any]:
    """The same for a machine: moments in ISO 8601, choices by their identifiers."""
    fields = {column: _plain(getattr(breach, column)) for column in COLUMNS}
    return {
        "id": str(breach.pk),
        "controller": {"code": breach.organisation.code, "name": breach.organisation.name},
        "due_at": _plain(breach.due_at),
        "is_overdue": breach.is_overdue,
        **fields,
        "missing": [step.field for step in steps(breach) if not step.is_done],
    }


def _plain(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if isinstance(value, dt.datetime) else value


def _moment(value: dt.datetime | None) -> str:
    return f"{timezone.localtime(value):%d/%m/%Y %H:%M}" if value else ""


def _chosen(choices: Any, values: list[str]) -> str:
    return "; ".join(str(choices(value).label) for value in values)
