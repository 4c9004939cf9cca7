"""Names of streets, squares and houses by gebied: public names, said the way people say them."""

# For each gebied: what it is called in a short title, and its places by sort.
GAZETTEER: dict[str, dict[str, tuple[str, ...]]] = {
    "Aalbeke": {
        "square": ("Aalbekeplaats",),
        "street": ("Willem Putmanstraat", "Victor Desmetstraat", "Edward Vermeulenstraat", "Bergstraat"),
        "road": ("Moeskroensesteenweg",),
        "park": ("dorpspark Aalbeke",),
        "centre": ("OC Aalbeke",),
    },
    "Bellegem": {
        "square": ("Bellegemplaats",),
        "street": ("Processiestraat", "Mortagnelaan", "Leuzestraat", "Kreupelstraat", "Baljuwstraat"),
        "road": ("Bellegemsestraat",),
        "park": ("Bellegembos",),
        "centre": ("OC Bellegem",),
    },
    "Bissegem": {
        "square": ("Bissegemplaats", "Vlaswaagplein"),
        "street": ("Driekerkenstraat", "Tuinwijklaan", "Neerbeekstraat", "Tientjesstraat", "Hendrik Dewildestraat"),
        "road": ("Meensesteenweg", "Gullegemsesteenweg"),
        "water": ("Leieoever",),
        "park": ("Neerbeekpark",),
        "centre": ("OC Bissegem",),
    },
    "Kooigem": {
        "square": ("Kooigemplaats",),
        "street": ("Kooigemsestraat", "Molentjesstraat", "Hoogplaatsstraat", "Koninklijkestraat"),
        "road": ("Doorniksesteenweg",),
        "park": ("Kooigembos",),
        "centre": ("OC Kooigem",),
    },
    "Marke": {
        "square": ("Markeplaats", "Olympiadeplein"),
        "street": ("Marktstraat", "Markekerkstraat", "Kloosterstraat", "Preshoekstraat", "Hellestraat"),
        "road": ("Rekkemsestraat", "Pontestraat"),
        "water": ("Leieoever",),
        "park": ("park Blommeghem",),
        "centre": ("OC Marke",),
    },
    "Rollegem": {
        "square": ("Rollegemplaats",),
        "street": ("Rollegemkerkstraat", "Tombroekstraat", "Lampestraat", "Schreiboomstraat"),
        "road": ("Aalbeeksestraat",),
        "park": ("Rozenpark",),
        "centre": ("OC Rollegem",),
    },
    "Heule-Centrum": {
        "square": ("Lagaeplein",),
        "street": ("Steenstraat", "Zuidstraat", "Schoolstraat", "Stijn Streuvelslaan", "Zeger van Heulestraat"),
        "road": ("Kortrijksestraat", "Gullegemsestraat"),
        "water": ("Heulebeek",),
        "park": ("Heulepark",),
        "centre": ("OC Heule",),
    },
    "Heule-Sint-Katharina": {
        "square": ("kerkplein Sint-Katharina",),
        "street": ("Sint-Katharinastraat", "Magerstraat", "Wittestraat", "Beiaardstraat"),
        "road": ("Mellestraat", "Izegemsestraat"),
        "park": ("speelbos Sint-Katharina",),
        "centre": ("zaal Sint-Katharina",),
    },
    "Heule-Watermolen": {
        "square": ("plein Vlaschaard",),
        "street": ("Bozestraat", "Watermolenwal", "Emiel Hullebroecklaan", "Sint-Joblaan", "Molenstraat"),
        "road": ("Kortrijksestraat", "Izegemsestraat"),
        "water": ("Heulebeek",),
        "park": ("park Heulemeersen",),
        "centre": ("buurthuis Watermolen",),
    },
    "Kortrijk-Centrum": {
        "square": ("Grote Markt", "Schouwburgplein", "Stationsplein", "Overbekeplein", "Conservatoriumplein"),
        "street": (
            "Doorniksestraat",
            "Lange Steenstraat",
            "Voorstraat",
            "Leiestraat",
            "Rijselsestraat",
            "Wijngaardstraat",
        ),
        "road": ("Minister Tacklaan",),
        "water": ("Broelkaai",),
        "park": ("Begijnhofpark",),
        "centre": ("de bibliotheek",),
    },
    "Overleie": {
        "square": ("Sint-Amandsplein",),
        "street": ("Overleiestraat", "Budastraat", "Proosdijstraat", "Noordstraat", "Kapelstraat", "Rekollettenstraat"),
        "road": ("Meensestraat", "Brugsestraat"),
        "water": ("Diksmuidekaai", "IJzerkaai"),
        "park": ("Budastrand",),
        "centre": ("buurthuis Overleie",),
    },
    "Kortrijk-Oost": {
        "square": ("Sint-Jansplein", "Juweliersplein", "Prinses Marie-Joséplein"),
        "street": ("Stasegemsestraat", "Veldstraat", "Pluimstraat", "Vaartstraat", "Sint-Antoniusstraat"),
        "road": ("Gentsesteenweg",),
        "water": ("Spinnerijkaai", "Visserskaai"),
        "park": ("park Vlaskouter",),
        "centre": ("buurthuis Sint-Jan",),
    },
    "Sint-Elisabeth": {
        "square": ("Volksplein",),
        "street": ("Sint-Denijsestraat", "Sint-Rochuslaan", "Zwevegemsestraat", "Toekomststraat", "Boerderijstraat"),
        "road": ("Oudenaardsesteenweg",),
        "park": ("park Sint-Elisabeth",),
        "centre": ("buurthuis Sint-Elisabeth",),
    },
    "Lange Munte": {
        "square": ("Langemunteplein",),
        "street": ("Beeklaan", "Morinnestraat", "Tarwelaan", "Gerstelaan", "Roggelaan", "Merellaan"),
        "road": ("Doorniksesteenweg",),
        "park": ("Beneluxpark",),
        "centre": ("OC Lange Munte",),
    },
    "Patersmote-Pottelberg-Beverlaai": {
        "short": ("Pottelberg",),
        "square": ("plein Patersmote",),
        "street": ("Beverlaai", "Markebekestraat", "Condédreef", "Meiweg", "Patersmotestraat", "Engelse Wandeling"),
        "road": ("Aalbeeksesteenweg", "Marksesteenweg"),
        "park": ("park Patersmote",),
        "centre": ("buurthuis Pottelberg",),
    },
    "Pius X": {
        "square": ("Pieter Pauwel Rubensplein", "Maria Desmetplein"),
        "street": ("Parkietenlaan", "Gouden-Rivierlaan", "Herdersstraat", "Vogelzanglaan", "Weversstraat"),
        "road": ("Brugsesteenweg", "Kuurnsesteenweg"),
        "park": ("Koning Albertpark",),
        "centre": ("buurthuis Pius X",),
    },
    "Marionetten": {
        "square": ("plein Marionetten",),
        "street": ("Marionetten", "Bruyningstraat", "Rodenburgstraat", "Pieter Breughelstraat", "Sint-Annastraat"),
        "road": ("Rollegemseweg",),
        "park": ("President Kennedypark",),
        "centre": ("buurthuis Marionetten",),
    },
}

# How a place stands in a sentence, where its last letters do not tell.
SAID: dict[str, str] = {
    "Grote Markt": "op de Grote Markt",
    "Walle": "in Walle",
    "Marionetten": "in de Marionetten",
    "Leieoever": "aan de Leieoever",
    "Heulebeek": "aan de Heulebeek",
    "Budastrand": "op het Budastrand",
    "Bellegembos": "in het Bellegembos",
    "Kooigembos": "in het Kooigembos",
    "dorpspark Aalbeke": "in het dorpspark",
    "speelbos Sint-Katharina": "in het speelbos",
    "kerkplein Sint-Katharina": "op het kerkplein",
    "Beverlaai": "in de Beverlaai",
    "Engelse Wandeling": "in de Engelse Wandeling",
    "Venning": "in de Venning",
    "de bibliotheek": "in de bibliotheek",
}
_ENDINGS = (
    ("plein", "op het "),
    ("plaats", "op "),
    ("park", "in het "),
    ("steenweg", "op de "),
    ("weg", "op de "),
    ("kaai", "aan de "),
    ("wal", "op de "),
    ("straat", "in de "),
    ("laan", "in de "),
    ("dreef", "in de "),
)
_OPENINGS = (("plein ", "op het "), ("park ", "in "), ("buurthuis ", "in "), ("OC ", "in "), ("zaal ", "in "))


def said(place: str) -> str:
    """A place in a sentence: "in de Budastraat", "op het Volksplein", "in OC Marke"."""
    if place in SAID:
        return SAID[place]
    for opening, words in _OPENINGS:
        if place.startswith(opening):
            return words + place
    return next((words + place for ending, words in _ENDINGS if place.endswith(ending)), f"aan {place}")
