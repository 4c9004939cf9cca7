"""What a form of ours says when something is missing, and what it never does."""

from django import forms

from werkveld.kit.forms import Form


class Sample(Form):
    title = forms.CharField(label="Titel", max_length=80, widget=forms.TextInput(attrs={"data-count": ""}))
    area = forms.ChoiceField(label="Gebied", choices=[("o", "Overleie")])


def test_missing_says_what_to_fill_in_and_what_to_choose() -> None:
    form = Sample({})
    assert form.errors["title"] == ["Vul “Titel” in."]
    assert form.errors["area"] == ["Kies bij “Gebied”."]


def test_too_long_says_which_field_and_how_much() -> None:
    form = Sample({"title": "x" * 300, "area": "o"})
    assert form.errors["title"] == ["“Titel” is te lang: 300 tekens, het mogen er 80 zijn."]


def test_browser_is_never_asked_to_complain_by_itself() -> None:
    assert "required" not in str(Sample()["title"])


def test_counted_field_lets_you_type_over_and_is_refused_by_the_server() -> None:
    assert 'data-count="80"' in str(Sample()["title"])
    assert "maxlength" not in str(Sample()["title"])
    assert "title" in Sample({"title": "x" * 81, "area": "o"}).errors
