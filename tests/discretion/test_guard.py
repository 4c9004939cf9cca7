"""The guard as a whole: its cast, what it is silent on, and what holds for any text whatever."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from werkveld.discretion.findings import Audience, Kind, Strength
from werkveld.discretion.gazetteer import common_gazetteer
from werkveld.discretion.guard import check


def found(text: str, audience: Audience = Audience.OWN) -> list[tuple[str, str, str]]:
    return [(f.kind.value, f.text, f.strength.value) for f in check(text, audience=audience)]


def loud(text: str) -> list[str]:
    return [f.text for f in check(text) if f.strength is not Strength.HINT]


def test_lotte_is_told_of_a_birth_date_and_a_name() -> None:
    assert found("Mevrouw Peeters (geboren op 12/03/1985) belde") == [
        ("name", "Peeters", "ASK"),
        ("birth_date", "12/03/1985", "BLOCK"),
    ]


def test_a_name_is_refused_when_partners_or_everybody_read_it() -> None:
    for audience in (Audience.PARTNERS, Audience.PUBLIC):
        assert found("Gesproken met Mohamed Benali", audience) == [("name", "Mohamed Benali", "BLOCK")]


def test_what_only_looks_like_a_name_stays_a_question_for_partners() -> None:
    assert found("Roos klaagt over het lawaai", Audience.PUBLIC) == [("name", "Roos", "ASK")]


@pytest.mark.parametrize(
    "text",
    [
        "School Pius X, Jan Breydellaan, Koning Albertpark, Sint-Denijsestraat 17, R8, E17, 1777, bus 12.",
        "Onderneming 0403.170.701, btw BE 0403 170 701.",
        "Het feest is op 28/11/2026 van 14.00 tot 17.30 uur.",
        "Open van 9.00 tot 12.30 uur en van 13.30 tot 17.00 uur.",
        "Kom naar Filips van de Elzaslaan en de Stijn Streuvelslaan.",
        "Bel gratis 0800 12 345, 1777 of 112.",
        "Ken je iemand die kan helpen? Mark je agenda.",
        "Markt 1 bus 123, van 1 tot 120 euro, op 1-mei-26.",
    ],
)
def test_silent_on_what_is_nobodys(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A pattern for streets that ignored capitals once swallowed the name before "station".
        ("Mohamed staat aan het station", "Mohamed"),
        ("Mohamed station Kortrijk", "Mohamed"),
        ("Gisteren zag Rachid Stationsplein en park", "Rachid"),
        ("Jan stationsstraat", "Jan"),
        ("Karim busstation 20 uur", "Karim"),
        ("Peeters park vrijdag", "Peeters"),
    ],
)
def test_a_place_does_not_swallow_the_name_before_it(text: str, name: str) -> None:
    assert name in [f.text for f in check(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Tesfay Gebremedhin kwam langs.",
        "een man genaamd tesfay",
        "Oleksandr Kovalenko vroeg hulp.",
        "Bewoonster J.D. klaagt.",
        "J. Peeters belde.",
        "Kevin De Smet en Ayşe Yıldız.",
        "MOHAMED HANGT ROND AAN HET STATION",
        "ik sprak met jan de vries",
        "mevrouw vandenberghe belde",
        "Ze noemen hem Kanta.",
        "Volgens Jose\u0301 is het opgelost.",
        "Mo\u200bhamed slaapt hier.",
        "Ｍｏｈａｍｅｄ slaapt hier.",
    ],
)
def test_asks_for_a_name_however_it_is_written(text: str) -> None:
    assert loud(text)


def test_a_rewrite_takes_the_title_along() -> None:
    (name,) = [f for f in check("Gesproken met mevrouw Vandenberghe.") if f.kind is Kind.NAME]
    assert (name.rewrite, name.text) == ("een bewoner", "Vandenberghe")
    assert "Gesproken met mevrouw Vandenberghe."[name.swap_from : name.end] == "mevrouw Vandenberghe"


def test_a_name_of_the_gazetteer_is_left_in_peace() -> None:
    learned = common_gazetteer().with_names(["Residentie Van Damme", "Lotte Verhelst"])
    assert check("Brand in residentie Van Damme, vraag Lotte Verhelst.", learned) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("De 14-jarige leerling van het VTI spijbelt.", Kind.MINOR),
        ("Hij heeft een psychose.", Kind.HEALTH),
        ("Vooral Marokkaanse jongens.", Kind.ORIGIN),
        ("Vrouw met hoofddoek.", Kind.RELIGION),
        ("Burenruzie in de Veldstraat 45.", Kind.HOME_ADDRESS),
        ("De zoon van de bakker steelt fietsen.", Kind.RELATION),
        ("Er ligt iemand bewusteloos op straat.", Kind.EMERGENCY),
        ("Gisteren vroeg iemand naar Xiquex in het dorp.", Kind.UNKNOWN_WORD),
    ],
)
def test_hints_never_more(text: str, kind: Kind) -> None:
    assert [(f.kind, f.strength) for f in check(text)] == [(kind, Strength.HINT)]


def test_an_address_is_a_home_only_where_it_is_about_welfare() -> None:
    assert found("Lamp stuk aan Veldstraat 45.") == []
    (home,) = check("Lamp stuk aan Veldstraat 45.", is_delicate=True)
    assert home.kind is Kind.HOME_ADDRESS


TEXTS = st.text(max_size=300) | st.text(alphabet="0123456789 .-/+()BEbenl@°Jan\u200b\u0301’–\u00a0'", max_size=300)


@given(TEXTS)
@example("°" * 40)
@example("\u0301\u0301A")
@example("İstanbul’da Ayşe’nin")
@example("@@a@@b..c")
def test_findings_point_into_any_text_and_none_raises(text: str) -> None:
    for finding in check(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        assert 0 <= finding.swap_from <= finding.start


@given(TEXTS)
def test_no_two_findings_of_one_text_overlap(text: str) -> None:
    spans = sorted((f.start, f.end) for f in check(text) if f.kind is not Kind.EMERGENCY)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@given(TEXTS)
def test_a_wider_audience_is_never_softer(text: str) -> None:
    order = [Strength.HINT, Strength.ASK, Strength.BLOCK]
    own, public = check(text), check(text, audience=Audience.PUBLIC)
    assert [(f.start, f.end, f.kind) for f in own] == [(f.start, f.end, f.kind) for f in public]
    assert all(order.index(a.strength) <= order.index(b.strength) for a, b in zip(own, public, strict=True))
