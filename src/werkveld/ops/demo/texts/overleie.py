"""The first journey, told by hand: Overleie these days, for Karim, Els, Koen, Noor, Bram and the patrol of Noord."""

from werkveld.ops.demo.scene import Scene
from werkveld.ops.demo.text import attention, information, post, request, safety

SCENES: tuple[Scene, ...] = (
    # What Karim, Els and Noor read wrong, and find put right: their briefing opens with it.
    Scene(
        "bram",
        information(
            "lead",
            "Parking Sint-Amandsplein sluit op {day}",
            "De aannemer zet de hekken om {from}. Bewoners "
            "parkeren zolang aan de IJzerkaai, de borden staan "
            "er. Fietsers kunnen altijd door.",
            ask="Zeg het aan wie er nog parkeert.",
            at="square",
            to="ops",
            basis="partner",
            replies=("Handelaars zijn verwittigd.",),
        ),
        (-5, 11, 5),
        "Sint-Amandsplein",
        happens=(2, 7, 0, 17, 0),
        was=(0, 7, 0, 17, 0),
        corrected=(-1, 11, 5),
        reason="De aannemer start later",
        until=6,
    ),
    Scene(
        "els",
        attention(
            "officer",
            "Avondlawaai aan de brug, kant Diksmuidekaai",
            "Drie meldingen tussen 21 en 23 uur, groepsgrootte 4 tot 6. "
            "Vorige week hielp een rustig gesprek om 21.30 uur.",
            ask="Ga langs en spreek rustig aan. Bij agressie: 101.",
            at="water",
            to="ops",
        ),
        (-1, 22, 10),
        "Diksmuidekaai",
        until=6,
    ),
    Scene(
        "karim",
        attention(
            "guard",
            "Sluikstort achter het buurthuis is weg, blijf kijken",
            "Zes zakken en een zetel opgehaald door 1777. De plek blijft twee weken op de ronde.",
            ask="Kijk 's morgens even binnen langs de zijkant.",
            at="street",
            to="ops",
        ),
        (-1, 16, 30),
        "Proosdijstraat",
        until=12,
    ),
    Scene(
        "noor",
        information(
            "worker",
            "Sociale kruidenier Overleie: ook open op vrijdagavond",
            "Van 17 tot 19 uur, ingang langs de zijkant. Verwijs gerust door, geen dossier nodig.",
            at="street",
            to="partners_here",
        ),
        (-2, 15, 20),
        "Overleiestraat",
        until=20,
    ),
    Scene(
        "aline",
        safety(
            "guard",
            "Reling Diksmuidekaai los over twee meter",
            "Er hangt lint. Herstelling is gevraagd via 1777. Blijf van de rand, ook met de fiets aan de hand.",
            at="water",
            to="ops",
            is_high=True,
        ),
        (-1, 9, 40),
        "Diksmuidekaai",
        until=5,
    ),
    # Voor jou.
    Scene(
        "noor",
        request(
            "worker",
            "Straatlamp speelplein Kapelstraat: kijk eens om 18 uur",
            "Ouders zeggen dat het er pikdonker is bij het ophalen. Is het één lamp of zijn het er meer?",
            "Kijk om 18 uur hoeveel lampen branden en schrijf het hieronder.",
            "community_guard",
            at="street",
        ),
        (-1, 13, 15),
        "Kapelstraat",
        until=4,
    ),
    Scene(
        "karim",
        request(
            "guard",
            "Kom je even langs op de koffietafel?",
            "Drie bewoners vroegen wie hun wijkinspecteur is. Tien minuten volstaan.",
            "Kun je er donderdag of vrijdag tien minuten bij zijn?",
            "neighbourhood_officer",
            at="square",
            to="ops",
        ),
        (-1, 17, 45),
        "Sint-Amandsplein",
        until=5,
    ),
    Scene(
        "els",
        request(
            "officer",
            "Bewoners willen een lange tafel in de Rekollettenstraat",
            "Ze vroegen het op mijn ronde en hebben al een datum in het hoofd.",
            "Help je hen met de aanvraag?",
            "area_worker",
            at="street",
            to="ops",
        ),
        (-2, 10, 30),
        "Rekollettenstraat",
        until=9,
    ),
    Scene(
        "bram",
        request(
            "lead",
            "Koffiekar op het Sint-Amandsplein?",
            "Sinds de bank er staat is er volk, maar nog geen gesprek. Jullie bakfiets zou het verschil maken.",
            "Kun je er deze of volgende week staan?",
            "community_worker",
            at="square",
        ),
        (-2, 14, 0),
        "Sint-Amandsplein",
        until=8,
    ),
    Scene(
        "karim",
        request(
            "guard",
            "Budastraat rond 23 uur: rijden jullie eens langs?",
            "De late ploeg stopt om 22 uur. Bewoners zeggen dat het daarna nog een uur druk is aan de bushalte.",
            "Rij één keer langs tussen 22.30 en 23.30 uur.",
            "patrol_officer",
            at="street",
            to="ops",
        ),
        (-1, 20, 15),
        "Budastraat",
        until=5,
    ),
    Scene(
        "bram",
        request(
            "lead",
            "Hoeveel tijd vraagt de wandverlichting onder de brug?",
            "Preventie stelde ze voor, de buurt vraagt nu wanneer.",
            "Geef een datum, ook als ze nog onzeker is.",
            "prevention_service",
            at="street",
            to="city",
        ),
        (-3, 11, 0),
        "Budastraat",
        until=12,
    ),
    # Vandaag.
    Scene(
        "bram",
        information(
            "lead",
            "Buurtbabbel in het buurthuis: een bank of een boom?",
            "Koffie staat klaar, {hours}. De twee tekeningen hangen aan de muur, iedereen kleeft een stip.",
            at="centre",
            to="ops",
        ),
        (-6, 10, 0),
        "buurthuis Overleie",
        happens=(0, 15, 30, 16, 30),
        until=0,
    ),
    Scene(
        "karim",
        information(
            "guard",
            "Ronde met de wijkinspecteur, start aan de brug",
            "{hours}, langs de kaai, de bushalte en het plein. Bewoners mogen meestappen.",
            at="water",
            to="ops",
        ),
        (-4, 14, 30),
        "Diksmuidekaai",
        happens=(0, 19, 0, 20, 0),
        was=(0, 17, 30, 18, 30),
        corrected=(-1, 15, 50),
        reason="Buurtbabbel loopt uit",
        until=0,
    ),
    Scene(
        "aline",
        information(
            "guard",
            "Turnfeest: drukte aan de sporthal tot 22.30 uur",
            "Ouders halen op {hours}. Fietsen mogen langs de gevel, auto's niet op het voetpad.",
            at="street",
            to="ops",
        ),
        (-3, 16, 0),
        "Noordstraat",
        happens=(0, 20, 30, 22, 30),
        until=0,
    ),
    # Taken up, and still owed.
    Scene(
        "noor",
        request(
            "worker",
            "Flyers van het taalcafé: neem jij ze mee op ronde?",
            "Vijftig stuks, klaar aan de balie van het buurthuis. Jullie komen waar wij niet komen.",
            "Deel ze uit en zeg hoe het ging.",
            "community_guard",
            at="street",
        ),
        (-4, 9, 30),
        "Proosdijstraat",
        until=6,
        taken_by="karim",
    ),
    Scene(
        "bram",
        request(
            "lead",
            "Snelheid meten in de Proosdijstraat",
            "Vraag van ouders op de buurtbabbel. De vorige meting is meer dan twee jaar oud.",
            "Kan de meetkast er twee weken hangen?",
            "neighbourhood_officer",
            at="street",
            to="ops",
        ),
        (-6, 13, 40),
        "Proosdijstraat",
        until=8,
        taken_by="els",
    ),
    # Lapsed since the last shift.
    Scene(
        "aline",
        attention(
            "guard",
            "Glasbol Noordstraat loopt over",
            "Flessen staan ernaast, ook scherven. Lediging is gevraagd via 1777.",
            at="street",
            to="ops",
        ),
        (-6, 8, 15),
        "Noordstraat",
        until=-1,
    ),
    Scene(
        "bram",
        information(
            "lead",
            "Verhuiswagens in de Rekollettenstraat",
            "Parkeerverbod {hours} over vier plaatsen. Fietsers kunnen door.",
            at="street",
            to="ops",
            basis="partner",
        ),
        (-5, 15, 10),
        "Rekollettenstraat",
        happens=(-1, 8, 0, 12, 0),
        until=-1,
    ),
    # Nog geldig, and what lapses today.
    Scene(
        "bram",
        information(
            "lead",
            "Geen alcohol op het Sint-Amandsplein na 20 uur",
            "Tijdelijke regel van de stad, borden hangen. Eerst uitleggen, dan pas vermanen.",
            ask="Leg uit waarom en wijs op de borden.",
            at="square",
            to="ops",
            basis="partner",
        ),
        (-9, 9, 0),
        "Sint-Amandsplein",
        until=9,
    ),
    Scene(
        "bram",
        information(
            "lead",
            "Omleiding Meensestraat tot en met {end}",
            "Riolering. Bus 4 rijdt langs de Noordstraat. Vuilnis wordt aan de hoek opgehaald.",
            at="road",
            to="ops",
            basis="partner",
        ),
        (-12, 10, 20),
        "Meensestraat",
        until=11,
    ),
    Scene(
        "els",
        attention(
            "officer",
            "Fietsdiefstal bij het Budastrand",
            "Vier fietsen in twee weken, overdag en met een los slot. Het vaste rek staat vijftig meter verder.",
            ask="Wijs op het vaste rek en geef het kaartje mee.",
            at="park",
            to="ops",
        ),
        (-8, 12, 0),
        "Budastrand",
        until=0,
    ),
    # Own house only.
    Scene(
        "noor",
        post(
            "worker",
            "Wat deze week bleef hangen na de koffietafel",
            "Veel zorgen over de winter en de rekeningen. Drie keer "
            "dezelfde vraag: bij wie mag ik gewoon eens praten?\n\nIk "
            "hou vrijdag een uur vrij zonder afspraak. Enkel voor ons "
            "team, dit gaat niet verder.",
            at="",
            to="own",
        ),
        (-1, 17, 30),
    ),
    Scene(
        "noor",
        attention(
            "worker",
            "Moeilijke dagen in de Kapelstraat",
            "De straat is verdrietig na het nieuws van vorige week. Kom "
            "traag binnen, stel geen vragen, laat de deur open.",
            at="street",
            to="own",
            basis="heard",
        ),
        (-2, 11, 40),
        "Kapelstraat",
        until=9,
    ),
    Scene(
        "rita",
        request(
            "centre",
            "Kun jij dinsdag de koffietafel openen?",
            "Ik ben op vorming. De sleutel ligt op de gewone plaats.",
            "Open je dinsdag om 9 uur?",
            "community_worker",
            at="",
            to="own",
        ),
        (-1, 10, 10),
        until=5,
    ),
    # The blog.
    Scene(
        "bram",
        post(
            "lead",
            "Verslag gebiedsteam Overleie: wie doet wat",
            "1. De wachten nemen de kaai mee in de late ronde tot het "
            "einde van de maand.\n2. Noord rijdt op vrijdag en zaterdag "
            "één keer extra langs.\n3. Buurtwerk nodigt de kaai uit op "
            "de koffietafel.\n4. Preventie vraagt een datum voor het "
            "licht onder de brug.\n\nWe hielden het bij plekken en uren. "
            "Zo werkt het.",
            at="square",
            to="ops",
            replies=("Afspraak 3: uitnodiging is de deur uit.", "Afspraak 2 staat in de planning van Noord."),
        ),
        (-3, 16, 45),
        "Sint-Amandsplein",
    ),
    Scene(
        "karim",
        post(
            "guard",
            "Eerste avond met de nieuwe bank",
            "Zes mensen die elkaar niet kenden, een halfuur "
            "gepraat. Geen enkele melding die avond. Soms is "
            "een bank genoeg.",
            at="square",
            to="ops",
            replies=("Dat hoor ik ook op straat.", "Mooi. Deel ik op de stuurgroep."),
        ),
        (-2, 19, 20),
        "Sint-Amandsplein",
    ),
    # For the wall of sector Noord.
    Scene(
        "luc",
        safety(
            "patrol",
            "Brug Brugsesteenweg: één rijstrook tot {end}",
            "Wachttijd in de spits tot tien minuten. Dringend? Rij om langs de ring.",
            at="road",
            to="police",
            is_high=True,
        ),
        (-1, 5, 30),
        "Brugsestraat",
        until=8,
    ),
    Scene(
        "jelle",
        attention(
            "patrol",
            "Parkings Overleie: tassen zichtbaar in auto's",
            "Vier keer in tien dagen, telkens tussen 18 en 21 uur. Enkel de plek en het uur zijn bekend.",
            ask="Rij langs tussen 18 en 21 uur en laat je zien.",
            at="street",
            to="police",
        ),
        (-2, 21, 15),
        "Noordstraat",
        until=7,
    ),
)
