"""Dutch-looking text whose words are as unevenly used as in life: a few everywhere, most of them hardly ever."""

import numpy as np
from numpy.typing import NDArray

COMMON = ["de", "het", "een", "van", "en", "in", "op", "aan", "met", "bij", "is", "er", "werd", "niet", "maar", "nog", "naar", "voor", "door", "dat", "die", "wordt", "over", "om", "tot", "te", "graag", "even", "weer", "vandaag", "morgen", "gisteren", "avond", "ochtend", "nacht", "buurt", "straat", "plein", "park", "bewoners", "gezien", "melding", "vraag", "aandacht", "overlast", "fiets", "fietsen", "auto", "verkeer", "school", "jongeren", "groep", "lawaai", "afval", "zwerfvuil", "sluikstort", "verlichting", "lamp", "defect", "herstel", "politie", "stad", "wacht", "toezicht", "ronde", "controle", "rustig", "drukte", "markt", "feest", "werken", "omleiding", "parkeren", "bank", "speeltuin", "sporthal", "station", "brug", "kade", "water", "hond", "honden", "glas", "muur", "deur", "poort", "sleutel", "contact", "afspraak", "overleg", "tafel", "vergadering", "buurthuis", "dienstencentrum", "bezoek", "huisbezoek", "senioren", "kinderen", "ouders", "gezin", "hulp", "vraagt", "antwoord", "bericht", "gemeld", "opgelost", "opgevolgd", "bekeken", "gesproken", "bedankt", "klacht", "klachten", "hinder", "stoep", "fietspad", "kruispunt", "bocht", "snelheid", "winkel", "bakker", "café", "terras", "sluiting", "opening", "uren", "week", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
FIRST = ["speel", "buurt", "straat", "fiets", "school", "water", "markt", "park", "brug", "kade", "sport", "jeugd", "avond", "nacht", "winter", "zomer", "lente", "herfst", "afval", "glas", "papier", "tuin", "bos", "berg", "veld", "molen", "kerk", "toren", "poort", "stads", "dorps", "wijk", "plein", "huis", "bouw", "weg", "trein", "bus", "rolstoel", "koffie", "soep", "brood", "boeken", "muziek", "dans", "film", "feest", "kunst", "werk", "vrijwilligers", "bewoners", "senioren", "kinder", "gezins", "hulp", "zorg", "voedsel", "kleding", "meubel", "deel", "leen", "herstel", "veiligheids", "toezicht", "verkeers", "parkeer", "snelheids", "licht", "geluids", "stof", "rook", "brand", "regen", "storm", "sneeuw", "ijs", "wind", "zon", "bloemen", "bomen", "honden", "katten", "duiven", "ratten", "wespen"]
SECOND = ["plein", "tuin", "hek", "bank", "pad", "hoek", "poort", "muur", "lamp", "paal", "bord", "lijn", "zone", "ronde", "wacht", "dienst", "ploeg", "groep", "tafel", "overleg", "dag", "week", "avond", "middag", "uur", "markt", "feest", "punt", "loket", "huis", "zaal", "kelder", "zolder", "trap", "gang", "deur", "raam", "dak", "goot", "put", "rooster", "bak", "ton", "zak", "kar", "fiets", "bus", "rit", "route", "kaart", "plan", "lijst", "brief", "folder", "affiche", "actie", "campagne", "project", "proef", "meting", "telling", "controle", "bezoek", "gesprek", "contact", "vraag", "melding", "klacht", "hinder", "schade", "breuk", "lek", "brand", "rook", "geur", "lawaai", "drukte", "opvang", "hulp", "steun", "advies", "les", "cursus", "kamp", "spel", "toernooi", "wedstrijd", "optocht", "stoet", "werf", "kraan", "put", "sleuf", "bocht", "drempel", "heuvel", "tunnel", "brug", "trap", "helling", "oever", "kade", "steiger", "ponton"]
STREETS = ["Molenstraat", "Kerkstraat", "Stationslaan", "Leiekaai", "Gentsesteenweg", "Meensepoort", "Hoveniersstraat", "Buurtpad"]
EXPONENT = 1.05


def words() -> list[str]:
    """Every word, the commonest first: everyday words, then compounds (several ten thousand)."""
    # Ends of compounds run fastest, so that the frequent ones have all kinds of beginnings.
    compounds = dict.fromkeys(a + (b if not n else b + n) for n in ("", "en", "je", "s") for b in SECOND for a in FIRST)
    return [*dict.fromkeys(COMMON), *(w for w in compounds if w not in COMMON)]


def chances(count: int) -> NDArray[np.float64]:
    """Zipf's law: the chance of each word falls with its rank."""
    weight = 1.0 / np.arange(1, count + 1) ** EXPONENT
    return np.asarray(np.cumsum(weight / weight.sum()))


class Writer:
    """Draws sentences; equal seeds write equal texts."""

    def __init__(self, seed: int) -> None:
        self.words = words()
        self._until = chances(len(self.words))
        self._dice = np.random.default_rng(seed)
        self.used = np.zeros(len(self.words), dtype=bool)

    def sentences(self, count: int, shortest: int, longest: int) -> list[str]:
        """So many texts of `shortest` to `longest` words each."""
        lengths = self._dice.integers(shortest, longest + 1, count)
        drawn = np.searchsorted(self._until, self._dice.random(int(lengths.sum())))
        drawn = np.minimum(drawn, len(self.words) - 1)
        self.used[drawn] = True
        text = [self.words[i] for i in drawn.tolist()]
        ends = np.cumsum(lengths).tolist()
        return [" ".join(text[end - size : end]).capitalize() for end, size in zip(ends, lengths.tolist(), strict=True)]
