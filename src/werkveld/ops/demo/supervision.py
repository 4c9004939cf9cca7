"""What waits for the officers of the demo: reads in the journal, reports, one quarantine, a data breach in course."""

import datetime as dt
import uuid

from werkveld.audience.viewer import viewer_of, viewing
from werkveld.governance import actions
from werkveld.governance.models import Breach, Quarantine, Report, Sample
from werkveld.governance.sampling import draw_samples
from werkveld.items.models import POST, Item, State
from werkveld.items.opening import BRIEFING, PAGE, VERB
from werkveld.journal.models import Line
from werkveld.ops.demo.cast import ROLES
from werkveld.ops.demo.stage import Stage
from werkveld.ops.demo.telling import Rows
from werkveld.people.models import Organisation, Person

# Who reports, of which organisation the item is, how old at least (days), why, and what the officer decided.
REPORTS = (
    ("els", "stad", 6, "De plek staat er erg precies bij. Is dat nodig voor wie dit leest?", ""),
    ("noor", "stad", 9, "Volgens mij staat dit breder open dan de bedoeling was.", "quarantined"),
    ("jana", "ocmw", 12, "Twijfel: moet de politie dit ook lezen?", ""),
    ("samira", "politie", 15, "Er stond een telefoonnummer in een reactie.", "fine"),
)
ANSWERS = {
    "quarantined": "Ik kijk met de auteur na voor wie dit bedoeld is. Tot dan is het weg.",
    "fine": "De reactie is weg. In het bericht zelf staat niets over mensen.",
}
OFFICERS = {"stad": "veerle", "ocmw": "joost", "politie": "anneleen"}
JUDGED = 6


def fill_supervision(stage: Stage, rows: Rows) -> None:
    """Everything, through the same acts as the pages; moments are put back so that it did not all happen at once."""
    _journal_reads(stage, rows)
    taken: set[uuid.UUID] = set()
    for key, organisation, age, reason, verdict in REPORTS:
        if item := _item(stage, organisation, key, age, taken):
            taken.add(item.pk)
            _report(stage, item, key, reason, verdict)
    _breaches(stage)
    draw_samples(stage.clock.now)
    _judge(stage.crew.people["veerle"])


def _journal_reads(stage: Stage, rows: Rows) -> None:
    homes = {stage.crew.people[role.key].pk: stage.crew.organisations[role.organisation] for role in ROLES}
    lines = [
        Line(
            at=reading.read_at,
            verb=VERB,
            by_id=reading.person_id,
            organisation=homes[reading.person_id],
            subject_kind=Item._meta.label_lower,
            subject_key=str(reading.item_id),
            detail={"version": reading.version, "channel": BRIEFING if reading.acknowledged_at else PAGE},
        )
        for reading in sorted(rows.readings, key=lambda r: (r.read_at, r.person_id))
    ]
    Line.objects.bulk_create(lines, batch_size=1000)


def _item(stage: Stage, organisation: str, reporter: str, age: int, taken: set[uuid.UUID]) -> Item | None:
    """An ordinary post of some days old that the reporter sees; the same every time."""
    circles = viewer_of(stage.crew.people[reporter]).circles
    before = stage.clock.now - dt.timedelta(days=age)
    rows = Item.objects.filter(kind=POST, state=State.PUBLISHED, substance=1, published_at__lt=before)
    rows = rows.filter(organisation__code=organisation, readers__overlap=sorted(circles)).exclude(pk__in=taken)
    return rows.exclude(author=stage.crew.people[reporter]).select_related("author", "organisation").first()


def _report(stage: Stage, item: Item, key: str, reason: str, verdict: str) -> None:
    reporter, officer = stage.crew.people[key], stage.crew.people[OFFICERS[item.organisation.code]]
    with viewing(viewer_of(reporter)):
        report = actions.report_item(item, reason, by=reporter)
    if verdict:
        with viewing(viewer_of(officer)):
            actions.look_at_item(item, by=officer)
            act = actions.quarantine_item if verdict == "quarantined" else actions.clear_item
            act(item, ANSWERS[verdict], by=officer)
    ago = dt.timedelta(hours=5 if not verdict else 30)
    Report.objects.filter(pk=report.pk).update(at=stage.clock.now - ago)
    Quarantine.objects.filter(item=item).update(at=stage.clock.now - ago / 2)


def _breaches(stage: Stage) -> None:
    """One in course since yesterday, half filled in; one of last month, closed."""
    organisation, karim = stage.crew.organisations["stad"], stage.crew.people["karim"]
    said = "Een afgedrukte briefing van de late dienst bleef liggen in de leeszaal van de bibliotheek."
    running = _breach(organisation, karim, said, stage.clock.now - dt.timedelta(hours=29))
    running.happened = "gisteren, tussen 17 en 19 uur"
    running.losses, running.categories, running.concerned = ["confidentiality"], ["contact"], ["colleagues"]
    _by_officer(stage, running)
    said = "Een account van een vertrokken collega stond nog een dag open."
    closed = _breach(organisation, stage.crew.people["jana"], said, stage.clock.now - dt.timedelta(days=33))
    closed.happened, closed.people, closed.risk = "een hele dag", 1, "none"
    closed.losses, closed.categories, closed.concerned = ["confidentiality"], ["account"], ["colleagues"]
    closed.consequences = "Geen: er werd niet aangemeld, dat staat in het logboek."
    closed.measures = "Account gesloten. Wie vertrekt, staat voortaan op de lijst van de coördinator."
    officer = _by_officer(stage, closed)
    with viewing(viewer_of(officer)):
        actions.close_breach(closed, by=officer)
    Breach.objects.filter(pk=closed.pk).update(closed_at=stage.clock.now - dt.timedelta(days=31))


def _breach(organisation: Organisation, by: Person, what: str, noticed_at: dt.datetime) -> Breach:
    key = uuid.uuid5(uuid.NAMESPACE_URL, what)
    with viewing(viewer_of(by)):
        row = actions.report_breach(key, what, noticed_at, by=by, organisation=organisation)
    row.reported_at = noticed_at + dt.timedelta(minutes=20)
    return row


def _by_officer(stage: Stage, breach: Breach) -> Person:
    officer = stage.crew.people["veerle"]
    with viewing(viewer_of(officer)):
        actions.fill_in_breach(breach, by=officer)
    return officer


def _judge(officer: Person) -> None:
    """Some of the month's sample, so that the figures say something."""
    with viewing(viewer_of(officer)) as viewer:
        for number, sample in enumerate(list(Sample.objects.visible_to(viewer).select_related("item")[:JUDGED])):
            actions.look_at_item(sample.item, by=officer)
            is_doubt = number == JUDGED - 1
            note = "De plek kan grover: de straat volstaat." if is_doubt else ""
            actions.judge_sample(sample, "doubt" if is_doubt else "fine", note, by=officer)
