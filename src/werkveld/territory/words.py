"""How many areas of which word: «17 gebieden», «1 wijk»."""

from django.utils.translation import ngettext

from werkveld.territory.models import Word


def counted(word: str, count: int) -> str:
    """The number with the layer's own word for its areas, in the right form."""
    forms = {
        Word.GEBIED: ngettext("{count} gebied", "{count} gebieden", count),
        Word.WIJK: ngettext("{count} wijk", "{count} wijken", count),
        Word.BUURT: ngettext("{count} buurt", "{count} buurten", count),
        Word.SECTOR: ngettext("{count} sector", "{count} sectoren", count),
        Word.AANDACHTSGEBIED: ngettext("{count} aandachtsgebied", "{count} aandachtsgebieden", count),
        Word.DEELGEMEENTE: ngettext("{count} deelgemeente", "{count} deelgemeenten", count),
        Word.ZONE: ngettext("{count} zone", "{count} zones", count),
    }
    return forms[Word(word)].format(count=count)
