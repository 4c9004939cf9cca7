"""What people type, made safe to show: a small subset of Markdown.

Bold, italic, lists, links (http, https, mailto, tel) and line breaks. No headings, images or HTML: a post is a
message, not a page. Two lines of defence: the parser knows only these rules, and its result passes an allow-list.
"""

import html
import re
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from markdown_it import MarkdownIt

RULES = ("emphasis", "list", "link", "autolink", "newline", "escape", "entity")
TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
# The star takes away what nh3 would allow on every tag (lang, title).
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}

# A bare address, as pasted from a browser; the sign that ends a sentence is not part of it.
_BARE_ADDRESS = re.compile(r"(?<![\w<\[/\"'])(?<!\]\()(https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"*_])")
_BREAKS = re.compile(r"</(?:p|li)>|<br>")


def _is_allowed(address: str) -> bool:
    return address.partition(":")[0].strip().lower() in SCHEMES


_PARSER = MarkdownIt("zero", {"html": False, "breaks": True}).enable(list(RULES))
# The parser is made to be told so, though its types say it is a method.
setattr(_PARSER, "validateLink", _is_allowed)  # noqa: B010


@lru_cache(maxsize=4096)
def markdown(source: str) -> SafeString:
    """HTML of a text in our subset, safe to put in a page. Links never tell the other side where they came from."""
    linked = _BARE_ADDRESS.sub(r"<\1>", source)
    parsed = _PARSER.render(linked)
    clean = nh3.clean(
        parsed, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="nofollow noopener noreferrer"
    )
    return mark_safe(clean.strip())  # noqa: S308 - nh3 has just cleaned it against the allow-list above.


def plain(source: str) -> str:
    """The same text in one line without any marks: for titles of pages, mail and the sheet."""
    spaced = _BREAKS.sub(" ", markdown(source))
    bare = nh3.clean(spaced, tags=set())
    return " ".join(html.unescape(bare).split())


def in_dutch() -> SafeString:
    """What marks a colleague's words on a page in another language, so that a screen reader says them right.

    WCAG 2.2, 3.1.2 Language of Parts. Empty on a Dutch page.
    """
    return SafeString("" if (get_language() or "nl").startswith("nl") else ' lang="nl"')


def excerpt(source: str, length: int = 180) -> str:
    """At most `length` signs of the plain text, cut between words and closed with an ellipsis."""
    text = plain(source)
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    if " " in cut and not text[length - 1].isspace():
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:.–-") + "…"
