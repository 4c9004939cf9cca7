"""What a browser calls itself, in words somebody recognises: "Chrome op Android"."""

from django.utils.translation import gettext as _

# The first that is named in the text wins: browsers name those they descend from as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def device_words(user_agent: str) -> str:
    """The browser and the system, as far as the text tells."""
    browser = next((word for mark, word in BROWSERS.items() if mark in user_agent), "")
    system = next((word for mark, word in SYSTEMS.items() if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s op %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Onbekend toestel")


def is_phone(user_agent: str) -> bool:
    """For the drawing beside it."""
    return "Mobi" in user_agent or "iPhone" in user_agent
