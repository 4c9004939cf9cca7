import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from shapely.geometry import mapping

from tests.atlas.test_views import IN_OVERLEIE, client_of
from tests.cast import Cast
from tests.database import as_owner
from tests.items.test_actions import post
from tests.territory.files import squares, write_geojson, write_geopackage
from werkveld.audience.circles import circle_of_organisation
from werkveld.journal.models import Line
from werkveld.people.models import LayerOwner
from werkveld.territory.models import Edition, Layer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"


def areas_file(
    boxes: dict[str, tuple[float, float]], name: str = "gebieden.geojson", **more: Any
) -> SimpleUploadedFile:
    """Areas a kilometre high beside each other, by name: from where to where."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": called.lower(), "naam": called},
            "geometry": mapping(shapely.box(70000 + west, 167000, 70000 + east, 168000)),
        }
        for called, (west, east) in boxes.items()
    ]
    told = {"type": "FeatureCollection", "features": features, **more}
    return SimpleUploadedFile(name, json.dumps(told).encode(), "application/geo+json")


# Heule is gone: Sint-Jan takes it, and gives a piece to Overleie.
MOVED = {"Overleie": (0.0, 1300.0), "Sint-Jan": (1300.0, 3000.0)}


def soon(days: int = 30) -> str:
    return (timezone.localdate() + dt.timedelta(days=days)).isoformat()


def sent(client: Client, file: Any, **more: str) -> Any:
    return client.post(reverse("new_edition", args=["gebieden"]), {"file": file, "valid_from": soon(), **more})


def drafted(cast: Cast, client: Client) -> Edition:
    answer = sent(client, areas_file(MOVED))
    assert answer.status_code == 302, answer.content.decode()
    return Edition.objects.get(state="draft")


def test_page_exists_for_the_owner_alone(cast: Cast) -> None:
    edition = drafted(cast, client_of(cast.people.lotte))
    addresses = [
        reverse("own_layers"),
        reverse("new_layer"),
        reverse("new_edition", args=["gebieden"]),
        reverse("keep_edition", args=[edition.pk]),
    ]
    for address in addresses:
        assert client_of(cast.people.lotte).get(address).status_code == 200, address
        for person in (cast.people.karim, cast.people.els, cast.people.piet):
            assert client_of(person).get(address).status_code == 404, address
    for name in ("publish_edition", "undo_edition", "discard_edition"):
        assert client_of(cast.people.els).post(reverse(name, args=[edition.pk])).status_code == 404
    assert client_of(cast.people.lotte).get(reverse("new_edition", args=["wijken"])).status_code == 404


def test_draft_tells_what_moves_and_changes_nothing_yet(cast: Cast) -> None:
    city = [circle_of_organisation(cast.organisations.city)]
    post(cast, cast.people.karim, city, title="Losse tegel", **IN_OVERLEIE | {"x": 71_200.0})
    client = client_of(cast.people.lotte)
    edition = drafted(cast, client)
    page = client.get(reverse("keep_edition", args=[edition.pk])).content.decode()
    assert "verdwijnt" in page
    assert "1.000.000" in page
    assert "300.000" in page
    compared = client.get(reverse("keep_edition", args=[edition.pk])).context["compared"]
    said = {c.code: (c.before and c.before.items, c.after and c.after.items) for c in compared.changes}
    assert said == {"overleie": (0, 1), "sint-jan": (1, 0), "heule": (0, None)}
    assert {c.code: c.before.work for c in compared.changes} == {"overleie": 2, "sint-jan": 0, "heule": 1}
    assert Edition.objects.in_force().get(layer__code="gebieden").areas.count() == 3


def test_publishing_twice_and_sending_twice_change_nothing(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    edition = drafted(cast, client)
    for _ in range(2):
        answer = client.post(reverse("publish_edition", args=[edition.pk]), {"valid_from": soon()})
        assert answer.status_code == 302
    assert Line.objects.filter(verb="publish edition", subject_key=str(edition.pk)).count() == 1
    answer = sent(client, areas_file(MOVED))
    assert answer.status_code == 302
    assert Edition.objects.filter(layer__code="gebieden").count() == 2
    assert "Er is niets veranderd" in client.get(answer["Location"]).content.decode()
    day = timezone.localdate()
    assert Edition.objects.in_force(day).get(layer__code="gebieden") != edition
    assert Edition.objects.in_force(day + dt.timedelta(days=30)).get(layer__code="gebieden") == edition


def test_published_edition_is_taken_back_before_its_day_and_not_after(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    edition = drafted(cast, client)
    client.post(reverse("publish_edition", args=[edition.pk]), {"valid_from": soon()})
    assert "Neem terug" in client.get(reverse("keep_edition", args=[edition.pk])).content.decode()
    client.post(reverse("undo_edition", args=[edition.pk]))
    edition.refresh_from_db()
    assert not edition.is_published
    client.post(reverse("publish_edition", args=[edition.pk]), {"valid_from": timezone.localdate().isoformat()})
    client.post(reverse("undo_edition", args=[edition.pk]))
    edition.refresh_from_db()
    assert edition.is_published
    verbs = Line.objects.filter(subject_key=str(edition.pk), subject_kind="territory.edition").order_by("pk")
    assert [line.verb for line in verbs] == ["draft edition", "publish edition", "undo edition", "publish edition"]


def test_draft_is_thrown_away(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    edition = drafted(cast, client)
    client.post(reverse("discard_edition", args=[edition.pk]))
    assert not Edition.objects.filter(pk=edition.pk).exists()


def test_day_that_is_taken_is_said_beside_the_field(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    edition = drafted(cast, client)
    answer = client.post(reverse("publish_edition", args=[edition.pk]), {"valid_from": "2019-01-01"})
    assert answer.status_code == 422
    assert "Kijk het jaar na" in answer.content.decode()


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.shp", b"\0" * 300_000_000)
    return packed.getvalue()


BAD = {
    "no json": ("a.geojson", b"{", "geen geldige JSON", "file"),
    "empty": ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "leeg", "file"),
    "no code": (
        "a.geojson",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"soort": "x"},
                        "geometry": mapping(shapely.box(70000, 167000 + n, 71000, 167001 + n)),
                    }
                    for n in (0, 1)
                ],
            }
        ).encode(),
        "Er zijn: soort",
        "code_column",
    ),
    "points": (
        "a.geojson",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"code": "a"},
                        "geometry": {"type": "Point", "coordinates": [3.2, 50.8]},
                    }
                ],
            }
        ).encode(),
        "alleen punten of lijnen",
        "file",
    ),
    "elsewhere": (
        "a.geojson",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {"code": "a"}, "geometry": mapping(shapely.box(10, 10, 11, 11))}
                ],
            }
        ).encode(),
        "Ik herken het coördinatenstelsel niet",
        "crs",
    ),
    "swapped": (
        "a.geojson",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"code": "a"},
                        "geometry": mapping(shapely.box(50.8, 3.2, 50.9, 3.3)),
                    }
                ],
            }
        ).encode(),
        "omgewisseld",
        "swapped",
    ),
    "word": ("a.docx", b"x", "kan ik niet lezen", "file"),
    "nothing": ("a.geojson", b"", "Dit bestand is leeg: 0 bytes.", "file"),
    "no zip": ("Wijken 2027.zip", b"hello", "Wijken 2027.zip is geen leesbare zip", "file"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_beside_the_field_that_helps(cast: Cast, case: str) -> None:
    name, content, said, field = BAD[case]
    answer = sent(client_of(cast.people.lotte), SimpleUploadedFile(name, content), licence="eigen woorden")
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[field])
    page = answer.content.decode()
    assert f'href="#id_{field}"' in page
    assert "eigen woorden" in page
    assert not Edition.objects.filter(state="draft").exists()


def test_zip_bomb_is_refused(cast: Cast) -> None:
    answer = sent(client_of(cast.people.lotte), SimpleUploadedFile("a.zip", bomb()))
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_far_too_large_a_file_is_refused_before_it_is_read(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    address = reverse("new_edition", args=["gebieden"])
    answer = client.post(address, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(2 * 1024**3))
    assert answer.status_code == 413
    assert "te groot" in answer.content.decode()


def test_file_just_above_the_limit_is_refused_beside_the_field(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("werkveld.atlas.uploads.LARGEST", 100)
    answer = sent(client_of(cast.people.lotte), areas_file(MOVED))
    assert answer.status_code == 422
    assert "te groot" in " ".join(answer.context["form"].errors["file"])


def test_forged_request_is_refused(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people.lotte, backend="django.contrib.auth.backends.ModelBackend")
    assert sent(client, areas_file(MOVED)).status_code == 403


def test_wrong_column_is_put_right_without_sending_the_file_again(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    answer = sent(client, areas_file(MOVED), code_column="nummer")
    assert answer.status_code == 422
    assert "gebieden.geojson" in answer.content.decode()
    answer = client.post(reverse("new_edition", args=["gebieden"]), {"valid_from": soon(), "code_column": "naam"})
    assert answer.status_code == 302
    assert set(Edition.objects.get(state="draft").areas.values_list("code", flat=True)) == set(MOVED)


def test_geopackage_and_degrees_are_read(cast: Cast, tmp_path: Path) -> None:
    client = client_of(cast.people.lotte)
    path = write_geopackage(tmp_path / "g.gpkg", squares())
    assert sent(client, SimpleUploadedFile("g.gpkg", path.read_bytes())).status_code == 302
    path = write_geojson(tmp_path / "g.geojson", squares(2, 2))
    assert sent(client, SimpleUploadedFile("g.geojson", path.read_bytes()), name="2030").status_code == 302
    assert Edition.objects.get(name="2030").areas.count() == 4


def test_gaps_and_overlaps_are_named(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    sent(client, areas_file({"A": (0.0, 1100.0), "B": (1000.0, 2000.0)}))
    page = client.get(reverse("keep_edition", args=[Edition.objects.get(state="draft").pk])).content.decode()
    assert "Overlap van 100.000 m² tussen A, B" in page


def test_new_layer_belongs_to_the_organisation_that_makes_it(cast: Cast) -> None:
    client = client_of(cast.people.lotte)
    said = {"name": "Rondes", "word": "zone", "kind": "loose", "organisation": "city"}
    assert client.post(reverse("new_layer"), said).status_code == 302
    assert LayerOwner.objects.get(layer=Layer.objects.get(code="rondes")).organisation == cast.organisations.city
    assert client.post(reverse("new_layer"), said).status_code == 422
    assert client.post(reverse("new_layer"), said | {"name": "X", "organisation": "police"}).status_code == 422


def test_file_of_yesterday_is_swept_away(cast: Cast, settings: Any) -> None:
    import os

    client = client_of(cast.people.lotte)
    sent(client, areas_file(MOVED), code_column="x")
    folder = settings.DATA / "uploads"
    old = next(folder.iterdir())
    os.utime(old, (1, 1))
    sent(client_of(cast.people.lotte), areas_file(MOVED), code_column="x")
    assert not old.exists()
    assert len(list(folder.iterdir())) == 1


def test_addresses_are_counted_in_a_draft_too(cast: Cast) -> None:
    from werkveld.territory.models import Address, Street

    with as_owner():
        street = Street.objects.create(name="Brugstraat")
        Address.objects.bulk_create(
            Address(street=street, number=str(n), house=n, x=70_960.0 + 50 * n, y=167_500.0) for n in range(1, 5)
        )
    client = client_of(cast.people.lotte)
    compared = client.get(reverse("keep_edition", args=[drafted(cast, client).pk])).context["compared"]
    assert [(m.source.name, m.target.name, m.addresses) for m in compared.moves] == [
        ("Sint-Jan", "Overleie", 4),
        ("Heule", "Sint-Jan", 0),
    ]
