"""From a page to a PDF, with nothing but our own stylesheet and fonts: no address outside is ever asked."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

STYLESHEET = "sheet.css"


class NoPrinterError(Exception):
    """This machine lacks Pango: print from the browser instead."""


def pdf_of(html: str) -> bytes:
    """The PDF of a page that links `sheet.css`. Raises NoPrinterError when the machine cannot make one."""
    weasyprint = _weasyprint()
    folder = assets()
    page = weasyprint.HTML(string=html, base_url=f"{folder.as_uri()}/", url_fetcher=_own_files(folder))
    made: bytes = page.write_pdf()
    return made


def assets() -> Path:
    """The folder of the built stylesheet. Raises NoPrinterError when it was never built."""
    found = finders.find(STYLESHEET)
    if not found:
        raise NoPrinterError
    return Path(found).resolve().parent


@cache
def _weasyprint() -> Any:
    """Imported when first asked: a worker that never prints stays small. Without Pango the import itself fails."""
    try:
        import weasyprint
    except OSError as problem:
        raise NoPrinterError from problem
    # Our stylesheet also serves browsers; what WeasyPrint does not know of it is no news.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _own_files(folder: Path) -> Any:
    """What fetches for WeasyPrint: files of our own folder, and nothing else anywhere."""
    from weasyprint.urls import URLFetcher

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(f"{folder.as_uri()}/") or ".." in url:
                raise ValueError(url)
            return super().fetch(url, headers)

    return OwnFiles(allowed_protocols={"file"})
