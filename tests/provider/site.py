"""The provider: the sign-in package's own, with two accounts and one client.

    python -m tests.provider.site PORT FOLDER REDIRECT…

Its people sign in with a button each, for it is not their password that is tested here.
"""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils.html import format_html

CLIENT, SECRET = "werkveld", "een geheim onder ons tweeen"
PEOPLE = ("noor", "vreemde")


def fresh_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def configure(port: int, folder: Path) -> None:
    settings.configure(
        SECRET_KEY="alleen voor deze proef",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite3"}},
        LOGIN_URL="account_login",
        SESSION_COOKIE_NAME="provider",
        CSRF_COOKIE_NAME="provider-csrf",
        IDP_OIDC_PRIVATE_KEY=fresh_key(),
        IDP_OIDC_ADAPTER=f"{__name__}.Adapter",
        IDP_OIDC_RATE_LIMITS=False,
        USE_TZ=True,
        ISSUER=f"http://127.0.0.1:{port}",
    )


def fill(redirects: list[str]) -> None:
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        # The stranger carries Noor's address: an e-mail address must never be enough.
        User.objects.create_user(name, email="noor@voorbeeld.be")
    Client.objects.create(
        id=CLIENT,
        name="Werkveld",
        secret=make_password(SECRET),
        scopes="openid",
        redirect_uris="\n".join(redirects),
        skip_consent=True,
    )


def sign_in(request: HttpRequest) -> HttpResponse:
    """A button for each account; signed in at once when the form was sent."""
    from django.contrib.auth import login
    from django.contrib.auth.models import User
    from django.middleware.csrf import get_token
    from django.shortcuts import redirect

    if request.method == "POST":
        user = User.objects.get(username=request.POST["username"])
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect(request.GET.get("next", "/"))
    buttons = "".join(f'<button name="username" value="{name}">{name}</button>' for name in PEOPLE)
    token = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return HttpResponse(f"<!DOCTYPE html><title>Stad</title><h1>Stad</h1><form method=post>{token}{buttons}</form>")


def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    port, folder, redirects = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    configure(port, folder)
    django.setup()
    globals()["urlpatterns"] = [
        path("aanmelden/", sign_in, name="account_login"),
        path("afmelden/", nothing, name="account_logout"),
        path("bevestigen/", nothing, name="account_reauthenticate"),
        path("", include("allauth.idp.urls")),
    ]
    from allauth.idp.oidc.adapter import DefaultOIDCAdapter

    class Adapter(DefaultOIDCAdapter):  # type: ignore[misc]
        def get_issuer(self) -> str:
            return str(settings.ISSUER)

    globals()["Adapter"] = Adapter
    sys.modules.setdefault(__name__, sys.modules["__main__"])
    fill(redirects)
    from django.core.handlers.wsgi import WSGIHandler

    with make_server("127.0.0.1", port, WSGIHandler(), Server, Quiet) as server:
        print("ready", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
