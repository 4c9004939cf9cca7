"""Laws about pages: open ones are listed, nothing inline, every dependency has its sentence, translations complete."""

import itertools
import re
import tomllib
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.source import PROJECT, templates, where
from werkveld.kit.translations import missing

# Pages that somebody without an account may open. Anything else that turns out open is a mistake.
OPEN = {
    "health",
    "set_language",
    "demo_sign_in",
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "organisation_sign_in",
    "organisation_back",
    "account_inactive",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "accept_invitation",
    "welcome",
    "robots",
    "security_contact",
    "manifest",
    "favicon",
    "style_guide",
    # What we promise and who may do what: for residents too.
    "never",
    "roles",
}


def routes(patterns: list[URLPattern | URLResolver] | None = None) -> Iterator[URLPattern]:
    """Every route of the URL configuration."""
    for entry in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns)
        else:
            yield entry


def test_open_pages_are_listed() -> None:
    found = {r.name for r in routes() if not getattr(r.callback, "login_required", True)}
    assert found - OPEN == set(), "list the page here with a reason, or take its login_not_required away"


def test_every_view_has_one_name_and_every_name_one_view() -> None:
    named = {(r.name, r.callback) for r in routes()}
    assert None not in {name for name, _ in named}
    assert len({name for name, _ in named}) == len(named)


INLINE = re.compile(r"""<script(?![^>]*\b(src|nonce)=)|<style|\sstyle=|\son[a-z]+=["']|javascript:""", re.IGNORECASE)


def test_templates_have_nothing_inline() -> None:
    found = [where(p, t[: m.start()].count("\n") + 1) for p, t in templates() for m in INLINE.finditer(t)]
    # The sheet is a document of its own, handed to the PDF maker, never to a browser under our policy.
    assert found == []


def test_inline_law_is_red_on_each_form() -> None:
    bad = ["<script>x</script>", '<p style="x">', '<a onclick="x">', "<style>", '<a href="javascript:x">']
    assert all(INLINE.search(b) for b in bad)
    assert not INLINE.search('<script src="x" defer></script>')


def lonely_dependencies(text: str) -> list[str]:
    """Dependencies in pyproject.toml without a sentence above them."""
    lines = [line.strip() for line in text.splitlines()]
    return [
        line
        for before, line in itertools.pairwise(lines)
        if re.fullmatch(r'"[a-z][\w.-]*(\[[\w,]+\])?([<>=~!].*)?",', line) and not before.startswith(("#", '"types-'))
    ]


def test_every_dependency_has_a_sentence_beside_it() -> None:
    text = (PROJECT / "pyproject.toml").read_text()
    start, end = text.index("dependencies = ["), text.index("[build-system]")
    assert tomllib.loads(text)["project"]["dependencies"]
    assert lonely_dependencies(text[start:end]) == []


def test_dependency_law_is_red_on_a_bare_line() -> None:
    assert lonely_dependencies('[\n"django>=6",\n') == ['"django>=6",']


def test_english_is_complete() -> None:
    said = "python -m werkveld.kit.translations extract, then say these in English: "
    assert missing("en") == [], said
