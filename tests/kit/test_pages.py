"""Answers carry the status that they mean."""

from django.test import RequestFactory

from werkveld.kit.pages import answer_invalid, render_page


def test_invalid_form_answers_422_and_a_page_200() -> None:
    request = RequestFactory().get("/")
    assert render_page(request, "kit/error_summary.html").status_code == 200
    assert answer_invalid(request, "kit/error_summary.html").status_code == 422
