"""The tables with fixed seats: steering groups Venning and Lange Munte, and the OCT of the inner city."""

from werkveld.ops.demo.text import attention, information, post, request

STEERING = (
    post(
        "lead",
        "Verslag stuurgroep {area}: vijf afspraken",
        "1. De huisvesting hangt nieuwe naambordjes en lampen in de gangen.\n2. De buurtwerker organiseert een "
        "bewonersmoment per blok.\n3. De wijkinspecteur is er bij het eerste.\n4. Preventie bezorgt "
        "fietsenrekken.\n5. Habbekrats opent op woensdag een uur vroeger.",
        replies=("Lampen zijn besteld.", "Rekken zijn geleverd."),
    ),
    information(
        "lead",
        "Stuurgroep {area} komt samen op {day}",
        "{hours}, in het buurtlokaal. Op tafel: de fietsenberging, het zomerplan en de werken. Punten kunnen als "
        "reactie.",
        when="14:00-15:30",
        days=14,
        replies=("Graag tien minuten over de fietsenberging.",),
    ),
    information(
        "housing",
        "Renovatie blok C: planning van de liften",
        "Eén lift tegelijk, telkens drie dagen. Bewoners kregen een brief in vier talen. Vragen mogen naar de "
        "conciërge.",
        days=24,
        replies=("Ik neem het mee naar de koffietafel.",),
    ),
    request(
        "worker",
        "Fietsenberging {area}: wie heeft een sleutel?",
        "De berging staat open of is op slot, nooit iets ertussen. Bewoners vragen een vaste regeling.",
        "Kan er een badge komen in plaats van een sleutel?",
        "housing_partner",
        days=14,
    ),
    attention(
        "officer",
        "Fietsenberging {area} stond drie keer open",
        "Telkens in het weekend. Zolang er geen badge is: dichttrekken bij het voorbijgaan.",
        ask="Trek de deur dicht als je langskomt.",
        days=10,
    ),
    post(
        "youth",
        "Woensdagwerking {area}: [22|27|31] kinderen",
        "Hut gebouwd van karton, vuurtje onder toezicht, soep toe. Ouders komen vaker kijken. Vanaf volgende week "
        "ook een tienermoment.",
        replies=("Wachten komen volgende week langs met de fietscontrole.",),
    ),
    information(
        "youth",
        "Tienermoment verhuist naar vrijdag",
        "Van 18 tot 21 uur in het lokaal. Daarna wandelen twee begeleiders mee naar huis tot aan het plein.",
        days=21,
    ),
    post(
        "worker",
        "Bewonersmoment blok B: wat wordt gevraagd",
        "[Negentien|Vierentwintig] bewoners. Licht in de gang, een plek voor de buggy's en minder reclame in de "
        "inkom. Niemand vroeg om camera's.",
        replies=("Licht: uitgevoerd. Buggy's: we meten op.",),
    ),
    information(
        "prevention",
        "Fietsenrekken voor {area} geleverd",
        "Twaalf beugels, plaatsing volgende week. Graveren op dezelfde dag.",
        days=12,
    ),
    post(
        "housing",
        "Proper blok: de actie van de bewoners",
        "Zelf een beurtrol gemaakt, wij leveren materiaal. Eerste kwartaal: [tien|elf] van de twaalf weken gelukt.",
    ),
    request(
        "lead",
        "Zomerplan {area}: jullie voorstel?",
        "We leggen elk één activiteit op tafel, met een datum en een trekker.",
        "Stuur je voorstel voor de volgende vergadering.",
        "youth_partner",
        days=21,
    ),
    attention(
        "lead",
        "Grofvuil {at} na de verhuisdagen",
        "Ophaling is geregeld via de huisvesting. Kaartje met de data hangt in elke inkom.",
        days=7,
    ),
    post(
        "officer",
        "Spreekuur in het buurtlokaal: eerste keer",
        "Negen bezoekers op een uur. Veel vragen over parkeren, en over hoe je iets goed kunt zeggen tegen je buur.",
        replies=("Fijn dat het hier kan.",),
    ),
    information(
        "housing",
        "Verwarming blok A: nazicht op {day}",
        "{hours} geen warm water. Affiche hangt uit. Wie hulp nodig heeft, belt de conciërge.",
        when="09:00-13:00",
        days=9,
    ),
)
# The last ones, told these days, in this order.
LAST_AT = {
    "venning": (
        "Verslag stuurgroep",
        "Stuurgroep {area} komt",
        "Fietsenrekken voor",
        "Woensdagwerking",
        "Fietsenberging {area}: wie",
        "Verwarming blok A",
    ),
    "lange-munte-stuurgroep": (
        "Bewonersmoment blok B",
        "Stuurgroep {area} komt",
        "Zomerplan",
        "Fietsenberging {area} stond",
        "Tienermoment",
        "Renovatie blok C",
    ),
    "oct-binnenstad": ("OCT Binnenstad op", "Uitgaansbuurt", "Inloop stationsbuurt"),
}
OCT = (
    post(
        "lead",
        "OCT Binnenstad: drie punten doorgegeven",
        "1. Stationsbuurt: extra licht gevraagd.\n2. Uitgaansbuurt: water en wc's bij evenementen.\n3. Markt: nieuwe "
        "indeling vanaf volgende maand.",
    ),
    information(
        "lead",
        "OCT Binnenstad op {day}",
        "{hours}, stadhuis. Elke dienst brengt één punt mee: een plek, een uur, een vraag.",
        when="09:30-10:30",
        days=10,
    ),
    attention(
        "patrol",
        "Uitgaansbuurt: piek verschuift naar donderdag",
        "Tussen 23 en 2 uur. Glas op straat, weinig klachten. Groepsgrootte 7 of meer.",
        ask="Neem donderdag mee in de planning.",
        days=12,
    ),
    post(
        "prevention",
        "Nachtproef met gratis water: geslaagd",
        "Vier barren deden mee. Minder glas, rustiger sluiting. We herhalen dit met de feestdagen.",
    ),
    information(
        "worker",
        "Inloop stationsbuurt: ruimere uren",
        "Ook op zaterdagvoormiddag. Warme drank, gsm opladen, iemand die luistert.",
        days=21,
    ),
)
