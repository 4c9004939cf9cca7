"""Keeping an eye on a place: what, where, when, how often, what helps. Never who."""

from werkveld.ops.demo.text import attention, information, post

TEXTS = (
    attention(
        "officer",
        "Avondlawaai {at}",
        "[Drie|Vier] meldingen tussen 21 en 23 uur, vooral op [donderdag en vrijdag|vrijdag en zaterdag]. "
        "Groepsgrootte 4 tot 6. Een gesprek op tijd helpt.",
        ask="Ga langs en spreek rustig aan. Bij agressie: 101.",
        at="square",
        to="ops",
        days=9,
        replies=("Gisteren om 21.30 uur langs geweest: rustig.", "Gesprek gehad, ze gaan om 22 uur naar binnen."),
    ),
    attention(
        "guard",
        "Hangplek {p} verhuist naar de overkant",
        "Sinds de bank weg is, staat men aan de overkant. Groepsgrootte 4 tot 6, tussen 17 en 20 uur. Geen klachten, "
        "wel zwerfvuil.",
        ask="Maak een praatje en wijs op de vuilnisbak.",
        at="square",
        days=10,
    ),
    attention(
        "guard",
        "Vuurkorf gebruikt {at}",
        "Resten van een vuurtje onder de bomen, [twee avonden|drie avonden] op rij. Asse opgeruimd via 1777.",
        ask="Loop er na 20 uur even langs.",
        at="park",
        days=7,
    ),
    attention(
        "officer",
        "Fietsdiefstal {at}: slot aan het rek helpt",
        "[Vier|Vijf] fietsen in twee weken, telkens overdag en met een los slot. Dit gaat over de plek en het uur, "
        "niet over personen.",
        ask="Deel de kaartjes uit en wijs op het vaste rek.",
        at="square",
        to="ops",
        days=9,
        replies=("Honderd kaartjes liggen in het lokaal.",),
    ),
    attention(
        "officer",
        "Gauwdieven op de loer bij drukte {at}",
        "Twee meldingen van een handtas uit een fietsmand. Vraag mensen om de tas dicht en bij zich te houden.",
        ask="Spreek mensen aan met een open tas in de fietsmand.",
        at="square",
        to="ops",
        days=7,
        season="dark",
    ),
    attention(
        "guard",
        "Lachgascilinders gevonden {at}",
        "[Vier|Zes] lege cilinders bij de struiken, tweede keer deze maand. Opgehaald. We houden bij op welke dag ze "
        "er liggen.",
        ask="Zet als reactie hieronder op welke dag je er ziet liggen.",
        at="park",
        days=9,
    ),
    attention(
        "worker",
        "Bewoners voelen zich 's avonds minder op hun gemak {at}",
        "Gehoord op drie plaatsen: te weinig licht en weinig volk na 19 uur. Er is niets gebeurd. Zichtbaar "
        "langslopen doet al veel.",
        ask="Loop tussen 18 en 20 uur langs als het kan.",
        at="street",
        days=9,
        basis="heard",
        season="dark",
        replies=("Opgenomen in de late ronde.",),
    ),
    attention(
        "guard",
        "Voetbal tegen de garagepoorten {at}",
        "Vooral woensdagmiddag. Kinderen willen gewoon spelen: het veldje {park_at} is vrij en op vijf minuten.",
        ask="Wijs de weg naar het veldje.",
        at="street",
        days=7,
        season="school",
    ),
    attention(
        "guard",
        "Bromfietsen op het jaagpad {at}",
        "Tussen 16 en 18 uur, richting centrum. Wandelaars schrikken. Het hek aan de ingang stond open en is weer "
        "dicht.",
        at="water",
        days=8,
        to="ops",
    ),
    attention(
        "officer",
        "Leegstaand pand {at}: deur was open",
        "De eigenaar heeft de deur opnieuw dichtgemaakt. Niet binnengaan. Zie je ze weer open: 101 als er iemand "
        "binnen is, anders hieronder melden.",
        ask="Kijk bij je ronde of de deur dicht is.",
        at="street",
        to="ops",
        days=9,
    ),
    attention(
        "guard",
        "Luide muziek uit auto's {at}",
        "Parking achteraan, [vrijdag|zaterdag] tussen 22 uur en middernacht. Groepsgrootte 7 of meer. Bewoners lagen "
        "wakker.",
        ask="Late ploeg: rij twee keer langs.",
        at="square",
        days=9,
        to="ops",
    ),
    attention(
        "guard",
        "Verlaten tentje {at} weggehaald",
        "Er was al dagen niemand. De groendienst nam het mee en bewaart het een maand. De straathoekwerkers zijn op "
        "de hoogte van de plek.",
        at="water",
        days=6,
        season="warm",
    ),
    information(
        "officer",
        "Meldingen over {p} deze maand gehalveerd",
        "Van [acht|tien] naar [vier|vijf]. De afspraak met de avondwinkel werkt en de verlichting is hersteld. We "
        "bouwen de extra rondes af.",
        at="square",
        to="ops",
        days=9,
    ),
    post(
        "guard",
        "Een maand kijken {at}: dit is het beeld",
        "Samen met de wijkinspecteur telden we op twaalf momenten. Drukste uur: [vrijdag 19 uur|woensdag 16 uur]. Op "
        "zes momenten was er niets te zien. "
        "Wat helpt: licht, een bank die elders staat, en om 18 uur eens langslopen.\n\nWe telden alleen plaats, uur "
        "en grootte.",
        at="square",
        replies=("Dank, dit is precies wat ik nodig had voor het overleg.",),
    ),
    attention(
        "worker",
        "Spanning tussen buren over geluid in de {street}",
        "Speelt op straat, niet in één huis. Buurtbemiddeling is aangeboden. Hou het licht: luister, kies geen kant.",
        ask="Krijg je de vraag? Wijs op buurtbemiddeling.",
        at="street",
        days=9,
        basis="heard",
    ),
    attention(
        "guard",
        "Loslopende honden {at}",
        "Vooral tussen 7 en 8 uur. Lopers klagen. De losloopweide ligt op tien minuten stappen, kaartjes in het "
        "lokaal.",
        ask="Geef het kaartje met de losloopweide mee.",
        at="park",
        days=10,
    ),
    attention(
        "guard",
        "Vuurwerk gehoord {at}",
        "Drie avonden op rij rond 20 uur. Honden en ouderen schrikken. Verkoop aan minderjarigen mag niet: "
        "handelaars kregen een brief.",
        ask="Noteer plaats en uur als reactie.",
        at="square",
        season="december",
        days=12,
        to="ops",
        between="12-05/01-08",
    ),
)
