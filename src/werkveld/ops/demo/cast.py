"""The people of the demo, as one table: who, for whom, what, where, and what to look at. All names are invented."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from werkveld.people.functions import Function, OrganisationKind

F, K = Function, OrganisationKind

# code: (name, short name, kind). An invented housing company; the others are named as in the deck.
ORGANISATIONS: dict[str, tuple[str, str, OrganisationKind]] = {
    "stad": ("Stad Kortrijk", "Stad", K.CITY),
    "ocmw": ("OCMW Kortrijk", "OCMW", K.OCMW),
    "politie": ("Politiezone Vlas", "Politie", K.POLICE),
    "habbekrats": ("vzw Habbekrats", "Habbekrats", K.NONPROFIT),
    "leie": ("Wonen aan de Leie", "Huisvesting", K.HOUSING),
}
OWNERS = {
    "gebieden": "stad",
    "aandachtsgebieden": "stad",
    "wijken": "politie",
    "sectoren": "politie",
    "buurten": "ocmw",
}
DOMAIN = "werkveld.example"


@dataclass(frozen=True)
class Role:
    """One person. `where` holds codes of areas; empty is citywide, and None is no assignment at all (a seat only)."""

    key: str
    given: str
    family: str
    organisation: str
    function: Function
    where: tuple[str, ...] | None = ()
    theme: str = ""
    coordinates: bool = False
    note: str = ""
    rhythm: str = "day"

    @property
    def email(self) -> str:
        """An address that can never be somebody's."""
        return f"{self.key}@{DOMAIN}"


CITY = (
    Role("lotte", "Lotte", "Vandewalle", "stad", F.AREA_WORKER, ("G10",), coordinates=True,
         note=gettext_noop(
             "Stadscoördinator. Kijk naar Teams, Rooster en Beheer: verplaats iemand naar een ander gebied.")),
    Role("bram", "Bram", "Callens", "stad", F.AREA_WORKER, ("G11", "G16"),
         note=gettext_noop(
             "Gebiedswerker Overleie. Zet een verslag op de blog en maak er met één klik een briefingpunt van.")),
    Role("jana", "Jana", "Devos", "stad", F.AREA_WORKER, ("G12", "G13", "G14"),
         note=gettext_noop(
             "Binnenstad, drie gebieden en twee stuurgroepen: zie hoe elk bericht toch maar één plek heeft.")),
    Role("wouter", "Wouter", "Lambrecht", "stad", F.AREA_WORKER, ("G15", "G17")),
    Role("samira", "Samira", "El Khattabi", "stad", F.AREA_WORKER, (), "ontmoeting en netwerking"),
    Role("griet", "Griet", "Debusschere", "stad", F.CULTURE_OFFICER, ("G01", "G06")),
    Role("stijn", "Stijn", "Vanneste", "stad", F.CULTURE_OFFICER, ("G02", "G04")),
    Role("katrien", "Katrien", "Dewulf", "stad", F.CULTURE_OFFICER, ("G03",)),
    Role("pieterjan", "Pieter-Jan", "Soete", "stad", F.CULTURE_OFFICER, ("G05",)),
    Role("annelies", "Annelies", "Vercruysse", "stad", F.CULTURE_OFFICER, ("G07", "G08"),
         note=gettext_noop(
             "Cultuurfunctionaris in OC Heule en daar ook gebiedswerker. Kijk naar de blog en het archief per maand.")),
    Role("hanne", "Hanne", "Decock", "stad", F.CULTURE_OFFICER, ("G09",)),
    Role("ruth", "Ruth", "Maes", "stad", F.LIBRARIAN, ("G10",)),
    Role("tine", "Tine", "Goethals", "stad", F.LIBRARIAN, ("G07",)),
    Role("youssef", "Youssef", "Benali", "stad", F.LIBRARIAN, ("G05",)),
    Role("lien", "Lien", "Baert", "stad", F.LIBRARIAN, ("G14",)),
    Role("karim", "Karim", "Daoudi", "stad", F.COMMUNITY_GUARD, ("G11",), rhythm="shift",
         note=gettext_noop(
             "Gemeenschapswacht Overleie. Plaats een briefingpunt voor vanavond en zet daarna het uur recht.")),
    Role("fatima", "Fatima", "Azzouzi", "stad", F.COMMUNITY_GUARD, ("G10",), rhythm="shift"),
    Role("dirk", "Dirk", "Verstraete", "stad", F.COMMUNITY_GUARD, ("G12",), rhythm="absent",
         note=gettext_noop(
             "Twee weken weg geweest. Zijn briefing haalt die hele tijd in, het belangrijkste eerst.")),
    Role("mehmet", "Mehmet", "Yildiz", "stad", F.COMMUNITY_GUARD, ("G14",), rhythm="shift"),
    Role("nele", "Nele", "Casteleyn", "stad", F.COMMUNITY_GUARD, ("G07", "G08", "G09"), rhythm="shift"),
    Role("olena", "Olena", "Kovalenko", "stad", F.COMMUNITY_GUARD, ("G13",), rhythm="shift"),
    Role("tom", "Tom", "Seynaeve", "stad", F.COMMUNITY_GUARD, ("G03", "G05"), rhythm="shift"),
    Role("aline", "Aline", "Uwase", "stad", F.COMMUNITY_GUARD, ("G16", "G11"), rhythm="shift"),
    Role("kevin", "Kevin", "Bossuyt", "stad", F.COMMUNITY_GUARD, ("G17", "G15"), rhythm="shift"),
    Role("ines", "Ines", "Pattyn", "stad", F.COMMUNITY_GUARD, ("G01", "G02", "G04", "G06"), rhythm="shift"),
    Role("sofie", "Sofie", "Desmet", "stad", F.PREVENTION_SERVICE,
         note=gettext_noop(
             "Preventiedienst, stadsbreed. Zoek op «fietsdiefstal» en bekijk de vragen die op haar wachten.")),
    Role("jeroen", "Jeroen", "Windels", "stad", F.PREVENTION_SERVICE, (), "diefstalpreventie"),
)  # fmt: skip
OCMW = (
    Role("marleen", "Marleen", "Ghekiere", "ocmw", F.SOCIAL_SERVICE, ("B09",), coordinates=True),
    Role("noor", "Noor", "Haddad", "ocmw", F.COMMUNITY_WORKER, ("B07",),
         note=gettext_noop(
             "Buurtwerker Overleie. Haar berichten voor het eigen huis: politie en stad vinden er niets van terug.")),
    Role("joke", "Joke", "Tanghe", "ocmw", F.COMMUNITY_WORKER, ("B06",)),
    Role("bilal", "Bilal", "Chergui", "ocmw", F.COMMUNITY_WORKER, ("B05",)),
    Role("evi", "Evi", "Landuyt", "ocmw", F.COMMUNITY_WORKER, ("B01",)),
    Role("sara", "Sara", "Lietaer", "ocmw", F.COMMUNITY_WORKER, ("B03", "B02")),
    Role("amina", "Amina", "Warsame", "ocmw", F.COMMUNITY_WORKER, ("B08",)),
    Role("gert", "Gert", "Dejonghe", "ocmw", F.COMMUNITY_WORKER, ("B09", "B10")),
    Role("hilde", "Hilde", "Samyn", "ocmw", F.COMMUNITY_WORKER, ("B11", "B12")),
    Role("rita", "Rita", "Verbrugghe", "ocmw", F.SERVICE_CENTRE, ("B07", "B08")),
    Role("carine", "Carine", "Deleu", "ocmw", F.SERVICE_CENTRE, ("B01", "B02")),
    Role("paul", "Paul", "Nuytten", "ocmw", F.SERVICE_CENTRE, ("B05", "B04", "B03")),
    Role("dries", "Dries", "Opsomer", "ocmw", F.SOCIAL_SERVICE, ("B10", "B11", "B12", "B04")),
    Role("sam", "Sam", "Claerhout", "ocmw", F.STREET_WORKER, (), "jongeren en openbare ruimte", rhythm="evening",
         note=gettext_noop(
             "Straathoekwerker, stadsbreed. Deelt plekken, nooit personen: let op de herinnering bij het plaatsen.")),
    Role("leila", "Leila", "Rahmani", "ocmw", F.STREET_WORKER, (), "thuisloosheid", rhythm="evening"),
)  # fmt: skip
POLICE = (
    Role("filip", "Filip", "Deprez", "politie", F.NEIGHBOURHOOD_OFFICER, ("K1",), coordinates=True),
    Role("els", "Els", "Maertens", "politie", F.NEIGHBOURHOOD_OFFICER, ("K4",), rhythm="shift",
         note=gettext_noop(
             "Wijkinspecteur Overleie-Oost: haar wijk ligt in twee gebieden. Haar briefing opent met Was / Nu.")),
    Role("koen", "Koen", "Lefevere", "politie", F.NEIGHBOURHOOD_OFFICER, ("K4", "K3"), rhythm="shift",
         note=gettext_noop(
             "Collega van Els die nog niets las: hij ziet alleen de nieuwe tekst, zonder Was / Nu.")),
    Role("yasmine", "Yasmine", "Taleb", "politie", F.NEIGHBOURHOOD_OFFICER, ("K2",)),
    Role("ilse", "Ilse", "Gekiere", "politie", F.NEIGHBOURHOOD_OFFICER, ("K5", "K6")),
    Role("tim", "Tim", "Vandenberghe", "politie", F.NEIGHBOURHOOD_OFFICER, ("K7", "K9", "K10")),
    Role("geert", "Geert", "Plets", "politie", F.NEIGHBOURHOOD_OFFICER, ("K8",)),
    Role("lieve", "Lieve", "Coopman", "politie", F.NEIGHBOURHOOD_OFFICER, ("K11",)),
    Role("ruben", "Ruben", "Messely", "politie", F.NEIGHBOURHOOD_OFFICER, ("K12", "K13")),
    Role("kristof", "Kristof", "Windey", "politie", F.NEIGHBOURHOOD_OFFICER, ("K14", "K15")),
    Role("mieke", "Mieke", "Hollevoet", "politie", F.NEIGHBOURHOOD_OFFICER, ("K16",)),
    Role("pascal", "Pascal", "Vanoverberghe", "politie", F.NEIGHBOURHOOD_OFFICER, ("K17", "K18")),
    Role("sandra", "Sandra", "Buyse", "politie", F.NEIGHBOURHOOD_OFFICER, ("K19",)),
    Role("peter", "Peter", "Carlier", "politie", F.NEIGHBOURHOOD_OFFICER, ("KU1", "KU2", "KU3"),
         note=gettext_noop(
             "Wijkinspecteur in Kuurne: daar is wel een wijk, maar geen gebied van de stad.")),
    Role("benny", "Benny", "Depoorter", "politie", F.NEIGHBOURHOOD_OFFICER, ("KU4", "KU5", "LE1", "LE2")),
    Role("luc", "Luc", "Vermeersch", "politie", F.PATROL_CHIEF, ("N",), rhythm="lead",
         note=gettext_noop(
             "Patrouillechef sector Noord. Open de briefing groot op het scherm en druk het A4-blad af.")),
    Role("isabelle", "Isabelle", "Coussens", "politie", F.PATROL_CHIEF, ("C",), rhythm="lead"),
    Role("rik", "Rik", "Bouckaert", "politie", F.PATROL_CHIEF, ("Z",), rhythm="lead"),
    Role("jelle", "Jelle", "Ameye", "politie", F.PATROL_OFFICER, ("N",), rhythm="patrol"),
    Role("nadia", "Nadia", "Hamdi", "politie", F.PATROL_OFFICER, ("N",), rhythm="patrol"),
    Role("thijs", "Thijs", "Vansteenkiste", "politie", F.PATROL_OFFICER, ("C",), rhythm="patrol"),
    Role("emma", "Emma", "Roose", "politie", F.PATROL_OFFICER, ("C",), rhythm="patrol"),
    Role("joris", "Joris", "Declerck", "politie", F.PATROL_OFFICER, ("Z",), rhythm="patrol"),
)  # fmt: skip
PARTNERS = (
    Role("lore", "Lore", "Mestdagh", "habbekrats", F.YOUTH_PARTNER, None, rhythm="evening"),
    Role("jonas", "Jonas", "Ryckaert", "habbekrats", F.YOUTH_PARTNER, None, rhythm="evening"),
    Role("piet", "Piet", "Scherpereel", "leie", F.HOUSING_PARTNER, None,
         note=gettext_noop(
             "Huisvestingspartner met één stoel: stuurgroep Venning. Hij ziet die berichten en verder niets.")),
    Role("greet", "Greet", "Nollet", "leie", F.HOUSING_PARTNER, None),
)  # fmt: skip
# Who guards what an organisation shares. Last in the table, so that nobody else's roster moves.
OFFICE = (
    Role("veerle", "Veerle", "Ostyn", "stad", F.DATA_PROTECTION_OFFICER,
         note=gettext_noop(
             "DPO van de stad. Kijk naar Protocollen: wie met wie mag delen, en wat er verdwijnt als er een eindigt.")),
    Role("joost", "Joost", "Verhaeghe", "ocmw", F.DATA_PROTECTION_OFFICER),
    Role("anneleen", "Anneleen", "Sabbe", "politie", F.DATA_PROTECTION_OFFICER),
)  # fmt: skip
ROLES: tuple[Role, ...] = (*CITY, *OCMW, *POLICE, *PARTNERS, *OFFICE)

# Data protocols: (document, parties, at which table alone, days since it began, days until it ended). Between politie
# and Habbekrats there is none but at the tables, so that a form has something to refuse.
AGREEMENTS: tuple[tuple[str, tuple[str, ...], str, int, int | None], ...] = (
    ("Afsprakennota gebiedswerking", ("stad", "ocmw", "politie"), "", 400, None),
    ("Samenwerking met de huisvesting", ("stad", "ocmw", "politie", "leie"), "", 300, None),
    ("Samenwerking met het jeugdwerk", ("stad", "ocmw", "habbekrats"), "", 300, None),
    ("Proefproject zomerwerking", ("politie", "habbekrats"), "", 200, 20),
    ("Afsprakennota stuurgroep Venning", ("stad", "ocmw", "politie", "habbekrats", "leie"), "venning", 400, None),
    ("Afsprakennota stuurgroep Lange Munte", ("stad", "ocmw", "politie", "habbekrats", "leie"),
     "lange-munte-stuurgroep", 400, None),
)  # fmt: skip

# Somebody who opened nothing yet: the colleague in the first journey.
READS_NOTHING = frozenset({"koen"})

# Fixed seats: (code, kind, name, place, x, y, keys of the persons in the order of the deck).
TABLES: tuple[tuple[str, str, str, str, float, float, tuple[str, ...]], ...] = (
    ("venning", "steering_group", "Venning", "Venning", 73_650, 169_800,
     ("jana", "joke", "lieve", "sofie", "lore", "piet")),
    ("lange-munte-stuurgroep", "steering_group", "Lange Munte", "Langemunteplein", 74_600, 167_250,
     ("jana", "bilal", "geert", "sofie", "jonas", "greet")),
    ("oct-binnenstad", "consultation_table", "Binnenstad", "Stadhuis", 72_300, 169_200,
     ("lotte", "gert", "filip", "isabelle", "sofie", "jana")),
)  # fmt: skip
