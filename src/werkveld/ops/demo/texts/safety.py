"""What can hurt somebody: storm, ice, works, crowds, water. Emergencies are for 112, never for here."""

from werkveld.ops.demo.text import information, safety

TEXTS = (
    safety(
        "guard",
        "Losse takken {at}: blijf uit het park bij wind",
        "Na de storm hangen nog takken los in [drie|vier] bomen. Afgezet met lint. De groendienst komt [morgenvroeg "
        "langs|zodra de wind gaat liggen].",
        at="park",
        days=4,
        is_high=True,
        replies=("Lint was los, terug vastgemaakt.",),
    ),
    safety(
        "guard",
        "Gladde stoep {at} door lekkend water",
        "Een leiding lekt op het voetpad. Bij vorst wordt dat ijs. Gemeld via 1777, kegels staan er.",
        at="street",
        days=5,
        season="frost",
    ),
    safety(
        "officer",
        "Werfverkeer {at}: zwaar vervoer in twee richtingen",
        "Tussen 7 en 9 uur rijden vrachtwagens van de werf. De dode hoek is groot. Kruis niet tussen de hekken door, "
        "ook niet in uniform.",
        at="road",
        days=12,
        to="ops",
    ),
    safety(
        "guard",
        "Hek aan de waterkant {p} is stuk",
        "Over [twee|drie] meter geen leuning. Er hangt lint. Herstelling is gevraagd via 1777. Let op met kinderen.",
        at="water",
        days=8,
    ),
    safety(
        "worker",
        "Geen gsm-bereik in de kelder van {centre}",
        "Bij de vorige oefening kon niemand bellen. Spreek af wie boven blijft als je met een groep beneden bent. De "
        "vaste lijn aan de balie werkt.",
        at="centre",
        days=12,
    ),
    safety(
        "officer",
        "Wespennest in de haag {at}",
        "Ter hoogte van de speeltoestellen. Afgezet. De brandweer komt langs, niet zelf weghalen.",
        at="park",
        season="warm",
        days=4,
        to="ops",
    ),
    safety(
        "guard",
        "Bouwkraan {p}: voetpad aan één kant dicht",
        "De kant van de even nummers. Stuur mensen met een rolstoel of kinderwagen al aan het kruispunt naar de "
        "overkant.",
        at="street",
        days=16,
        basis="partner",
    ),
    safety(
        "patrol",
        "Slecht zicht aan het kruispunt {p}",
        "Een werfhek beneemt het zicht van rechts. Gevraagd om het te verplaatsen. Tot dan: stapvoets, ook bij "
        "dringende opdrachten.",
        at="road",
        days=7,
        to="ops",
    ),
    safety(
        "guard",
        "Spuitnaald gevonden {at}: zo raap je veilig op",
        "Eén naald, opgeraapt met tang en koker. De kit ligt in de koffer van de wachten. Vind je er één zonder kit: "
        "blijf erbij en bel de permanentie.",
        at="park",
        days=10,
    ),
    safety(
        "officer",
        "Geurhinder {at}: oorzaak gevonden",
        "Een verstopt rioolputje. Niet gevaarlijk, wel vervelend. De rioolploeg komt [deze week|maandag].",
        at="street",
        days=5,
        basis="partner",
        to="ops",
    ),
    information(
        "guard",
        "AED {p}: de kast werkt weer",
        "De kast aan {centre} had een lege batterij. Vervangen en getest. De plek staat op de sticker aan de deur.",
        at="centre",
        days=9,
    ),
    safety(
        "guard",
        "Water staat hoog aan de {water}",
        "Het jaagpad is op [twee|drie] plaatsen ondergelopen. Wandelaars omleiden via de straat. Niet door het water "
        "stappen: de rand is niet te zien.",
        at="water",
        season="winter",
        days=4,
        is_high=True,
    ),
    safety(
        "guard",
        "Hitte in {area}: zoek de schaduw op je ronde",
        "Neem water mee en plan het zware deel voor 11 uur. Zie je iemand die onwel wordt: 112.",
        season="summer",
        days=5,
    ),
)
