"""The two languages: Dutch stands in the source, English in a catalogue beside it.

    python -m werkveld.kit.translations extract    gather new sentences into the catalogue, drop those that are gone
    python -m werkveld.kit.translations compile    make the catalogue ready for use (no system gettext needed)

Babel reads Python by itself; for templates Django's own `templatize` turns each into Python-like source first.
"""

import argparse
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

SOURCE = Path(__file__).resolve().parent.parent
LANGUAGES = ("en",)

# What each function's arguments mean: gettext(one), ngettext(one, many), pgettext(context, one), …
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEAD = """\
# Werkveld in another language. Dutch stands in the source; this file is kept by
# `python -m werkveld.kit.translations extract`."""
# Lines of the catalogue's head that change with every run, or say nothing.
NOISE = tuple(
    f'"{name}' for name in ("POT-Creation", "PO-Revision", "Last-Translator", "Language-Team", "Report-Msgid")
)
type Found = tuple[int, str | tuple[str, ...], list[str], str | None]


def catalogue_of(language: str) -> Path:
    """Where the sentences of a language stand."""
    return SOURCE / "locale" / language / "LC_MESSAGES" / "django.po"


def sentences() -> Catalog:
    """Every sentence in our source, with the file it stands in. No line numbers: they would change every day."""
    found = Catalog(charset="utf-8")
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix not in {".py", ".html", ".txt", ".xml"} or "migrations" in path.parts:
            continue
        name = str(path.relative_to(SOURCE))
        for _line, message, comments, context in _sentences_of(path):
            text = message[0] if isinstance(message, tuple) and len(message) == 1 else message
            found.add(text, None, [(name, 0)], auto_comments=comments, context=context)
    return found


def _sentences_of(path: Path) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "templates" not in path.parts:
            return
        # What was template becomes runs of X; its indents mean nothing, and Python would stumble over them.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    yield from extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS, comment_tags=["Translators:"])


def merge(language: str) -> Catalog:
    """The language's catalogue brought up to date: translations kept, new sentences empty, gone ones dropped."""
    path = catalogue_of(language)
    held = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            held = read_po(file, locale=language)
    held.update(sentences(), no_fuzzy_matching=True)
    held.fuzzy, held.project, held.version = False, "Werkveld", "1"
    held.header_comment = HEAD
    held.obsolete.clear()
    for message in held:
        message.locations = sorted({(name, 0) for name, _line in message.locations})
    return held


def missing(language: str) -> list[str]:
    """Sentences that the language does not say yet, or only half (a plural without its many)."""
    gaps = []
    for message in merge(language):
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and ("fuzzy" in message.flags or not all(said)):
            gaps.append(str(message.id if isinstance(message.id, str) else message.id[0]))
    return gaps


def write(language: str) -> Path:
    """Write the merged catalogue, in an order that keeps differences small."""
    path = catalogue_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, merge(language), width=110, sort_output=True, omit_header=False, include_lineno=False)
    text = buffer.getvalue().decode()
    kept = [line for line in text.splitlines() if not line.startswith(NOISE)]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return path


def compile_catalogues() -> list[Path]:
    """Make every catalogue that changed ready for use; returns what was written. Cheap when nothing changed."""
    written = []
    for language in LANGUAGES:
        source = catalogue_of(language)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language)
        buffer = io.BytesIO()
        write_mo(buffer, catalogue)
        target.write_bytes(buffer.getvalue())
        written.append(target)
    return written


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m werkveld.kit.translations", description=__doc__)
    parser.add_argument("verb", choices=["extract", "compile"])
    verb = parser.parse_args(arguments).verb
    if verb == "extract":
        for language in LANGUAGES:
            path = write(language)
            print(f"{path}: {len(missing(language))} sentences still to translate")
    else:
        compile_catalogues()
    return 0


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(USE_I18N=False)
    django.setup()
    raise SystemExit(main())
