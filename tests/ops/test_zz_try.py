import time, pytest
from tests.database import as_owner


@pytest.mark.django_db
def test_try():
    from collections import Counter
    from django.utils import timezone
    from werkveld.ops import demo
    from werkveld.items.models import Item, Reading, ItemArea
    from werkveld.people.models import Person
    from werkveld.audience.viewer import viewer_of
    from werkveld.ops.demo.cast import ROLES

    with as_owner():
        t = time.time()
        r = demo.fill()
        print(r, time.time() - t)
        now = timezone.now()
        rows = list(Item.objects.select_related("author", "organisation").order_by("published_at"))
        areas = {}
        for ia in ItemArea.objects.select_related("area__edition__layer").defer("area__geometry", "area__outline"):
            if ia.area:
                areas.setdefault(ia.item_id, set()).add(ia.area)
        ids = {k: {a.pk for a in v} for k, v in areas.items()}
        with open("/tmp/demo_dump.txt", "w") as f:
            for i in rows:
                g = [a.name for a in areas.get(i.pk, ()) if a.edition.layer.code == "gebieden"]
                f.write(
                    f"{i.published_at and timezone.localtime(i.published_at):%a %d.%m %H:%M} {i.state} {i.kind} {'/'.join(g)} [{i.author.display_name}, {i.author_function}] v{i.version}/{i.substance} until {str(i.valid_until)[:10]} hap {i.happens_at and str(timezone.localtime(i.happens_at))[5:16]}\n  # {i.title}\n  {i.body}\n  ASK {i.ask} -> {i.ask_of} @ {i.place}\n"
                    if i.published_at
                    else f"DRAFT {i.title}\n"
                )
        vis = {}
        print("key sees | changed new foryou today standing lapsed")
        for role in ROLES:
            p = Person.objects.get(email=role.email)
            v = viewer_of(p)
            shifts = list(p.shifts.filter(starts_at__lt=now).order_by("starts_at"))
            cur = [s for s in shifts if s.ends_at > now]
            past = [s for s in shifts if s.ends_at <= now]
            since = past[-1].ends_at if past else now
            mine = [i for i in rows if v.circles & set(i.readers) and i.kind != "post" and i.published_at]
            near = [i for i in mine if i.citywide or not v.area_ids or ids.get(i.pk, set()) & v.area_ids]
            rd = {
                (x.item_id): x.version
                for x in Reading.objects.filter(person=p, acknowledged_at__isnull=False).order_by("version")
            }
            changed = [
                i
                for i in near
                if i.pk in rd and rd[i.pk] < i.substance and (i.state == "published" or i.state == "withdrawn")
            ]
            new = [i for i in near if i.state == "published" and i.published_at > since and i.pk not in rd]
            fy = [
                i
                for i in near
                if i.state == "published"
                and i.ask_of in v.functions
                and not i.comments.filter(is_feedback=True).exists()
            ]
            td = [
                i
                for i in near
                if i.happens_at and timezone.localdate(i.happens_at) == timezone.localdate() and i.state == "published"
            ]
            st = [i for i in near if i.state == "published"]
            lp = [i for i in near if i.state == "lapsed" and i.lapsed_at > since]
            print(
                f"{role.key:10} {role.function:22} sees {len(mine):4} near {len(near):4} | {len(changed):3} {len(new):3} {len(fy):3} {len(td):3} {len(st):3} {len(lp):3} | since {timezone.localtime(since):%a %d %H} cur {[s.name for s in cur]} unread {len([i for i in st if i.pk not in rd])}"
            )
        ts = Counter(i.title for i in rows)
        print("distinct titles", len(ts), ts.most_common(25))
        print(Counter(i.kind for i in rows), len(rows))
        g = {}
        for i in rows:
            if i.state == "published" and i.kind != "post":
                for a in areas.get(i.pk, ()):
                    if a.edition.layer.code in ("gebieden", "wijken"):
                        g[a.edition.layer.code + " " + a.name] = g.get(a.edition.layer.code + " " + a.name, 0) + 1
        print(g)
