"""For the OCMW alone: community workers among themselves. Police and city find nothing of it, not even a count."""

from werkveld.ops.demo.text import attention, information, post, request

TEXTS = (
    post(
        "worker",
        "Stil moment na de koffietafel in {centre}",
        "Er is meer nood aan een rustige babbel dan we dachten. We voorzien voortaan een kwartier na de koffie, met "
        "twee mensen. Niets opschrijven, wel luisteren.",
        at="centre",
        replies=("Goed idee, ik neem het over.",),
    ),
    information(
        "worker",
        "Noodvoorraad {centre} is aangevuld",
        "Twaalf pakketten en zes babypakketten. Sleutel bij het onthaal. Neem er één mee als het nodig is, geen "
        "formulier.",
        at="centre",
        days=14,
    ),
    attention(
        "worker",
        "Veel vragen over de huurindexatie in {area}",
        "Op [vier|zes] momenten deze week. Neem de brief met voorbeeldberekening mee. De sociale dienst houdt een "
        "extra zitdag.",
        days=14,
        basis="heard",
    ),
    information(
        "worker",
        "Huisbezoeken {area}: per twee tot het einde van de maand",
        "Afspraak binnen het team, om het haalbaar te houden. Ruilen kan in de planning.",
        days=21,
    ),
    request(
        "worker",
        "Wie neemt de zitdag in {centre} over?",
        "Ik ben twee dinsdagen op vorming.",
        "Kun je één dinsdag overnemen?",
        "community_worker",
        at="centre",
        days=12,
    ),
    post(
        "worker",
        "Intervisie: grenzen van ons beroepsgeheim",
        "We bespraken vier situaties zonder namen. Besluit: wat iemand ons vertelt, blijft bij ons. Een plek die "
        "donker is, mogen we wel delen.",
        replies=("Deze zin komt op de muur.",),
    ),
    attention(
        "street",
        "Plek langs het water wordt drukker na middernacht",
        "Groepsgrootte 1 tot 3, rustig, slaapzakken. We gaan langs met thee en houden dit bij onszelf.",
        days=10,
    ),
    information(
        "social",
        "Spoedsteun: nieuwe drempel vanaf de eerste",
        "Aanvraag dezelfde dag beslist. De rekenhulp staat op de gedeelde schijf.",
        days=28,
    ),
    post(
        "street",
        "Drie avonden thee in {area}",
        "Vooral luisteren. Twee keer gevraagd naar een douche, één keer naar een dokter. Uren van het inloopcentrum "
        "meegegeven.",
        replies=("Inloopcentrum heeft extra handdoeken.",),
    ),
    information(
        "centre",
        "Vrijwilligersdank in {centre}: nog geheim",
        "Iedereen krijgt een plantje. Niet verklappen.",
        at="centre",
        days=12,
    ),
    post(
        "worker",
        "Wat de vrouwengroep in {centre} leerde van de workshop",
        "Rekeningen lezen lukt beter samen. De groep wil verder met een reeks over energie. Begeleiding gezocht.",
        at="centre",
    ),
    attention(
        "social",
        "Wachttijd schuldhulp loopt op",
        "Nu [vijf|zes] weken. Zeg het eerlijk bij de eerste vraag en geef het noodnummer voor afsluitingen mee.",
        days=14,
    ),
)
