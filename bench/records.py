"""Items at points, as the program itself would have filed them: to measure what a new edition does to them."""

import numpy as np
from django.db import connection
from django.utils import timezone

from werkveld.audience.circles import circle_of_organisation, circle_of_partners
from werkveld.items.models import Item, ItemArea, Method
from werkveld.kit.ids import uuid7
from werkveld.people.models import Organisation, Person
from werkveld.territory.filing import placed
from werkveld.territory.models import Edition

BATCH = 10_000


def make_records(count: int, box: tuple[float, float, float, float], seed: int) -> None:
    """Standing items by one organisation for two circles, filed in every edition in force, with their feed entries."""
    city = Organisation.objects.create(code="stad", name="Stad", short_name="Stad", kind="city")
    author = Person(email="wie@bench.be", given_name="Wie", family_name="Dan")
    author.set_unusable_password()
    author.save()
    readers = [circle_of_organisation(city).pk, circle_of_partners().pk]
    points = np.random.default_rng(seed).uniform(box[:2], box[2:], (count, 2)).round(1)
    editions, now = list(Edition.objects.in_force().select_related("layer")), timezone.now()
    for begin in range(0, count, BATCH):
        part = points[begin : begin + BATCH]
        rows = [
            Item(
                id=uuid7(), title=f"Bericht {begin + n}", x=x, y=y, author=author, organisation=city, state="published",
                published_at=now, audience=readers, readers=readers,
            )
            for n, (x, y) in enumerate(part.tolist())
        ]  # fmt: skip
        Item.objects.bulk_create(rows)
        for edition in editions:
            where, areas, metres = placed(edition, part)
            told = zip(where.tolist(), areas.tolist(), metres.tolist(), strict=True)
            ItemArea.objects.bulk_create(
                [
                    ItemArea(item=rows[n], edition=edition, area_id=area, method=Method.POINT, metres=far)
                    for n, area, far in told
                ]
            )
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(werkveld_file_item(id)) FROM unnest(%s::uuid[]) id", [[r.pk for r in rows]])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
