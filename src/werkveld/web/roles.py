"""Who may do what, said once: the page shows this table, and a test asks every cell of the program itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(Enum):
    """As what somebody comes in. One person can have several; the widest counts."""

    STRANGER = _("Niet aangemeld")
    GUEST = _("Gast aan één tafel")
    WORKER = _("Medewerker")
    COORDINATOR = _("Coördinator")
    OFFICER = _("DPO")


class Reach(Enum):
    """How far it goes."""

    NONE = _("nee")
    OWN = _("eigen")
    ALL = _("ja")


@dataclass(frozen=True)
class Permission:
    """One thing that can be done. `own` says what "eigen" means here."""

    code: str
    words: str | Promise
    reach: Mapping[Role, Reach]
    own: str | Promise = ""

    @property
    def cells(self) -> list[tuple[str, Reach]]:
        """Role and reach, in the order of the columns."""
        return [(str(role.value), self.reach[role]) for role in Role]


def _reach(stranger: Reach, guest: Reach, worker: Reach, coordinator: Reach, officer: Reach) -> dict[Role, Reach]:
    return dict(zip(Role, (stranger, guest, worker, coordinator, officer), strict=True))


N, E, A = Reach.NONE, Reach.OWN, Reach.ALL
_AUTHOR = _("eigen berichten; een coördinator ook die van de eigen organisatie")
_HOUSE = _("eigen organisatie")
_CIRCLE = _("wat voor een kring is waar je vandaag in zit")

PERMISSIONS = (
    Permission("promises", _("Lezen wat Werkveld nooit doet, en deze tabel"), _reach(A, A, A, A, A)),
    Permission("read", _("Een bericht lezen"), _reach(N, E, E, E, E), _CIRCLE),
    Permission("post", _("Een bericht plaatsen"), _reach(N, A, A, A, A)),
    Permission("partners", _("Kiezen voor alle partners"), _reach(N, N, A, A, A)),
    Permission("comment", _("Reageren"), _reach(N, E, E, E, E), _CIRCLE),
    Permission("correct", _("Rechtzetten"), _reach(N, E, E, E, E), _AUTHOR),
    Permission("audience", _("Kiezen wie meeleest, ook later"), _reach(N, E, E, E, E), _AUTHOR),
    Permission("withdraw", _("Intrekken"), _reach(N, E, E, E, E), _AUTHOR),
    Permission("reads", _("Zien hoeveel mensen van welke organisatie lazen"), _reach(N, E, E, E, E), _AUTHOR),
    Permission("protocols", _("Zien welke dataprotocollen er zijn"), _reach(N, A, A, A, A)),
    Permission("administer", _("Mensen uitnodigen, verplaatsen en sluiten"), _reach(N, N, N, E, N), _HOUSE),
    Permission("agree", _("Een dataprotocol voorstellen, bevestigen of beëindigen"), _reach(N, N, N, N, E), _HOUSE),
    Permission("who_saw", _("Opzoeken wie een bericht zag, met naam"), _reach(N, N, N, N, E), _HOUSE),
)
