"""The guard on what is written to and by officers: what may never stand in a message may not stand about one either.

Stricter and shorter than at a message: whatever would be blocked for partners is refused, whoever reads it. What only
looks like a name passes; there is nobody here to answer a question about it.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from werkveld.discretion.findings import Audience, Strength
from werkveld.discretion.wording import kind_words
from werkveld.items.discreet import Answer, IndiscreetError, Reason, look_at, of_strength
from werkveld.people.models import Organisation

# What an officer's word in a tombstone says to the guard of items.
CALM = Answer(reason=Reason.NOT_A_NAME, is_no_emergency=True)


def refused(texts: Mapping[str, str], organisation: Organisation | None = None) -> dict[str, str]:
    """A sentence for each field that holds what may not be written."""
    found = of_strength(look_at(texts, Audience.PARTNERS, organisation), Strength.BLOCK)
    return {
        name: _("Schrijf dit zonder: %(what)s.")
        % {"what": ", ".join(f"{kind_words(f.kind)} (“{f.text}”)" for f in findings)}
        for name, findings in found.items()
    }


def hold(texts: Mapping[str, str], organisation: Organisation | None = None) -> None:
    """Raises `IndiscreetError` for words that a form would have refused."""
    found = of_strength(look_at(texts, Audience.PARTNERS, organisation), Strength.BLOCK)
    if found:
        raise IndiscreetError(found)
