"""The lines of a briefing: each item's kept fragment, with what this reader must know put around it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from werkveld.briefing.compose import Line
from werkveld.items.fragments import NOTHING, Fragment, fragments
from werkveld.items.models import Basis, Item, Priority
from werkveld.kit.dates import clock_words, moment_words, until_words
from werkveld.kit.templatetags.kit import icon
from werkveld.kit.text import in_dutch

# The one form that every button of the page belongs to (see briefing/briefing.html).
FORM = "acts"
# The gebied, the wijk and the sector: more names would push the message off a phone.
MOST_AREAS = 3
# Here a line can lie anywhere; in every other section it lies in the area that the briefing is about.
ANYWHERE = {"changed", "owed"}


def written(lines: Iterable[Line], *, section: str, name: str = "") -> SafeString:
    """Lines of one section, ready for the page. `name` is what the scope is called by its owner ("wijk K4")."""
    rows = list(lines)
    pieces = fragments(line.item for line in rows)
    draw = _agenda_line if section == "today" else _lapsed_line if section == "lapsed" else _line
    return mark_safe("".join(draw(line, pieces[line.item.pk], section, name) for line in rows))  # noqa: S308


def _line(line: Line, piece: Fragment, section: str, name: str) -> SafeString:
    item = line.item
    marks = ["it"]
    marks += ["it--read"] if line.is_read else ["it--un"]
    if section == "changed":
        marks.append("it--chg")
    elif item.priority == Priority.HIGH:
        marks.append("it--high")
    return format_html(
        '<article class="{}" id="b-{}">{}{}{}<div class="meta">{}{}</div>{}</article>',
        " ".join(marks),
        item.pk,
        _seen_button(line),
        _title(item) if section == "changed" else piece.said,
        _was(line) if section == "changed" else NOTHING,
        piece.who,
        _stands(line, piece, "" if section in ANYWHERE else name),
        _acts(line, section),
    )


def _title(item: Item) -> SafeString:
    """Only the message: what changed in it follows as Was / Nu, and the rest was read."""
    title, tongue = (item.title, in_dutch()) if item.title else (_("Ingetrokken bericht"), NOTHING)
    return format_html('<h3><a href="{}"{}>{}</a></h3>', reverse("item", args=[item.pk]), tongue, title)


def _was(line: Line) -> SafeString:
    """Was / Nu / waarom, as a definition list."""
    if line.item.is_withdrawn:
        moment = moment_words(line.item.withdrawn_at or line.item.changed_at)
        said = _("Ingetrokken %(moment)s. Wat je las, geldt niet meer.") % {"moment": moment}
        return format_html("<p>{}</p>{}", said, _why(line))
    pairs = format_html_join(
        "",
        "<dt>{} <span class=vh>{}</span></dt><dd>{}</dd><dt>{}</dt><dd>{}</dd>",
        ((_("Was"), d.name, d.was, _("Nu"), d.now) for d in line.was),
    )
    return format_html('<dl class="was">{}</dl>{}', pairs, _why(line))


def _why(line: Line) -> SafeString:
    return format_html("<p>{} {}</p>", _("Waarom:"), line.reason) if line.reason else NOTHING


def _stands(line: Line, piece: Fragment, name: str) -> SafeString:
    areas = list(line.areas[:MOST_AREAS])
    if name and name not in areas:
        # Known to lie here by overlap alone: said in the words of who asks, beside those of who told it.
        areas = [*areas[: MOST_AREAS - 1], name]
    where = format_html("<span>{}</span>", " · ".join(areas)) if areas else NOTHING
    basis = NOTHING if line.item.basis == Basis.SEEN else format_html("<span>{}</span>", line.item.get_basis_display())
    read = NOTHING
    if line.is_read:
        read = format_html('<span class="tag tag--ok">{}{}</span>', icon("check", "s"), _("Gelezen"))
    return format_html("{}{}{}{}", piece.stands, where, basis, read)


def _button(route: str, item: Item, words: str, drawing: str, *, value: str = "", is_quiet: bool = True) -> SafeString:
    kind = "btn btn--s btn--q" if is_quiet else "btn btn--s"
    choice = format_html(' name="holds" value="{}"', value) if value else NOTHING
    return format_html(
        '<button class="{}" form="{}" formaction="{}"{}>{}{}<span class="vh">: {}</span></button>',
        kind,
        FORM,
        reverse(route, args=[item.pk]),
        choice,
        icon(drawing, "s"),
        words,
        item.title,
    )


def _seen_button(line: Line) -> SafeString:
    """One tap for one line; what was said "gezien" to has none."""
    if line.is_read:
        return NOTHING
    words = _("Gezien: %(title)s") % {"title": line.item.title or _("ingetrokken bericht")}
    return format_html(
        '<button class="btn btn--q btn--i it__act it__seen" form="{}" formaction="{}" name="version" value="{}">{}'
        '<span class="vh">{}</span></button>',
        FORM,
        reverse("acknowledge_item", args=[line.item.pk]),
        line.item.version,
        icon("check"),
        words,
    )


def _acts(line: Line, section: str) -> SafeString:
    item, acts = line.item, NOTHING
    if item.is_withdrawn:
        return NOTHING
    if section == "asked":
        acts = _button("take_request", item, _("Ik neem dit op"), "hand", is_quiet=False)
    elif section == "owed":
        address = reverse("give_feedback", args=[item.pk])
        words = _("Koppel terug")
        acts = format_html(
            '<a class="btn btn--s" href="{}">{}{}<span class="vh">: {}</span></a>',
            address,
            icon("send", "s"),
            words,
            item.title,
        )
    elif section == "standing":
        acts = format_html(
            "{}{}",
            _button("confirm_item", item, _("Klopt nog"), "check", value="yes"),
            _button("confirm_item", item, _("Klopt niet meer"), "x", value="no"),
        )
    return format_html('<div class="acts it__act">{}</div>', acts) if acts else NOTHING


def _agenda_line(line: Line, piece: Fragment, section: str, name: str) -> SafeString:
    item = line.item
    begins = clock_words(item.happens_at) if item.happens_at else ""
    ends = clock_words(item.happens_until) if item.happens_until else ""
    ask = format_html('<p class="ask sm"{}>{}</p>', in_dutch(), item.ask) if item.ask else NOTHING
    running = format_html('<span class="tag tag--day">{}</span>', _("bezig")) if line.is_running else NOTHING
    return format_html(
        '<div class="ag{}" id="b-{}"><time>{}<small>{}</small></time><div><h3><a href="{}"{}>{}</a></h3>{}'
        '<div class="meta">{}<span>{}</span></div></div>{}</div>',
        " ag--now" if line.is_running else "",
        item.pk,
        begins,
        ends,
        reverse("item", args=[item.pk]),
        in_dutch(),
        item.title,
        ask,
        piece.who,
        item.place,
        running or _seen_button(line),
    )


def _lapsed_line(line: Line, piece: Fragment, section: str, name: str) -> SafeString:
    item = line.item
    until = until_words(item.valid_until) if item.valid_until else ""
    return format_html(
        '<li><a href="{}"{}>{}</a><span class="rows__end">{}</span></li>',
        reverse("item", args=[item.pk]),
        in_dutch(),
        item.title,
        until,
    )
