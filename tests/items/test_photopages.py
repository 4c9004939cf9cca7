"""Photos with an item: nobody but the sender sees one before the promise, and then exactly who reads the item."""

import html
import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from tests.cast import Cast
from tests.database import as_owner
from tests.governance.officers import add_officers
from tests.items.test_actions import post
from tests.items.test_views import of
from tests.photos.drawn import file_of, scene, street
from werkveld.audience.circles import circle_of_organisation, circle_of_team
from werkveld.audience.viewer import viewer_of, viewing
from werkveld.items import oversight, photo_actions, photo_making, photoforms, photopages
from werkveld.items.actions import change_audience, withdraw_item
from werkveld.items.models import Item
from werkveld.items.pictures import LOST_AFTER, MOST_PHOTOS, Photo, PhotoDraft
from werkveld.journal.models import Line
from werkveld.people.models import Person
from werkveld.photos.refused import PictureRefusedError, Why
from werkveld.photos.running import SafePicture
from werkveld.photos.words import refusal_words

pytestmark = pytest.mark.django_db

SAFE = SafePicture(file_of(street(640, 480)), file_of(street(320, 240)), 640, 480, 2, 1)


@pytest.fixture
def no_worker(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the worker would make, without the work: that is tested in its own room, and once here."""
    asked: list[Any] = []

    def make(data: bytes, patience: float) -> SafePicture:
        asked.append(len(data))
        return SAFE

    def more(image: bytes, shapes: Any) -> SafePicture:
        asked.append(list(shapes))
        return SAFE

    monkeypatch.setattr(photo_making, "make_safe", make)
    monkeypatch.setattr(photopages, "hide_more", more)
    return asked


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work beside the request is done within it: these tests commit nothing. Journeys have it beside."""

    def make(draft: PhotoDraft, data: bytes) -> None:
        photo_making.make(photo_making.Job(draft.pk, draft.by_id, data))

    monkeypatch.setattr(photo_making, "make_later", make)


def shared(cast: Cast) -> Item:
    """Karim's item for the area team Overleie: Karim, Noor and Els read it, Lotte, Sam and Piet do not."""
    return post(cast, cast.people.karim, [circle_of_team(cast.teams.overleie)])


def drafted(item: Item, by: Person) -> PhotoDraft:
    with viewing(viewer_of(by)):
        draft = photo_actions.await_photo(item, by=by)
        photo_actions.draft_photo(draft.pk, SAFE, by=by)
        draft.refresh_from_db()
        return draft


def placed(item: Item, by: Person, alt: str = "Een lege straat met rode huizen") -> Photo:
    draft = drafted(item, by)
    with viewing(viewer_of(by)):
        return photo_actions.add_photo(draft, alt, by=by)


def send(
    person: Person, item: Item, data: bytes = b"\xff\xd8\xff", name: str = "x.jpg", number: int = 1
) -> HttpResponse:
    uploads = [SimpleUploadedFile(name, data, "image/jpeg") for _ in range(number)]
    answer: HttpResponse = of(person).post(reverse("item_photos", args=[item.pk]), {"photo": uploads})
    return answer


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def seen_by(cast: Cast, key: uuid.UUID, address: str = "photo") -> set[str]:
    found = set()
    for name, person in vars(cast.people).items():
        answer = of(person).get(reverse(address, args=[key]))
        assert answer.status_code in {200, 404}
        found |= {name} if answer.status_code == 200 else set()
    return found


def test_photo_goes_from_sending_to_the_item_by_the_real_worker(cast: Cast) -> None:
    item, karim = shared(cast), of(cast.people.karim)
    sent = send(cast.people.karim, item, file_of(scene(), comment=b"Kerkstraat 12"))
    assert sent["Location"] == reverse("item_photos", args=[item.pk])
    with viewing(viewer_of(cast.people.karim)):
        key = PhotoDraft.objects.get().pk
    address = reverse("edit_photo", args=[item.pk, key])
    assert address in text(karim.get(sent["Location"]))
    page = text(karim.get(address))
    assert re.search(r"1 gezicht en \d nummerpla\w+ onherkenbaar gemaakt\.", page)
    assert "Kijk zelf na" in page
    assert seen_by(cast, key) == {"karim"}
    answer = karim.post(address + "plaatsen/", {"alt": "Een straat", "nobody": "on", "seen": "0"})
    assert answer["Location"] == reverse("item", args=[item.pk])
    assert f'src="{reverse("photo", args=[key])}"' in text(of(cast.people.els).get(answer["Location"]))
    bytes_of = of(cast.people.els).get(reverse("photo", args=[key])).content
    assert bytes_of.startswith(b"\xff\xd8\xff")
    assert b"Kerkstraat" not in bytes_of


def test_draft_is_its_senders_alone_and_a_photo_is_seen_by_exactly_the_readers(cast: Cast) -> None:
    item = shared(cast)
    draft = drafted(item, cast.people.karim)
    for address in ("photo", "small_photo"):
        assert seen_by(cast, draft.pk, address) == {"karim"}
    photo = placed(item, cast.people.karim)
    for address in ("photo", "small_photo"):
        assert seen_by(cast, photo.pk, address) == {"karim", "noor", "els"}
    with viewing(viewer_of(cast.people.karim)):
        change_audience(item, [circle_of_organisation(cast.organisations.city)], by=cast.people.karim)
    assert seen_by(cast, photo.pk) == {"karim", "lotte"}


def test_policy_alone_gives_the_same_answer(cast: Cast) -> None:
    item = shared(cast)
    placed(item, cast.people.karim)
    drafted(item, cast.people.karim)
    for name, person in vars(cast.people).items():
        with viewing(viewer_of(person)):
            assert Photo.objects.count() == (name in {"karim", "noor", "els"})
            assert PhotoDraft.objects.count() == (name == "karim")


@pytest.mark.parametrize("address", ["photo", "small_photo"])
def test_hidden_photo_is_byte_equal_to_an_absent_one(cast: Cast, address: str) -> None:
    item = shared(cast)
    for key in (placed(item, cast.people.karim).pk, drafted(item, cast.people.karim).pk):
        client = of(cast.people.piet)
        hidden, absent = (client.get(reverse(address, args=[k])) for k in (key, uuid.uuid4()))
        assert (hidden.status_code, hidden.content) == (404, absent.content)
        assert hidden.headers == absent.headers


def test_no_address_of_a_photo_tells_that_a_hidden_item_has_one(cast: Cast) -> None:
    item = shared(cast)
    photo, client = placed(item, cast.people.karim), of(cast.people.piet)
    for name in ("edit_photo", "blur_photo", "place_photo", "remove_photo"):
        for method in (client.get, client.post):
            hidden = method(reverse(name, args=[item.pk, photo.pk]))
            absent = method(reverse(name, args=[uuid.uuid4(), uuid.uuid4()]))
            assert hidden.status_code == absent.status_code
            assert hidden.status_code in {404, 405}
            assert hidden.content == absent.content


def test_photo_is_only_reached_under_its_own_item(cast: Cast) -> None:
    photo, other = placed(shared(cast), cast.people.karim), shared(cast)
    answer = of(cast.people.karim).post(reverse("remove_photo", args=[other.pk, photo.pk]))
    assert answer.status_code == 404
    assert seen_by(cast, photo.pk)


def test_reader_may_look_but_not_add_blur_or_remove(cast: Cast, no_worker: list[Any]) -> None:
    item = shared(cast)
    photo, els = placed(item, cast.people.karim), of(cast.people.els)
    assert send(cast.people.els, item).status_code == 403
    assert els.get(reverse("item_photos", args=[item.pk])).status_code == 403
    for name in ("blur_photo", "place_photo", "remove_photo"):
        assert els.post(reverse(name, args=[item.pk, photo.pk])).status_code == 403
    assert no_worker == []
    assert seen_by(cast, photo.pk)


def test_bytes_are_served_so_that_a_browser_can_do_nothing_with_them(cast: Cast) -> None:
    answer = of(cast.people.karim).get(reverse("photo", args=[placed(shared(cast), cast.people.karim).pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"] == 'inline; filename="foto.jpg"'
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy


def test_withdrawn_item_takes_the_bytes_along(cast: Cast) -> None:
    item = shared(cast)
    keys = [placed(item, cast.people.karim).pk, drafted(item, cast.people.karim).pk]
    other = placed(shared(cast), cast.people.karim)
    with viewing(viewer_of(cast.people.karim)):
        withdraw_item(item, by=cast.people.karim)
    assert [seen_by(cast, key) for key in keys] == [set(), set()]
    with as_owner():
        assert list(Photo.objects.values_list("pk", flat=True)) == [other.pk]
        assert not PhotoDraft.objects.exists()


def test_quarantine_hides_a_photo_and_lifting_it_gives_it_back(cast: Cast) -> None:
    item = shared(cast)
    photo, officer = placed(item, cast.people.karim), add_officers(cast).dina
    with viewing(viewer_of(cast.people.karim)):
        oversight.ask_officers(item)
    with viewing(viewer_of(officer)):
        kept = oversight.seal(item)
    assert seen_by(cast, photo.pk) == set()
    with viewing(viewer_of(officer)):
        oversight.unseal(item, kept)
    assert seen_by(cast, photo.pk) == {"karim", "noor", "els"}
    with viewing(viewer_of(officer)):
        oversight.seal(item)
        oversight.withdraw_sealed(item, "fout")
    with as_owner():
        assert not Photo.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"alt": "", "nobody": "on", "seen": "0"}, "Vul “Wat zie je op de foto?” in."),
        ({"alt": "Een straat", "seen": "0"}, "Kijk de foto na en vink aan dat niemand herkenbaar is."),
        ({"alt": "Een straat", "nobody": "on", "seen": "3"}, "Deze foto werd intussen aangepast."),
    ],
)
def test_photo_without_promise_or_words_or_looked_at_too_early_stays_a_draft(
    cast: Cast, said: dict[str, str], sentence: str
) -> None:
    item = shared(cast)
    draft = drafted(item, cast.people.karim)
    answer = of(cast.people.karim).post(reverse("place_photo", args=[item.pk, draft.pk]), said)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert said["alt"] in text(answer)
    assert seen_by(cast, draft.pk) == {"karim"}


def test_brush_takes_drawn_places_and_figures_together(cast: Cast, no_worker: list[Any]) -> None:
    item = shared(cast)
    draft = drafted(item, cast.people.karim)
    said = {
        "shape": ["0.1,0.2,0.3,0.4,round"],
        "left": "50",
        "top": "10",
        "wide": "20",
        "high": "5",
        "outline": "square",
    }
    address = reverse("blur_photo", args=[item.pk, draft.pk])
    answer = of(cast.people.karim).post(address, said | {"seen": "0"})
    assert answer.status_code == 302
    (shapes,) = no_worker
    assert shapes[0] == (0.1, 0.2, 0.3, 0.4, True)
    assert [round(float(edge), 3) for edge in shapes[1]] == [0.5, 0.1, 0.7, 0.15, 0]
    with viewing(viewer_of(cast.people.karim)):
        assert PhotoDraft.objects.get().brushed == 2
    # Made from the picture before: it would show again what was hidden meanwhile.
    again = of(cast.people.karim).post(address, said | {"seen": "0"})
    assert again.status_code == 422
    assert "intussen aangepast" in text(again)


@pytest.mark.parametrize(
    "said",
    [{}, {"left": "10"}, {"shape": "1,2"}, {"shape": "a,b,c,d,round"}, {"shape": "nan,0,1,1,round"}, {"left": "x"}],
)
def test_brush_that_says_no_place_is_asked_again(cast: Cast, no_worker: list[Any], said: dict[str, str]) -> None:
    item = shared(cast)
    draft = drafted(item, cast.people.karim)
    answer = of(cast.people.karim).post(reverse("blur_photo", args=[item.pk, draft.pk]), said | {"seen": "0"})
    assert answer.status_code == 422
    assert no_worker == []


@pytest.mark.parametrize("why", list(Why))
def test_picture_that_is_refused_at_first_sight_says_why_beside_the_field(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, why: Why
) -> None:
    def refuse(data: bytes) -> None:
        raise PictureRefusedError(why)

    monkeypatch.setattr(photoforms, "refuse_early", refuse)
    answer = send(cast.people.karim, shared(cast), number=2)
    assert answer.status_code == 422
    assert "field--err" in text(answer)
    assert "Foto 1: " in text(answer)


@pytest.mark.parametrize("why", list(Why))
def test_picture_that_cannot_be_made_safe_says_why_and_can_be_put_away(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, why: Why
) -> None:
    def refuse(data: bytes, patience: float) -> SafePicture:
        raise PictureRefusedError(why)

    monkeypatch.setattr(photo_making, "make_safe", refuse)
    item, karim = shared(cast), of(cast.people.karim)
    assert send(cast.people.karim, item).status_code == 302
    page = text(karim.get(reverse("item_photos", args=[item.pk])))
    assert refusal_words(why) in html.unescape(page)
    assert "Kijk foto 1 na" not in page
    with viewing(viewer_of(cast.people.karim)):
        key = PhotoDraft.objects.get().pk
    assert seen_by(cast, key) == set()
    assert karim.get(reverse("edit_photo", args=[item.pk, key])).status_code == 404
    assert karim.post(reverse("remove_photo", args=[item.pk, key])).status_code == 302
    assert refusal_words(why) not in html.unescape(text(karim.get(reverse("item_photos", args=[item.pk]))))


def test_four_photos_go_at_once_and_nobody_sees_one_that_is_being_made(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, no_worker: list[Any]
) -> None:
    jobs: list[photo_making.Job] = []
    monkeypatch.setattr(
        photo_making, "make_later", lambda draft, data: jobs.append(photo_making.Job(draft.pk, draft.by_id, data))
    )
    item, karim = shared(cast), of(cast.people.karim)
    address = reverse("item_photos", args=[item.pk])
    assert send(cast.people.karim, item, number=5).status_code == 422
    assert send(cast.people.karim, item, number=MOST_PHOTOS).status_code == 302
    assert send(cast.people.karim, item).status_code == 422, "four wait already"
    assert "4 foto’s worden onherkenbaar gemaakt" in text(karim.get(address))
    for job in jobs:
        assert seen_by(cast, job.draft) == set(), "also its sender sees no picture before it is safe"
        said = {"alt": "Een straat", "nobody": "on", "seen": "0"}
        for name in ("edit_photo", "blur_photo", "place_photo"):
            assert karim.post(reverse(name, args=[item.pk, job.draft]), said).status_code in {404, 405}
    assert "onherkenbaar gemaakt" not in text(of(cast.people.els).get(reverse("item", args=[item.pk])))
    photo_making.make(jobs[0])
    page = text(karim.get(address))
    assert "3 foto’s worden onherkenbaar gemaakt" in page
    assert "Kijk foto 1 na" in page
    with as_owner():
        PhotoDraft.objects.filter(width=0).update(at=timezone.now() - LOST_AFTER * 2)
    page = text(karim.get(address))
    assert page.count("Deze foto ging verloren") == 3
    assert 'hx-trigger="every' not in page


def test_photo_of_an_item_that_was_withdrawn_meanwhile_is_never_kept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, no_worker: list[Any]
) -> None:
    jobs: list[photo_making.Job] = []
    monkeypatch.setattr(
        photo_making, "make_later", lambda draft, data: jobs.append(photo_making.Job(draft.pk, draft.by_id, data))
    )
    item = shared(cast)
    send(cast.people.karim, item)
    with viewing(viewer_of(cast.people.karim)):
        withdraw_item(item, by=cast.people.karim)
    photo_making.make(jobs[0])
    with as_owner():
        assert not PhotoDraft.objects.exists()


def test_too_many_that_wait_are_asked_to_come_back(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_making, "MOST_WAITING", 1)
    answer = send(cast.people.karim, shared(cast), number=2)
    assert answer.status_code == 422
    assert "Probeer het over een halve minuut opnieuw." in text(answer)
    with as_owner():
        assert not PhotoDraft.objects.exists()


def test_what_is_no_picture_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    for data, name in ((b"<svg onload=alert(1)>", "foto.jpg"), (b"%PDF-1.7", "foto.png"), (b"", "leeg.jpg")):
        assert send(cast.people.karim, shared(cast), data, name).status_code == 422
    nothing = of(cast.people.karim).post(reverse("item_photos", args=[shared(cast).pk]), {})
    assert nothing.status_code == 422
    with as_owner():
        assert not PhotoDraft.objects.exists()


def test_too_heavy_a_file_is_let_go_while_it_comes_in(cast: Cast) -> None:
    answer = send(cast.people.karim, shared(cast), b"\xff\xd8\xff" + bytes(25 * 2**20))
    assert answer.status_code == 422
    assert "groter dan 20 MB" in text(answer)


def test_item_takes_four_photos_and_no_fifth(cast: Cast, no_worker: list[Any]) -> None:
    item = shared(cast)
    for _ in range(MOST_PHOTOS):
        placed(item, cast.people.karim)
    answer = send(cast.people.karim, item)
    assert answer.status_code == 422
    assert "Haal er eerst een weg" in text(answer)


def test_draft_of_an_item_takes_no_photo(cast: Cast, no_worker: list[Any]) -> None:
    item = shared(cast)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("UPDATE items_item SET state = 'draft' WHERE id = %s", [item.pk])
    assert send(cast.people.karim, item).status_code == 403


def test_each_act_leaves_a_line_with_keys_and_figures_only(cast: Cast) -> None:
    item = shared(cast)
    photo = placed(item, cast.people.karim, alt="Zwaluwnest")
    with viewing(viewer_of(cast.people.karim)):
        photo_actions.blur_more(Photo.objects.get(), SAFE, 1, by=cast.people.karim)
        photo_actions.remove_photo(photo, by=cast.people.karim)
    with as_owner():
        lines = list(Line.objects.filter(subject_key=str(item.pk), verb__contains="photo").order_by("pk"))
    assert [line.verb for line in lines] == ["send photo", "draft photo", "add photo", "blur photo", "remove photo"]
    assert all(line.detail["photo"] == str(photo.pk) for line in lines)
    assert "Zwaluwnest" not in "".join(str(line.detail) for line in lines)
