"""The one table of how long everything is kept. Whatever holds data and is not in it makes a test red.

The terms are a proposal that the organisations lay down together in their data protocol; they are figures, and stand
here only. The legal ground is GDPR article 5(1)(e): no longer than needed for what it was written for.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from werkveld.governance.clearing import (
    JOURNAL_DAYS,
    cut,
    delete,
    end_quarantines,
    erase_persons,
    forget_samples,
    leavers,
    lines_to_cut,
)
from werkveld.governance.keeping import Keep, Then
from werkveld.items.models import POST

YEAR = 365

ITEM_HOLDS = ("title", "body", "ask", "place", "withdrawn_reason", "author", "last_confirmed_by")
_OUT = Q(state__in=["published", "lapsed"])
_MINIMAL = _("Niet langer dan nodig voor het werk in de buurt (AVG art. 5.1.e).")
_PROOF = _("Om te kunnen aantonen wie wat wanneer wist (AVG art. 5.2).")

ITEMS = (
    Keep(
        "drafts", "items.Item", _("Concepten"), Then.DELETED, _MINIMAL, ITEM_HOLDS, ("kind",), 90, "changed_at",
        _("de laatste wijziging"), Q(state="draft", publish_at=None), act=delete,
    ),
    Keep(
        "briefing items", "items.Item", _("Briefingpunten, met reacties, versies en lezers"), Then.DELETED, _MINIMAL,
        ITEM_HOLDS, ("kind",), YEAR, "valid_until", _("het einde van de geldigheid"), _OUT & ~Q(kind=POST), act=delete,
    ),
    Keep(
        "posts", "items.Item", _("Blogberichten, met reacties en versies"), Then.DELETED,
        _("De blog is het geheugen van een gebied: langer dan een briefing, niet voor altijd (AVG art. 5.1.e)."),
        ITEM_HOLDS, ("kind",), 5 * YEAR, "changed_at", _("de laatste wijziging"), _OUT & Q(kind=POST), act=delete,
    ),
    Keep(
        "tombstones", "items.Item", _("Tomben van ingetrokken berichten"), Then.DELETED,
        _("Zolang iemand de oude tekst nog op papier kan hebben (AVG art. 17)."), ITEM_HOLDS, ("kind",), YEAR,
        "withdrawn_at", _("het intrekken"), Q(state="withdrawn", quarantined_at=None), act=delete,
    ),
    Keep(
        "withdrawn texts", "items.ItemVersion", _("Oude teksten van ingetrokken berichten"), Then.DELETED,
        _("Verborgen vanaf het intrekken; vernietigd zodra een vergissing niet meer te herstellen valt (AVG art. 17)."),
        ("title", "body", "ask", "place", "reason", "by"), (), 30, "item__withdrawn_at", _("het intrekken"),
        Q(item__state="withdrawn", item__quarantined_at=None), act=delete,
    ),
    Keep(
        "withdrawn comments", "items.Comment", _("Reacties onder ingetrokken berichten"), Then.DELETED,
        _("Ze herhalen wat ingetrokken werd (AVG art. 17)."), ("author", "body"), (), 30, "item__withdrawn_at",
        _("het intrekken"), Q(item__state="withdrawn", item__quarantined_at=None), act=delete,
    ),
    Keep(
        "readings", "items.Reading", _("Wie wat las"), Then.DELETED,
        _("Nodig om een rechtzetting te bezorgen; daarna geen spoor van collega’s (AVG art. 5.1.c)."), ("person",), (),
        400, "read_at", _("het lezen"), act=delete,
    ),
    Keep(
        "confirmations", "items.Confirmation", _("Klopt nog, klopt niet meer"), Then.DELETED, _MINIMAL, ("person",), (),
        400, "at", _("de tik"), act=delete,
    ),
    Keep(
        "notices", "items.Notice", _("Berichtjes aan de auteur"), Then.DELETED, _MINIMAL, ("person",), (), 90, "at",
        _("het ontstaan"), act=delete,
    ),
    Keep(
        "photos", "items.Photo", _("Foto’s bij een bericht, onherkenbaar gemaakt"), Then.FOLLOWS, _MINIMAL,
        ("by", "alt", "image", "small"), goes_with="items.Item",
    ),
    Keep(
        "photo drafts", "items.PhotoDraft", _("Foto’s die nog nagekeken moeten worden"), Then.DELETED, _MINIMAL,
        ("by", "image", "small"), (), 1, "at", _("het versturen"), act=delete,
    ),
    Keep("item areas", "items.ItemArea", _("Waar een bericht ligt"), Then.FOLLOWS, _MINIMAL, goes_with="items.Item"),
    Keep("feed", "items.FeedEntry", _("De lijsten, afgeleid"), Then.FOLLOWS, _MINIMAL, goes_with="items.Item"),
)  # fmt: skip

WORK = (
    Keep(
        "sheets", "briefing.Sheet", _("Briefings zoals ze getoond werden (zonder tekst)"), Then.DELETED, _PROOF,
        ("person",), ("stamp", "lines", "digest"), 400, "at", _("het tonen"), act=delete,
    ),
    Keep(
        "takes", "briefing.Take", _("Wie een vraag opnam"), Then.FOLLOWS, _MINIMAL, ("person",),
        goes_with="items.Item",
    ),
    Keep(
        "feed marks", "blog.FeedMark", _("Tot waar iemand las"), Then.DELETED, _MINIMAL, ("person",), (), 400,
        "seen_until", _("het laatste lezen"), act=delete,
    ),
    Keep(
        "shifts", "people.Shift", _("Diensten op het rooster"), Then.DELETED,
        _("Het rooster is geen tijdsregistratie (AVG art. 5.1.b)."), ("person",), ("name",), 400, "ends_at",
        _("het einde van de dienst"), act=delete,
    ),
)  # fmt: skip

PEOPLE = (
    Keep(
        "accounts", "people.Person", _("Accounts van wie weg is"), Then.ERASED,
        _("Een jaar, voor wie terugkomt en voor vragen over eigen berichten (AVG art. 5.1.e en 17)."),
        ("email", "given_name", "family_name", "phone", "password", "demo_note"), (), YEAR,
        from_when=_("de laatste functie of aanmelding"), find=leavers, act=erase_persons,
    ),
    Keep(
        "assignments", "people.Assignment", _("Functies van vroeger"), Then.DELETED, _PROOF, ("person",), ("theme",),
        2 * YEAR, "ends_on", _("het einde van de functie"), act=delete,
    ),
    Keep(
        "seats", "people.Seat", _("Zetels van vroeger"), Then.DELETED, _PROOF, ("person",), (), 2 * YEAR, "ends_on",
        _("het einde van de zetel"), act=delete,
    ),
    Keep(
        "invitations", "staff.Invitation", _("Uitnodigingen"), Then.DELETED, _MINIMAL, ("person", "invited_by"),
        ("token_hash",), 30, "expires_at", _("het verlopen"), act=delete,
    ),
    Keep(
        "sessions", "sessions.Session", _("Aanmeldingen op een toestel"), Then.DELETED, _MINIMAL, ("session_data",),
        ("session_key",), 0, "expire_date", _("het verlopen"), act=delete,
    ),
    Keep(
        "attempts", "web.Attempt", _("Getelde pogingen om aan te melden"), Then.DELETED,
        _("Alleen om raden te vertragen: daarna zegt een IP-adres niets meer (AVG art. 5.1.e)."),
        ("cache_key", "value"), (), 0, "expires", _("het vervallen van de telling"), act=delete,
    ),
    Keep(
        "devices", "usersessions.UserSession", _("Lijst van toestellen"), Then.DELETED, _MINIMAL,
        ("user", "ip", "user_agent", "data"), ("session_key",), 30, "last_seen_at", _("het laatste gebruik"),
        act=delete, via="user",
    ),
    Keep(
        "addresses", "account.EmailAddress", _("E-mailadres om aan te melden"), Then.FOLLOWS, _MINIMAL,
        ("user", "email"), goes_with="people.Person", via="user",
    ),
    Keep(
        "confirmed addresses", "account.EmailConfirmation", _("Bevestiging van een e-mailadres"), Then.DELETED,
        _MINIMAL, (), ("key",), 30, "created", _("het versturen"), act=delete,
    ),
    Keep(
        "second steps", "mfa.Authenticator", _("Passkeys, codes en herstelcodes"), Then.FOLLOWS, _MINIMAL,
        ("user", "data"), goes_with="people.Person", via="user",
    ),
    Keep(
        "identities", "web.Identity", _("Koppeling met de aanmelding van de eigen organisatie"), Then.FOLLOWS, _MINIMAL,
        ("subject", "person"), ("issuer",), goes_with="people.Person", via="person",
    ),
    Keep(
        "protocols", "people.Protocol", _("Dataprotocollen"), Then.DELETED,
        _("Bewijs van de afspraak (AVG art. 26), zolang iemand erop kan terugkomen (oud BW art. 2262bis)."),
        ("registered_by",), ("document", "link"), 10 * YEAR, "ends_on", _("het einde van het protocol"), act=delete,
    ),
    Keep("parties", "people.Protocol_parties", _("Partijen van een protocol"), Then.FOLLOWS, _PROOF,
         goes_with="people.Protocol"),
    Keep("assents", "people.Assent", _("Wie een protocol bevestigde, per partij"), Then.FOLLOWS, _PROOF, ("by",),
         goes_with="people.Protocol"),
    Keep("turns", "atlas.Turn", _("Wie door nieuwe grenzen ergens bij kwam of wegviel"), Then.FOLLOWS, _MINIMAL,
         ("person",), ("code", "name"), goes_with="people.Person", via="person"),
    Keep("agreements", "borders.StreetAgreement", _("Afspraken over straten op een grens"), Then.FOLLOWS, _MINIMAL,
         ("first_by", "second_by"), goes_with="people.Person", via="first_by"),
    Keep(
        "contact points", "people.ContactPoint", _("Contactpunten van vroeger: centra, loketten, spreekuren"),
        Then.DELETED, _("Wat er niet meer is, zoekt niemand nog (AVG art. 5.1.e)."),
        ("name", "place", "phone", "email", "note"), (), YEAR, "ends_on", _("de laatste dag"), act=delete,
    ),
    Keep("contact areas", "people.ContactPoint_areas", _("Voor welke gebieden"), Then.FOLLOWS, _MINIMAL,
         goes_with="people.ContactPoint"),
    Keep("contact hours", "people.ContactHours", _("Uren van een contactpunt"), Then.FOLLOWS, _MINIMAL,
         goes_with="people.ContactPoint"),
    Keep(
        "special days", "people.SpecialDays", _("Dagen met andere uren"), Then.DELETED, _MINIMAL, ("note",), (), YEAR,
        "ends_on", _("de laatste dag"), act=delete,
    ),
)  # fmt: skip

SUPERVISION = (
    Keep(
        "reports", "governance.Report", _("Meldingen aan de DPO"), Then.DELETED, _PROOF,
        ("by", "reason", "answer", "decided_by"), (), 2 * YEAR, "decided_at", _("de beslissing"), act=delete,
    ),
    Keep(
        "quarantine", "governance.Quarantine", _("Berichten in quarantaine"), Then.WITHDRAWN,
        _("Wie na een half jaar niet beslist, beslist: wat niet vrijkwam, hoorde er niet te staan."),
        ("kept", "reason", "by"), (), 180, "at", _("het begin"), act=end_quarantines,
    ),
    Keep(
        "breaches", "governance.Breach", _("Register van datalekken"), Then.DELETED,
        _("Het register dat de toezichthouder kan opvragen (AVG art. 33.5)."),
        ("reported_by", "what", "happened", "consequences", "measures", "authority_reference", "late_because",
         "closed_by"),
        (), 5 * YEAR, "closed_at", _("het afsluiten"), act=delete,
    ),
    Keep(
        "samples", "governance.Sample", _("Steekproeven"), Then.DELETED, _PROOF, ("note", "judged_by"), (), YEAR,
        "month", _("de maand"), act=forget_samples,
    ),
    Keep(
        "line samples", "governance.LineSample", _("Steekproeven uit het logboek"), Then.DELETED, _PROOF,
        ("note", "judged_by"), (), YEAR, "month", _("de maand"), act=delete,
    ),
    Keep("drawings", "governance.Drawing", _("Cijfers van de steekproeven"), Then.STAYS, _PROOF),
    Keep(
        "erasures", "governance.Erasure", _("Vragen om te wissen"), Then.DELETED, _PROOF, ("person", "asked_by"), (),
        YEAR, "done_at", _("het wissen"), act=delete,
    ),
    Keep(
        "nights", "governance.Night", _("Wat elke nacht gewist werd, in cijfers"), Then.DELETED, _PROOF, (),
        ("gone", "coming"), 2 * YEAR, "day", _("de nacht"), act=delete,
    ),
    Keep(
        "journal", "journal.Line", _("Logboek: wie deed en zag wat"), Then.CUT,
        _("Twee jaar om een lek te onderzoeken; in hele stukken, zodat de rest te bewijzen blijft (AVG art. 32)."),
        ("by", "detail"), ("verb", "subject_kind", "subject_key", "digest"), JOURNAL_DAYS,
        from_when=_("het anker erna"), find=lines_to_cut, act=cut,
    ),
    Keep("anchors", "journal.Anchor", _("Ankers: vingerafdrukken"), Then.STAYS, _PROOF, plain=("heads",)),
    Keep("cuts", "journal.Cut", _("Waar het logboek afgesneden werd"), Then.STAYS, _PROOF, plain=("digest",)),
)  # fmt: skip

_REGISTER = _("Register of indeling: er staat geen mens in.")


def _register(model: str, words: object) -> Keep:
    """A table about places, organisations or the program itself."""
    return Keep(model, model, str(words), Then.STAYS, _REGISTER, plain=None)


REGISTERS = tuple(
    _register(model, model.rsplit(".", maxsplit=1)[-1])
    for model in (
        "people.Organisation", "people.LayerOwner", "people.Team", "audience.Circle", "audience.Refusal",
        "territory.Layer", "territory.Edition", "territory.Area", "territory.AreaOverlap", "territory.Address",
        "territory.AddressArea", "territory.AddressFile", "territory.Street", "territory.StreetArea",
        "territory.LayerPair", "web.StepRule",
        "auth.Group", "auth.Group_permissions", "auth.Permission", "contenttypes.ContentType",
    )
)  # fmt: skip

TABLE: tuple[Keep, ...] = (*ITEMS, *WORK, *PEOPLE, *SUPERVISION, *REGISTERS)

# Tables that no model describes, and what becomes of them. A test holds these and `TABLE` to the database.
WITHOUT_MODEL = {
    "items_word": "words of items, for typing errors: `forget_words` drops at night what no item holds any more",
    "django_migrations": "which changes of the tables were made",
}
