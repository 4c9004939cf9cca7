"""Requests that no browser would make: addresses, words, bodies and headers as they must never arrive.

Everything is drawn from one seeded die, so that what was found is found again. Addresses come from the URL
configuration; the names of fields and questions from the source, so that a nasty word lands where somebody reads it.
"""

import json
import random
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

from bench.harvest import Offered

SOURCE = Path(__file__).resolve().parent.parent / "src" / "werkveld"
HOST = b"127.0.0.1"

# Words that have broken programs before: zero bytes, digits that are no digits, moments outside every calendar,
# numbers outside every column, halves of surrogate pairs, and the beginnings of other languages.
NASTY: tuple[bytes, ...] = (
    b"",
    b" ",
    b"\x00",
    b"a\x00b",
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xed\xa0\x80",
    "é\u202e\u0000".encode(),
    "²".encode(),
    "٣".encode(),
    "９９".encode(),
    "½".encode(),
    b"-1",
    b"0",
    b"1",
    b"00000000000000000000001",
    b"2147483648",
    b"9223372036854775807",
    b"9223372036854775808",
    b"99999999999999999999999999999999999999",
    b"1e400",
    b"NaN",
    b"Infinity",
    b"1_000",
    b"true",
    b"None",
    b"null",
    b"[]",
    b"{}",
    b"[[[[[[[[",
    b'{"a":' * 50,
    b"0001-01-01",
    b"9999-12-31",
    b"10000-01-01",
    b"2026-02-30",
    b"2026-W53-7",
    b"9999-12-31T23:59:59.999999+14:00",
    b"0001-01-01T00:00:00-14:00",
    b"24:61",
    b"00000000-0000-0000-0000-000000000000",
    b"ffffffff-ffff-ffff-ffff-ffffffffffff",
    b"{01890a5d-ac96-774b-bcce-b302099a8057}",
    b"01890a5dac96774bbcceb302099a8057",
    b"../../../../etc/passwd",
    b"..%2f..%2f",
    b"%00",
    b"%s%n%d%(x)s{0}{{7*7}}{% debug %}${x}",
    b"'; DROP TABLE items_item; --",
    b"<script>alert(1)</script>",
    b"javascript:alert(1)",
    b"a\r\nSet-Cookie: x=1",
    b"\\",
    b"*",
    b"(((((((((",
    b"a & | ! <-> :* b",
    b"?",
    b"#",
    b"//elders.be",
    b"http://[::1",
    "𝕏🧨".encode(),
    "a\u0301".encode() * 400,
    b"a" * 5000,
    b"9" * 400,
    b"\t\r\n",
)
METHODS = (
    (b"GET",) * 8 + (b"POST",) * 10 + (b"HEAD", b"PUT", b"PATCH", b"DELETE", b"OPTIONS", b"TRACE", b"get", b"ZWAAI")
)
TYPES = (
    b"application/x-www-form-urlencoded",
    b"application/x-www-form-urlencoded; charset=utf-16",
    b"application/x-www-form-urlencoded; charset=nergens",
    b"multipart/form-data",
    b"multipart/form-data; boundary=",
    b"multipart/form-data; boundary=grens",
    b"multipart/form-data; boundary=" + b"g" * 300,
    b'multipart/form-data; boundary="gr\x00ns"',
    b"application/json",
    b"text/plain",
    b"image/png",
    b"",
    b";;;=",
    b"\xff",
)
HEADERS = (
    b"Accept",
    b"Accept-Language",
    b"Accept-Encoding",
    b"Authorization",
    b"Content-Encoding",
    b"Content-Language",
    b"Cookie",
    b"Forwarded",
    b"HX-Boosted",
    b"HX-Current-URL",
    b"HX-Prompt",
    b"HX-Request",
    b"HX-Target",
    b"HX-Trigger",
    b"If-Match",
    b"If-Modified-Since",
    b"If-None-Match",
    b"Origin",
    b"Range",
    b"Referer",
    b"Upgrade",
    b"User-Agent",
    b"X-CSRFToken",
    b"X-Forwarded-For",
    b"X-Forwarded-Host",
    b"X-Forwarded-Proto",
    b"X-HTTP-Method-Override",
    b"X-Requested-With",
)
TOKEN = "a" * 32


@dataclass(frozen=True)
class Malformed:
    """One request as it goes over the wire; `is_whole` when a server may be expected to answer it."""

    wire: bytes
    is_whole: bool = True


def field_names() -> list[str]:
    """Every name that a form or an address's question has somewhere in the source."""
    found = {"next", "csrfmiddlewaretoken", "pagina", "q", "code", "state"}
    for file in SOURCE.rglob("*.py"):
        text = file.read_text()
        found |= set(re.findall(r'(?:GET|POST|FILES)(?:\.get(?:list)?\(|\[)"([\w-]+)"', text))
        found |= set(re.findall(r"^    (\w+) = forms\.", text, re.MULTILINE))
        found |= set(re.findall(r'self\.fields\["(\w+)"\]', text))
    for file in SOURCE.rglob("*.html"):
        found |= set(re.findall(r'\bname="([a-z][\w-]*)"', file.read_text()))
    return sorted(found)


class Maker:
    """Draws malformed requests.

    `paths` are good addresses; `sessions` are cookies of people who signed in; `forms` are what pages offered them.
    """

    def __init__(self, paths: list[str], sessions: list[str], seed: int, forms: Sequence[Offered] = ()) -> None:
        self.die = random.Random(seed)
        self.forms = forms
        self.paths = paths
        self.sessions = sessions
        self.names = field_names()

    def requests(self, number: int) -> Iterator[Malformed]:
        """So many, one after the other."""
        for _ in range(number):
            yield self.one()

    def one(self) -> Malformed:
        """One; nearly all can be read as HTTP, a few cannot."""
        if self.die.random() < 0.03:
            return Malformed(self._noise(), is_whole=False)
        if self.forms and self.die.random() < 0.5:
            return self._spoilt(self.die.choice(self.forms))
        method = self.die.choice(METHODS)
        kind, body = self._body() if method not in {b"GET", b"HEAD"} or self.die.random() < 0.05 else (None, b"")
        head = [method + b" " + self._target() + b" HTTP/1.1", b"Host: " + self._host()]
        head += self._cookies() + self._headers()
        if kind is not None:
            head.append(b"Content-Type: " + kind)
        length, is_whole = self._length(body)
        if length is not None:
            head.append(b"Content-Length: " + length)
        return Malformed(b"\r\n".join(head) + b"\r\nConnection: close\r\n\r\n" + body, is_whole)

    def _spoilt(self, form: Offered) -> Malformed:
        """A form as a page offered it, but for a field or three."""
        fields = [(name.encode(), value.encode()) for name, value in form.fields]
        self.die.shuffle(fields)
        fields = fields[: self.die.choice((4, 12, 40))]
        for _ in range(self.die.choice((1, 1, 2, 3))):
            if fields:
                place = self.die.randrange(len(fields))
                fields[place] = (fields[place][0], self._nasty())
        said = b"&".join(quote_plus(name).encode() + b"=" + quote_plus(value).encode() for name, value in fields)
        path, body, kind = form.path.encode(), b"", TYPES[0]
        if form.method == "GET":
            path += b"?" + said
        elif form.is_multipart or self.die.random() < 0.1:
            kind, body = TYPES[5], b"".join(self._part(name, value) for name, value in fields) + b"--grens--\r\n"
        else:
            body = said
        head = [form.method.encode() + b" " + path + b" HTTP/1.1", b"Host: " + HOST, b"X-CSRFToken: " + TOKEN.encode()]
        head.append(b"Cookie: csrftoken=" + TOKEN.encode() + b"; " + self.die.choice(self.sessions or [""]).encode())
        head += [b"Content-Type: " + kind, b"Content-Length: %d" % len(body), b"Connection: close"]
        return Malformed(b"\r\n".join(head) + b"\r\n\r\n" + body)

    def _part(self, name: bytes, value: bytes) -> bytes:
        line = b'--grens\r\nContent-Disposition: form-data; name="' + name + b'"'
        if name in {b"file", b"photo", b"document"} or self.die.random() < 0.1:
            line += b'; filename="a.csv"\r\nContent-Type: text/csv'
            value = b"e-mail;dienst;van;tot\r\n" + value * self.die.choice((1, 3, 50))
        return line + b"\r\n\r\n" + value + b"\r\n"

    def _nasty(self) -> bytes:
        if self.die.random() < 0.15:
            return bytes(self.die.randrange(256) for _ in range(self.die.randrange(1, 60)))
        word = self.die.choice(NASTY)
        return word + self.die.choice(NASTY) if self.die.random() < 0.1 else word

    def _host(self) -> bytes:
        return HOST if self.die.random() < 0.99 else self._nasty().replace(b"\r\n", b"")

    def _target(self) -> bytes:
        path = self.die.choice(self.paths).encode()
        if self.die.random() < 0.15:
            pieces = path.split(b"/")
            pieces[self.die.randrange(len(pieces))] = self._escaped(self._nasty())
            path = b"/" + b"/".join(pieces).lstrip(b"/")
        if self.die.random() < 0.6:
            path += b"?" + b"&".join(self._pair() for _ in range(self.die.choice((1, 1, 2, 5, 40))))
        return path

    def _escaped(self, word: bytes) -> bytes:
        """As an address must have it, or (now and then) as it must not; never with what ends the line."""
        if self.die.random() < 0.98:
            return quote(word).encode()
        return re.sub(rb"[\x00-\x20\x7f]", b"+", word)

    def _pair(self) -> bytes:
        name = self.die.choice(self.names).encode() if self.die.random() < 0.9 else self._escaped(self._nasty())
        if self.die.random() < 0.1:
            name += b"[a]" * self.die.choice((1, 30))
        return name + b"=" + self._escaped(self._nasty())

    def _cookies(self) -> list[bytes]:
        said = [f"csrftoken={TOKEN}".encode()] if self.die.random() < 0.9 else []
        if self.sessions and self.die.random() < 0.75:
            said.append(self.die.choice(self.sessions).encode())
        if self.die.random() < 0.1:
            name = self.die.choice((b"sessionid", b"csrftoken", b"messages", b"django_language", b"x"))
            said.append(name + b"=" + self._header_word())
        lines = [b"Cookie: " + b"; ".join(said)] if said else []
        return [*lines, b"X-CSRFToken: " + TOKEN.encode()] if self.die.random() < 0.9 else lines

    def _headers(self) -> list[bytes]:
        number = self.die.choice((0, 1, 1, 2, 4))
        lines = [self.die.choice(HEADERS) + b": " + self._header_word() for _ in range(number)]
        if self.die.random() < 0.01:
            lines += [b"X-%d: %s" % (n, b"x" * 60) for n in range(300)]
        if self.die.random() < 0.005:
            lines.append(b"X-Long: " + b"x" * 100_000)
        if self.die.random() < 0.3:
            lines.append(b"HX-Request: true")
        return lines

    def _header_word(self) -> bytes:
        """Mostly what HTTP lets through, so that the program sees it too."""
        unfit = rb"[\r\n]" if self.die.random() < 0.03 else rb"[\x00-\x1f\x7f]"
        return re.sub(unfit, b"", self._nasty()[:4000])

    def _length(self, body: bytes) -> tuple[bytes | None, bool]:
        if self.die.random() < 0.98:
            return str(len(body)).encode(), True
        wrong = self.die.choice((None, b"-1", b"x", b"1e3", str(max(0, len(body) - 3)).encode(), b"0"))
        return wrong, False

    def _body(self) -> tuple[bytes | None, bytes]:
        draw = self.die.random()
        if draw < 0.55:
            return TYPES[0], b"&".join(self._pair() for _ in range(self.die.choice((0, 1, 3, 8, 8, 20))))
        if draw < 0.85:
            return b"multipart/form-data; boundary=grens", self._parts()
        if draw < 0.9:
            return b"application/json", self._json()
        if draw < 0.91:
            return TYPES[0], b"&".join(b"a%d=1" % n for n in range(3000))
        kind = self.die.choice(TYPES)
        return self.die.choice((kind, None)), self.die.choice((self._parts(), self._nasty(), self._json()))

    def _parts(self) -> bytes:
        body = b""
        for _ in range(self.die.choice((0, 1, 2, 5, 10))):
            name = re.sub(rb'[\r\n"]', b"", self.die.choice(self.names).encode())
            line = b'Content-Disposition: form-data; name="' + name + b'"'
            if self.die.random() < 0.3:
                line += b'; filename="' + re.sub(rb'[\r\n"]', b"", self._nasty()) + b'"'
                line += b"\r\nContent-Type: " + self.die.choice(
                    (b"text/csv", b"image/jpeg", b"\xff", b"x/y; charset=z")
                )
            if self.die.random() < 0.1:
                line += b"\r\nContent-Transfer-Encoding: " + self.die.choice((b"base64", b"quoted-printable", b"x"))
            if self.die.random() < 0.05:
                line = re.sub(rb"[\r\n]", b"", self._nasty())
            body += b"--grens\r\n" + line + b"\r\n\r\n" + self._nasty() * self.die.choice((1, 1, 1, 30)) + b"\r\n"
        return body + (b"--grens--\r\n" if self.die.random() < 0.8 else b"")

    def _json(self) -> bytes:
        draw = self.die.random()
        if draw < 0.3:
            return b"[" * 3000
        if draw < 0.6:
            said = {self.die.choice(self.names): self.die.choice((None, [], {}, 1e300, -1, "\x00", "\ud800", True))}
            return json.dumps(said).encode()
        return self._nasty()

    def _noise(self) -> bytes:
        draw = self.die.random()
        if draw < 0.4:
            return bytes(self.die.randrange(256) for _ in range(self.die.randrange(1, 400))) + b"\r\n\r\n"
        if draw < 0.6:
            return b"GET / HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n"
        if draw < 0.8:
            letters = "".join(self.die.choices(string.printable.strip(), k=30)).encode()
            return b"POST /aanmelden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n" + letters
        return b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
