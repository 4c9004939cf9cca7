"""Sentences are found wherever they stand, and the catalogue keeps what was translated."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from werkveld.kit import translations


@pytest.fixture
def small_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of two files, instead of ours."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(
        '{% translate "Naar de inhoud" %}{# geen zin #}'
        "{% blocktranslate trimmed count n=n %}{{ n }} fout{% plural %}{{ n }} fouten{% endblocktranslate %}"
        '{% icon "x" %}'
    )
    (tmp_path / "views.py").write_text('message = _("Bewaard %(day)s.")\nother = "geen zin"\n')
    monkeypatch.setattr(translations, "SOURCE", tmp_path)
    return tmp_path


def test_sentences_are_found_in_python_and_templates(small_source: Path) -> None:
    found = {message.id for message in translations.sentences() if message.id}
    assert found == {"Naar de inhoud", "Bewaard %(day)s.", ("%(n)s fout", "%(n)s fouten")}


def test_extract_keeps_what_was_translated_and_drops_what_is_gone(small_source: Path) -> None:
    path = translations.write("en")
    text = path.read_text().replace('msgid "Naar de inhoud"\nmsgstr ""', 'msgid "Naar de inhoud"\nmsgstr "To the text"')
    path.write_text(text)
    (small_source / "views.py").write_text('message = _("Nieuw.")\n')
    translations.write("en")
    with path.open("rb") as file:
        held = {message.id: message.string for message in read_po(file) if message.id}
    assert held["Naar de inhoud"] == "To the text"
    assert held["Nieuw."] == ""
    assert "Bewaard %(day)s." not in held
    assert "Nieuw." in translations.missing("en")
    assert "Naar de inhoud" not in translations.missing("en")


def test_compile_writes_once_when_nothing_changed(small_source: Path) -> None:
    path = translations.write("en")
    assert translations.compile_catalogues() == [path.with_suffix(".mo")]
    assert translations.compile_catalogues() == []
