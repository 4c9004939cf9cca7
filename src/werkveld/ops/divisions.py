"""From what was typed to a kept division: which layer, whose, called what."""

import argparse
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from werkveld.journal.actions import record
from werkveld.ops.organisations import organisation_called
from werkveld.ops.terminal import Refusal
from werkveld.people.models import LayerOwner, Organisation
from werkveld.territory.imports import Preview, import_edition, publish
from werkveld.territory.models import Edition, Layer, LayerKind, Word

# How the layer's name tells what one of its areas is called; the first that fits.
WORDS = {
    "deelgemeent": Word.DEELGEMEENTE,
    "aandacht": Word.AANDACHTSGEBIED,
    "gebied": Word.GEBIED,
    "wijk": Word.WIJK,
    "buurt": Word.BUURT,
    "sector": Word.SECTOR,
    "zone": Word.ZONE,
}


@dataclass(frozen=True)
class Wish:
    """What somebody asked for. `reading` are the words for the reader (columns, table, crs, is_swapped)."""

    file: Path
    layer_code: str
    layer_name: str
    word: str
    kind: str
    owner: Organisation
    valid_from: dt.date
    reading: dict[str, Any]
    about: dict[str, Any]


def wish_of(chosen: argparse.Namespace) -> Wish:
    """The typed words, held against the layers and organisations that are there. Raises `Refusal`."""
    layer = Layer.objects.filter(Q(code=slugify(chosen.layer)) | Q(name__iexact=chosen.layer)).first()
    return Wish(
        file=chosen.file,
        layer_code=layer.code if layer else slugify(chosen.layer),
        layer_name=layer.name if layer else chosen.layer,
        word=layer.word if layer else _one_of(Word, chosen.word or word_for(chosen.layer)),
        kind=layer.kind if layer else _one_of(LayerKind, chosen.kind or LayerKind.PARTITION),
        owner=organisation_called(chosen.owner, chosen.organisation_kind),
        valid_from=chosen.valid_from,
        reading={
            "code_column": chosen.code_column,
            "name_column": chosen.name_column,
            "table": chosen.table,
            "crs": chosen.crs,
            "is_swapped": {"yes": True, "no": False}.get(chosen.swapped or ""),
        },
        about={
            "name": chosen.edition,
            "source": chosen.source,
            "licence": chosen.licence,
            "attribution": chosen.attribution,
            "is_schematic": chosen.schematic,
        },
    )


@transaction.atomic
def keep(wish: Wish, found: Preview, progress: Callable[[str, float], None]) -> tuple[Edition, bool]:
    """Keep the areas and put them in force; the edition, and whether it is new. All or nothing."""
    edition = import_edition(
        wish.file,
        wish.layer_code,
        wish.layer_name,
        wish.valid_from,
        word=wish.word,
        kind=wish.kind,
        **wish.about,
        found=found,
        progress=progress,
    )
    held, _is_new = LayerOwner.objects.get_or_create(layer=edition.layer, defaults={"organisation": wish.owner})
    if held.organisation != wish.owner:
        raise Refusal(f"“{wish.layer_name}” is kept by {held.organisation}; only its owner publishes an edition.")
    if edition.is_published:
        return edition, False
    edition = publish(edition)
    record("publish edition", by=None, organisation=wish.owner, subject=edition, detail={"areas": len(found.areas)})
    return edition, True


def word_for(name: str) -> str:
    """What an area of a layer with this name is called, as far as the name tells."""
    return next((word for part, word in WORDS.items() if part in name.lower()), Word.GEBIED)


def _one_of(choices: Any, text: str) -> str:
    if text in choices.values:
        return text
    raise Refusal(f"“{text}” is not one of {', '.join(choices.values)}.")
