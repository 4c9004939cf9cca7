"""What follows from the items, said in SQL: the feed, versions, readings, comments, words, journal lines."""

from bench.world import BROAD, OFFICER

# The body of `werkveld_feed_of`, for a stretch of keys at a time.
FEED = """
INSERT INTO items_feedentry (circle, area, published_at, valid_until, item_id)
SELECT DISTINCT c, a.area, i.published_at, i.valid_until, i.id
FROM items_item i, unnest(i.readers) c, LATERAL (
    SELECT 0 AS area
    UNION SELECT f.area_id::integer FROM items_itemarea f WHERE f.item_id = i.id AND f.area_id IS NOT NULL
    UNION SELECT -1 WHERE i.citywide
) a
WHERE i.id > %s AND i.id <= %s AND i.state <> 'draft'
"""

ORIGINALS = """
INSERT INTO items_itemversion (item_id, number, title, body, ask, place, happens_at, happens_until, valid_until,
    priority, change, reason, by_id, at)
SELECT id, 1, CASE WHEN version > 1 THEN 'Eerst: ' || left(title, 70) ELSE title END, body, ask, place, happens_at,
    happens_until, valid_until, priority, 'original', '', author_id, published_at
FROM items_item WHERE state <> 'draft'
"""
CORRECTIONS = """
INSERT INTO items_itemversion (item_id, number, title, body, ask, place, happens_at, happens_until, valid_until,
    priority, change, reason, by_id, at)
SELECT id, 2, title, body, ask, place, happens_at, happens_until, valid_until, priority, 'correction',
    'Het uur klopte niet', author_id, published_at + interval '1 hour'
FROM items_item WHERE state <> 'draft' AND state <> 'withdrawn' AND version = 2
"""

# Everybody reads some of what is recent; of the years before only traces.
READINGS = """
INSERT INTO items_reading (item_id, version, person_id, read_at, acknowledged_at)
SELECT i.id, 1 + floor(random() * i.version)::int, p.keys[1 + floor(random() * cardinality(p.keys))::int],
    i.published_at + interval '3 hours', CASE WHEN random() < 0.8 THEN i.published_at + interval '3 hours' END
FROM items_item i, (SELECT array_agg(id) AS keys FROM people_person) p,
    generate_series(1, CASE WHEN i.published_at > now() - interval '30 days' THEN 25 ELSE 1 END)
WHERE i.state <> 'draft' AND (i.published_at > now() - interval '30 days' OR random() < 0.3)
ON CONFLICT DO NOTHING
"""
# Mostly what it says now; one in ten was read before it was put right, and not again.
OWN_READINGS = f"""
INSERT INTO items_reading (item_id, version, person_id, read_at, acknowledged_at)
SELECT i.id, CASE WHEN random() < 0.1 THEN 1 ELSE i.version END, p.id,
    i.published_at + interval '2 hours', i.published_at + interval '2 hours'
FROM items_item i, people_person p
WHERE p.email IN ('{BROAD}', '{OFFICER}') AND i.state <> 'draft' AND random() < 0.6
AND i.published_at BETWEEN now() - interval '30 days' AND now() - interval '1 day'
ON CONFLICT DO NOTHING
"""

COMMENTS = """
INSERT INTO items_comment (id, item_id, author_id, organisation_id, body, is_feedback, at)
SELECT gen_random_uuid(), i.id, i.author_id, i.organisation_id, 'Gezien en opgevolgd, dank voor de melding.',
    random() < 0.2, i.published_at + interval '5 hours'
FROM items_item i, generate_series(1, 3) WHERE i.state IN ('published', 'lapsed') AND random() < 0.04
"""
LINES = """
INSERT INTO journal_line (at, verb, by_id, organisation_id, subject_kind, subject_key, detail)
SELECT published_at, 'publish item', author_id, organisation_id, 'items.item', id::text, '{}'
FROM items_item WHERE state <> 'draft'
"""

STEPS = {
    "versions": ORIGINALS,
    "corrections": CORRECTIONS,
    "readings": READINGS,
    "readings of the measured viewers": OWN_READINGS,
    "comments": COMMENTS,
    "journal": LINES,
}

DIFFERENCES = """
WITH sample AS (SELECT unnest(%s::uuid[]) AS id),
wanted AS (SELECT f.* FROM sample s, werkveld_feed_of(s.id) f),
present AS (SELECT e.circle, e.area, e.published_at, e.valid_until, e.item_id
    FROM items_feedentry e JOIN sample s ON s.id = e.item_id)
SELECT count(*) FROM ((TABLE wanted EXCEPT TABLE present) UNION ALL (TABLE present EXCEPT TABLE wanted)) d
"""
