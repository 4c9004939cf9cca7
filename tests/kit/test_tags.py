"""What the design system's tags write, as a template would use them."""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from werkveld.kit.forms import Form

NOW = dt.datetime(2026, 11, 21, 13, 45, tzinfo=ZoneInfo("Europe/Brussels"))


class Sample(Form):
    title = forms.CharField(label="Titel", max_length=80, help_text="De boodschap.")
    area = forms.ChoiceField(label="Gebied", choices=[("o", "Overleie")], widget=forms.RadioSelect)
    note = forms.CharField(label="Meer", required=False, widget=forms.Textarea)
    urgent = forms.BooleanField(label="Dringend", required=False)


def shown(source: str, **context: Any) -> str:
    return Template(source).render(Context({"now": NOW, **context}))


def test_icon_points_into_the_sprite_and_is_hidden_from_readers() -> None:
    html = shown('{% icon "map-pin" "s" %}')
    assert 'class="i i--s"' in html
    assert "icons" in html
    assert "#map-pin" in html
    assert 'aria-hidden="true"' in html


def test_moment_writes_a_time_that_machines_read_too() -> None:
    html = shown("{% moment value now %}", value=NOW - dt.timedelta(days=1))
    assert html == '<time datetime="2026-11-20T13:45+01:00">gisteren 13:45</time>'


def test_day_and_until_say_nothing_when_there_is_nothing() -> None:
    assert shown("{% day none %}{% until none %}{% moment none %}{% period none %}{% clock none %}", none=None) == ""


def test_until_takes_a_day() -> None:
    assert (
        shown("{% until value now %}", value=dt.date(2026, 11, 29))
        == '<time datetime="2026-11-29">t/m zo 29 nov</time>'
    )


def test_org_writes_the_word_beside_the_colour() -> None:
    police = SimpleNamespace(kind="police", short_name="Politie <PZ>")
    assert shown("{% org o %}", o=police) == '<span class="org o-police">Politie &lt;PZ&gt;</span>'


def test_person_takes_the_colour_of_the_organisation() -> None:
    html = shown("{% person p o %}", p=SimpleNamespace(initials="LV"), o=SimpleNamespace(kind="city"))
    assert html == '<span class="av o-city" aria-hidden="true">LV</span>'


def test_field_ties_hint_and_error_to_its_input_when_something_is_missing() -> None:
    html = shown("{% field form.title %}", form=Sample({}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert "Vul “Titel” in." in html
    assert 'class="inp"' in html


def test_field_takes_a_hint_and_attributes_from_the_template() -> None:
    html = shown('{% field form.note hint="Kort." data_count=80 %}', form=Sample())
    assert 'data-count="80"' in html
    assert 'aria-describedby="id_note_helptext"' in html
    assert "(niet verplicht)" in html


def test_field_groups_choices_under_a_legend() -> None:
    html = shown("{% field form.area %}", form=Sample())
    assert "<legend>Gebied</legend>" in html
    assert 'type="radio"' in html


def test_field_puts_a_tick_in_its_label() -> None:
    html = shown("{% field form.urgent %}", form=Sample())
    assert '<label class="chk">' in html
    assert "<span>Dringend" in html


def test_error_summary_links_to_the_first_choice_of_a_group() -> None:
    html = shown("{% error_summary form %}", form=Sample({"title": ""}))
    assert 'href="#id_title"' in html
    assert 'href="#id_area_0"' in html
    assert "Er zijn 2 fouten" in html


def test_error_summary_is_absent_when_nothing_was_sent() -> None:
    assert shown("{% error_summary form %}", form=Sample()).strip() == ""


def test_pagination_keeps_the_rest_of_the_question() -> None:
    page = Paginator(range(30), 10).page(2)
    request = RequestFactory().get("/", {"q": "brug", "pagina": "2"})
    html = shown("{% pagination page %}", page=page, request=request)
    assert "?q=brug&amp;pagina=1" in html
    assert "?q=brug&amp;pagina=3" in html
    assert "Bladzijde 2 van 3" in html


def test_text_filters_are_there_without_loading() -> None:
    assert shown("{{ t|markdown }}", t="**x**") == "<p><strong>x</strong></p>"
    assert shown("{{ t|plain }}", t="**x**") == "x"
