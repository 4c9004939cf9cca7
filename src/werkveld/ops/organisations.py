"""The organisation that somebody named on the command line: found, or made because there is no page for it yet."""

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from werkveld.journal.actions import record
from werkveld.ops.terminal import Refusal, say
from werkveld.people.functions import OrganisationKind
from werkveld.people.models import Organisation

# What a name tells about the kind of house; the first that fits.
SIGNS = {
    "ocmw": OrganisationKind.OCMW,
    "welzijn": OrganisationKind.OCMW,
    "politie": OrganisationKind.POLICE,
    "police": OrganisationKind.POLICE,
    "pz ": OrganisationKind.POLICE,
    "stad": OrganisationKind.CITY,
    "city": OrganisationKind.CITY,
    "gemeente": OrganisationKind.CITY,
    "wonen": OrganisationKind.HOUSING,
    "huisvesting": OrganisationKind.HOUSING,
    "vzw": OrganisationKind.NONPROFIT,
}


def organisation_called(text: str, kind: str = "") -> Organisation:
    """The organisation with this code or name, or the only one whose name holds it; made when it is new.

    Raises `Refusal` when nothing tells what kind of house it is.
    The kind decides what the organisation may see by default, so a name that does not tell it is not guessed at.
    """
    same = Q(code__iexact=slugify(text)) | Q(name__iexact=text) | Q(short_name__iexact=text)
    alike = Organisation.objects.filter(Q(name__icontains=text) | Q(code__icontains=slugify(text)))[:2]
    found = Organisation.objects.filter(same).first() or (alike[0] if len(alike) == 1 else None)
    if found:
        return found
    told = kind or next((sort for sign, sort in SIGNS.items() if sign in f"{text.lower()} "), "")
    if told not in OrganisationKind.values:
        known = ", ".join(Organisation.objects.order_by("code").values_list("code", flat=True)) or "none yet"
        raise Refusal(
            f"There is no organisation “{text}” (there are: {known}). To make it, say what it is with "
            f"--organisation-kind {'|'.join(OrganisationKind.values)}."
        )
    say(f"The organisation “{text}” is new and was made as {OrganisationKind(told).name.lower()}.")
    return make_organisation(text, OrganisationKind(told))


@transaction.atomic
def make_organisation(name: str, kind: OrganisationKind) -> Organisation:
    """A new organisation, with a line in the journal."""
    organisation = Organisation.objects.create(
        code=slugify(name)[:50], name=name[:120], short_name=name[:30], kind=kind
    )
    record("make organisation", by=None, organisation=organisation, subject=organisation)
    return organisation
