"""Prevention: campaigns done together, results, what every colleague can pass on."""

from werkveld.ops.demo.text import attention, information, post

TEXTS = (
    post(
        "prevention",
        "Fietslabel-actie {p}: [37|52|64] fietsen gelabeld",
        "Samen met de gemeenschapswachten {at}. Eén op de vijf fietsen stond niet op slot. Die kregen een "
        "vriendelijk kaartje.\n\nVolgende actie "
        "in een ander gebied, zie de kalender.",
        at="square",
        replies=("Vlotte samenwerking, volgende keer graag een tafel meer.",),
    ),
    information(
        "prevention",
        "1 dag niet thuis: deur-aan-deur in de {street}",
        "De campagne tegen woninginbraak loopt tot en met {end}. Wachten en wijkinspecteur bellen samen aan met een "
        "folder en tips. Gratis "
        "inbraakadvies kan online aangevraagd worden.",
        ask="Geef de folder mee bij elk gesprek.",
        ask_of="community_guard",
        at="street",
        season="dark",
        days=13,
        to="ops",
        replies=("De linkerkant is gedaan, rechts volgt donderdag.",),
    ),
    information(
        "prevention",
        "Actie Gauwdief {at}: borden en flyers klaar",
        "Borden ophalen in het lokaal van de wachten. Boodschap: tas dicht, gsm weg. Na afloop terug, met het aantal "
        "flyers erbij.",
        at="square",
        days=12,
        areas=("Kortrijk-Centrum", "Overleie", "Heule-Centrum", "Marke", "Bissegem"),
    ),
    post(
        "prevention",
        "Deur-aan-deuractie {area}: vaak stond de deur open voor ons",
        "[140|180|210] huizen bezocht, op twee op de drie plaatsen deed iemand open. Meest gestelde vraag: hoe zit "
        "het met een alarm? Antwoord en "
        "linkjes staan op de kaart.",
        at="street",
        season="dark",
    ),
    post(
        "guard",
        "Samen op stap met de wijkinspecteur {at}",
        "Twee uur te voet. [Elf|Zestien] gesprekken, drie vragen voor 1777, één voor het dienstencentrum. Bewoners "
        "merken dat we samenwerken.",
        at="street",
        replies=("Voor herhaling vatbaar.", "Graag volgende keer in de vroege avond."),
    ),
    information(
        "prevention",
        "Fietsverlichting: gratis controle {at}",
        "We kijken {at} lichten na en hangen lampjes waar ze ontbreken. Geen boetes, wel een praatje. Voorraad: "
        "[80|120] setjes.",
        at="street",
        season="dark",
        days=9,
    ),
    attention(
        "prevention",
        "Valse collectes gemeld in de {street}",
        "Aan de deur wordt geld gevraagd zonder kaart van een vereniging. Zeg bewoners: vraag de kaart, geef niets, "
        "bel 101 bij opdringen.",
        at="street",
        days=10,
        basis="heard",
        to="ops",
        replies=("Ook gehoord in het dienstencentrum. Affiche hangt uit.",),
    ),
    attention(
        "prevention",
        "Babbeltruc in {area}: 'ik kom de meter aflezen'",
        "Geldt voor heel {area}. De netbeheerder kondigt een bezoek altijd aan. Niet zeker? Deur dicht en zelf bellen.",
        ask="Vertel het door aan de koffietafel en aan de balie.",
        days=12,
        basis="partner",
    ),
    post(
        "prevention",
        "Buurtinformatienetwerk {area}: [34|58|71] deelnemers",
        "Nieuwe deelnemers krijgen uitleg in {centre}. Het netwerk geeft tips door en vraagt uit te kijken naar wat "
        "er gebeurt op een plek, niet naar mensen.",
        at="centre",
    ),
    information(
        "officer",
        "Afwezigheidstoezicht {area}: aanvragen kan online",
        "Bewoners van {area} die op reis gaan kunnen gratis toezicht vragen. Minstens drie dagen vooraf, via het "
        "politieloket.",
        days=12,
        to="ops",
        season="warm",
    ),
    post(
        "prevention",
        "Brandveilig wonen {area}: [45|60] rookmelders uitgedeeld",
        "De brandweer gaf uitleg in {centre}. Wie hulp nodig heeft bij het ophangen, krijgt die van vrijwilligers. "
        "Lijst aan de balie.",
        at="centre",
        season="winter",
    ),
    post(
        "guard",
        "Minder fietsen gestolen {at}",
        "Na drie labelacties en een vast rek tellen we nog [één|twee] verdwenen fietsen op een maand. In het "
        "voorjaar waren dat er negen.",
        at="square",
        to="ops",
    ),
    information(
        "prevention",
        "Folder 'Veilig online' ligt in {centre}, vijf talen",
        "Over valse berichten en betaallinks. Gebruik hem bij een gesprek, laat hem niet gewoon liggen.",
        at="centre",
        days=12,
    ),
)
