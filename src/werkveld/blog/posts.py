"""The rows of a blog: the item's kept fragment, with what differs for this reader put around it.

No template and no query for a row: a page of fifty is put together from strings.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from html import escape

from django.core.cache import cache
from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from werkveld.audience.models import Circle
from werkveld.audience.viewer import SHAPE, Viewer
from werkveld.blog.changes import changes_of
from werkveld.blog.streams import Stream
from werkveld.blog.walk import NONE, Facts, Page, is_new
from werkveld.items.fragments import KEPT, fragments, row
from werkveld.items.models import Item
from werkveld.items.rules import may_promote
from werkveld.kit.dates import local_day, long_day_words, near_day_words
from werkveld.kit.templatetags.kit import icon

# The one form that every button of the list belongs to (see blog/stream.html).
FORM = "acts"
SMALL = {"eye-off"}
ROUTES = ("item", "item_versions", "acknowledge_item", "promote_item")
# An audience of more circles than this is told as "en nog 3".
MOST_NAMED = 2


class Buttons:
    """What stands under an item. Routes and words are asked once a page; for each row only its key is put in."""

    def __init__(self, stream: Stream) -> None:
        some = uuid.UUID(int=0)
        addresses = {route: reverse(route, args=[some]) for route in ROUTES}
        addresses["mark_unread"] = stream.address("mark_unread", key=some)
        self._addresses = {route: _parts(address, some) for route, address in addresses.items()}
        self._labels = {
            "check": _("Gezien"),
            "message-circle": _("Reageer"),
            "history": _("Versies"),
            "clipboard-list": _("In de briefing"),
            "eye-off": _("Markeer ongelezen"),
        }

    def link(self, route: str, key: str, drawing: str, words: str = "", tail: str = "") -> str:
        """A link to one of an item's pages."""
        before, after = self._addresses[route]
        label = f"{_drawing(drawing)}{escape(words or self._labels[drawing])}"
        return f'<a class="btn btn--q" href="{before}{key}{after}{tail}">{label}</a>'

    def seen(self, item: Item, key: str, title: str, words: str) -> str:
        """Saying "gezien" of the version on the screen; with the script only this row is drawn anew."""
        before, after = self._addresses["acknowledge_item"]
        address, spot = f"{before}{key}{after}", f"#b-{key}"
        return (
            f'<button type="submit" class="btn btn--q" form="{FORM}" name="version" value="{item.version}"'
            f' formaction="{address}" hx-post="{address}" hx-target="{spot}" hx-select="{spot}" hx-swap="outerHTML">'
            f'{_drawing("check")}{escape(words or self._labels["check"])}<span class="vh">: {title}</span></button>'
        )

    def button(self, route: str, key: str, title: str, drawing: str) -> str:
        """An act on an item. Its title tells buttons of the same word apart for who hears them one by one."""
        before, after = self._addresses[route]
        label = escape(self._labels[drawing])
        # What is seldom done is only a drawing to the eye: the line must fit a phone.
        is_small = drawing in SMALL
        shape, said, heard = ("btn btn--q btn--i", "", label) if is_small else ("btn btn--q", label, "")
        return (
            f'<button type="submit" class="{shape}" form="{FORM}" formaction="{before}{key}{after}">'
            f'{_drawing(drawing)}{said}<span class="vh">{heard}: {title}</span></button>'
        )


def _parts(address: str, key: uuid.UUID) -> tuple[str, str]:
    before, _key, after = escape(address).partition(str(key))
    return before, after


@dataclass(frozen=True)
class Reader:
    """Who reads, which blog, from which mark, at which moment."""

    viewer: Viewer
    stream: Stream
    since: dt.datetime
    now: dt.datetime

    @cached_property
    def buttons(self) -> Buttons:
        """What this reader can do."""
        return Buttons(self.stream)

    @cached_property
    def today(self) -> dt.date:
        """The day it is for the reader."""
        return local_day(self.now)

    @cached_property
    def person(self) -> int | None:
        """Key of the reader."""
        return self.viewer.person.pk if self.viewer.person else None


def rows_of(reader: Reader, page: Page, *, unread: int = 0) -> SafeString:
    """All rows with their dividers. `unread` above the mark stand under the divider that the page itself shows."""
    rows = _rows(reader, page)
    parts: list[str] = []
    shown: dt.date | None = None
    for item in page.items:
        published = item.published_at or item.created_at
        day = local_day(published)
        if day != shown and not (unread and published > reader.since):
            parts.append(_divider(day, reader.now))
            shown = day
        parts.append(rows[item.pk])
    return SafeString("".join(parts))


def _rows(reader: Reader, page: Page) -> dict[uuid.UUID, SafeString]:
    """The row of each item. What reads the same is kept: colleagues who look at one blog mostly share its rows."""
    keys = {item.pk: _key(reader, item, page.facts.get(item.pk, NONE)) for item in page.items}
    kept: dict[str, SafeString] = cache.get_many(keys.values())
    fresh = [item for item in page.items if keys[item.pk] not in kept]
    if fresh:
        made = {keys[key]: row for key, row in _make(reader, page, fresh).items()}
        cache.set_many(made, KEPT)
        kept |= made
    return {pk: kept[key] for pk, key in keys.items()}


def _key(reader: Reader, item: Item, facts: Facts) -> str:
    """Everything that a row says differently for another reader, blog, day or language."""
    published = item.published_at or item.created_at
    said = (
        item.pk.int,
        item.version,
        item.state,
        item.valid_until,
        item.is_standing,
        item.shared_with,
        facts,
        item.author_id == reader.person,
        published > reader.since,
        published,
        reader.today,
        get_language(),
        reader.stream.url,
    )
    return f"row:{blake2b(repr(said).encode(), digest_size=16).hexdigest()}"


def _make(reader: Reader, page: Page, items: list[Item]) -> dict[uuid.UUID, SafeString]:
    pieces = fragments(items)
    changed = changes_of(reader.viewer, items)
    audiences = audience_words(items)
    made = {}
    for item in items:
        facts = page.facts.get(item.pk, NONE)
        piece, change = pieces[item.pk], changed.get(item.pk)
        if change:
            piece = piece._replace(said=piece.said + change)
        if not item.is_withdrawn:
            piece = piece._replace(stands=piece.stands + audiences[item.pk])
        is_corrected = change is not None
        is_fresh = is_new(reader.viewer, item, facts, reader.since)
        made[item.pk] = row(
            item,
            pieces=piece,
            state=_state(is_corrected, fresh=is_fresh),
            tag=_tag(is_corrected, fresh=is_fresh),
            acts=_acts(reader, item, facts, is_corrected=is_corrected),
            now=reader.now,
        )
    return made


def audience_words(items: Iterable[Item]) -> dict[uuid.UUID, SafeString]:
    """Who sees each item, as its line shows it; one query for all."""
    rows = list(items)
    keys = {key for item in rows for key in item.shared_with}
    circles = Circle.objects.filter(pk__in=keys).select_related(
        "organisation", "area__edition__layer", "team", "person"
    )
    circles = circles.defer(*SHAPE)
    words = {circle.pk: circle.in_words for circle in circles}
    lock = _drawing("lock")
    said = {
        key: format_html("<span>{}{}</span>", lock, _named(key, words)) for key in {tuple(i.shared_with) for i in rows}
    }
    return {item.pk: said[tuple(item.shared_with)] for item in rows}


def _named(audience: tuple[int, ...], words: dict[int, str]) -> str:
    names = [words[key] for key in audience if key in words]
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
    key, title, do = str(item.pk), escape(item.title), reader.buttons
    parts = [_seen(reader, item, facts, key, title)]
    parts.append(do.link("item", key, "message-circle", _comments(facts.comments), "#reacties"))
    if is_corrected:
        parts.append(do.link("item_versions", key, "history"))
    if may_promote(reader.viewer, item):
        parts.append(do.button("promote_item", key, title, "clipboard-list"))
    if not facts.is_seen_by_me(item) and (item.published_at or item.created_at) <= reader.since:
        parts.append(do.button("mark_unread", key, title, "eye-off"))
    return SafeString("".join(parts))


def _seen(reader: Reader, item: Item, facts: Facts, key: str, title: str) -> str:
    words = _("Gezien, %(n)d") % {"n": facts.seen} if facts.seen else ""
    if facts.is_seen_by_me(item):
        return f'<span class="btn btn--q done">{_drawing("check-check")}{escape(words)}</span>'
    if item.author_id == reader.person:
        return f'<span class="btn btn--q done">{_drawing("check")}{escape(words)}</span>' if facts.seen else ""
    return reader.buttons.seen(item, key, title, words)


def _comments(number: int) -> str:
    return ngettext("%(n)d reactie", "%(n)d reacties", number) % {"n": number} if number else ""


@lru_cache(maxsize=64)
def _drawing(name: str) -> SafeString:
    return icon(name, "s")
