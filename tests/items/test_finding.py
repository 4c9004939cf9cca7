import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from tests.items.test_views import of, text
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.items.models import Item

pytestmark = pytest.mark.django_db


def asked(cast: Cast, name: str = "els", **query: str) -> str:
    return text(of(getattr(cast.people, name)).get("/zoeken/", query))


def test_found_words_are_lit_and_texts_are_safe(cast: Cast) -> None:
    team = [circle_of_team(cast.teams.overleie)]
    post(cast, cast.people.karim, team, title="Lawaai <b>en</b> feest", body="Veel **lawaai** <script>x</script>")
    page = asked(cast, q="lawaai")
    assert "1 bericht" in page
    assert "<mark>Lawaai</mark> &lt;b&gt;en&lt;/b&gt; feest" in page
    assert "<mark>lawaai</mark>" in page
    assert "<script>x" not in page


def test_typing_error_is_forgiven_and_said(cast: Cast) -> None:
    post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Sluikstort achter de sporthal")
    page = asked(cast, q="sluikstrot")
    assert "Dit is wat <b>sluikstort</b> geeft." in page
    assert "<mark>Sluikstort</mark>" in page


def test_hidden_item_leaves_no_trace_on_the_page(cast: Cast) -> None:
    before = asked(cast, q="winteropvang")
    post(cast, cast.people.noor, [circle_of_organisation(cast.organisations.ocmw)], title="Winteropvang verhuist")
    for question in ("winteropvang", "winteropvng"):
        page = asked(cast, q=question)
        assert "Niets gevonden" in page
        assert "verhuist" not in page
    import re

    def bare(page: str) -> str:
        return re.sub(r'csrfmiddlewaretoken" value="\w+|X-CSRFToken": "\w+|nonce="[^"]+', "", page)

    assert bare(asked(cast, q="winteropvang")) == bare(before)
    assert "1 bericht" in asked(cast, "sam", q="winteropvang")


def test_lapsed_items_are_found_only_when_asked_for(cast: Cast) -> None:
    item = post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title="Markt afgelast", kind="safety")
    with as_owner():
        Item.objects.filter(pk=item.pk).update(valid_until=timezone.now() - dt.timedelta(hours=1))
    assert "Niets gevonden" in asked(cast, q="markt")
    assert "vervallen=1" in asked(cast, q="markt")
    assert "<mark>Markt</mark>" in asked(cast, q="markt", vervallen="1")


def test_filters_by_organisation_and_kind(cast: Cast) -> None:
    team = [circle_of_team(cast.teams.overleie)]
    post(cast, cast.people.karim, team, title="Markt van de stad", kind="attention")
    post(cast, cast.people.noor, team, title="Markt van het welzijn")
    assert "2 berichten" in asked(cast, q="markt")
    assert "welzijn" not in asked(cast, q="markt", organisatie="city")
    assert "van de stad" not in asked(cast, q="markt", soort="blog")
    assert "welzijn" not in asked(cast, q="markt", soort="briefing")


def test_pages_follow_one_another(cast: Cast) -> None:
    for number in range(21):
        post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)], title=f"Markt {number}")
    first, second = asked(cast, q="markt"), asked(cast, q="markt", pagina="2")
    assert first.count("post hit") == 20
    assert second.count("post hit") == 1
    assert "pagina=2" in first


def test_htmx_gets_only_the_list(cast: Cast) -> None:
    answer = of(cast.people.els).get("/zoeken/", {"q": "x"}, headers={"HX-Request": "true", "HX-Target": "div#hits"})
    assert "<html" not in text(answer)
    assert "Niets gevonden" in text(answer)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.dictionaries(
        st.sampled_from(["q", "organisatie", "soort", "pagina", "vervallen"]),
        st.one_of(st.text(max_size=30), st.sampled_from(["²", "\x00", "-1", "99999999999999999999", '"', "!&|", "0"])),
    )
)
def test_no_question_breaks_the_page(cast: Cast, query: dict[str, str]) -> None:
    # A zero byte is what no browser sends: refused at the door.
    is_odd = any("\x00" in value for value in query.values())
    assert of(cast.people.els).get("/zoeken/", query).status_code == (400 if is_odd else 200)
