"""Malformed requests against a served Werkveld: none may end in a 5xx, tell how the program is made, or hang.

    python -m bench.fuzz 100000 [--seed 1] [--workers 2]

Serves an invented city from a folder of its own on 127.0.0.1, signs in as some of the cast, sends, and prints what
came back. Nothing but 127.0.0.1 is ever sent to. Ends with 1 when something was found; each find is printed whole.
"""

import argparse
import collections
import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from bench.harvest import Offered, forms_of
from bench.malformed import TOKEN, Maker, Malformed

PROJECT = Path(__file__).resolve().parent.parent
SECONDS = 20.0
BRIEF = 0.5
LEAKS = (b"Traceback (most recent", b"site-packages", b"django.core", b"psycopg", b"/src/werkveld/", b"SECRET_KEY")
# The organisation's sign-in says 503 when the organisation does not answer; there is none here, so none is allowed.
WORST = 500


@dataclass
class Report:
    """What came back: how often each status, how often nothing, and the requests that found something."""

    statuses: collections.Counter[int] = field(default_factory=collections.Counter)
    dropped: int = 0
    finds: list[tuple[str, bytes, bytes]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many were sent."""
        return self.statuses.total() + self.dropped

    def line(self) -> str:
        """One line for a reader."""
        said = ", ".join(f"{number} × {status}" for status, number in sorted(self.statuses.items()))
        return f"{self.number} malformed requests: {said}, {self.dropped} × closed; {len(self.finds)} finds"


def send(port: int, request: Malformed) -> bytes:
    """One request over a connection of its own; what came back, empty when the server closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS if request.is_whole else BRIEF) as line:
        answer = b""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(request.wire)
        # A server that had heard enough may have answered before it closed.
        with contextlib.suppress(ConnectionResetError):
            while piece := line.recv(65536):
                answer += piece
        return answer


def judge(report: Report, request: Malformed, answer: bytes) -> None:
    """Count an answer, and keep it when it tells more than it should."""
    status = _status(answer)
    if status is None:
        report.dropped += 1
        if request.is_whole and not answer:
            report.finds.append(("no answer", request.wire, answer))
        return
    report.statuses[status] += 1
    if status >= WORST:
        report.finds.append((f"status {status}", request.wire, answer))
    leaked = [mark for mark in LEAKS if mark in answer]
    if leaked:
        report.finds.append((f"tells {leaked}", request.wire, answer))


def _status(answer: bytes) -> int | None:
    head = answer.split(b"\r\n", 1)[0].split(b" ")
    return int(head[1]) if len(head) > 1 and head[0].startswith(b"HTTP/") and head[1].isdigit() else None


def fuzz(port: int, requests: Iterable[Malformed], *, lines: int = 8) -> Report:
    """Send them all, some at a time."""
    report = Report()

    def one(request: Malformed) -> tuple[Malformed, bytes | None]:
        try:
            return request, send(port, request)
        except TimeoutError:
            # A server may wait for the rest of what was cut short.
            return request, None if request.is_whole else b""

    with ThreadPoolExecutor(lines) as pool:
        for request, answer in pool.map(one, requests):
            if answer is None:
                report.dropped += 1
                report.finds.append(("hangs", request.wire, b""))
            else:
                judge(report, request, answer)
    return report


def addresses(keys: list[str]) -> list[str]:
    """Every address of the URL configuration, with values that exist and values that do not."""
    from django.urls import URLPattern, URLResolver, get_resolver, reverse

    def routes(patterns: list[URLPattern | URLResolver]) -> Iterable[URLPattern]:
        for entry in patterns:
            yield from routes(entry.url_patterns) if isinstance(entry, URLResolver) else [entry]

    words = {"layer_code": "gebieden", "layer": "gebieden", "code": "overleie", "organisation": "ocmw", "token": "abc"}
    found = []
    for route in routes(get_resolver().url_patterns):
        names = list(route.pattern.converters) or list(getattr(route.pattern, "regex", None).groupindex)  # type: ignore[union-attr]
        for number, key in enumerate((*keys, str(uuid.uuid4())), start=1):
            said = {name: words.get(name, key if name == "key" else number) for name in names}
            try:
                found.append(reverse(str(route.name), kwargs=said))
            except Exception:  # noqa: S112 # A value of another kind: the nasty ones come later anyway.
                continue
            if not names:
                break
    return found


def served(folder: Path, port: int, workers: int) -> "subprocess.Popen[bytes]":
    """The demo in a folder of its own; its log beside it."""
    # Without the limits of what one account may do in an hour: a refusal at the door would spare what lies behind it.
    environment = {**os.environ, "WERKVELD_DATA": str(folder), "WERKVELD_LOG": "ERROR", "WERKVELD_LIMITS": "1000000"}
    command = [sys.executable, "-m", "werkveld.ops.command", "demo", "--data", str(folder), "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--workers", str(workers)], env=environment, cwd=PROJECT, stdout=log, stderr=log
        )
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if b"200" in send(port, Malformed(b"GET /gezond HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")):
                return process
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"The demo did not start; see {folder / 'log'}.")


def signed_in(port: int, number: int) -> list[str]:
    """Cookies of so many of the cast, as the demo's first page gives them."""
    page = send(port, Malformed(b"GET /aanmelden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")).decode()
    people = re.findall(r'name="person" value="(\d+)"', page)
    found = []
    for person in people[:: max(1, len(people) // number)]:
        body = f"person={person}&csrfmiddlewaretoken={TOKEN}"
        head = f"POST /demo/aanmelden/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken={TOKEN}\r\n"
        head += "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        answer = send(port, Malformed(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())).decode()
        cookie = re.search(r"(?i)set-cookie: (sessionid=\w+)", answer)
        if cookie:
            found.append(cookie[1])
    return found


def offered(port: int, paths: list[str], session: str) -> list[Offered]:
    """The forms on the pages that somebody may open."""
    found = {}
    for path in dict.fromkeys(paths):
        asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {session}\r\nConnection: close\r\n\r\n"
        answer = send(port, Malformed(asked.encode())).decode(errors="replace")
        if answer.startswith("HTTP/1.1 200"):
            found |= {(form.path, len(form.fields)): form for form in forms_of(path, answer)}
    return list(found.values())


def some_keys(folder: Path) -> list[str]:
    """Keys of items that exist."""
    from werkveld.kit import database

    with database.connect("owner", folder) as owner:
        return [str(row[0]) for row in owner.execute("SELECT id FROM items_item ORDER BY random() LIMIT 12")]


def main() -> int:
    """Serve, send, tell."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("number", type=int, nargs="?", default=100_000, help="how many requests")
    parser.add_argument("--seed", type=int, default=1, help="another die throws other requests")
    parser.add_argument("--workers", type=int, default=2, help="processes that make pages")
    parser.add_argument("--running", metavar="PORT:FOLDER", help="a demo that is served already, and its data folder")
    chosen = parser.parse_args()
    if chosen.running:
        port, _colon, name = chosen.running.partition(":")
        os.environ |= {"WERKVELD_DATA": name, "DJANGO_SETTINGS_MODULE": "werkveld.settings"}
        return tell(_rounds(Path(name), int(port), chosen.number, chosen.seed), traces=0)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="werkveld-fuzz-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        os.environ |= {"WERKVELD_DATA": name, "DJANGO_SETTINGS_MODULE": "werkveld.settings"}
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # So that what was started is ended.
        process = served(folder, port, chosen.workers)
        try:
            report = _rounds(folder, port, chosen.number, chosen.seed)
        finally:
            process.terminate()
            process.wait(30)
            subprocess.run([sys.executable, "-m", "werkveld.ops.command", "db", "stop"], check=False, cwd=PROJECT)
        traces = (folder / "log").read_bytes().count(b"Traceback")
        if traces:
            (PROJECT / "build" / "fuzz.log").write_bytes((folder / "log").read_bytes())
    return tell(report, traces)


def tell(report: Report, traces: int) -> int:
    """Print what was found; 1 when anything was."""
    for why, wire, answer in report.finds[:20]:
        print(f"{why}\n  {wire[:600]!r}\n  {answer[:300]!r}")
    print(report.line(), f"{traces} tracebacks in the log{' (build/fuzz.log)' if traces else ''}.")
    return 1 if report.finds or traces else 0


def _rounds(folder: Path, port: int, number: int, seed: int) -> Report:
    """In rounds, each with fresh sessions: some of the requests sign out."""
    import django

    django.setup()
    whole, started = Report(), time.monotonic()
    size = 2000
    for done in range(0, number, size):
        keys, sessions = some_keys(folder), signed_in(port, 8)
        maker = Maker(
            addresses(keys),
            sessions,
            seed + done,
            offered(port, addresses(keys[:2]), sessions[done // size % len(sessions)]),
        )
        report = fuzz(port, list(maker.requests(min(size, number - done))))
        whole.statuses += report.statuses
        whole.dropped += report.dropped
        whole.finds += report.finds
        print(f"{whole.line()} ({whole.number / (time.monotonic() - started):.0f} a second)", file=sys.stderr)
    return whole


if __name__ == "__main__":
    sys.exit(main())
