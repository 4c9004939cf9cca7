import pytest

from werkveld.kit.origins import origins_of


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", []),
        ("/tegels/{z}/{x}/{y}.png", []),
        ("javascript:alert(1)", []),
        ("https://tiles.example.org/{z}/{x}/{y}.png", ["https://tiles.example.org"]),
        ("https://{s}.tiles.example.org/{z}/{x}/{y}.png", ["https://*.tiles.example.org"]),
        ("http://127.0.0.1:8081/{z}/{x}/{y}.png", ["http://127.0.0.1:8081"]),
    ],
)
def test_origin_is_scheme_and_host_when_there_are_any(address: str, said: list[str]) -> None:
    assert origins_of(address) == said
