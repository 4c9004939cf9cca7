"""What the guard says about a finding, and what could stand there instead; in the language of who reads."""

from django.utils.translation import gettext_lazy as _

from werkveld.discretion.findings import Finding, Kind

KIND_WORDS = {
    Kind.NATIONAL_NUMBER: _("rijksregisternummer"),
    Kind.BIS_NUMBER: _("bisnummer"),
    Kind.NUMBER_PLATE: _("nummerplaat"),
    Kind.BIRTH_DATE: _("geboortedatum"),
    Kind.IBAN: _("rekeningnummer"),
    Kind.EMAIL: _("e-mailadres"),
    Kind.PHONE: _("telefoonnummer"),
    Kind.NAME: _("naam van een persoon"),
    Kind.UNKNOWN_WORD: _("onbekend woord met hoofdletter"),
    Kind.MINOR: _("leeftijd van een minderjarige"),
    Kind.HEALTH: _("gezondheid"),
    Kind.ORIGIN: _("herkomst"),
    Kind.RELIGION: _("geloof"),
    Kind.HOME_ADDRESS: _("adres van iemand thuis"),
    Kind.RELATION: _("familieband"),
    Kind.EMERGENCY: _("nood of misdrijf"),
}


_LEAVE_OUT = _("Dit hoort niet in Werkveld. Laat het weg.")
_ADVICE = {
    Kind.NAME: _("Schrijf over wat er gebeurt, niet over wie."),
    Kind.UNKNOWN_WORD: _("Is dit een naam van iemand? Laat hem dan weg."),
    Kind.MINOR: _("Leeftijd en school samen maken een kind herkenbaar. Schrijf “een jongere”."),
    Kind.HEALTH: _("Gezondheid hoort hier alleen als het niet over één persoon gaat."),
    Kind.ORIGIN: _("Herkomst zegt niets over wat er gebeurt. Laat ze weg als het kan."),
    Kind.RELIGION: _("Geloof hoort hier alleen als het over een activiteit of gebouw gaat."),
    Kind.HOME_ADDRESS: _("Schrijf de straat, niet het huisnummer."),
    Kind.RELATION: _("Ook zonder naam weet de buurt wie dit is. Schrijf “een bewoner”."),
    Kind.EMERGENCY: _("Gebeurt dit nu? Bel 112 of 101. Hier wordt niet meegelezen."),
}


# What could stand there instead: written into the text, so Dutch whatever the reader's language.
_REWRITES = {
    Kind.NATIONAL_NUMBER: "(nummer weggelaten)",
    Kind.BIS_NUMBER: "(nummer weggelaten)",
    Kind.NUMBER_PLATE: "(nummerplaat weggelaten)",
    Kind.BIRTH_DATE: "(geboortedatum weggelaten)",
    Kind.IBAN: "(rekeningnummer weggelaten)",
    Kind.EMAIL: "(e-mailadres weggelaten)",
    Kind.PHONE: "(telefoonnummer weggelaten)",
    Kind.NAME: "een bewoner",
    Kind.UNKNOWN_WORD: "een bewoner",
    Kind.MINOR: "een jongere",
    Kind.RELATION: "een bewoner",
}


def kind_words(kind: Kind) -> str:
    """A kind as people say it."""
    return str(KIND_WORDS[kind])


def advice_on(finding: Finding) -> str:
    """What to do about it, in one sentence."""
    return str(_ADVICE.get(finding.kind, _LEAVE_OUT))


def rewrite_for(kind: Kind, *, is_family: bool = False) -> str:
    """What could stand there instead; empty when there is nothing to offer."""
    return "een gezin" if is_family and kind is Kind.NAME else _REWRITES.get(kind, "")
