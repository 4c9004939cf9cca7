"""The Markdown subset: what stays, what goes, and that nothing dangerous ever comes through."""

import re
from html.parser import HTMLParser

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from werkveld.kit import text

DANGEROUS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html;base64,PHN2Zz4=)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    '<a href="javascript:alert(1)" onclick="x">y</a>',
    '[x](https://a.be "onmouseover=alert(1)")',
    "![x](https://a.be/p.png)",
    "<svg onload=alert(1)>",
    "<style>*{display:none}</style>",
    "https://a.be/\"onmouseover='alert(1)",
]
ALLOWED = {"a": {"href", "rel"}, "ol": {"start"}}


class Reader(HTMLParser):
    """Collects what a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in text.TAGS:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()):
                self.wrong.append(f"{tag} {name}")
            if name == "href" and (value or "").partition(":")[0].lower() not in text.SCHEMES:
                self.wrong.append(f"href {value}")


def wrong_in(html: str) -> list[str]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.wrong


pieces = st.one_of(
    st.sampled_from(DANGEROUS),
    st.text(max_size=12),
    st.sampled_from(["**", "_", "- ", "\n", "\n\n", "[", "](", ")", "<"]),
)


@given(st.lists(pieces, max_size=14).map("".join))
def test_markdown_lets_nothing_dangerous_through_whatever_is_typed(source: str) -> None:
    assert wrong_in(text.markdown(source)) == []


@pytest.mark.parametrize("source", DANGEROUS)
def test_markdown_is_harmless_when_somebody_tries(source: str) -> None:
    assert wrong_in(text.markdown(source)) == []


def test_markdown_keeps_bold_italic_lists_and_line_breaks() -> None:
    html = text.markdown("**Nu** en _straks_\ntweede regel\n\n- een\n- twee")
    assert (
        html
        == "<p><strong>Nu</strong> en <em>straks</em><br>\ntweede regel</p>\n<ul>\n<li>een</li>\n<li>twee</li>\n</ul>"
    )


def test_markdown_shows_a_heading_as_the_text_it_is() -> None:
    assert text.markdown("# Let op") == "<p># Let op</p>"


@pytest.mark.parametrize("address", ["https://kortrijk.be/a_b_c", "http://a.be/?x=1", "mailto:a@b.be", "tel:101"])
def test_markdown_makes_a_link_that_tells_nothing_to_the_other_side(address: str) -> None:
    html = text.markdown(f"[hier]({address})")
    assert f'href="{address}"' in html
    assert "noopener" in html
    assert "nofollow" in html


def test_markdown_links_a_bare_address_without_the_point_that_ends_the_sentence() -> None:
    assert '<a href="https://kortrijk.be/x"' in text.markdown("Zie https://kortrijk.be/x.")
    assert text.markdown("Zie https://kortrijk.be/x.").endswith("</a>.</p>")


def test_plain_drops_marks_and_joins_lines() -> None:
    assert text.plain("**Nu** & [hier](https://a.be)\n\n- een\n- twee") == "Nu & hier een twee"


@given(st.text(max_size=300), st.integers(min_value=5, max_value=80))
def test_excerpt_is_never_longer_than_asked(source: str, length: int) -> None:
    short = text.excerpt(source, length)
    assert len(short) <= length
    assert not re.search(r"\s…$", short)


def test_excerpt_cuts_between_words() -> None:
    assert text.excerpt("Avondlawaai aan de Overleiebrug, drie keer", 34) == "Avondlawaai aan de Overleiebrug…"
    assert text.excerpt("Kort", 34) == "Kort"


def test_words_of_colleagues_are_marked_on_a_page_in_another_language() -> None:
    with override("en"):
        assert text.in_dutch() == ' lang="nl"'
    for language in ("nl", "nl-be"):
        with override(language):
            assert text.in_dutch() == ""
