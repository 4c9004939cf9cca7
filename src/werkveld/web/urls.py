"""The shell's addresses. Of the sign-in package only what is listed here exists: no open sign-up, no e-mail pages."""

from allauth.account import views as allauth
from django.urls import path, re_path

from werkveld.web import demo, signing, views

urlpatterns = [
    path("", views.home, name="home"),
    path("gezond", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("werkveld.webmanifest", views.manifest, name="manifest"),
    path("ongelezen/", views.unread, name="unread"),
    path("taal/", views.set_language, name="set_language"),
    path("stijlgids/", views.style_guide, name="style_guide"),
    path("account/", views.account, name="account"),
    path("account/weergave/", views.set_theme, name="set_theme"),
    path("account/wachtwoord/", signing.as_ours(allauth.password_change), name="account_change_password"),
    path("account/wachtwoord/kiezen/", signing.as_ours(allauth.password_set), name="account_set_password"),
    path("aanmelden/", signing.sign_in, name="account_login"),
    path("afmelden/", signing.as_ours(allauth.logout), name="account_logout"),
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
