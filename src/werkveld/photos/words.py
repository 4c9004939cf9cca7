"""Why a picture was refused, and what was hidden in it, in words for who sent it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.photos.limits import MOST_BYTES, MOST_PIXELS
from werkveld.photos.refused import Why


def refusal_words(why: Why) -> str:
    """One sentence: what is wrong, and what to do."""
    return {
        Why.NO_PICTURE: _("Kies eerst een foto."),
        Why.OTHER_KIND: _("Dit bestand is geen foto. Kies een foto in JPEG, PNG, WebP of HEIC."),
        Why.TOO_HEAVY: _("Deze foto is groter dan %(size)d MB. Kies een kleinere.") % {"size": MOST_BYTES // 2**20},
        Why.TOO_LARGE: _("Deze foto heeft meer dan %(size)d miljoen beeldpunten. Kies een kleinere.")
        % {"size": MOST_PIXELS // 10**6},
        Why.BROKEN: _("Deze foto kan niet gelezen worden: het bestand is stuk of onvolledig. Kies een andere."),
        Why.MOVING: _("Bewegende beelden kunnen niet. Kies een gewone foto."),
        Why.TOO_LONG: _("Deze foto vraagt te veel werk. Kies een kleinere of een andere."),
        Why.BUSY: _("Er wordt net een andere foto verwerkt. Probeer het over een halve minuut opnieuw."),
        Why.OFF: _("Foto’s staan uit op deze server: de onderdelen die gezichten onherkenbaar maken, ontbreken."),
    }[why]


def hidden_words(faces: int, plates: int) -> str:
    """ "2 gezichten en 1 nummerplaat onherkenbaar gemaakt.", or that nothing was found; never that all was found."""
    parts = []
    if faces:
        parts.append(ngettext("%(n)d gezicht", "%(n)d gezichten", faces) % {"n": faces})
    if plates:
        parts.append(ngettext("%(n)d nummerplaat", "%(n)d nummerplaten", plates) % {"n": plates})
    if not parts:
        return _("Geen gezichten of nummerplaten gevonden.")
    both = _("%(one)s en %(other)s") % {"one": parts[0], "other": parts[1]} if len(parts) == 2 else parts[0]
    return _("%(what)s onherkenbaar gemaakt.") % {"what": both}
