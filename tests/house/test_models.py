"""Laws about tables: relations point down, content carries the rule, nobody reaches up by a string."""

import ast
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.house.source import FLOOR_OF, modules, where
from werkveld.audience.rule import Guarded
from werkveld.items.models import Item

# Tables that name an item or hold somebody's words, and yet are no content: each with its reason.
NO_CONTENT = {
    "journal.Line": "keys and figures only, never a text that somebody typed",
    "people.Person": "an account: no item can be reached from it",
    "web.Attempt": "counts and digests, written by the sign-in package",
    "briefing.Sheet": "keys and versions only; each is looked up through visible_to when shown",
}


def room_of(model: type[models.Model]) -> str:
    return model._meta.app_label


def upward(pairs: list[tuple[str, str, str]]) -> list[str]:
    """Relations (field, own room, other room) that point to a higher floor."""
    return [
        f"{field}: {own} may not point up to {other}. Put the link in {other}, the higher room."
        for field, own, other in pairs
        if own in FLOOR_OF and other in FLOOR_OF and FLOOR_OF[other] > FLOOR_OF[own]
    ]


def our_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("werkveld.")]


def test_relations_point_down() -> None:
    pairs = [
        (str(field), room_of(model), room_of(field.related_model))
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
    ]
    assert len(pairs) > 20
    assert upward(pairs) == []


def test_relations_law_is_red_when_territory_points_to_items() -> None:
    assert upward([("Area.item", "territory", "items")]) != []


def string_keys(tree: ast.Module) -> list[tuple[int, str]]:
    """Relations named by a string that is not "self"."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        first = node.args[0]
        is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
        if name in {"ForeignKey", "OneToOneField", "ManyToManyField"} and is_text and first.value != "self":
            found.append((node.lineno, first.value))
    return found


def test_no_relation_is_named_by_a_string() -> None:
    found = [f"{where(p, line)} {name}: import the model" for p, t in modules() for line, name in string_keys(t)]
    assert found == []


def test_string_law_is_red_on_a_string() -> None:
    assert string_keys(ast.parse('x = models.ForeignKey("items.Item", on_delete=models.CASCADE)')) != []


def unguarded(candidates: list[type[models.Model]]) -> list[str]:
    """Models that hold words or name an item, and do not carry the audience rule."""
    found = []
    for model in candidates:
        has_words = any(type(f) is models.TextField for f in model._meta.concrete_fields)
        names_item = any(f.related_model is Item for f in model._meta.concrete_fields if f.is_relation)
        if (has_words or names_item) and not issubclass(model, Guarded) and model._meta.label not in NO_CONTENT:
            found.append(f"{model._meta.label}: subclass Guarded and say its rule, or name it here with a reason")
    return found


def test_every_content_model_carries_the_rule() -> None:
    assert unguarded(our_models()) == []
    assert all(getattr(m, "rule", None) for m in our_models() if issubclass(m, Guarded))


def test_content_law_is_red_on_a_bare_text() -> None:
    from django.contrib.sessions.models import Session

    assert unguarded([Session]) != []


def test_migrations_import_no_room() -> None:
    root = Path(__file__).resolve().parents[2] / "src" / "werkveld"
    found = []
    for path in sorted(root.rglob("migrations/0*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            # The rows' own manager and the key maker are named by Django itself, as defaults of a field.
            found += [where(path, node.lineno) for n in names if n.startswith("werkveld.") and n != "werkveld.kit.ids"]
    assert found == []
