"""The forms that a served page offers, read from its HTML, so that malformed ones can be made by changing a little."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(frozen=True)
class Offered:
    """One form as the page gives it: where it goes, how, and what is filled in."""

    path: str
    method: str
    fields: tuple[tuple[str, str], ...]
    is_multipart: bool


@dataclass
class _Open:
    path: str
    method: str
    is_multipart: bool
    fields: list[tuple[str, str]] = field(default_factory=list)


class Forms(HTMLParser):
    """Feed it a page; `found` holds its forms. `path` is the page's own, for forms that name none."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.found: list[Offered] = []
        self._form: _Open | None = None
        self._name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a form, or note one of its fields."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            to = re.sub(r"[?#].*", "", said.get("action") or self.path)
            method = said.get("method", "get").upper()
            self._form = _Open(to, method, "multipart" in said.get("enctype", ""))
        elif said.get("name") == "csrfmiddlewaretoken":
            return  # The header carries one that fits the cookie.
        elif self._form is not None and tag in {"input", "textarea", "button"} and said.get("name"):
            self._form.fields.append((said["name"], said.get("value", "")))
        elif tag == "select":
            self._name = said.get("name", "")
        elif tag == "option" and self._form is not None and self._name:
            self._form.fields.append((self._name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Close a form."""
        if tag == "form" and self._form is not None:
            form = self._form
            self.found.append(Offered(form.path, form.method, tuple(form.fields), form.is_multipart))
            self._form = None
        elif tag == "select":
            self._name = ""


def forms_of(path: str, page: str) -> list[Offered]:
    """Every form of a page but the one that signs out."""
    reader = Forms(path)
    reader.feed(page)
    return [form for form in reader.found if "afmelden" not in form.path]
