"""What changed between two versions, field by field, said as Was and Nu with the words that differ marked."""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkveld.items.models import ItemVersion
from werkveld.kit.dates import period_words, until_words
from werkveld.kit.text import plain


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise."""

    name: str
    was: SafeString
    now: SafeString


def differences(old: ItemVersion, new: ItemVersion, *, briefly: bool = False) -> list[Difference]:
    """The fields that changed, in the order of the page.

    `briefly`: without the end of validity where the moment itself moved; who must act on it is told once.
    """
    skipped = "Geldig" if briefly and old.happens_at != new.happens_at else ""
    told = []
    for name, columns, say in _FIELDS:
        # Words are only put together for what is not the same: reading a text costs more than comparing it.
        if name == skipped or all(getattr(old, c) == getattr(new, c) for c in columns):
            continue
        was, now = say(old), say(new)
        if was != now:
            told.append(Difference(_(name), *marked(*sentences_that_changed(was, now))))
    return told


def sentences_that_changed(was: str, now: str) -> tuple[str, str]:
    """Two texts without the sentences they share: who must act on a change should not have to look for it."""
    old, new = (re.split(r"(?<=[.!?])\s+", text) for text in (was, now))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    apart = [(old[a:b], new[c:d]) for op, a, b, c, d in matcher.get_opcodes() if op != "equal"]
    return " ".join(s for left, _right in apart for s in left), " ".join(s for _left, right in apart for s in right)


def _when(version: ItemVersion) -> str:
    return period_words(version.happens_at, version.happens_until) if version.happens_at else ""


def _until(version: ItemVersion) -> str:
    return until_words(version.valid_until) if version.valid_until else ""


# In the order of the page: what it is called, the columns that say it, and how it is said.
_FIELDS: tuple[tuple[str, tuple[str, ...], Callable[[ItemVersion], str]], ...] = (
    (gettext_noop("Titel"), ("title",), lambda v: v.title),
    (gettext_noop("Tekst"), ("body",), lambda v: plain(v.body)),
    (gettext_noop("Gevraagd"), ("ask",), lambda v: v.ask),
    (gettext_noop("Plaats"), ("place",), lambda v: v.place),
    (gettext_noop("Wanneer"), ("happens_at", "happens_until"), _when),
    (gettext_noop("Geldig"), ("valid_until",), _until),
    (gettext_noop("Dringend"), ("priority",), lambda v: _("ja") if v.priority == "high" else _("nee")),
)


def marked(was: str, now: str) -> tuple[SafeString, SafeString]:
    """Two texts with the words that went (`<del>`) and the words that came (`<ins>`) marked."""
    old, new = re.findall(r"\s+|\S+", was), re.findall(r"\s+|\S+", now)
    left: list[tuple[str, str]] = []
    right: list[tuple[str, str]] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left.append(("" if op == "equal" else "del", "".join(old[a:b])))
        right.append(("" if op == "equal" else "ins", "".join(new[c:d])))
    return _join(left), _join(right)


def _join(pieces: list[tuple[str, str]]) -> SafeString:
    parts = [(format_html("<{0}>{1}</{0}>", tag, text) if tag else text,) for tag, text in pieces if text]
    return format_html_join("", "{}", parts)
