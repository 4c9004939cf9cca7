"""What belongs to a time of the year."""

from werkveld.ops.demo.text import attention, information, post, request

TEXTS = (
    information(
        "centre",
        "Warme soep in {centre} op [dinsdag|donderdag]",
        "Van 11.30 tot 13 uur, 1 euro. Gezelligheid is gratis. Verwijs door wie de dagen lang vindt duren.",
        at="centre",
        season="winter",
        days=12,
    ),
    post(
        "lead",
        "Lichtjesstoet {area}: [90|120|160] lampionnen",
        "De stoet vertrok aan de school en eindigde {at} met warme chocomelk. De wachten hielden twee kruispunten "
        "vrij. Om 20 uur was alles opgeruimd.",
        at="square",
        season="december",
        replies=("Mooi verlopen, dank aan de vrijwilligers in fluohesje.",),
        between="12-05/01-05",
    ),
    information(
        "lead",
        "Kerstboom {p} komt op {day}",
        "Plaatsing {hours}, parkeerverbod op acht plaatsen. De lampjes gaan aan bij valavond.",
        at="square",
        season="december",
        when="07:00-11:00",
        days=13,
        between="11-20/12-12",
    ),
    post(
        "lead",
        "Herdenking 11 november {at}",
        "[Zestig|Tachtig] mensen, drie klassen lazen een gedicht. Rustig verlopen. Het plein was om 13 uur weer vrij.",
        at="square",
        season="autumn",
        areas=("Marke", "Bissegem", "Heule-Centrum", "Bellegem", "Aalbeke", "Rollegem", "Kooigem"),
        between="11-11/11-20",
    ),
    post(
        "worker",
        "Halloweentocht {area}: [70|110] griezels",
        "Twaalf huizen deden mee in de {street} en omgeving. Geen klachten, veel snoeppapier. De kinderen ruimden "
        "zelf mee op.",
        at="street",
        season="october",
        to="partners_here",
        between="10-30/11-08",
    ),
    attention(
        "officer",
        "Vroeg donker: drukke oversteek aan de {street}",
        "Om 16 uur is het schemer en gaan de scholen uit. Veel fietsen zonder licht. Wie kan, staat er zichtbaar bij.",
        ask="Sta tussen 15.45 en 16.30 uur aan de oversteek.",
        ask_of="community_guard",
        at="street",
        season="dark",
        to="ops",
        days=9,
    ),
    post(
        "lead",
        "Dag van de Buren: dertien straten doen mee",
        "Het feestpakket is op te halen in {centre}. Straten vragen hun afsluiting zelf aan via het e-loket.",
        at="centre",
        season="spring",
        between="05-10/06-05",
    ),
    information(
        "lead",
        "Speelstraten: de lijst voor deze zomer",
        "[Vier|Vijf] speelstraten in {area}. Hekken en borden worden vooraf geleverd aan de peter of meter van de "
        "straat. Elke dag van 14 tot 19 uur.",
        season="summer",
        days=16,
        between="06-10/07-05",
    ),
    post(
        "lead",
        "Sinksen {at}: het plan voor het weekend",
        "Vrij verkeer tot zaterdagmiddag, daarna autovrij. Parkeren aan de rand, pendelbus rijdt. De wachten "
        "verdelen zich per uur over de pleinen.",
        at="square",
        season="may",
        areas=("Kortrijk-Centrum", "Overleie", "Kortrijk-Oost"),
        between="05-05/06-08",
    ),
    attention(
        "guard",
        "Eerste warme avonden: drukte {at}",
        "Gezellig en luid. Tot 22 uur laten we het lopen, daarna vragen we om het zachter te doen. Vuilnisbakken "
        "raken vol.",
        at="water",
        season="warm",
        days=10,
    ),
    information(
        "lead",
        "Eerste schooldag: verkeer rond de scholen van {area}",
        "Wachten en agenten staan van 7.45 tot 8.45 uur aan de oversteken. Ouders krijgen een kaart met veilige "
        "routes.",
        season="start",
        days=8,
        to="ops",
        between="08-26/09-03",
    ),
    post(
        "lead",
        "Terugblik op de zomer in {area}",
        "[Vier|Zes] speelstraten, twee openluchtfilms, één klacht over geluid. De kinderen vroegen vooral: meer "
        "water. Dat nemen we mee voor volgend jaar.",
        season="september",
        between="09-05/09-30",
    ),
    request(
        "lead",
        "Wie helpt mee aan de sintintocht in {area}?",
        "Korte stoet van de kerk naar {centre}. We zoeken twee mensen in uniform die mee wandelen en zwaaien.",
        "Kan een wacht meewandelen?",
        "community_guard",
        at="centre",
        season="december",
        days=9,
        between="11-01/11-28",
    ),
    information(
        "lead",
        "Eindejaar: aangepaste uren van {centre}",
        "Gesloten tussen kerst en nieuw, behalve voor wie al een lokaal heeft gehuurd. De permanentie van het "
        "onthaal blijft bereikbaar.",
        at="centre",
        season="december",
        days=16,
        between="12-08/12-30",
    ),
    post(
        "lead",
        "Carnaval {at}: veel confetti, weinig zorgen",
        "[Vijf|Zeven] groepen trokken rond. De veegwagen was er om 18 uur. Twee kinderen waren even hun ouders kwijt "
        "en snel terug.",
        at="square",
        season="carnival",
        between="02-10/03-20",
    ),
    post(
        "lead",
        "Kerstbomen ophalen: de jeugd doet het weer",
        "Zet je boom zaterdag voor 9 uur buiten, zonder pot. Opbrengst gaat naar de speelpleinwerking.",
        season="frost",
        between="01-02/01-12",
    ),
)
