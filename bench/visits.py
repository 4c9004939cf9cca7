"""Visiting pages as the server does: straight through the WSGI application, signed in, over the pages' own role."""

import io
from collections.abc import Callable
from http.cookies import SimpleCookie

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from werkveld.people.models import Person


class Visitor:
    """Somebody signed in, who opens pages."""

    _application: WSGIHandler | None = None

    def __init__(self, person: Person) -> None:
        self.person = person
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        self._factory = RequestFactory(SERVER_NAME="127.0.0.1")
        self._factory.cookies = SimpleCookie(self.cookie)
        if Visitor._application is None:
            Visitor._application = WSGIHandler()

    def opens(self, path: str) -> Callable[[], bytes]:
        """A call that fetches a page and insists on its being there."""
        made = self._factory.get(path).environ

        def call() -> bytes:
            return self._fetch(path, dict(made))

        return call

    def opens_in_turn(self, paths: list[str]) -> Callable[[], bytes]:
        """A call that fetches the next of these pages each time."""
        calls = [self.opens(path) for path in paths]
        turn = -1

        def call() -> bytes:
            nonlocal turn
            turn = (turn + 1) % len(calls)
            return calls[turn]()

        return call

    def _fetch(self, path: str, environ: dict[str, object]) -> bytes:
        assert Visitor._application is not None
        environ["wsgi.input"] = io.BytesIO()
        status: list[str] = []
        answer = Visitor._application(environ, lambda line, *_: status.append(line))
        body = b"".join(answer)
        answer.close()
        assert status[0].startswith("200"), f"{path}: {status[0]}"
        return body


def queries_of(call: Callable[[], object]) -> list[str]:
    """Every statement that a call sends to the database."""
    sent: list[str] = []

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        call()
    return sent
