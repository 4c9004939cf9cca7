"""What an item says in a list: rendered once for each version, state, day and language, then only put together.

Memory holds one state of an item: whoever sees it changed or withdrawn puts that in its place, and after an hour
everything goes (`web/attempts.py` sweeps).

A row is an f-string around kept pieces, never a template: measured, fifty rows cost 3 ms so against 13 ms.
What differs for each viewer (unread, counts, buttons, how long ago) is put around the pieces by `row`.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import NamedTuple

from django.core.cache import cache
from django.template.loader import select_template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkveld.items.models import Item, Priority
from werkveld.kit.dates import moment_words, period_words, until_words
from werkveld.kit.templatetags.kit import icon, org
from werkveld.kit.text import excerpt, in_dutch

# Long enough to be worth making, short enough that nothing lingers in a process that never sees it withdrawn.
KEPT = 60 * 60
NOTHING = SafeString("")


class Fragment(NamedTuple):
    """The pieces of one item, safe to put in a page."""

    who: SafeString
    said: SafeString
    stands: SafeString


def fragments(items: Iterable[Item]) -> dict[uuid.UUID, Fragment]:
    """The pieces of many items by key, in one look at the cache. Needs `organisation` selected along."""
    tongue = get_language()
    keys = {f"item:{item.pk}:{tongue}": item for item in items}
    kept: dict[str, tuple[str, Fragment]] = cache.get_many(keys)
    states = {key: _state(item) for key, item in keys.items()}
    made = {
        key: (states[key], _make(item)) for key, item in keys.items() if key not in kept or kept[key][0] != states[key]
    }
    if made:
        cache.set_many(made, KEPT)
    kept |= made
    return {item.pk: Fragment(*kept[key][1]) for key, item in keys.items()}


def fragment(item: Item, pieces: Fragment | None = None) -> SafeString:
    """An item as a briefing shows it: the message, what is asked, then who says it, where and until when."""
    who, said, stands = pieces or fragments([item])[item.pk]
    return mark_safe(f'{said}<div class="meta">{who}{stands}</div>')  # noqa: S308 - pieces that are safe already


def row(
    item: Item,
    *,
    pieces: Fragment | None = None,
    state: str = "",
    tag: SafeString = NOTHING,
    acts: SafeString = NOTHING,
    now: dt.datetime | None = None,
) -> SafeString:
    """An item as a blog shows it. `state` is a modifier ("un", "chg"), `tag` a word of the viewer's own ("Nieuw"),
    `acts` what they can do. Pass `pieces` from `fragments` when there are many.
    """
    who, said, stands = pieces or fragments([item])[item.pk]
    marks = f" post--{state}" if state else (" post--high" if item.priority == Priority.HIGH else "")
    return mark_safe(  # noqa: S308 - pieces that are safe already
        f'<article class="post{marks}" id="b-{item.pk}"><div class="post__top">{who}{_moment(item, now)}'
        f'{tag and f"<span class=right>{tag}</span>"}</div>{said}<div class="meta">{stands}</div>'
        f"{acts and f'<div class=acts>{acts}</div>'}</article>"
    )


def kind_words(kind: str) -> SafeString:
    """Icon and word of a kind. Rooms above name theirs in a template `kinds/<kind>.html`."""
    return mark_safe(str(select_template([f"kinds/{kind}.html", "kinds/briefing.html"]).render()).strip())  # noqa: S308


def _state(item: Item) -> str:
    """All that the words hang on: other words, another state."""
    until = item.valid_until.timestamp() if item.valid_until else 0
    # "Vandaag" is another word tomorrow, so the day is part of it.
    return f"{item.version}:{item.state}:{item.is_standing}:{until}:{timezone.localdate()}"


def _make(item: Item) -> Fragment:
    if item.is_withdrawn:
        return Fragment(_who(item), _gone(item), NOTHING)
    return Fragment(_who(item), _said(item), _stands(item))


def _who(item: Item) -> SafeString:
    function = item.get_author_function_display()
    return format_html("{}{}", org(item.organisation), _span("", function))


def _gone(item: Item) -> SafeString:
    address = reverse("item", args=[item.pk])
    words = _("Bericht in quarantaine") if item.quarantined_at else _("Ingetrokken bericht")
    return format_html('<h3><a href="{}">{}</a></h3>', address, words)


def _said(item: Item) -> SafeString:
    flag = format_html('<span class="tag tag--red">{}</span> ', _("Dringend")) if item.priority == "high" else NOTHING
    tongue, address = in_dutch(), reverse("item", args=[item.pk])
    title = format_html('<h3>{}<a href="{}"{}>{}</a></h3>', flag, address, tongue, item.title)
    body = format_html("<p{}>{}</p>", tongue, excerpt(item.body)) if item.body else NOTHING
    ask = format_html('<p class="ask"{}>{}</p>', tongue, item.ask) if item.ask else NOTHING
    return format_html("{}{}{}", title, ask, body)


def _stands(item: Item) -> SafeString:
    kind = format_html("<span>{}</span>", kind_words(item.kind)) if item.is_briefing else NOTHING
    when = period_words(item.happens_at, item.happens_until) if item.happens_at else ""
    until = until_words(item.valid_until) if item.valid_until else ""
    if until and not item.is_standing:
        until = _("vervallen")
    place = item.place or (_("stadsbreed") if item.citywide else "")
    return format_html("{}{}{}{}", kind, _span("clock", when), _span("map-pin", place), _span("calendar-clock", until))


def _span(drawing: str, words: str) -> SafeString:
    if not words:
        return NOTHING
    return format_html("<span>{}{}</span>", icon(drawing, "s") if drawing else "", words)


def _moment(item: Item, now: dt.datetime | None) -> SafeString:
    if item.published_at is None:
        return NOTHING
    stamp = timezone.localtime(item.published_at).isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, moment_words(item.published_at, now))
