"""Children and young people: schools, play, youth work. About offers and places, never about one of them."""

from werkveld.ops.demo.text import attention, information, post, request

TEXTS = (
    post(
        "lead",
        "Schoolomgeving {p}: de kinderen tekenden mee",
        "De leerlingenraad stapte met ons de buurt af. Hun top drie: een breder voetpad, een plek om te wachten op "
        "de bus en minder auto's voor de poort.",
        at="street",
        season="school",
        replies=("Sterk plan. De oversteek staat ook op onze lijst.",),
    ),
    post(
        "worker",
        "Pleinwerking {at} start weer",
        "Elke woensdag van 14 tot 16 uur, gratis, zonder inschrijven. Spelkoffer en twee begeleiders. Bij regen in "
        "{centre}.",
        at="square",
        season="school",
    ),
    post(
        "library",
        "Voorleesuurtje {area}: [14|19|23] kinderen in pyjama",
        "De bib las voor in {centre}, met een verhaal in twee talen. Ouders bleven plakken en vijf gezinnen maakten "
        "meteen een kaart.",
        at="centre",
    ),
    post(
        "lead",
        "Voetbalveldje {p}: nieuwe doelen hangen",
        "Gevraagd door de jongeren zelf op de buurtbabbel. De netten zijn van metaal, dus iets luider: na 22 uur "
        "wordt er niet gespeeld, dat spraken ze zelf af.",
        at="park",
        replies=("Even gaan kijken: druk en vrolijk.",),
    ),
    attention(
        "guard",
        "Ruzie aan de bushalte {p} na school",
        "Twee keer rond 16 uur, duwen en roepen. Groepsgrootte 4 tot 6. De school is verwittigd door de "
        "wijkinspecteur. Iemand in de buurt is genoeg.",
        ask="Wees er tussen 15.50 en 16.20 uur als je ronde het toelaat.",
        at="road",
        season="school",
        days=7,
    ),
    information(
        "lead",
        "Jeugdlokaal {area} open tijdens de vakantie",
        "Van 13 tot 18 uur, met begeleiding. Programma hangt aan {centre}. Vrije inloop, geen lidkaart.",
        at="centre",
        days=9,
    ),
    post(
        "worker",
        "Huiswerkklas {centre} zoekt stille plekken",
        "De groep groeit naar [achttien|tweeëntwintig]. We zoeken een tweede lokaal op maandag en donderdag, 16 tot "
        "17.30 uur.",
        at="centre",
        season="school",
        replies=("De leeszaal van de bib is vrij op donderdag.",),
    ),
    request(
        "worker",
        "Meedenken over een skateplek {at}",
        "Een groep jongeren maakte een tekening en telde handtekeningen. Ze willen het graag komen tonen.",
        "Kan dit op de agenda van het gebiedsteam?",
        "lead",
        at="park",
        days=9,
    ),
    post(
        "lead",
        "Fietsles voor ouders en kinderen {at}",
        "[Acht|Tien] deelnemers reden hun eerste rondje. Tweedehandsfietsen kwamen van de fietspunten. Nieuwe reeks "
        "over zes weken.",
        at="square",
        replies=("Kan ik een deelnemer doorverwijzen vanuit de sociale kruidenier?", "Ja, gewoon laten langskomen."),
    ),
    post(
        "worker",
        "Meidennamiddag in {centre}",
        "Voor het eerst een eigen moment op de woensdag, op hun vraag. [Negen|Twaalf] deelneemsters, muziek en "
        "plannen voor een muurschildering.",
        at="centre",
        season="school",
    ),
    information(
        "lead",
        "Vrij podium jongeren {at}",
        "Muziek van eigen bodem, geluid tot 22 uur, vergunning in orde. Podium staat vanaf de middag.",
        at="square",
        season="warm",
        days=9,
    ),
    post(
        "guard",
        "Fluo-actie aan de school: {p} kleurt geel",
        "[Acht|Negen] op de tien kinderen droegen een hesje. De klas met de meeste hesjes mocht mee in de combi.",
        at="street",
        season="dark",
    ),
)
