"""For the whole city: campaigns, weather, markets, what every partner should know."""

from werkveld.ops.demo.text import attention, information, post, request, safety

TEXTS = (
    information(
        "social",
        "Winteropvang is open: zo verwijs je door",
        "Elke avond, aanmelden tussen 18 en 20 uur, geen dossier nodig. Vol? De permanentie kent de reservebedden. "
        "Breng mensen niet zelf met de auto.",
        between="11-01/03-15",
        days=10,
        to="partners",
        replies=("Affiches hangen in het ontmoetingscentrum.",),
    ),
    information(
        "prevention",
        "Campagne fietsverlichting start {day}",
        "Elk gebied kiest één plek en één uur. Materiaal ophalen op de preventiedienst. Boodschap: zie en word gezien.",
        season="dark",
        when="09:00-17:00",
        days=8,
        to="partners",
        replies=("Heule doet mee op woensdag.", "Wij nemen de stationsbuurt."),
        between="10-10/12-10",
    ),
    post(
        "prevention",
        "Maandcijfers fietsdiefstal: daling zet door",
        "[Negentien|Drieëntwintig] aangiften minder dan vorig jaar in dezelfde maand. Het meest aan vaste rekken met "
        "toezicht. Cijfers onder vijf per gebied tonen we niet.",
        to="partners",
    ),
    information(
        "lead",
        "1777 is ook in het weekend bereikbaar",
        "Van 9 tot 17 uur, voor losse stenen, licht en sluikstort. Dringend gevaar blijft 112. Geef het door, dan "
        "hoeft niemand twee keer te melden.",
        days=8,
        to="partners",
    ),
    safety(
        "prevention",
        "Windstoten verwacht op {day}",
        "Code geel {hours}. Parken sluiten als de groendienst dat vraagt. Controleer hekken en borden op je ronde.",
        when="12:00-20:00",
        days=3,
        to="partners",
        is_high=True,
    ),
    information(
        "lead",
        "Maandagmarkt: alles draait op volle grootte",
        "De markt staat volledig op de gewone plaats. Vrijmaken vanaf 5 uur, parkeren op de Grote Markt kan dan niet.",
        days=7,
        to="partners",
    ),
    information(
        "social",
        "Nieuwe permanentie sociale dienst op zaterdag",
        "Zaterdag van 9 tot 12 uur, enkel voor dringende vragen over eten, energie en onderdak.",
        days=10,
        to="partners",
        replies=("Staat op ons kaartje.",),
    ),
    post(
        "lead",
        "Wat is ondersteunende informatie, en wat niet?",
        "Wel: *op deze plek is het donker en druk rond 21 uur*. Niet: wie er staat. Twijfel je? Dan plaats je het "
        "niet, of je vraagt raad aan je coördinator.\n\n**Geen verklikking**, dat is de afspraak tussen ons "
        "allemaal.",
        to="partners",
        replies=("Duidelijk. Bespreek ik op de briefing.", "Goed voor de nieuwe collega's."),
    ),
    post(
        "lead",
        "Werkveld, hoe gebruiken wij het?",
        "1. Kort op de briefing wat de volgende ploeg moet weten.\n2. Het verhaal op de blog van het gebied.\n3. "
        "Klopt het nog? Tik het aan als je er staat.\n\nWie iets rechtzet, haalt het zo terug bij iedereen die de "
        "fout las.",
        to="partners",
    ),
    attention(
        "prevention",
        "Golf van valse sms'en over pakjes",
        "Aan de balies komen veel vragen. Zeg: niet klikken, doorsturen naar Safeonweb, bij verlies meteen de bank "
        "bellen.",
        days=8,
        to="partners",
        basis="partner",
    ),
    information(
        "lead",
        "Griepprik voor medewerkers op {day}",
        "In het stadhuis, {hours}, zonder afspraak. Voor alle partners.",
        season="autumn",
        when="12:00-14:00",
        days=8,
        to="partners",
        between="10-01/11-20",
    ),
    post(
        "prevention",
        "Gemeenschapswachten zoeken versterking",
        "Twee plaatsen. Wie graag buiten is en mensen te woord staat, kan tot het einde van de maand solliciteren.",
        to="partners",
    ),
    information(
        "street",
        "Straathoekwerk: andere uren deze maand",
        "Ook op zondagavond onderweg. Een vraag over een plek? Stuur ze via de briefing. Over personen geven wij "
        "niets door, ook niet als het goed bedoeld is.",
        days=8,
        to="partners",
    ),
    information(
        "lead",
        "Opleiding omgaan met agressie op {day}",
        "Nog [vier|zes] plaatsen, {hours}. Inschrijven via je coördinator.",
        when="09:00-16:00",
        days=8,
        to="partners",
    ),
    attention(
        "prevention",
        "Koperdiefstal op werven: let op open hekken",
        "Meld open hekken aan de werfleider. Bij betrapping niet tussenkomen: 101.",
        days=10,
        to="partners",
        basis="partner",
    ),
    information(
        "lead",
        "Nacht van de Lichtjes: kaart met afsluitingen",
        "De kaart ligt in elk ontmoetingscentrum. Hulpdiensten rijden altijd via de ring.",
        season="december",
        days=8,
        to="partners",
        between="12-05/12-20",
    ),
    post(
        "lead",
        "Sinksen: de terugblik in vijf punten",
        "Vrolijk, vol en veilig. Vijf punten voor volgend jaar: meer water, vroeger vegen, twee fietsstallingen bij, "
        "een stille zone, en pauze voor de ploegen.",
        season="may",
        to="partners",
        between="05-20/06-20",
    ),
    information(
        "social",
        "Kledingbank vraagt winterjassen",
        "Vooral maat M en L en schoenen vanaf 42. Binnenbrengen kan in elk dienstencentrum.",
        season="winter",
        days=10,
        to="partners",
    ),
    request(
        "prevention",
        "Telling donkere hoeken: stuur één plek per gebied",
        "We maken één lijst voor de dienst verlichting, met hoogstens één plek per gebied.",
        "Zet als reactie één plek en waarom.",
        "community_guard",
        season="dark",
        days=8,
        to="partners",
        replies=("Heule: het pad achter de kerk.", "Overleie: onder de brug."),
    ),
    post(
        "prevention",
        "Een jaar samenwerken in cijfers",
        "Wachten en wijkinspecteurs deden [112|126] rondes samen. Elk dubbel bezoek dat we vermeden, is een uur "
        "extra op straat.",
        to="partners",
    ),
    information(
        "lead",
        "Vakantiedienst: wie is er wel?",
        "De lijst met vervangers per gebied staat bij *Teams*. Een vraag aan een functie komt altijd bij de "
        "vervanger terecht.",
        days=8,
        to="partners",
        between="12-10/08-20",
    ),
    information(
        "lead",
        "Autoloze zondag: wat is open, wat is dicht",
        "Kaart per gebied in bijlage van de nieuwsbrief. Wachten dragen fluo en hebben de sleutels van de paaltjes.",
        season="september",
        days=10,
        to="partners",
        between="09-08/09-20",
    ),
    attention(
        "social",
        "Koudeplan in werking vanaf {day}",
        "Extra bedden en een extra ronde 's avonds. Zie je iemand buiten slapen in de kou? Bel de permanentie, bij "
        "gevaar 112.",
        season="frost",
        when="18:00-22:00",
        days=10,
        to="partners",
        is_high=True,
        between="12-01/02-28",
    ),
    safety(
        "lead",
        "Nieuwe radiofrequentie voor evenementen",
        "Vanaf dit weekend kanaal 4. Test je toestel voor je vertrekt. Geen bereik in de ondergrondse parking.",
        days=10,
        to="city",
    ),
    information(
        "lead",
        "Fluohesjes ruilen op de dienst",
        "Oude hesjes voldoen niet meer. Ruilen kan elke werkdag tot 15 uur.",
        days=8,
        to="city",
    ),
    post(
        "lead",
        "Team binnenstad: dubbele focus, één agenda",
        "Inhoud (ontmoeting en netwerken) en gebied (Oost, Sint-Elisabeth en Lange Munte) staan voortaan op één "
        "kalender. Minder vergaderingen, zelfde mensen.",
        to="city",
        replies=("Goed nieuws.",),
    ),
    information(
        "lead",
        "Dienstfietsen in onderhoud",
        "Fietsen 3, 5 en 8 zijn deze week in herstelling. Reserveer de andere per halve dag.",
        days=6,
        to="city",
    ),
)
