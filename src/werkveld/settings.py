"""The one settings file. Everything that differs between machines is read from the environment."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from werkveld.kit.database import connection_for
from werkveld.kit.origins import origins_of
from werkveld.kit.secrets import old_keys, private_table, secret_key, take_credentials

# Before anything is asked of the environment: what the service manager hands over stands there too.
take_credentials()

SOURCE = Path(__file__).resolve().parent
PROJECT = SOURCE.parent.parent

# All that the program keeps for itself lives in one folder that can be backed up or thrown away as one.
DATA = Path(os.environ.get("WERKVELD_DATA", PROJECT / ".werkveld")).absolute()

# Demo mode lets anybody sign in as any of the cast; it is off unless the demo command turns it on.
DEMO = os.environ.get("WERKVELD_DEMO") == "1"
DEBUG = os.environ.get("WERKVELD_DEBUG") == "1"
SECRET_KEY = secret_key(DATA)
SECRET_KEY_FALLBACKS = old_keys(DATA)

# A server behind a proxy names its hosts; without that only this machine is answered.
ALLOWED_HOSTS = os.environ.get("WERKVELD_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("WERKVELD_ORIGINS", "").split(",") if o]
BEHIND_TLS = os.environ.get("WERKVELD_TLS") == "1"

INSTALLED_APPS = [
    "werkveld.web",
    "werkveld.ops",
    "werkveld.governance",
    "werkveld.briefing",
    "werkveld.blog",
    "werkveld.atlas",
    "werkveld.borders",
    "werkveld.items",
    "werkveld.staff",
    "werkveld.journal",
    "werkveld.audience",
    "werkveld.people",
    "werkveld.territory",
    "werkveld.discretion",
    "werkveld.kit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "werkveld.kit.lines.LineMiddleware",
    "werkveld.web.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "werkveld.web.headers.LengthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "werkveld.web.headers.ZeroMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "werkveld.web.lifetime.LifetimeMiddleware",
    "werkveld.web.pairing.PairingMiddleware",
    "werkveld.web.limits.LimitMiddleware",
    # Last: it runs the view inside one transaction that carries the viewer's circles to the row-level policies.
    "werkveld.audience.middleware.ViewerMiddleware",
]

ROOT_URLCONF = "werkveld.urls"
WSGI_APPLICATION = "werkveld.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "werkveld.web.context.shell",
            ],
            # The design system's tags are used by every template; loading them by hand in each is noise.
            "builtins": ["werkveld.kit.templatetags.kit", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

# One engine is one proof. Pages connect as a role that row-level security binds; commands that must see
# everything (migrate, demo, lapse) say so with WERKVELD_DATABASE_ROLE=owner, set by the `werkveld` command.
DATABASES = {"default": connection_for(os.environ.get("WERKVELD_DATABASE_ROLE", "app"), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# Argon2 first: OWASP's first choice. The others stay readable for imported accounts.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "werkveld.web.passwords.LeakedValidator"},
    {"NAME": "werkveld.web.passwords.HouseValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # Addresses come from a coordinator's invitation, not from the person.
ACCOUNT_ADAPTER = "werkveld.web.accounts.AccountAdapter"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # No mail to strangers: there is no sign-up to point them to.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # A change in how you sign in is told by mail.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# The package's own limits, said here so that they are seen: per address of the network, per account, per person.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/5m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# Without a proxy in front, what a visitor says about where they come from is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_TLS else 0
MFA_ADAPTER = "werkveld.web.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "30/m/ip"}
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # A code of half a minute ago still counts: gloves, rain.
# Everybody pairs a second step (web/pairing.py). Where anybody may be anyone there is nothing to pair.
SECOND_STEP_REQUIRED = not DEMO and os.environ.get("WERKVELD_SECOND_STEP", "1") == "1"
MFA_FORMS = {
    "add_webauthn": "werkveld.web.forms.PasskeyForm",
    "edit_webauthn": "werkveld.web.forms.PasskeyNameForm",
    "login_webauthn": "werkveld.web.forms.PasskeySignInForm",
    "authenticate_webauthn": "werkveld.web.forms.PasskeySecondStepForm",
    "reauthenticate_webauthn": "werkveld.web.forms.PasskeyAgainForm",
}

# Organisations that let their people sign in at their own door: a table a code, in a file that only we may read.
ORGANISATION_SIGN_IN = private_table(os.environ.get("WERKVELD_SIGN_IN", ""))

# How often an account may do something in an hour, by the words of web/limits.py. A demo is one account for many eyes.
LIMITS_FACTOR = float(os.environ.get("WERKVELD_LIMITS", "100" if DEMO else "1"))
LIMITS = {
    "posting": 60,
    "answering": 300,
    "photos": 120,
    "inviting": 100,
    "changing": 1200,
    "searching": 400,
    "opening": 900,
    "typing": 6000,
    "looking": 6000,
}
LIMITS = {kind: int(number * LIMITS_FACTOR) for kind, number in LIMITS.items()}

# Whom somebody tells of a weakness: an address that `/.well-known/security.txt` names.
SECURITY_CONTACT = os.environ.get("WERKVELD_SECURITY_CONTACT", "")

# A session ends with the shift, and earlier when nothing is done: phones are shared.
SESSION_LONGEST = dt.timedelta(hours=12)
SESSION_IDLE = dt.timedelta(hours=2)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True  # Scripts read the token from the page.
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = BEHIND_TLS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
if BEHIND_TLS:
    # The browser itself then refuses these from another host, another path or a page without TLS.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
# What is said once waits in the session: no cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_SSL_REDIRECT = False  # The proxy does it; a redirect here would break the health check behind it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 63072000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = BEHIND_TLS
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Ground under the maps: an address with {z}, {x} and {y}, as of OpenStreetMap. Empty by default and best left so:
# whoever serves the tiles sees where police and welfare workers look.
MAP_TILE_URL = os.environ.get("MAP_TILE_URL", "")
MAP_TILE_ATTRIBUTION = os.environ.get("MAP_TILE_ATTRIBUTION", "")
TILE_ORIGINS = origins_of(MAP_TILE_URL)
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:", *TILE_ORIGINS],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

# A photo stays in memory: what a camera made is never on a disk. Other files go where Django puts them.
FILE_UPLOAD_HANDLERS = [
    "werkveld.photos.receiving.InMemoryPhoto",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Dutch is the source; English is complete so that who reads no Dutch can try the demo.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Europe/Brussels"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = PROJECT / "build" / "static"
STATICFILES_DIRS = [d for d in [PROJECT / "build" / "assets"] if d.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
WHITENOISE_ALLOW_ALL_ORIGINS = False  # Our pages alone use them.

# Item fragments are rendered once per version and language; a worker's own memory is the fastest place to keep them.
# Attempts to sign in are counted in the database: one count for all processes and machines.
CACHES = {
    "default": {"BACKEND": "werkveld.web.attempts.Cache", "OPTIONS": {"MAX_ENTRIES": 20000}},
    "attempts": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "web_attempt",
        "OPTIONS": {"MAX_ENTRIES": 50000},
    },
}

SMTP = {
    "host": os.environ.get("WERKVELD_SMTP_HOST", ""),
    "port": int(os.environ.get("WERKVELD_SMTP_PORT", "587")),
    "username": os.environ.get("WERKVELD_SMTP_USER", ""),
    "password": os.environ.get("WERKVELD_SMTP_PASSWORD", ""),
    "use_tls": os.environ.get("WERKVELD_SMTP_TLS", "1") == "1",
    "timeout": 10,
}
MAILERS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": os.environ.get("WERKVELD_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")},
}
if SMTP["host"]:
    MAILERS["default"] = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": SMTP}
DEFAULT_FROM_EMAIL = os.environ.get("WERKVELD_FROM", "werkveld@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "werkveld.kit.lines.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("WERKVELD_LOG", "WARNING")},
    # What concerns safety is always written, however little else.
    "loggers": {"werkveld.security": {"level": "INFO"}},
}
