"""How the sign-in package treats our accounts: who gets in, what is said, what is told by mail, what is kept secret."""

import logging
import smtplib
import threading
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkveld.kit.lines import note
from werkveld.kit.locks import lock, unlock
from werkveld.people.models import Person
from werkveld.staff.actions import SECOND_STEP
from werkveld.web import actions
from werkveld.web.codes import qr_code

log = logging.getLogger(__name__)

# Said after a change, by the name the package gives its own sentence; whatever is not here is seen, not read.
SAID: dict[str, str | Promise] = {
    "account/messages/password_changed.txt": gettext_lazy("Je wachtwoord is gewijzigd."),
    "account/messages/password_set.txt": gettext_lazy("Je wachtwoord is bewaard."),
    "mfa/messages/totp_activated.txt": gettext_lazy("De app met codes is gekoppeld."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("De app met codes is ontkoppeld."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("De toegangssleutel is bewaard."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("De toegangssleutel is weg."),
}
# Told by mail, so that a change somebody else made does not go unseen.
TOLD: dict[str, str | Promise] = {
    "account/email/password_changed": gettext_lazy("Je wachtwoord werd gewijzigd."),
    "account/email/password_set": gettext_lazy("Er werd een wachtwoord gekozen."),
    "account/email/password_reset": gettext_lazy("Je wachtwoord werd opnieuw gekozen met een link uit je mail."),
    "mfa/email/totp_activated": gettext_lazy("Er werd een app met codes gekoppeld."),
    "mfa/email/totp_deactivated": gettext_lazy("De app met codes werd ontkoppeld."),
    "mfa/email/webauthn_added": gettext_lazy("Er kwam een toegangssleutel bij."),
    "mfa/email/webauthn_removed": gettext_lazy("Een toegangssleutel werd weggenomen."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Er werden nieuwe herstelcodes gemaakt."),
    "socialaccount/email/account_connected": gettext_lazy("Je account werd gekoppeld aan je organisatie."),
}


# What is worth a line when it is said, by the package's word for it.
NOTED = {
    "incorrect_code": "wrong code",
    "incorrect_password": "wrong password",
    "enter_current_password": "wrong password",
    "too_many_login_attempts": "limit reached",
    "rate_limited": "limit reached",
}


class _Noting:
    """Mix in front of the package's adapters: a refusal leaves a line."""

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """The refusal, noted: which, never what was typed."""
        if code in NOTED:
            # Between password and second step nobody is signed in, and yet it is known whose account it is.
            stage = getattr(context.request, "_login_stage", None)
            note(NOTED[code], is_grave=True, **({"account": stage.login.user.pk} if stage else {}))
        refusal: ValidationError = super().validation_error(code, *args)  # type: ignore[misc]
        return refusal


class AccountAdapter(_Noting, DefaultAccountAdapter):  # type: ignore[misc] # The package carries no types.
    """Nobody signs up: an account comes from a coordinator's invitation, and its address with it."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("Deze account is niet actief. Vraag het aan je coördinator."),
        "email_password_mismatch": gettext_lazy("Het e-mailadres of het wachtwoord klopt niet."),
        "enter_current_password": gettext_lazy("Dat is niet je huidige wachtwoord."),
        "incorrect_password": gettext_lazy("Het wachtwoord klopt niet."),
        "incorrect_code": gettext_lazy("De code klopt niet. Neem de code die er nu staat."),
        "too_many_login_attempts": gettext_lazy("Te veel pogingen na elkaar. Wacht vijf minuten en probeer opnieuw."),
        "rate_limited": gettext_lazy("Te veel pogingen na elkaar. Wacht even en probeer opnieuw."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """Take up the person's own language: on a shared phone the one before may have read another."""
        actions.note_sign_in(user, factors_of(request), by=user)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_language(response, user.language)
        return response

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a trace for who guards the server: from where, never the address or the password that was tried."""
        note("signing in failed", is_grave=True)

    def logout(self, request: HttpRequest) -> None:
        """Leave the line while it is known who goes."""
        if isinstance(request.user, Person):
            actions.note_sign_out(request.user, by=request.user)
        super().logout(request)

    def reauthenticate(self, user: Person, password: str) -> bool:
        """Whether this is the password of who is signed in."""
        return user.check_password(password)

    def add_message(  # noqa: PLR0917 # The package's own order.
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say a refusal and the few changes of `SAID`; "you have signed in" is seen, not read."""
        words = message or SAID.get(message_template or "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Journal a change in how somebody signs in, and tell them by mail."""
        actions.note_change_of_sign_in(user, template_prefix.rpartition("/")[2], by=user)
        said = {"sentence": TOLD.get(template_prefix, _("Iets aan je aanmelden werd gewijzigd.")), "person": user}
        self.send_mail("account/email/changed", email or user.email, {**(context or {}), **said})

    def format_email_subject(self, subject: str) -> str:
        """As it is written: it says where it comes from."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send; an answer that waited for the post would tell that an address is known."""
        deliver(self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context}))


def factors_of(request: HttpRequest) -> list[str]:
    """With what somebody just proved who they are: "password", "totp", "webauthn", "organisation" …"""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return [str(said.get("type") or said["method"]) for said in records if not said.get("reauthenticated")]


def deliver(letter: EmailMessage) -> None:
    """Hand a letter to the post: over the network in a thread of its own, else at once."""
    if "smtp" in settings.MAILERS["default"]["BACKEND"]:
        threading.Thread(target=_send, args=[letter], daemon=True).start()
    else:
        _send(letter)


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, smtplib.SMTPException):
        log.exception("A letter could not be sent.")


class MFAAdapter(_Noting, DefaultMFAAdapter):  # type: ignore[misc] # The package carries no types.
    """The second step: its secrets stand encrypted in the database, so that a copy of it signs nobody in."""

    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": gettext_lazy("Koppel eerst een app of een toegangssleutel."),
    }

    def get_totp_issuer(self) -> str:
        """How the app names the account."""
        return "Werkveld"

    def build_totp_svg(self, url: str) -> str:
        """The address in the app as a drawing."""
        return qr_code(url)

    def encrypt(self, text: str) -> str:
        """With a key made from the deployment's own."""
        return lock(text, SECOND_STEP)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises `CannotUnlockError` when the deployment's key is another than it was, and the old one is gone."""
        return unlock(encrypted_text, SECOND_STEP)

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """What a new passkey is called until its owner calls it something else."""
        return _("Mijn toestel")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who the device makes the key for: this host and no other."""
        return {"id": split_domain_port(context.request.get_host())[0], "name": "Werkveld"}


def remember_language(response: HttpResponse, language: str) -> None:
    """Keep the language in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        samesite="Lax",
        secure=settings.BEHIND_TLS,
        httponly=True,
    )
