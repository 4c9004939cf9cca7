"""What Werkveld never does: the discretion rules R1 to R20 as promises, each with how it is kept."""

from dataclasses import dataclass

from django.utils.functional import Promise as Words
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Promise:
    """One rule: its number in the design, what never happens, and what holds us to it."""

    rule: str
    never: str | Words
    held: str | Words


PROMISES = (
    Promise(
        "R1",
        _("Werkveld houdt geen bestand bij van bewoners, verdachten, cliënten, slachtoffers of minderjarigen."),
        _("Er bestaat geen veld voor een persoon, behalve voor wie hier een account heeft. Een test bewaakt dat."),
    ),
    Promise(
        "R2",
        _("Werkveld vraagt nooit wie het was."),
        _("Een bericht zegt wat, waar, wanneer en wat helpt. Voor “wie” is er geen vraag."),
    ),
    Promise(
        "R3",
        _("Een rijksregisternummer, nummerplaat of geboortedatum raakt niet op een bericht."),
        _("Elke tekst wordt nagelezen vóór hij bewaard wordt, ook een reactie. Bij een naam: moet dit?"),
    ),
    Promise(
        "R4",
        _("Werkveld toont geen herkenbare gezichten of nummerplaten."),
        _(
            "Gezichten en platen worden onherkenbaar gemaakt voor iemand anders de foto ziet. "
            "Daarna kijkt de auteur na: een computer mist er. Kan het niet, dan komt de foto er niet."
        ),
    ),
    Promise(
        "R5",
        _("Een welzijnsbericht wijst geen voordeur aan."),
        _("Wie met vertrouwen werkt, zegt standaard alleen het gebied. Het precieze punt wordt dan niet bewaard."),
    ),
    Promise(
        "R6",
        _("Wat het OCMW schrijft, gaat nooit vanzelf naar de politie."),
        _("Elk bericht begint bij de eigen organisatie. De auteur kiest zelf wie erbij komt."),
    ),
    Promise(
        "R7",
        _("Niemand plaatst iets zonder te weten wie het ziet."),
        _("Het formulier zegt wie meeleest, met hoeveel mensen, en wie niet. Die zin komt uit de regel zelf."),
    ),
    Promise(
        "R8",
        _("Een lezer kan een bericht niet doorsturen."),
        _("Alleen de kant van de auteur kan meer lezers toelaten. Minder lezers gelden vanaf de volgende klik."),
    ),
    Promise(
        "R9",
        _("Werkveld stuurt niets naar politiesystemen en haalt er niets uit."),
        _("Er is geen koppeling. Zoeken op personen bestaat niet, en wat je niet mag zien telt ook niet mee."),
    ),
    Promise(
        "R10",
        _("Een andere organisatie leest niet ongemerkt mee."),
        _("Elke eerste lezing staat in het logboek. De auteur ziet hoeveel mensen van welke organisatie lazen."),
    ),
    Promise(
        "R11",
        _("Een fout blijft niet rondgaan."),
        _("De auteur kan altijd rechtzetten of intrekken. Van een ingetrokken bericht is de tekst overal weg."),
    ),
    Promise(
        "R12",
        _("Een briefingpunt blijft niet eeuwig staan."),
        _("Het vervalt na een week, of ten laatste na vier weken. Langer kan alleen als iemand zegt: klopt nog."),
    ),
    Promise(
        "R13",
        _("Van horen zeggen wordt nooit een feit."),
        _("Bij elk bericht staat de bron: zelf gezien, van een partner, of gehoord."),
    ),
    Promise(
        "R14",
        _("Een vraag verdwijnt niet in een la."),
        _("Wie een antwoord moet geven, ziet dat in de briefing tot het er is."),
    ),
    Promise(
        "R15",
        _("Werkveld maakt geen profielen, scores of voorspellingen, en koppelt geen groep aan plaatsen."),
        _("Er is geen code die dat doet. Aantallen onder vijf worden niet getoond."),
    ),
    Promise(
        "R16",
        _("Werkveld is geen noodnummer."),
        _("Bij gevaar of een misdrijf: bel 112 of 101. Daarvoor dient dit niet."),
    ),
    Promise(
        "R17",
        _("Werkveld rangschikt geen medewerkers."),
        _("“Gezien” telt per team. Namen zie je alleen als leiding van die dienst."),
    ),
    Promise(
        "R18",
        _("Werkveld plakt geen etiket op een buurt."),
        _("Woorden zoals “aandachtsgebied” blijven binnen en komen op geen openbare pagina."),
    ),
    Promise(
        "R19",
        _("Wat misloopt, blijft niet onder de mat."),
        _("Iedereen kan een bericht of een datalek melden. Elke maand kijkt een DPO een steekproef na."),
    ),
    Promise(
        "R20",
        _("Werkveld gaat nooit boven je beroepsgeheim."),
        _("Wie eraan gebonden is, leest het bij elk bericht: twijfel is niet plaatsen."),
    ),
)
# And three that hold all the others up.
ALSO = (
    Promise(
        "",
        _("Wie een bericht niet mag zien, merkt niet dat het bestaat."),
        _("Een verborgen bericht antwoordt net als een dat er niet is, even snel, in lijst, telling en zoeken."),
    ),
    Promise(
        "",
        _("Twee organisaties delen niets zonder dataprotocol."),
        _(
            "Pas als de DPO van elke partij ja zei, kan je hen kiezen. "
            "Eindigt het protocol, dan verdwijnt ook wat al gedeeld was."
        ),
    ),
    Promise(
        "",
        _("Wie vertrekt of van gebied verandert, neemt niets mee."),
        _("Wat je ziet volgt uit wat je vandaag doet. Bij elke klik wordt dat opnieuw gevraagd."),
    ),
)
