"""Data protection officers beside the cast: Dina of the city, Omar of the OCMW, Petra of the police."""

from types import SimpleNamespace

from tests.cast import Cast, assign, person
from werkveld.people.functions import Function


def add_officers(cast: Cast) -> SimpleNamespace:
    """The three, by name."""
    found = SimpleNamespace(dina=person("Dina"), omar=person("Omar"), petra=person("Petra"))
    org = cast.organisations
    for who, organisation in ((found.dina, org.city), (found.omar, org.ocmw), (found.petra, org.police)):
        assign(who, Function.DATA_PROTECTION_OFFICER, organisation)
    return found
