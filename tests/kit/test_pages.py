"""Answers carry the status that they mean."""

import pytest
from django.test import RequestFactory

from werkveld.kit.pages import answer_invalid, came_from, render_page


def test_invalid_form_answers_422_and_a_page_200() -> None:
    request = RequestFactory().get("/")
    assert render_page(request, "kit/error_summary.html").status_code == 200
    assert answer_invalid(request, "kit/error_summary.html").status_code == 422


@pytest.mark.parametrize("wanted", ["", "https://elders.be/x", "//elders.be", "/\\elders.be", "javascript:alert(1)"])
def test_form_leads_back_only_to_this_house(rf: RequestFactory, wanted: str) -> None:
    assert came_from(rf.post("/", {"next": wanted}), "/thuis/") == "/thuis/"
    assert came_from(rf.post("/", {"next": "/briefing/?a=1"}), "/thuis/") == "/briefing/?a=1"
