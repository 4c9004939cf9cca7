"""Refusals that hold whatever was sent along, and a short walk of malformed requests against a real server."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client
from django.urls import reverse

from bench.fuzz import addresses, fuzz, offered
from bench.malformed import Maker
from tests.cast import Cast
from tests.items.test_actions import post
from werkveld.audience.circles import circle_of_organisation


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; ="])
def test_refusals_do_not_read_what_was_sent(cast: Cast, kind: str) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["csrftoken"] = "a" * 32
    token = {"X-CSRFToken": "a" * 32}
    assert client.generic("POST", "/niets/", b"null", kind, headers=token).status_code == 404
    assert client.generic("POST", "/aanmelden/", b"null", kind, headers=token).status_code == 400


@pytest.mark.django_db
def test_way_back_is_an_address_and_never_the_name_of_a_route(cast: Cast, client: Client) -> None:
    for word in ("home", "٣", "account_login"):
        answer = client.post(reverse("set_language"), {"language": "nl", "next": word})
        assert answer["Location"] == "/"


@pytest.mark.django_db
def test_zero_byte_is_refused_wherever_it_stands(cast: Cast) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(cast.people.lotte)
    assert client.get("/gebied/gebieden/over%00leie/").status_code == 404
    assert client.get("/zoeken/", {"q": "a\x00b"}).status_code == 400
    assert client.post("/taal/", {"language": "nl", "next": "/\x00"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("length", [str(10**12), "9" * 400, "-1", "1e9", "²", "0x10"])
def test_what_says_to_be_too_large_is_refused_unread(client: Client, length: str) -> None:
    answer = client.post("/aanmelden/", {}, CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "nosniff" in answer["X-Content-Type-Options"]


@pytest.mark.django_db
def test_bombs_in_a_form_are_refused(client: Client) -> None:
    kind = "application/x-www-form-urlencoded"
    many = "&".join(f"a{number}=1" for number in range(1100))
    assert client.post("/aanmelden/", many, content_type=kind).status_code == 400
    assert client.post("/aanmelden/", "a=" + "x" * 3_000_000, content_type=kind).status_code == 400
    part = b'--g\r\nContent-Disposition: form-data; name="f%d"; filename="f"\r\n\r\nx\r\n'
    files = b"".join(part % number for number in range(150)) + b"--g--\r\n"
    kind = "multipart/form-data; boundary=g"
    assert client.generic("POST", "/aanmelden/", files, content_type=kind).status_code == 400


@pytest.fixture
def port(transactional_db: None) -> Iterator[int]:
    """The program behind a plain server of the standard library, as a proxy would reach it."""

    class Server(ThreadingMixIn, WSGIServer):
        daemon_threads = True

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    def closing(environ: dict[str, Any], start: Any) -> Any:
        try:
            yield from WSGIHandler()(environ, start)
        finally:
            connections.close_all()

    with make_server("127.0.0.1", 0, closing, Server, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_malformed_requests_end_in_no_error_and_tell_nothing(port: int) -> None:
    from tests.cast import make_cast

    cast = make_cast()
    item = post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang")
    sessions = []
    for person in (cast.people.noor, cast.people.lotte, cast.people.piet):
        client = Client()
        client.force_login(person)
        sessions.append(f"sessionid={client.cookies['sessionid'].value}")
    paths = addresses([str(item.pk)])
    maker = Maker(paths, sessions, seed=22, forms=offered(port, paths, sessions[1]))
    report = fuzz(port, list(maker.requests(600)), lines=2)
    assert report.finds == [], report.line()
    assert report.statuses[404] > 50
    assert report.statuses[200] + report.statuses[302] + report.statuses[422] > 60, "most never got past the door"
