import pytest

from werkveld.territory.columns import Chosen, choose_columns, text_of
from werkveld.territory.readers import Feature
from werkveld.territory.refused import ImportRefused


def rows(**columns: list[object]) -> list[Feature]:
    names = list(columns)
    return [Feature(dict(zip(names, values, strict=True)), None) for values in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize(
    ("features", "code", "name"),
    [
        (rows(code=["1", "2"], naam=["Een", "Twee"]), "code", "naam"),
        (rows(NISCODE=[34022, 34022], WIJKCODE=["W1", "W2"], WIJKNAAM=["Een", "Twee"]), "WIJKCODE", "WIJKNAAM"),
        (rows(geoitem=["34022W01", "34022W02"], naam=["Een", "Twee"]), "geoitem", "naam"),
        (rows(statsec=["34022A00-", "34022A01-"], statsec_naam=["Een", "Twee"]), "statsec", "statsec_naam"),
        (rows(politiezon=["ipz65"]), "politiezon", "politiezon"),
        (rows(soort=["x", "x"], kenmerk=["Z-1", "Z-2"], tweede_naam=["Een", "Twee"]), "kenmerk", "tweede_naam"),
    ],
)
def test_columns_are_recognised_when_nobody_says_which(features: list[Feature], code: str, name: str) -> None:
    assert choose_columns(features, code=None, name=None) == Chosen(code, name, None)


def test_columns_are_taken_as_asked_whatever_their_capitals() -> None:
    features = rows(CODE=["1", "2"], Sleutel=["a", "b"], ring=["rand", ""])
    assert choose_columns(features, code="sleutel", name="code") == Chosen("Sleutel", "CODE", "ring")


def test_file_is_refused_when_no_column_tells_rows_apart() -> None:
    with pytest.raises(ImportRefused, match=r"geen kolom met een eigen code.*Er zijn: soort, code"):
        choose_columns(rows(soort=["park", "plein"], code=["1", "1"]), code=None, name=None)


def test_file_is_refused_when_the_asked_column_is_not_there() -> None:
    with pytest.raises(ImportRefused, match=r"«wijk» staat niet in het bestand.*Er zijn: code"):
        choose_columns(rows(code=["1"]), code=None, name="wijk")


@pytest.mark.parametrize(
    ("told", "text"), [(None, ""), (7.0, "7"), (7.5, "7.5"), ("  a\n b ", "a b"), (34022, "34022")]
)
def test_cell_is_read_as_clean_text(told: object, text: str) -> None:
    assert text_of(told) == text
