"""The search page: what the viewer may see, and nothing that betrays the rest."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from werkveld.audience.middleware import SignedInRequest
from werkveld.items import search as searching
from werkveld.items.fragments import Fragment, fragments
from werkveld.items.models import Item
from werkveld.items.search import MOST, PAGE, Found
from werkveld.kit.pages import render_page
from werkveld.kit.text import plain
from werkveld.people.models import Organisation

# Signs that no text holds: PostgreSQL puts them around what it found, and only then it becomes HTML.
OPEN, CLOSE = "\x02", "\x03"
TITLE = f"StartSel={OPEN},StopSel={CLOSE},HighlightAll=true"
BODY = f"StartSel={OPEN},StopSel={CLOSE},MaxWords=34,MinWords=18,MaxFragments=1"
LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Hit:
    """An item found, with its words lit."""

    item: Item
    pieces: Fragment
    title: SafeString
    body: SafeString


def search(request: SignedInRequest) -> HttpResponse:
    """Search with words, filters and pages, by plain address; the same for htmx."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION]
    wanted = {name: request.GET.get(name, "").replace("\x00", "") for name in ("organisatie", "soort")}
    with_lapsed = request.GET.get("vervallen") == "1"
    context: dict[str, Any] = {
        "asked": asked,
        "with_lapsed": with_lapsed,
        "organisations": Organisation.objects.order_by("name"),
        **wanted,
    }
    if asked:
        found = searching.search(
            request.viewer,
            asked,
            with_lapsed=with_lapsed,
            page=_number(request),
            organisation=wanted["organisatie"],
            is_briefing={"blog": False, "briefing": True}.get(wanted["soort"]),
        )
        context |= {"found": found, "hits": hits(found.items, found.instead or asked), "page": _page(found)}
    template = "items/hits.html" if _wants_part(request) else "items/search.html"
    return render_page(request, template, context)


def hits(items: Iterable[Item], question: str) -> list[Hit]:
    """The items with the found words in `<mark>`; texts are escaped after the words are found."""
    rows = list(items)
    pieces = fragments(rows)
    lit = _lit({i.pk: (i.title, plain(i.body)) for i in rows}, question)
    return [Hit(i, pieces[i.pk], *lit[i.pk]) for i in rows]


def _lit(texts: dict[uuid.UUID, tuple[str, str]], question: str) -> dict[uuid.UUID, tuple[SafeString, SafeString]]:
    sql = """
        SELECT t.key, ts_headline('werkveld_nl', t.title, q, %s), ts_headline('werkveld_nl', t.body, q, %s)
        FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS t (key, title, body),
             websearch_to_tsquery('werkveld_nl', %s) q"""
    titles = [_without_signs(title) for title, _ in texts.values()]
    bodies = [_without_signs(body) for _, body in texts.values()]
    with connection.cursor() as cursor:
        cursor.execute(sql, [TITLE, BODY, list(texts), titles, bodies, question])
        return {key: (_html(title), _html(body)) for key, title, body in cursor.fetchall()}


def _without_signs(text: str) -> str:
    return re.sub(f"[{OPEN}{CLOSE}]", "", text)


def _html(text: str) -> SafeString:
    lit = escape(text).replace(OPEN, "<mark>").replace(CLOSE, "</mark>")
    return mark_safe(lit)  # noqa: S308 - escaped just before; only our own two signs became tags


def _number(request: HttpRequest) -> int:
    asked = request.GET.get("pagina", "1")
    return min(int(asked), MOST) if asked.isdecimal() and len(asked) < 6 and int(asked) else 1


def _page(found: Found) -> "Page[Any]":
    paginator: Paginator[Any] = Paginator(range(found.count), PAGE)
    return paginator.get_page(found.page)


def _wants_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Target", "").endswith("hits")
