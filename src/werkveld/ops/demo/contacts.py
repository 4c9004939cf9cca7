"""Where people can be found in the demo: kinds of houses that exist, with invented hours, numbers and addresses."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from werkveld.borders.actions import Said, add_contact_point, add_special_days
from werkveld.ops.demo.clock import Clock
from werkveld.ops.demo.crew import Crew
from werkveld.ops.demo.places import PLACES
from werkveld.people.contactpoints import ContactKind
from werkveld.people.functions import Function
from werkveld.people.hours import read_hours
from werkveld.people.models import Assignment, Person

K, F = ContactKind, Function
KNOWN = {name: (x, y) for name, x, y, _kind in PLACES}
WEEKDAYS = "9-12, 13.30-17"


@dataclass(frozen=True)
class House:
    """One contact point: hours for Monday to Sunday, areas by code (none: the whole city)."""

    organisation: str
    kind: ContactKind
    name: str
    place: str
    spot: str
    areas: tuple[str, ...]
    hours: tuple[str, ...]
    function: str = ""
    note: str = ""


def _week(days: str, saturday: str = "") -> tuple[str, ...]:
    return (days,) * 5 + (saturday, "")


HOUSES = (
    House("stad", K.COMMUNITY_CENTRE, "OC Heule", "Lagaeplein", "OC Heule", ("G07", "G08"),
          ("", "9-12, 14-22", "9-12, 14-22", "14-22", "14-23", "10-18", ""), F.CULTURE_OFFICER),
    House("stad", K.COMMUNITY_CENTRE, "OC Marke", "Markeplaats", "OC Marke", ("G05",), _week("9-12, 14-18"),
          F.CULTURE_OFFICER),
    House("stad", K.COMMUNITY_CENTRE, "OC Bissegem", "Bissegemplaats", "OC Bissegem", ("G03",), _week("9-12, 14-20"),
          F.CULTURE_OFFICER),
    House("stad", K.COMMUNITY_CENTRE, "OC Lange Munte", "Langemunteplein", "OC Lange Munte", ("G14",),
          ("13-21", "9-21", "9-21", "9-21", "9-24", "10-24", "10-14"), F.AREA_WORKER),
    House("stad", K.LIBRARY, "Bibliotheek Kortrijk", "Conservatoriumplein", "Bibliotheek Kortrijk", ("G10", "G11"),
          ("", "10-19", "10-19", "10-19", "10-18", "10-17", ""), F.LIBRARIAN),
    House("stad", K.CONTACT_HOURS, "Spreekuur gebiedswerker", "Sint-Amandsplein", "Sint-Amandsplein", ("G11",),
          ("", "", "14-16", "", "17-19", "", ""), F.AREA_WORKER),
    House("ocmw", K.SERVICE_CENTRE, "Lokaal dienstencentrum Overleie", "Proosdijstraat", "Proosdijstraat",
          ("B07", "B08"), _week("8.30-17"), F.SERVICE_CENTRE,
          "Er is elke middag een maaltijd; schrijf je een dag vooraf in."),
    House("ocmw", K.NEIGHBOURHOOD_HOUSE, "Buurthuis Overleie", "Overleiestraat", "Overleiestraat", ("B07",),
          ("13-17", "9-12, 13-17", "13-20", "9-12, 13-17", "9-12", "", ""), F.COMMUNITY_WORKER),
    House("ocmw", K.SERVICE_CENTRE, "Lokaal dienstencentrum Heule", "Stijn Streuvelslaan", "Stijn Streuvelslaan",
          ("B01",), _week(WEEKDAYS), F.SERVICE_CENTRE),
    House("ocmw", K.DESK, "Sociaal loket", "Budastraat", "Budastraat", (), _week(WEEKDAYS), F.SOCIAL_SERVICE,
          "Na de middag op afspraak."),
    House("politie", K.POLICE_POST, "Wijkkantoor Noord", "Brugsesteenweg", "Brugsesteenweg", ("K4", "K3"),
          ("9-12", "9-12", "9-12, 14-18", "9-12", "9-12", "", ""), F.NEIGHBOURHOOD_OFFICER),
    House("politie", K.CONTACT_HOURS, "Spreekuur wijkinspecteur", "Lagaeplein", "Lagaeplein", ("K14", "K15"),
          ("", "", "16-18", "", "", "", ""), F.NEIGHBOURHOOD_OFFICER, "In OC Heule, zaal op de eerste verdieping."),
    House("politie", K.DESK, "Onthaal politiezone", "Minister Tacklaan", "Minister Tacklaan", (), ("0-24",) * 7,
          note="Dringend? Bel 101."),
)  # fmt: skip


def fill_contacts(crew: Crew, clock: Clock) -> None:
    """Each kept by the coordinator of its organisation; at the end of the year the centres close."""
    for house in HOUSES:
        by = _coordinator(crew, house.organisation)
        organisation = crew.organisations[house.organisation]
        point = add_contact_point(_said(house, crew, clock), organisation=organisation, by=by)
        if house.kind in {K.COMMUNITY_CENTRE, K.SERVICE_CENTRE, K.NEIGHBOURHOOD_HOUSE}:
            year = clock.today.year
            days = (dt.date(year, 12, 24), dt.date(year + 1, 1, 3))
            add_special_days(point, days, None, note="eindejaar", by=by)


def _said(house: House, crew: Crew, clock: Clock) -> Said:
    x, y = KNOWN[house.spot]
    return Said(
        columns={
            "kind": house.kind,
            "name": house.name,
            "place": house.place,
            "function": house.function,
            "phone": "056 00 00 00",
            "email": f"{house.organisation}@werkveld.example",
            "note": house.note,
            "x": x,
            "y": y,
            "is_citywide": not house.areas,
            "closes_on_holidays": "0-24" not in house.hours,
            "starts_on": clock.today - dt.timedelta(days=400),
        },
        areas=[crew.areas[code].pk for code in house.areas],
        hours={day: read_hours(text) for day, text in enumerate(house.hours, start=1)},
    )


def _coordinator(crew: Crew, organisation: str) -> Person:
    rows = Assignment.objects.on(timezone.localdate()).filter(organisation=crew.organisations[organisation])
    return rows.filter(function=Function.COORDINATOR).select_related("person").earliest("pk").person
