"""A line of the log is one line, says when and what, and holds nothing that opens a door."""

import datetime as dt
import json
import logging
import sys
import uuid

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from werkveld.kit.lines import LineFormatter, during, network_address


def line(message: str, *arguments: object, **extra: object) -> str:
    record = logging.LogRecord("werkveld.x", logging.WARNING, "x.py", 1, message, arguments, None)
    for name, value in extra.items():
        setattr(record, name, value)
    return LineFormatter().format(record)


def asked(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    return request


@given(st.text(), st.text())
def test_no_text_makes_a_second_line_or_another_field(message: str, value: str) -> None:
    said = line("%s", message, facts={"why": value})
    assert said.isascii()
    assert said.isprintable()
    read = json.loads(said)
    assert (read["message"], read["why"], set(read)) == (message, value, {"at", "level", "logger", "message", "why"})


def test_moment_is_in_utc() -> None:
    at = dt.datetime.fromisoformat(json.loads(line("x"))["at"])
    assert at.utcoffset() == dt.timedelta(0)
    assert abs(dt.datetime.now(dt.UTC) - at) < dt.timedelta(minutes=1)


def test_line_of_a_request_names_the_route_and_keys_but_never_a_token() -> None:
    key = uuid.uuid4()
    item = asked(reverse("item", args=[key]))
    with during(item):
        read = json.loads(line("x"))
    assert (read["route"], read["about"], read["from"]) == ("item", {"key": str(key)}, "127.0.0.1")
    for path in ("/uitnodiging/een-geheim/", "/wachtwoord-vergeten/1a-een-geheim/"):
        with during(asked(path)):
            said = line("Not Found: %s", path, request=asked(path), status_code=404)
        assert "geheim" not in said
        assert json.loads(said)["status"] == 404


def test_trace_stays_within_the_line() -> None:
    try:
        int("een\nmoeilijke regel")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "fout", (), sys.exc_info())
    said = LineFormatter().format(record)
    assert "\n" not in said
    assert "moeilijke regel" in json.loads(said)["trace"], "with its text, in one line"


def test_suspicious_request_leaves_a_line_and_no_trace() -> None:
    error = SuspiciousOperation("a zero byte")
    why = (type(error), error, None)
    record = logging.LogRecord("django.security.SuspiciousOperation", logging.ERROR, "x.py", 1, "a zero byte", (), why)
    read = json.loads(LineFormatter().format(record))
    assert (read["message"], "trace" in read) == ("a zero byte", False)


def test_address_that_a_visitor_made_up_is_not_believed(settings: Settings) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "6.6.6.6, 10.1.1.1"})
    settings.BEHIND_TLS = False
    assert network_address(request) == "127.0.0.1"
    settings.BEHIND_TLS = True
    assert network_address(request) == "10.1.1.1", "what the one proxy in front added"
