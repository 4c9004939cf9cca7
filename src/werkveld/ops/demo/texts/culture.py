"""Library and culture in the gebied."""

from werkveld.ops.demo.text import information, post, request

TEXTS = (
    post(
        "library",
        "Bib {area} verlengt de stille uren",
        "Tijdens de examens is er plaats voor [twintig|dertig] studenten tot 21 uur. Rugzakken in de kastjes, koffie "
        "mag. Goed voor wie thuis geen rust heeft.",
        season="school",
        between="11-20/06-25",
    ),
    post(
        "library",
        "Digipunt {area}: [26|33] vragen in een week",
        "Meest gevraagd: itsme, een attest afdrukken, foto's van de gsm halen. Verwijs gerust door, geen afspraak "
        "nodig. Wij vullen niets in voor iemand anders.",
        replies=("Heel nuttig, we sturen mensen van de balie door.",),
    ),
    information(
        "library",
        "Bib {area} gesloten voor inventaris",
        "De boekeninlevering buiten blijft werken. Het digipunt verhuist die dagen naar {centre}.",
        at="centre",
        days=9,
    ),
    post(
        "library",
        "Boekstartkoffer op bezoek in {centre}",
        "Elf baby's en hun ouders. Een rustige start van de dag, en vier gezinnen schreven in voor de taalbabbel.",
        at="centre",
    ),
    post(
        "lead",
        "Seniorenfilm in {centre}: zaal vol",
        "[Tachtig|Negentig] stoelen bezet. Vervoer ging met de Mindermobielencentrale. Volgende maand een klassieker "
        "van eigen bodem.",
        at="centre",
    ),
    post(
        "lead",
        "Muurschildering {p} is klaar",
        "Getekend door de buurt, geschilderd door een jonge kunstenaar. De eigenaar van de muur trakteerde. De "
        "eerste week al geen tag.",
        at="street",
        replies=("Knap resultaat. Even gaan kijken met de ploeg.",),
    ),
    post(
        "lead",
        "Fanfare door de straten van {area}",
        "Een uur muziek, [drie|vier] halten. Aan de {street} schoven mensen hun ramen open. Verkeer even stil, "
        "niemand boos.",
        at="street",
        season="warm",
    ),
    post(
        "lead",
        "Expo 'Mijn straat': foto's uit {area}",
        "Te zien in {centre} tot het einde van de maand. Bewoners fotografeerden wat ze mooi vinden. Geen gezichten, "
        "wel veel voordeuren.",
        at="centre",
    ),
    request(
        "library",
        "Bib {area} zoekt een spreker over veilig betalen",
        "We krijgen veel vragen over valse berichten. Een halfuurtje uitleg in gewone taal zou helpen.",
        "Wie komt op een voormiddag uitleg geven?",
        "prevention_service",
        days=9,
    ),
    post(
        "lead",
        "Erfgoedwandeling door de {street}",
        "[Dertig|Veertig] wandelaars, een gids met veel verhalen. Het infobord {at} krijgt een nieuwe tekst.",
        at="street",
    ),
    post(
        "lead",
        "Dansnamiddag {centre} in nieuwe handen",
        "De vrijwilligers van het eerste uur gaven de sleutel door. De nieuwe ploeg houdt vast aan live muziek en "
        "aan taart.",
        at="centre",
    ),
)
