"""Public space: litter, lighting, defects (handed to 1777), green, good news about them."""

from werkveld.ops.demo.text import attention, information, post

TEXTS = (
    attention(
        "guard",
        "Sluikstort {p} opgeruimd, plek blijft op de ronde",
        "[Vier|Zes|Acht] zakken en een matras weg. De plek is de derde keer deze maand aan de beurt, telkens "
        "[maandagochtend|na het weekend]. "
        "Kijk bij je ronde even binnen.",
        ask="Kijk na het weekend even langs en meld nieuw afval via 1777.",
        at="street",
        days=9,
        replies=("Vanmorgen langs geweest: proper.", "Borden hangen, dank."),
    ),
    information(
        "guard",
        "Straatlampen stuk {at}: doorgegeven aan 1777",
        "[Drie|Vier|Vijf] lampen op rij, het stuk aan de [bushalte|speelplek|fietsenstalling] is donker. Herstelling "
        "gevraagd via 1777, niet nog eens "
        "melden.",
        at="street",
        days=10,
    ),
    post(
        "guard",
        "Licht brandt weer {at}",
        "De lampen die we via 1777 doorgaven zijn hersteld, [vijf|zes] werkdagen na de melding. Bewoners zeiden "
        "spontaan dank u.",
        at="street",
    ),
    information(
        "lead",
        "Nieuwe vuilnisbakken {at}",
        "Twee extra bakken, geleegd op maandag en vrijdag. Proef van drie maanden. Zie je dat ze te vroeg vol zijn? "
        "Zet het als reactie hieronder.",
        at="square",
        days=12,
        replies=("Zondagavond om 20 uur al vol.", "Sinds de tweede lediging gaat het goed."),
    ),
    attention(
        "guard",
        "Glasbol {p} loopt over",
        "Flessen staan ernaast, ook scherven op het voetpad. Lediging is gevraagd via 1777. Vraag mensen om even te "
        "wachten of de volgende bol te nemen.",
        at="square",
        days=4,
    ),
    attention(
        "guard",
        "Losse tegels {at}, pas op met rolstoel en fiets",
        "[Een stuk van twee meter|Drie tegels] ligt los aan de kant van de [even|oneven] nummers. Kegels staan "
        "erbij. Doorgegeven via 1777.",
        at="street",
        days=9,
    ),
    information(
        "lead",
        "Bladkorven staan {at}",
        "Bewoners mogen hier straatblad in kwijt, geen tuinafval. De korven worden elke week geleegd tot half "
        "december.",
        at="street",
        season="autumn",
        days=12,
        between="10-15/12-05",
    ),
    post(
        "lead",
        "Opruimactie {area}: [41|62|87] zakken in één voormiddag",
        "[Twee scholen|De scouts en twee straatcomités] gingen op pad met grijpers. Meest gevonden: blikjes en "
        "verpakking van [fastfood|snoep]. "
        "De grijpers blijven te leen in {centre}.",
        at="centre",
        replies=("Knap. Volgende keer loop ik een uurtje mee.",),
    ),
    post(
        "guard",
        "Graffiti {p} verwijderd op dag twee",
        "Snel weg helpt: sinds de zomer komt het {at} minder terug. Dank aan de cleaningploeg. Nieuwe tags? Foto "
        "zonder mensen naar 1777.",
        at="street",
    ),
    attention(
        "guard",
        "Hondenpoep {at}: veel vragen van ouders",
        "[Vier|Vijf] ouders spraken ons aan op weg naar school. De zakjesautomaat was leeg en is nu bijgevuld. We "
        "spreken hier twee weken vriendelijk aan.",
        ask="Spreek aan, geef een zakje mee. Niet bekeuren in deze actie.",
        at="street",
        days=9,
        season="school",
    ),
    information(
        "lead",
        "Speelplein {p} gesloten voor herstelling",
        "De ondergrond wordt vernieuwd. Er staat een hek en een bord met de einddatum. Wijs gezinnen door naar [het "
        "speelplein aan de kerk|het park].",
        at="park",
        days=12,
    ),
    post(
        "lead",
        "Bomen {at} geplant",
        "[Zes|Negen] jonge bomen, gekozen door de straat zelf. Een klas uit de buurt gaf ze namen. Water geven doen "
        "de buren volgens een lijst in {centre}.",
        at="street",
        season="winter",
        between="11-10/03-10",
    ),
    attention(
        "guard",
        "Ratten gezien {at}, bestrijding is verwittigd",
        "Rond de [struiken|containers] bij de waterkant. Vraag mensen om [eenden niet te voederen|geen brood te "
        "strooien]. De dienst komt binnen de week.",
        at="water",
        days=8,
        basis="partner",
    ),
    post(
        "lead",
        "Trage weg aan de {street} weer open",
        "Het pad was dichtgegroeid. Nu kun je weer van {area} naar de [school|winkels] zonder langs de drukke baan "
        "te moeten.",
        at="street",
    ),
    information(
        "guard",
        "Fietswrakken {at} krijgen een label",
        "[Elf|Zeventien] fietsen hebben een oranje label. Wie hem nog gebruikt haalt het label eraf. De rest gaat na "
        "drie weken naar het depot, daar kan "
        "hij nog opgehaald worden.",
        at="square",
        days=12,
    ),
    attention(
        "guard",
        "Winkelkarren achtergelaten {at}",
        "[Zes|Acht] karren langs het pad. De winkel haalt ze op na een seintje van de winkelstraatmanager. Niet zelf "
        "terugrijden.",
        at="street",
        days=5,
    ),
    post(
        "guard",
        "Wat goed gaat {at}",
        "Drie rondes op rij niets te melden op een plek waar het deze zomer moeilijk liep. De nieuwe bank wordt "
        "gebruikt, er is licht en er is volk. "
        "Ook dat schrijven we op.",
        at="square",
        replies=("Zien wij ook vanuit de patrouille.", "Deel ik op de volgende stuurgroep."),
    ),
)
