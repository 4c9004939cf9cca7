"""One's own data are all of one's own data: held to every field of every model that names a person."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.governance.test_retention import every_model, live
from tests.house.test_every_address import client_of
from tests.items.test_photopages import drafted, placed, shared
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.briefing.models import Take
from werkveld.governance.actions import clear_item, report_item
from werkveld.governance.owndata import ASK, LEFT_OUT, PARTS, own_record
from werkveld.journal.models import Line
from werkveld.people.models import Person


def naming(candidates: list[type[models.Model]]) -> set[tuple[str, str]]:
    """Every (model, field) that names a person."""
    return {
        (model._meta.label, field.name)
        for model in candidates
        for field in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model is Person
    }


def test_every_field_that_names_a_person_is_given_or_left_out_with_a_reason() -> None:
    given = {(part.model, path) for part in PARTS for path in part.via.split() if "__" not in path}
    assert given | set(LEFT_OUT) == naming(every_model())
    assert given & set(LEFT_OUT) == set()
    assert all(str(why) for why in LEFT_OUT.values())
    assert len({part.name for part in PARTS}) == len(PARTS)


def test_law_is_red_on_a_new_field() -> None:
    class Diary(models.Model):
        whose = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "governance"
            managed = False

        def __str__(self) -> str:
            return ""

    try:
        assert naming([Diary]) == {("governance.Diary", "whose")}
    finally:
        del apps.all_models["governance"]["diary"]
        apps.clear_cache()


def take_along(client: Client) -> tuple[dict[str, Any], list[str]]:
    """What is in the file: the record, and the names of the pictures."""
    answer = client.post(reverse("own_data"))
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    names = archive.namelist()
    return json.loads(archive.read("mijn-gegevens.json")), sorted(n for n in names if n.startswith("fotos/"))


@pytest.mark.django_db
def test_own_data_leave_in_one_file_and_nobody_elses(cast: Cast) -> None:
    add_officers(cast)
    live(cast, 1)
    client = client_of(cast.people.karim)
    page = client.get(reverse("own_data")).content.decode()
    assert "karim@voorbeeld.be" in page
    assert "Tot waar je las" in page
    record, _photos = take_along(client)
    assert record["person"]["email"] == "karim@voorbeeld.be"
    assert {item["title"] for item in record["items"]} >= {"Woordenrijk1", "Let op", "bijna"}
    assert (len(record["shifts"]), len(record["feed_marks"]), len(record["breaches"])) == (1, 1, 1)
    assert record["feed_marks"][0]["area"] == "Overleie"
    said = json.dumps(record)
    assert "dank" not in said, "a colleague's comment is not mine"
    assert "noor@" not in said
    assert "Noor" not in said
    assert str(ASK) in record["left_out"]
    assert Line.objects.filter(verb="take own data", by=cast.people.karim).exists()
    with viewing(viewer_of(cast.people.noor)) as viewer:
        noor = own_record(viewer)
    assert [comment["body"] for comment in noor["comments"]] == ["dank"]
    assert [report["reason"] for report in noor["reports"]] == ["een naam"]
    assert noor["items"] == []


@pytest.mark.django_db
def test_photos_leave_with_their_pictures_and_only_the_own(cast: Cast) -> None:
    item = shared(cast)
    photo, draft = placed(item, cast.people.karim), drafted(item, cast.people.karim)
    record, photos = take_along(client_of(cast.people.karim))
    assert photos == sorted([f"fotos/{photo.pk}.jpg", f"fotos/{draft.pk}.jpg"])
    assert [(p["id"], p["alt"], p["address"]) for p in record["photos"]] == [
        (str(photo.pk), photo.alt, reverse("photo", args=[photo.pk]))
    ]
    assert len(record["photo_drafts"]) == 1
    record, photos = take_along(client_of(cast.people.noor))
    assert (photos, record["photos"]) == ([], []), "she reads the item; the photo is not hers"


@pytest.mark.django_db
def test_author_gets_what_supervision_did_and_never_who_asked_or_why(cast: Cast) -> None:
    officers = add_officers(cast)
    item = shared(cast)
    with viewing(viewer_of(cast.people.els)):
        report_item(item, "zeer bijzondere reden", by=cast.people.els)
    with viewing(viewer_of(officers.dina)):
        clear_item(item, "een antwoord voor wie meldde", by=officers.dina)
    record, _photos = take_along(client_of(cast.people.karim))
    assert [(line["verb"], line["item"]) for line in record["supervision"]] == [("clear item", str(item.pk))]
    said = json.dumps(record, ensure_ascii=False)
    for word in ("bijzondere reden", "voor wie meldde", "Els", "Dina", "els@", "dina@"):
        assert word not in said
    record, _photos = take_along(client_of(officers.dina))
    assert [report["answer"] for report in record["decisions"]] == ["een antwoord voor wie meldde"]
    assert "bijzondere reden" not in json.dumps(record, ensure_ascii=False)


@pytest.mark.django_db
def test_devices_passkeys_and_taken_questions_leave_without_their_secrets(cast: Cast) -> None:
    karim = cast.people.karim
    with as_owner():
        apps.get_model("mfa.Authenticator").objects.create(
            user=karim, type="webauthn", data={"name": "Mijn telefoon", "credential": "zeer-geheim"}
        )
        seen = {"ip": "127.0.0.1", "user_agent": "Chrome", "session_key": "sleutel"}
        apps.get_model("usersessions.UserSession").objects.create(user=karim, **seen)
        item = shared(cast)
        Take.objects.create(item=item, person=karim, taken_at=timezone.now())
    record, _photos = take_along(client_of(karim))
    (step,) = record["second_steps"]
    assert (step["type"], step["name"]) == ("webauthn", "Mijn telefoon")
    assert "zeer-geheim" not in json.dumps(record)
    assert [take["item_id"] for take in record["takes"]] == [str(item.pk)]
    assert [device["ip"] for device in record["devices"]] == ["127.0.0.1"]
    assert "sleutel" not in json.dumps(record)
