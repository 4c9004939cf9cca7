"""The shell's own forms."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm as SecondStepForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm as AgainForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from werkveld.kit.forms import ModelForm
from werkveld.people.models import Person


class ThemeForm(ModelForm):
    """Light or dark."""

    class Meta:
        model = Person
        fields = ("theme",)
        widgets = {"theme": forms.RadioSelect}
        labels = {"theme": _("Licht of donker")}


def _refused() -> ValidationError:
    refusal: ValidationError = get_adapter().validation_error("incorrect_code")
    return refusal


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc] # The package carries no types.
    """A new passkey: always one that signs in by itself, so it must know its owner (finger, face or code)."""

    name = forms.CharField(label=_("Naam"), max_length=60, required=False, help_text=_("Zo herken je hem later."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.initial["passwordless"] = True

    def clean_passwordless(self) -> bool:
        """Not a choice."""
        return True

    def clean_credential(self) -> dict[str, Any]:
        """What is no record is refused here: the package looks no further at a 0 or a false, and would keep it."""
        said = self.cleaned_data["credential"]
        if not isinstance(said, dict):
            raise _refused()
        return said

    def clean(self) -> dict[str, Any]:
        """What is no passkey at all is refused like a wrong one: the reader of these bytes falls over them."""
        try:
            said: dict[str, Any] = super().clean()
        except ValidationError:
            raise
        except Exception as error:
            raise _refused() from error
        return said


class _Read:
    """Mix in front of the package's forms that read what a passkey answered."""

    def clean_credential(self) -> Authenticator:
        """What is no answer at all is refused like a wrong one: the reader of these bytes falls over them."""
        try:
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
        except ValidationError:
            raise
        except Exception as error:
            raise _refused() from error
        if not found.user.is_active:
            raise _refused()
        return found


class PasskeySignInForm(_Read, LoginWebAuthnForm):  # type: ignore[misc] # The package carries no types.
    """Signing in with a passkey alone."""


class PasskeySecondStepForm(_Read, SecondStepForm):  # type: ignore[misc] # The package carries no types.
    """A passkey after the password."""


class PasskeyAgainForm(_Read, AgainForm):  # type: ignore[misc] # The package carries no types.
    """A passkey before something that matters."""


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc] # The package carries no types.
    """What a passkey is called."""

    name = forms.CharField(label=_("Naam"), max_length=60)
