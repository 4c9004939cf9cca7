"""Help close by: dienstencentra, food, energy, language. Offers and places, never a file."""

from werkveld.ops.demo.text import attention, information, post, request

TEXTS = (
    post(
        "centre",
        "Dorpsrestaurant {centre}: [46|58|63] maaltijden",
        "Vers gekookt, 7 euro. Wie niet kan komen, kan een dag vooraf een maaltijd laten brengen. Nieuwe "
        "tafelgenoten zijn welkom.",
        at="centre",
        replies=("Ik verwijs door bij het huisbezoek.",),
    ),
    information(
        "social",
        "Energiescan: vrije plaatsen in {area}",
        "Een deskundige komt aan huis en plaatst lampen en tochtstrips, gratis. Aanvragen kan aan de balie of via de "
        "buurtwerker.",
        season="dark",
        days=12,
    ),
    information(
        "social",
        "Zitdag sociale dienst in {centre}",
        "Elke [dinsdag|donderdag] van 9 tot 11.30 uur, zonder afspraak. Tolken kan via de telefoon. Eerst kort "
        "luisteren, dan pas formulieren.",
        at="centre",
        days=16,
        to="partners_here",
    ),
    post(
        "worker",
        "Babytheek {area}: spullen in en uit",
        "[Twintig|Dertig] gezinnen ruilden bedjes en stoelen. We zoeken nog buggy's. Binnenbrengen op "
        "donderdagvoormiddag.",
        at="centre",
    ),
    post(
        "centre",
        "Valpreventie {area}: oefenen met [tien|twaalf|veertien]",
        "Tien weken samen oefenen in {centre}. Wie de reeks afmaakt krijgt een diploma en een applaus. Nieuwe reeks "
        "na de vakantie.",
        at="centre",
    ),
    information(
        "worker",
        "Sociale kruidenier {area}: andere uren",
        "Voortaan woensdag van 13 tot 17 uur en vrijdag van 9 tot 12 uur. De ingang is aan de zijkant, met bel.",
        days=12,
        to="partners_here",
    ),
    attention(
        "centre",
        "Ouderen blijven binnen door de werken in de {street}",
        "Het voetpad is moeilijk met een rollator. We organiseren een wandeling met vrijwilligers naar de winkel. "
        "Zie je iemand twijfelen aan de planken? Bied een arm aan.",
        at="street",
        days=9,
        replies=("De aannemer legt morgen een bredere plank.",),
    ),
    post(
        "worker",
        "Buurtzorg {area}: bellen aan bij wie alleen is",
        "[Zes|Acht] vrijwilligers maakten een ronde met soep. Nergens werd de deur dicht gedaan. Wie wil meedoen "
        "krijgt eerst een korte vorming.",
        season="winter",
    ),
    request(
        "worker",
        "Naaigroep {area} zoekt een lokaal",
        "De groep van [negen|elf] heeft geen vaste plek meer na de verbouwing. Een tafel en twee stopcontacten "
        "volstaan, op dinsdagnamiddag.",
        "Is er een lokaal vrij op dinsdag?",
        "lead",
        days=9,
        at="centre",
    ),
    information(
        "social",
        "Brochure 'Eerste hulp bij rekeningen' ligt in {centre}",
        "In klare taal, met wie je kunt bellen. Ligt aan elke balie. Geef hem mee, stel geen vragen die je niet "
        "hoeft te stellen.",
        days=16,
        to="partners_here",
    ),
    post(
        "worker",
        "Wasbar in {centre}: proef geslaagd",
        "Drie machines, koffie erbij. Mensen komen voor de was en blijven voor de babbel. De proef loopt door tot de "
        "zomer.",
        at="centre",
        replies=("Bewoners vroegen mij er al naar. Dank voor de uren.",),
    ),
    post(
        "centre",
        "Bezoekdag met de kleuters in {centre}",
        "Twintig kleuters, twaalf bewoners van het dienstencentrum, één grote puzzel. Volgende maand bakken ze samen.",
        at="centre",
        season="school",
    ),
    information(
        "centre",
        "Rolstoelen te leen in {centre}",
        "Drie rolstoelen en twee rollators voor een dag of een week. Waarborg 20 euro. Handig bij een ingreep of een "
        "uitstap.",
        at="centre",
        days=16,
    ),
)
