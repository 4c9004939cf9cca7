"""The rows of a blog: the item's kept fragment, with what differs for this reader put around it.

No template and no query for a row: a page of fifty is put together from strings.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from werkveld.audience.models import Circle
from werkveld.audience.viewer import SHAPE, Viewer
from werkveld.blog.changes import changes_of
from werkveld.blog.streams import Stream
from werkveld.blog.walk import NONE, Facts, Page, is_new
from werkveld.items.fragments import fragments, row
from werkveld.items.models import Item
from werkveld.items.rules import may_promote
from werkveld.kit.dates import local_day, long_day_words, near_day_words
from werkveld.kit.templatetags.kit import icon

# The one form that every button of the list belongs to (see blog/stream.html).
FORM = "acts"
# An audience of more circles than this is told as "en nog 3".
MOST_NAMED = 2


@dataclass(frozen=True)
class Reader:
    """Who reads, which blog, from which mark, at which moment."""

    viewer: Viewer
    stream: Stream
    since: dt.datetime
    now: dt.datetime


def rows_of(reader: Reader, page: Page, *, unread: int = 0) -> SafeString:
    """All rows with their dividers. `unread` above the mark stand under the divider that the page itself shows."""
    pieces = fragments(page.items)
    changed = changes_of(reader.viewer, page.items)
    audiences = audience_words(page.items)
    parts: list[str] = []
    shown: dt.date | None = None
    for item in page.items:
        published = item.published_at or item.created_at
        day = local_day(published)
        if day != shown and not (unread and published > reader.since):
            parts.append(_divider(day, reader.now))
            shown = day
        facts = page.facts.get(item.pk, NONE)
        piece, pair = pieces[item.pk], changed.get(item.pk)
        if pair:
            piece = piece._replace(said=piece.said + pair)
        if not item.is_withdrawn:
            piece = piece._replace(stands=piece.stands + audiences[item.pk])
        fresh = is_new(reader.viewer, item, facts, reader.since)
        parts.append(
            row(
                item,
                pieces=piece,
                state=_state(pair is not None, fresh=fresh),
                tag=_tag(pair is not None, fresh=fresh),
                acts=_acts(reader, item, facts, is_corrected=pair is not None),
                now=reader.now,
            )
        )
    return mark_safe("".join(parts))  # noqa: S308 - every part is safe where it is made


def audience_words(items: Iterable[Item]) -> dict[uuid.UUID, SafeString]:
    """Who sees each item, as its line shows it; one query for all."""
    rows = list(items)
    keys = {key for item in rows for key in item.audience}
    circles = Circle.objects.filter(pk__in=keys).select_related("organisation", "area", "team", "person")
    circles = circles.defer(*SHAPE)
    words = {circle.pk: circle.in_words for circle in circles}
    lock = _drawing("lock")
    return {item.pk: format_html("<span>{}{}</span>", lock, _named(item, words)) for item in rows}


def _named(item: Item, words: dict[int, str]) -> str:
    names = [words[key] for key in item.audience if key in words]
    if not names:
        return _("alleen de auteur")
    if len(names) > MOST_NAMED:
        rest = len(names) - MOST_NAMED
        return _("%(names)s en nog %(rest)d") % {"names": ", ".join(names[:MOST_NAMED]), "rest": rest}
    return _(" en ").join(names)


def _divider(day: dt.date, now: dt.datetime) -> str:
    near = near_day_words(day, now)
    today = timezone.localdate(now)
    words = near if abs((day - today).days) <= 1 else long_day_words(day).removesuffix(f" {today.year}")
    return f'<h2 class="divid">{escape(capfirst(words))}</h2>'


def _state(is_corrected: bool, *, fresh: bool) -> str:
    if is_corrected and fresh:
        return "chg"
    return "un" if fresh else ""


def _tag(is_corrected: bool, *, fresh: bool) -> SafeString:
    if is_corrected:
        return format_html('<span class="tag tag--chg">{}{}</span>', _drawing("pen-line"), _("Gewijzigd"))
    return format_html('<span class="tag tag--new">{}</span>', _("Nieuw")) if fresh else SafeString("")


def _acts(reader: Reader, item: Item, facts: Facts, *, is_corrected: bool) -> SafeString:
    if item.is_withdrawn:
        return SafeString("")
    page = reverse("item", args=[item.pk])
    parts = [_seen(reader, item, facts), _link(f"{page}#reacties", "message-circle", _comments(facts.comments))]
    if is_corrected:
        parts.append(_link(reverse("item_versions", args=[item.pk]), "history", _("Versies")))
    if may_promote(reader.viewer, item):
        parts.append(_button(item, reverse("promote_item", args=[item.pk]), "clipboard-list", _("In de briefing")))
    if not facts.is_seen_by_me(item) and (item.published_at or item.created_at) <= reader.since:
        address = reader.stream.address("mark_unread", key=item.pk)
        parts.append(_button(item, address, "eye-off", _("Markeer ongelezen")))
    return mark_safe("".join(parts))  # noqa: S308 - every part is safe where it is made


def _seen(reader: Reader, item: Item, facts: Facts) -> str:
    words = _("Gezien, %(n)d") % {"n": facts.seen} if facts.seen else _("Gezien")
    if facts.is_seen_by_me(item):
        return f'<span class="btn btn--q done">{_drawing("check-check")}{escape(words)}</span>'
    is_own = reader.viewer.person is not None and item.author_id == reader.viewer.person.pk
    if is_own:
        return f'<span class="btn btn--q done">{_drawing("check")}{escape(words)}</span>' if facts.seen else ""
    return _button(item, reverse("acknowledge_item", args=[item.pk]), "check", words)


def _comments(number: int) -> str:
    return ngettext("%(n)d reactie", "%(n)d reacties", number) % {"n": number} if number else _("Reageer")


def _link(address: str, drawing: str, words: str) -> str:
    return f'<a class="btn btn--q" href="{escape(address)}">{_drawing(drawing)}{escape(words)}</a>'


def _button(item: Item, address: str, drawing: str, words: str) -> str:
    # The title tells buttons of the same word apart for who hears them one by one.
    spot = f"#b-{item.pk}"
    return (
        f'<button class="btn btn--q" form="{FORM}" formaction="{escape(address)}" hx-post="{escape(address)}"'
        f' hx-target="{spot}" hx-select="{spot}" hx-swap="outerHTML">{_drawing(drawing)}{escape(words)}'
        f'<span class="vh">: {escape(item.title)}</span></button>'
    )


@lru_cache(maxsize=64)
def _drawing(name: str) -> SafeString:
    return icon(name, "s")
