"""The doctor's questions about safety: settings that are right on a desk and wrong for other people's work."""

import os
import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from werkveld.kit import database
from werkveld.kit.database.connections import is_elsewhere
from werkveld.kit.secrets import NAME
from werkveld.ops.machine import Check, Verdict, good_or

SHORTEST_KEY = 32
HERE = {"127.0.0.1", "localhost", "[::1]"}


def ask_switches(_data: Path) -> Check:
    """Demo mode and open errors."""
    found = [name for name in ("WERKVELD_DEMO", "WERKVELD_DEBUG") if os.environ.get(name) == "1"]
    finding = f"{' and '.join(found)} on" if found else "demo and debug are off"
    return good_or(not found, Verdict.WRONG, finding, "Take it out of the environment: it opens everything.")


def ask_limits(_data: Path) -> Check:
    """What an account may do in an hour."""
    finding = (
        f"{settings.LIMITS_FACTOR:g} times as wide as meant" if settings.LIMITS_FACTOR != 1 else "as they are meant"
    )
    is_right = 0 < settings.LIMITS_FACTOR <= 10
    return good_or(is_right, Verdict.LACKING, finding if is_right else "none to speak of", "Take WERKVELD_LIMITS away.")


def ask_steps(_data: Path) -> Check:
    """Whether a password alone opens an account for good."""
    finding = "everybody pairs one" if settings.SECOND_STEP_REQUIRED else "nobody has to pair one"
    return good_or(settings.SECOND_STEP_REQUIRED, Verdict.LACKING, finding, "Take WERKVELD_SECOND_STEP away.")


def ask_key(data: Path) -> Check:
    """The key that signs sessions and locks the secrets of the second step."""
    given = os.environ.get("WERKVELD_SECRET_KEY")
    if given:
        is_long = len(given) >= SHORTEST_KEY and len(set(given)) > SHORTEST_KEY // 3
        advice = f"Take {SHORTEST_KEY} random signs or more."
        return good_or(is_long, Verdict.WRONG, "from the environment" if is_long else "short or easily guessed", advice)
    file = data / NAME
    if not file.exists():
        return Check(Verdict.GOOD, "made at the first start")
    is_private = not stat.S_IMODE(file.stat().st_mode) & 0o077
    return good_or(is_private, Verdict.WRONG, "a file of its own", f"Others can read it: `chmod 600 {file}`.")


def ask_tls(_data: Path) -> Check:
    """Whether visitors come over TLS, and by which names."""
    if not settings.BEHIND_TLS:
        advice = "For this machine alone. Else: a proxy with TLS in front and WERKVELD_TLS=1 (docs/running.md)."
        return Check(Verdict.LACKING, "no TLS: passwords and pages go in the open", advice)
    names = [name for name in settings.ALLOWED_HOSTS if name not in HERE]
    if "*" in names:
        return Check(Verdict.WRONG, "any host name is answered", "Name yours in WERKVELD_HOSTS.")
    return good_or(bool(names), Verdict.LACKING, ", ".join(names) or "no host name", "Set WERKVELD_HOSTS.")


def ask_mail(_data: Path) -> Check:
    """Whether letters leave."""
    is_set = "console" not in settings.MAILERS["default"]["BACKEND"]
    advice = "Set WERKVELD_SMTP_HOST: without it nobody gets a link for a new password, and guests' ends go unsaid."
    return good_or(is_set, Verdict.LACKING, "leaves by mail" if is_set else "only shown in the log", advice)


def ask_doors(data: Path) -> Check:
    """The organisations' own sign-in: over TLS, and for organisations that exist."""
    from werkveld.people.models import Organisation

    doors = settings.ORGANISATION_SIGN_IN
    if not doors:
        return Check(Verdict.GOOD, "none: people sign in with a password or passkey")
    wrong = [code for code, said in doors.items() if not _is_whole(said)]
    if database.status(data).is_running:
        wrong += sorted(set(doors) - set(Organisation.objects.values_list("code", flat=True)))
    finding = f"{len(doors)} organisations" if not wrong else f"not right: {', '.join(wrong)}"
    return good_or(not wrong, Verdict.WRONG, finding, "See “Signing in at the organisation” in docs/running.md.")


def _is_whole(door: dict[str, str]) -> bool:
    """All that is needed to ask there, safely: a secret, or a key that is better."""
    said = {key for key, value in door.items() if value}
    has_all = {"name", "issuer", "client_id"} <= said and bool({"client_secret", "client_key"} & said)
    return has_all and urlsplit(door["issuer"]).scheme == "https"


def ask_wires(data: Path) -> Check:
    """The lines to other machines: the database and the log of anchors."""
    found = []
    if database.is_external():
        login = database.login_for("app", data)
        if is_elsewhere(login["host"]) and login.get("sslmode") != "verify-full":
            found.append(f"the database (sslmode={login.get('sslmode')})")
    host, _colon, port = os.environ.get("WERKVELD_SYSLOG", "").rpartition(":")
    if port.isdecimal() and is_elsewhere(host):
        found.append("the log of anchors (WERKVELD_SYSLOG)")
    finding = f"in the open: {', '.join(found)}" if found else "none that is open"
    advice = "Take sslmode out of DATABASE_URL; name /dev/log and send it on over TLS (docs/running.md)."
    return good_or(not found, Verdict.LACKING, finding, advice)


def ask_contact(_data: Path) -> Check:
    """Whom a finder of a weakness can tell."""
    contact = settings.SECURITY_CONTACT
    return good_or(bool(contact), Verdict.LACKING, contact or "nobody", "Set WERKVELD_SECURITY_CONTACT.")


QUESTIONS: dict[str, Callable[[Path], Check]] = {
    "demo and debug": ask_switches,
    "limits": ask_limits,
    "second step": ask_steps,
    "secret key": ask_key,
    "TLS": ask_tls,
    "mail": ask_mail,
    "lines elsewhere": ask_wires,
    "organisations' sign-in": ask_doors,
    "security contact": ask_contact,
}
