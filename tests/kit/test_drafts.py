"""The word that a draft was sent travels over one redirect, and is told once."""

from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import RequestFactory

from werkveld.kit.drafts import finish_draft, take_finished_drafts


def test_finished_draft_is_told_once() -> None:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    finish_draft(request, "new")
    finish_draft(request, "comment-1")
    assert take_finished_drafts(request) == ["new", "comment-1"]
    assert take_finished_drafts(request) == []


def test_finished_drafts_are_none_when_there_is_no_session() -> None:
    assert take_finished_drafts(RequestFactory().get("/")) == []
