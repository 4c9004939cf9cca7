"""Every address, from the URL configuration: without the token against forgery nothing that is sent is read."""

import uuid

import pytest
from django.test import Client

from tests.cast import Cast
from tests.house.test_every_address import address, asked, values_of

pytestmark = pytest.mark.django_db


def test_every_address_refuses_a_form_without_the_token(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people.lotte)
    values = values_of(cast, uuid.uuid4())
    answers = {name: client.post(address(name, parameters, values), {}).status_code for name, parameters in asked()}
    assert len(answers) > 60
    assert {name for name, status in answers.items() if status != 403} == set()


def test_refusal_says_what_to_do_and_keeps_what_was_typed(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people.lotte)
    answer = client.post("/taal/", {"language": "en"})
    assert "Dit formulier is verlopen" in answer.text
