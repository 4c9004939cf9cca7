"""The design system's tags. Every template has them without loading. No tag knows a word of the domain."""

import datetime as dt
from functools import lru_cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from werkveld.kit import dates, text

register = template.Library()

register.filter("markdown", text.markdown)
register.filter("plain", text.plain)
register.filter("excerpt", text.excerpt)
register.simple_tag(text.in_dutch)
register.filter("clock", dates.clock_words)
register.filter("near_day", dates.near_day_words)
register.filter("long_day", dates.long_day_words)


@register.filter
def named(name: str) -> str:
    """A name kept in the database, in the reader's language where the catalogue knows it; else as it was given."""
    return gettext(name) if name else ""


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, size: str = "") -> SafeString:
    """A drawing from the sprite; `size` is "s" or "l". Decoration only: the word stands beside it."""
    classes = f"i i--{size}" if size else "i"
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        classes,
        static("icons.svg"),
        name,
    )


@register.simple_tag
@lru_cache(maxsize=2000)
def menu_link(url: str, word: str, drawing: str, *, is_here: bool = False) -> SafeString:
    """A line of a menu: drawing, word, and whether the page is there. Every page has some thirty of them."""
    here = SafeString(' aria-current="page"') if is_here else ""
    return format_html('<a href="{}"{}>{}{}</a>', url, here, icon(drawing), word)


@register.simple_tag
def unread_mark(key: int | None) -> SafeString:
    """Where the script puts how many are new in the blog of an area; hidden until it knows."""
    return _unread_mark(key, gettext("nieuw")) if key else SafeString()


@lru_cache(maxsize=2000)
def _unread_mark(key: int, word: str) -> SafeString:
    return format_html(
        '<span class="count" data-unread="{}" hidden><b>0</b><span class="vh"> {}</span></span>', key, word
    )


@register.simple_tag
def moment(value: dt.datetime | None, now: dt.datetime | None = None) -> SafeString | str:
    """`<time>`: "vandaag 14:10", "gisteren 22:10", "do 19 nov 14:00"."""
    return _time(value, dates.moment_words(value, now)) if value else ""


@register.simple_tag
def clock(value: dt.datetime | None) -> SafeString | str:
    """`<time>` with only the hour: "14:10"."""
    return _time(value, dates.clock_words(value)) if value else ""


@register.simple_tag
def day(value: dt.date | None, now: dt.datetime | None = None) -> SafeString | str:
    """`<time>`: "do 19 nov", with the year when it is another."""
    return _time(dates.local_day(value), dates.day_words(value, now)) if value else ""


@register.simple_tag
def until(value: dt.date | None, now: dt.datetime | None = None) -> SafeString | str:
    """`<time>`: "t/m zo 29 nov", or "tot vandaag 18:00" for an hour that is near."""
    return _time(value, dates.until_words(value, now)) if value else ""


@register.simple_tag
def period(
    start: dt.datetime | None, end: dt.datetime | None = None, now: dt.datetime | None = None
) -> SafeString | str:
    """`<time>`: "vandaag, 14:00–22:00"."""
    return _time(start, dates.period_words(start, end, now)) if start else ""


def _time(value: dt.date, words: str) -> SafeString:
    stamp = timezone.localtime(value).isoformat(timespec="minutes") if isinstance(value, dt.datetime) else value
    return format_html('<time datetime="{}">{}</time>', stamp, words)


@register.simple_tag
def org(organisation: Any) -> SafeString | str:
    """Who says it: a coloured square and the word. Reads `kind` and `short_name`."""
    if organisation is None:
        return ""
    return format_html('<span class="org o-{}">{}</span>', organisation.kind, organisation.short_name)


@register.simple_tag
def person(somebody: Any, organisation: Any = None, size: str = "") -> SafeString | str:
    """An avatar: initials in a ring of the organisation's colour. Decoration: the name stands beside it."""
    if somebody is None:
        return ""
    kind = getattr(organisation, "kind", "")
    classes = " ".join(filter(None, ["av", f"av--{size}" if size else "", f"o-{kind}" if kind else ""]))
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, somebody.initials)


@register.inclusion_tag("kit/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", **attributes: Any) -> dict[str, Any]:
    """Label, hint, error and input of one form field, tied together for those who listen.

    Other words become attributes of the input, `_` for `-`: `{% field form.title data_count=80 %}`.
    """
    attrs = {key.replace("_", "-"): value for key, value in attributes.items()}
    return {
        "field": bound,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "shape": _shape(bound),
        "is_optional": not bound.field.required,
        "input": _input(bound, attrs, has_hint=bool(hint)),
    }


def _shape(bound: BoundField) -> str:
    """How a field is laid out: hidden, one tick, a group of choices, or a label above an input."""
    widget = bound.field.widget
    if bound.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "group"
    return "line"


def _input(bound: BoundField, attrs: dict[str, Any], *, has_hint: bool) -> SafeString:
    own = bound.field.widget.attrs.get("class", "")
    if _shape(bound) == "line":
        attrs["class"] = f"inp {own}".strip()
    if has_hint and not bound.help_text:
        described = [f"{bound.auto_id}_helptext"] + ([f"{bound.auto_id}_error"] if bound.errors else [])
        attrs["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("kit/error_summary.html")
def error_summary(*wrong: BaseForm) -> dict[str, Any]:
    """What is wrong, first thing on the page: a link to each field. Takes one form or more."""
    rows = [row for form in wrong for row in _errors(form)]
    return {"rows": rows}


def _errors(form: BaseForm) -> list[tuple[str, str]]:
    """(anchor, sentence) of every error; the anchor is empty for what concerns the form as a whole."""
    if not form.is_bound:
        return []
    rows = [("", str(sentence)) for sentence in form.non_field_errors()]
    for bound in form:
        anchor = f"{bound.auto_id}_0" if _shape(bound) == "group" else bound.auto_id
        rows += [(anchor, str(sentence)) for sentence in bound.errors]
    return rows


@register.inclusion_tag("kit/pagination.html", takes_context=True)
def pagination(context: template.Context, page: "Page[Any]", name: str = "pagina") -> dict[str, Any]:
    """Earlier and later pages of a list; keeps the other parts of the address's question."""
    query = context["request"].GET.copy() if "request" in context else None
    links = {}
    for word, number in (
        ("previous", page.previous_page_number() if page.has_previous() else None),
        ("next", page.next_page_number() if page.has_next() else None),
    ):
        if number is not None and query is not None:
            query[name] = str(number)
            links[word] = query.urlencode()
    return {"page": page, **links}
