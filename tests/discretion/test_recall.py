"""The figures that everybody may read are those of the guard as it stands."""

from bench.guard import STRUCTURED, read_part, score
from werkveld.discretion.findings import Kind
from werkveld.discretion.recall import RECALL, Recall


def test_published_recall_is_what_is_measured_now() -> None:
    sentences = read_part("final")
    measured = score(sentences)
    assert (
        Recall(
            sentences=len(sentences),
            numbers_found=sum(measured.found[kind] for kind in STRUCTURED),
            numbers=sum(measured.wanted[kind] for kind in STRUCTURED),
            names_found=measured.found[Kind.NAME],
            names=measured.wanted[Kind.NAME],
            clean_troubled=measured.troubled,
            clean=measured.clean,
        )
        == RECALL
    )
