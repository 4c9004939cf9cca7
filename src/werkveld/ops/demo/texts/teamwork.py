"""How the team works together: reports, agreements, rounds, lever projects, counterparts."""

from werkveld.ops.demo.text import information, post

TEXTS = (
    post(
        "lead",
        "Verslag gebiedsteam {area}: [drie|vier|vijf] afspraken",
        "1. De wachten nemen {p} mee in de late ronde tot het einde van de maand.\n2. De buurtwerker nodigt de "
        "straat uit op de koffietafel.\n3. De "
        "wijkinspecteur is er de eerste twintig minuten bij.\n\nVolgend overleg over zes weken, in {centre}.",
        at="square",
        replies=("Punt 2 staat gepland, affiche volgt.", "Goed verslag, kort en duidelijk."),
    ),
    post(
        "lead",
        "Kennismakingsronde {area}: acht haltes in twee uur",
        "De nieuwe collega ging langs bij [de school, de bakker, het dienstencentrum en de moskee|de school, de "
        "kerk, het rusthuis en de jeugdbeweging]. "
        "Overal dezelfde vraag: bij wie moet ik zijn? Het contactkaartje hangt nu op.",
        replies=("Blij dat ik mee mocht.",),
    ),
    post(
        "officer",
        "Spreekuur wijkinspecteur verhuist naar {centre}",
        "Voortaan elke [woensdag|donderdag] van 17 tot 18 uur. Laagdrempelig, zonder afspraak. Vertel het door aan "
        "de koffietafel.",
        at="centre",
        replies=("Hangt uit aan de balie.",),
    ),
    post(
        "lead",
        "Hefboomproject {p}: eerste steen, eerste feest",
        "Van parkeerplek naar [plukbos|buurtplein|speelplek]. De stad betaalt het materiaal, de buren zorgen voor "
        "handen. We meten na drie maanden of het "
        "doet wat we hoopten.",
        at="square",
        replies=("Volgen we mee op vanuit preventie.",),
    ),
    post(
        "lead",
        "Hefboomproject {p}: wat is er na drie maanden van?",
        "Meer zitten, minder zwerfvuil, één klacht over het uur. De bewoners willen een kraantje. Op het volgende "
        "overleg beslissen we over fase twee.",
        at="square",
    ),
    information(
        "lead",
        "Gebiedsteam {area} komt samen op {day}",
        "In {centre}, {hours}. Op tafel: [de werken|de donkere hoek], de planning van de rondes en wat er goed "
        "loopt. Punten toevoegen kan als reactie.",
        at="centre",
        when="13:30-15:00",
        weekdays=True,
        days=12,
        replies=("Graag vijf minuten over de schoolomgeving.",),
    ),
    post(
        "guard",
        "Een maand rondes in {area} in cijfers",
        "[34|41|47] rondes, [58|72] babbels, [16|21] meldingen naar 1777, [14|18] daarvan al opgelost. Drukste plek: "
        "{p}. Rustigste: het park op maandag.",
        at="square",
    ),
    post(
        "worker",
        "Wie doet wat in {area}? Het kaartje is vernieuwd",
        "Op één blad: gebiedswerker, buurtwerker, wijkinspecteur, gemeenschapswacht, bib en dienstencentrum. Alleen "
        "functies en dienstnummers. Ligt in {centre}.",
        at="centre",
        replies=("Handig voor de nieuwe collega's.",),
    ),
    post(
        "officer",
        "Samen met de buurtwerker {at}",
        "Een uur gepraat op de bank. Vooral over licht, bussen en wie je belt als het lawaai blijft. Niemand hoefde "
        "iets te bewijzen.",
        at="square",
        replies=("Het gaf vertrouwen. Graag nog eens.",),
    ),
    post(
        "lead",
        "Oproep: stagiair zoekt een dag in {area}",
        "Een student sociaal werk wil zien hoe een gebied werkt. Een ronde meelopen, een babbel bijwonen, een halve "
        "dag in {centre}. Wie heeft plaats?",
        at="centre",
        season="school",
        replies=("Ik heb plaats op dinsdag.",),
    ),
    information(
        "lead",
        "Sleutel van {centre}: nieuwe afspraak",
        "De sleutel ligt voortaan in de codekast aan de achterdeur. De code krijg je aan de balie, niet via bericht.",
        at="centre",
        days=16,
    ),
    post(
        "officer",
        "Mijn wijk en {area}: waar ze overlappen",
        "Mijn wijk loopt een stuk over de grens van {area}. Voor de kant van {p} ben ik jullie aanspreekpunt. "
        "Daarbuiten verwijs ik door naar mijn collega.",
        at="street",
        replies=("Dank, dat was niet voor iedereen duidelijk.",),
    ),
)
