"""The functions people hold, and the compositions the deck gives: one table in plain words.

Source: the deck's slides "gebiedsteam" and "stuurgroepen" (three organisations and seven functions; six fixed seats).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of house an organisation is; decides colour, defaults and team membership."""

    CITY = "city", _("Stad")
    OCMW = "ocmw", _("OCMW")
    POLICE = "police", _("Politie")
    NONPROFIT = "nonprofit", _("Vzw")
    HOUSING = "housing", _("Huisvesting")


class Function(models.TextChoices):
    """What somebody does in the neighbourhood; the same word everywhere on screen."""

    AREA_WORKER = "area_worker", _("gebiedswerker")
    CULTURE_OFFICER = "culture_officer", _("cultuurfunctionaris")
    LIBRARIAN = "librarian", _("bibliotheekmedewerker")
    COMMUNITY_GUARD = "community_guard", _("gemeenschapswacht")
    PREVENTION_SERVICE = "prevention_service", _("preventiedienst")
    SERVICE_CENTRE = "service_centre", _("dienstencentrum")
    SOCIAL_SERVICE = "social_service", _("sociale dienst")
    COMMUNITY_WORKER = "community_worker", _("buurtwerker")
    STREET_WORKER = "street_worker", _("straathoekwerker")
    NEIGHBOURHOOD_OFFICER = "neighbourhood_officer", _("wijkinspecteur")
    PATROL_OFFICER = "patrol_officer", _("patrouille")
    PATROL_CHIEF = "patrol_chief", _("patrouillechef")
    YOUTH_PARTNER = "youth_partner", _("jeugdwerker")
    HOUSING_PARTNER = "housing_partner", _("huisvestingspartner")
    COORDINATOR = "coordinator", _("coördinator")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("functionaris voor gegevensbescherming (DPO)")


K, F = OrganisationKind, Function

# Gebiedsteam = everyone who works in the area for city, OCMW and police. Membership follows from assignments.
AREA_TEAM: dict[OrganisationKind, tuple[Function, ...]] = {
    K.CITY: (F.CULTURE_OFFICER, F.AREA_WORKER, F.LIBRARIAN, F.COMMUNITY_GUARD),
    K.OCMW: (F.SERVICE_CENTRE, F.SOCIAL_SERVICE, F.COMMUNITY_WORKER),
    K.POLICE: (F.NEIGHBOURHOOD_OFFICER,),
}

# A steering group hangs on a place and has six fixed seats.
STEERING_GROUP: tuple[tuple[Function, OrganisationKind], ...] = (
    (F.AREA_WORKER, K.CITY),
    (F.COMMUNITY_WORKER, K.OCMW),
    (F.NEIGHBOURHOOD_OFFICER, K.POLICE),
    (F.PREVENTION_SERVICE, K.CITY),
    (F.YOUTH_PARTNER, K.NONPROFIT),
    (F.HOUSING_PARTNER, K.HOUSING),
)

# Every organisation has them: who administers it, and who guards what it shares.
_OFFICE = (F.COORDINATOR, F.DATA_PROTECTION_OFFICER)

# Which functions an organisation of each kind can hand out; a form offers only these.
FUNCTIONS_OF: dict[OrganisationKind, tuple[Function, ...]] = {
    K.CITY: (*AREA_TEAM[K.CITY], F.PREVENTION_SERVICE, *_OFFICE),
    K.OCMW: (*AREA_TEAM[K.OCMW], F.STREET_WORKER, *_OFFICE),
    K.POLICE: (F.NEIGHBOURHOOD_OFFICER, F.PATROL_OFFICER, F.PATROL_CHIEF, *_OFFICE),
    K.NONPROFIT: (F.YOUTH_PARTNER, *_OFFICE),
    K.HOUSING: (F.HOUSING_PARTNER, *_OFFICE),
}

# Bound to professional secrecy (R20): the form reminds them before they post.
SECRECY_BOUND = frozenset({F.COMMUNITY_WORKER, F.STREET_WORKER, F.SOCIAL_SERVICE, F.SERVICE_CENTRE, F.YOUTH_PARTNER})
