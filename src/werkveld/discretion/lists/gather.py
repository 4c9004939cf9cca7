"""Gathers the lists of names anew: `python -m werkveld.discretion.lists.gather` (needs Faker, of the dev group).

Taken from Faker's lists of names (MIT licence, Daniele Faraglia and contributors) for the languages spoken here,
folded, without names that are ordinary Dutch words; our own lists are added when the guard reads them.
"""

import textwrap
from importlib import import_module
from pathlib import Path

from werkveld.discretion.folding import folded_word
from werkveld.discretion.words import load_words

HERE = Path(__file__).parent
# Lists of the Low Countries are believed as they are; of others a name that is a Dutch word is left out.
NEAR = ("nl_BE", "nl_NL", "fr_BE", "fr_FR", "fr_DZ")
FAR = ("tr_TR", "pl_PL", "ro_RO", "es_ES", "pt_PT", "it_IT", "sk_SK", "cs_CZ", "hr_HR", "de_DE")
HEAD = (
    "# Gathered from Faker's lists of names by `gather.py`; do not edit. {what}, folded: no accents, small letters.\n"
)


def gather() -> None:
    """Write `first_names.txt` and `surnames.txt`."""
    for file, what, columns in (
        ("first_names.txt", "First names", ("first_names", "first_names_male", "first_names_female")),
        ("surnames.txt", "Family names", ("last_names",)),
    ):
        names = sorted(_names(NEAR, columns, spare="") | _names(FAR, columns, spare="words"))
        lines = textwrap.wrap(" ".join(names), 118, break_on_hyphens=False)
        (HERE / file).write_text(HEAD.format(what=what) + "\n".join(lines) + "\n")


def _names(languages: tuple[str, ...], columns: tuple[str, ...], spare: str) -> set[str]:
    words = load_words()
    found: set[str] = set()
    for language in languages:
        provider = import_module(f"faker.providers.person.{language}").Provider
        for column in columns:
            found |= {folded_word(name) for name in getattr(provider, column, ())}
    plain = {name for name in found if name.replace("-", "").isalpha() and name.isascii() and len(name) > 2}
    return {
        name
        for name in plain
        if not ((spare and words.is_known(name) and len(name) < 6) or (words.is_common(name) and spare))
    }


if __name__ == "__main__":
    gather()
