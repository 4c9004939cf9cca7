"""Works, detours, parking, bicycles, school streets."""

from werkveld.ops.demo.text import attention, information, post

TEXTS = (
    information(
        "lead",
        "{p} afgesloten [tussen de kerk en de school|voor doorgaand verkeer]: werken",
        "Nutswerken tot en met {end}. Fietsers en voetgangers kunnen door. [De bus rijdt om, halte verplaatst|Bussen "
        "blijven rijden]. Hulpdiensten "
        "kunnen altijd door.",
        at="street",
        days=18,
        basis="partner",
    ),
    information(
        "lead",
        "Omleiding {p} tot en met {end}",
        "Omleiding via de ring, borden staan. Handelaars blijven bereikbaar te voet. Vragen van bewoners: infopunt "
        "in {centre}.",
        at="road",
        days=13,
        basis="partner",
        replies=("Veel sluipverkeer in de zijstraten tussen 16 en 18 uur.",),
    ),
    attention(
        "officer",
        "Sluipverkeer in de {street} tijdens de werken",
        "Vooral tussen 7.45 en 8.30 uur, veel te snel langs de school. We staan er deze week [dinsdag en "
        "donderdag|maandag en vrijdag] zichtbaar.",
        ask="Sta zichtbaar aan het zebrapad als je in de buurt bent.",
        at="street",
        days=10,
        season="school",
        to="ops",
    ),
    information(
        "lead",
        "Proef: de {street} is een schoolstraat",
        "Van 8 tot 8.30 uur en van 15.30 tot 16 uur geen auto's. Vrijwilligers zetten het hek. Bewoners mogen "
        "stapvoets door.",
        at="street",
        season="school",
        days=16,
        replies=("Eerste week vlot, ouders zijn blij.",),
    ),
    post(
        "lead",
        "Infoavond werken {p}: de vragen en de antwoorden",
        "[Veertig|Vijfenvijftig|Zeventig] bewoners. Meeste vragen over [parkeren tijdens de werken|de bomen|de "
        "bereikbaarheid van de winkels]. Het verslag "
        "ligt in {centre} en staat op de site van de stad.",
        at="street",
        basis="seen",
    ),
    attention(
        "guard",
        "Auto's op het voetpad {at}",
        "Elke dag rond [8.15|15.45] uur. Kinderen moeten de weg op. We spreken aan en delen een kaartje uit, twee "
        "weken lang.",
        ask="Spreek aan en geef het kaartje mee. Wie vaak terugkomt: niet noteren, wel het uur.",
        at="street",
        days=9,
        season="school",
    ),
    information(
        "guard",
        "Fietsgraveren {at}: [48|63|91] fietsen",
        "Een uur langer gebleven omdat er volk bleef komen. Wie te laat was kan over twee weken terecht in {centre}.",
        at="square",
        days=9,
    ),
    attention(
        "guard",
        "Deelsteps dwars op het voetpad {at}",
        "Zet ze aan de kant als dat kan. De verhuurder haalt ze op na melding in de app, meestal binnen het uur.",
        at="square",
        days=7,
    ),
    post(
        "officer",
        "Snelheid gemeten {at}: het gaat beter",
        "Gemiddeld [36|38] km per uur, vorig jaar 44. De versmalling helpt. We meten opnieuw in het voorjaar.",
        at="road",
        to="ops",
        replies=("Mooi, dat nemen we mee naar de buurtbabbel.",),
    ),
    information(
        "lead",
        "Parking {p} tijdelijk half dicht",
        "Kant van de [kerk|winkels] dicht tot en met {end} voor herstelling. Bewonerskaarten gelden zolang ook in de "
        "zijstraten.",
        at="square",
        days=9,
        basis="partner",
    ),
    attention(
        "guard",
        "Zebrapad {p} is bijna weggesleten",
        "Vooral bij regen slecht te zien. Doorgegeven via 1777, herschilderen is gepland. Tot dan wat extra aandacht "
        "om [8|16] uur.",
        at="road",
        days=9,
    ),
    post(
        "lead",
        "Fietsstraat in de {street}: eerste maand",
        "Meer fietsers, [zes|negen] opmerkingen van bewoners. De meeste gaan over de borden. Er komt een tweede bord "
        "aan de kant van het kruispunt.",
        at="street",
    ),
)
