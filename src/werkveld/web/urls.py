"""The shell's addresses. Of the sign-in package only what is listed here exists: no open sign-up, no e-mail pages."""

from allauth.account import views as allauth
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from werkveld.web import charter, demo, organisations, pairing, sessions, signing, steprules, views

urlpatterns = [
    path("", views.home, name="home"),
    path("gezond", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_contact, name="security_contact"),
    path("werkveld.webmanifest", views.manifest, name="manifest"),
    path("ongelezen/", views.unread, name="unread"),
    path("taal/", views.set_language, name="set_language"),
    path("nooit/", charter.never, name="never"),
    path("rollen/", charter.roles, name="roles"),
    path("stijlgids/", views.style_guide, name="style_guide"),
    path("account/", views.account, name="account"),
    path("account/weergave/", views.set_theme, name="set_theme"),
    path("account/wachtwoord/", signing.as_ours(allauth.password_change), name="account_change_password"),
    path("account/wachtwoord/kiezen/", signing.as_ours(allauth.password_set), name="account_set_password"),
    path("account/bevestigen/", signing.proving(allauth.reauthenticate), name="account_reauthenticate"),
    path("account/bevestigen/code/", signing.proving(second.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/bevestigen/sleutel/",
        signing.proving(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/aanmelden/", signing.as_ours(second.index), name="mfa_index"),
    path("account/aanmelden/app/", signing.as_ours(totp.activate_totp), name="mfa_activate_totp"),
    path("account/aanmelden/app/weg/", signing.as_ours(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/aanmelden/sleutels/", views.passkeys, name="mfa_list_webauthn"),
    path("account/aanmelden/sleutels/nieuw/", signing.as_ours(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/aanmelden/sleutels/<int:pk>/", signing.as_ours(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "account/aanmelden/sleutels/<int:pk>/weg/",
        signing.as_ours(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path("account/aanmelden/codes/", signing.as_ours(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "account/aanmelden/codes/nieuw/",
        signing.as_ours(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("account/tweede-stap/", pairing.pair_first, name="pair_first"),
    path("beheer/aanmelden/", steprules.step_rule, name="step_rule"),
    path("account/toestellen/", sessions.sessions, name="usersessions_list"),
    path("account/toestellen/andere/afmelden/", sessions.end_other_sessions, name="end_other_sessions"),
    path("account/toestellen/<int:pk>/afmelden/", sessions.end_session, name="end_session"),
    path("aanmelden/", signing.sign_in, name="account_login"),
    path("aanmelden/sleutel/", signing.as_ours(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("aanmelden/tweede-stap/", signing.as_ours(second.authenticate), name="mfa_authenticate"),
    path("aanmelden/organisatie/<slug:code>/", organisations.start, name="organisation_sign_in"),
    path("aanmelden/organisatie/<slug:code>/terug/", organisations.back, name="organisation_back"),
    path("afmelden/", signing.sign_out, name="account_logout"),
    path("aanmelden/niet-actief/", signing.as_ours(allauth.account_inactive), name="account_inactive"),
    path("wachtwoord-vergeten/", signing.as_ours(allauth.password_reset), name="account_reset_password"),
    path(
        "wachtwoord-vergeten/gestuurd/",
        signing.as_ours(allauth.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^wachtwoord-vergeten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        signing.as_ours(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord-vergeten/klaar/",
        signing.as_ours(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # Outside demo mode this address does not exist; a test holds it to that.
    path("demo/aanmelden/", demo.demo_sign_in, name="demo_sign_in"),
]
