"""For the police alone, and for Kuurne and Lendelede, where there is a wijk and no gebied."""

from werkveld.ops.demo.text import attention, information, post, request, safety

# Posted to the police in the wijk or sector.
TEXTS = (
    attention(
        "officer",
        "Snelheid {at}: toezicht gevraagd",
        "Twee straten van de school. Drukste moment 7.45 tot 8.20 uur.",
        ask="Sta er één keer per week een halfuur.",
        at="street",
        days=9,
    ),
    information(
        "officer",
        "Contactpunt {area}: nieuwe uren",
        "Dinsdag en donderdag van 16 tot 18 uur. Doorverwijzen kan via het onthaal.",
        days=16,
    ),
    attention(
        "patrol",
        "Inbraak in auto's {at}",
        "[Vier|Vijf] feiten in tien dagen, tussen 18 en 21 uur. Tas op de zetel, telkens. Geen beschrijving, wel de "
        "plek.",
        ask="Rij langs tussen 18 en 21 uur en laat je zien.",
        at="square",
        days=9,
        is_high=True,
    ),
    post(
        "officer",
        "Ronde langs de handelaars {at}",
        "[Veertien|Zeventien] zaken bezocht. Meeste vragen over camera's en wisseltruc. Twee willen in het "
        "informatienetwerk.",
        at="square",
    ),
    safety(
        "patrol",
        "Radio hapert {at}",
        "Dode zone tussen de kerk en de school. Gebruik de gsm als je hulp vraagt. Techniek is verwittigd.",
        at="street",
        days=9,
    ),
    information(
        "patrol",
        "Voertuig 4 in onderhoud tot {end}",
        "Vervangwagen heeft geen rekken achteraan. Materiaal staat in kast 2.",
        days=5,
    ),
    request(
        "patrol",
        "Nachtwinkel {at}: nazicht sluitingsuur",
        "Controle vorige maand was in orde. De buurt vraagt om nog eens te kijken.",
        "Nazicht tussen 0 en 1 uur, één keer volstaat.",
        "patrol_officer",
        at="street",
        days=10,
    ),
    post(
        "officer",
        "Basisschool {at} op bezoek in het commissariaat",
        "Twee klassen, vierenveertig vragen. De fietscontrole doen we volgende maand op de speelplaats.",
        at="street",
        season="school",
    ),
    attention(
        "officer",
        "Vrachtverkeer door de {street}",
        "De omleiding wordt niet gevolgd. Vooral tussen 6 en 7 uur.",
        at="street",
        days=12,
        ask="Verwijs naar de omleiding, verbaliseer na de eerste week.",
    ),
    information(
        "patrol",
        "Wisseling dienst {area}: sleutels kast 3",
        "Kast 3 heeft een nieuw slot. Code bij de wachtofficier.",
        days=9,
    ),
)
# Moments in Kuurne and Lendelede, where no gebiedsteam keeps the agenda.
DATED = (
    information(
        "officer",
        "Fietscontrole aan de school {at}",
        "{hours}, samen met de gemeente. Wie geen licht heeft, krijgt een setje mee.",
        at="street",
        when="08:00-09:00",
    ),
    information(
        "officer",
        "Weekmarkt {p}: te voet aanwezig",
        "{hours}. Veel mensen zijn er om een praatje te slaan.",
        at="square",
        when="09:30-11:30",
    ),
    information(
        "officer",
        "Overleg met de gemeente over {area}",
        "{hours}, in het gemeentehuis. Op tafel: verkeer in de schoolstraten en de kermis.",
        when="14:00-15:30",
    ),
    information(
        "officer", "Spreekuur in het gemeentehuis voor {area}", "{hours}, zonder afspraak.", when="16:00-18:00"
    ),
)
# Places of the wijken outside Kortrijk, by the first letters of their code.
PLACES_OUTSIDE = {
    "KU": {
        "square": ("Marktplein Kuurne", "Leiehoek Kuurne"),
        "street": ("Kerkstraat", "Brugsesteenweg", "Koning Boudewijnstraat", "Sint-Pieterstraat"),
    },
    "LE": {"square": ("Dorpsplein Lendelede",), "street": ("Winkelsestraat", "Izegemsestraat", "Stationsstraat")},
}
