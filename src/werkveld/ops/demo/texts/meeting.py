"""Meeting: neighbourhood tables, street parties, the ontmoetingscentrum."""

from werkveld.ops.demo.text import post

TEXTS = (
    post(
        "lead",
        "Buurtbabbel {p}: vraag naar [een extra zitbank|beter licht|een fietspomp]",
        "[Zeven|Negen|Elf|Veertien] bewoners aan de tafel {at}. Meest gehoord: [meer zitplaatsen|minder zwaar verkeer|"
        "een plek om samen te tuinieren] en blij met [de nieuwe plantvakken|de propere stoepen|de speelstraat van "
        "vorige "
        "zomer].\n\nVolgende babbel over vier weken, zelfde plek. Breng gerust een collega mee.",
        at="square",
        replies=(
            "Ik kom de volgende keer mee, goed moment om me voor te stellen.",
            "Dank, ik neem de bank mee naar groen.",
        ),
    ),
    post(
        "lead",
        "Koffie op de stoep {at}",
        "De bakfiets met koffie stond twee uur {at}. Een dertigtal mensen bleef even staan, van schoolkind tot "
        "grootouder. "
        "Vooral veel vragen over [de werken|afval sorteren|activiteiten voor de kinderen]. De antwoorden hangen in "
        "{centre}.",
        at="street",
    ),
    post(
        "lead",
        "Straatfeest {p}: zo is het gegaan",
        "Een lange tafel {at}, [drie|vier] straten deden mee. Muziek stopte om 22 uur zoals afgesproken, de straat "
        "was om 23 uur "
        "weer open. **Wat werkte:** bewoners zetten zelf de hekken. **Wat beter kan:** vroeger een brief in de bus.",
        at="street",
        season="warm",
        replies=("Vanuit de ronde: rustig verlopen, leuke sfeer.",),
    ),
    post(
        "lead",
        "Nieuwe openingsuren {centre}",
        "Vanaf volgende maand is {centre} ook op [dinsdagavond|donderdagavond] open tot 21 uur, op vraag van drie "
        "verenigingen. "
        "Wie met bewoners wil afspreken kan gratis een lokaal reserveren aan de balie.",
        at="centre",
    ),
    post(
        "lead",
        "Repair Café in {centre}: [18|23|31] toestellen hersteld",
        "Van broodrooster tot fietslicht. [Vijf|Zes] vrijwilligers, veel babbel aan de koffietafel. We zoeken nog "
        "iemand die met een "
        "naaimachine overweg kan. Ken je iemand? Vertel het door.",
        at="centre",
    ),
    post(
        "worker",
        "Samen koken in {centre}: volle tafel",
        "[Zestien|Negentien|Twintig] aan tafel, in [vijf|zeven] talen. De groep wil er iets vasts van maken, elke "
        "eerste [dinsdag|woensdag] "
        "van de maand. Kost 3 euro, inschrijven hoeft niet. Verwijs gerust door.",
        at="centre",
        replies=("Heb het verteld aan onze koffietafel, goed initiatief.", "Mag de flyer ook in de bib liggen?"),
    ),
    post(
        "worker",
        "Moestuin {p}: er zijn nog [drie|vier] bakken vrij",
        "De buurtmoestuin {at} draait goed. Gereedschap is er, water ook. Wie een bak wil, komt [woensdag|zaterdag] "
        "om 14 uur langs. "
        "Geen ervaring nodig.",
        at="park",
        season="warm",
    ),
    post(
        "lead",
        "Nieuwe bewoners verwelkomd in {area}",
        "[Twaalf|Achttien|Twintig] nieuwe gezinnen wandelden mee langs [de bib, het ontmoetingscentrum en het "
        "park|de winkels, de speelpleinen "
        "en het ontmoetingscentrum]. De wijkinspecteur en de gemeenschapswacht stelden zich voor: dat werd erg "
        "gewaardeerd.",
        replies=("Graag weer mee bij de volgende wandeling.",),
    ),
    post(
        "lead",
        "Verenigingen van {area} aan één tafel",
        "[Elf|Veertien] verenigingen legden hun kalenders naast elkaar in {centre}. Drie keer viel iets op dezelfde "
        "avond: opgelost. "
        "De kalender hangt aan de balie en wordt elke maand bijgewerkt.",
        at="centre",
    ),
    post(
        "lead",
        "Petanque {at}: elke week meer volk",
        "Begonnen met zes, nu met [vijftien|achttien]. De spelers houden zelf het veld proper. Ze vragen of de "
        "verlichting tot 22 uur aan kan "
        "blijven: vraag is doorgegeven aan 1777.",
        at="square",
        season="warm",
    ),
    post(
        "lead",
        "Geefkast {p} heeft een nieuw dak",
        "De geefkast {at} lekte. [Twee vrijwilligers|De technische dienst] zette er een nieuw dak op. Gebruik is "
        "goed, er blijft niets liggen. "
        "Ligt er toch iets dat er niet hoort? Meld het via 1777.",
        at="street",
    ),
    post(
        "worker",
        "Taalcafé {centre}: nu ook in de voormiddag",
        "Nederlands oefenen bij een kop koffie. Na vraag van ouders nu ook om 9.30 uur, na de schoolbel. [Acht|Tien] "
        "deelnemers de eerste keer. "
        "Vrijwilligers die mee willen praten zijn welkom.",
        at="centre",
        season="school",
    ),
    post(
        "lead",
        "Rommelmarkt {p}: [80|110|140] standen en goed weer",
        "Druk van 9 tot 16 uur {at}. Het parkeren liep beter dan vorig jaar dankzij de borden aan de rand. Afval was "
        "om 18 uur opgehaald. "
        "De organisatie bedankt de gemeenschapswachten.",
        at="square",
        season="warm",
    ),
    post(
        "lead",
        "Buren zetten zelf bloembakken in de {street}",
        "Met het buurtbudget kochten ze [acht|twaalf] bakken. De straat oogt meteen trager. Drie buren geven water, "
        "ook in de vakantie.",
        at="street",
        season="warm",
    ),
    post(
        "lead",
        "Wandelgroep {area} zoekt een derde route",
        "De wandelgroep vertrekt elke [maandag|vrijdag] om 10 uur aan {centre}. Twee routes zijn bekend, ze zoeken "
        "een derde van ongeveer "
        "vijf kilometer langs trage wegen. Tips zijn welkom.",
        at="centre",
    ),
)
