"""Laws about code: pages start at visible_to, every act leaves a line, no signals, no streams."""

import ast

from tests.house.source import modules, where
from werkveld.audience.policies import guarded_models

# Where content may be asked without a viewer, and why.
WITHOUT_VIEWER = {
    "items/actions.py": "acts on items its caller was shown; the row policy still binds it",
    "items/discreet.py": "holds the words of an item its caller was shown; the row policy still binds it",
    "items/photo_actions.py": "acts on items and photos its caller was shown; the row policy still binds it",
    "items/filing.py": "rewrites what is derived from one item",
    "items/oversight.py": "acts on items its caller was shown; the row policy still binds it",
    "governance/actions.py": "acts on reports and items its caller was shown; the row policy still binds it",
    "governance/sampling.py": "draws by lot as the owner role; the officers then see what was drawn",
    "governance/clearing.py": "what is past its term: runs as the owner role, past every hidden row",
    "governance/leaving.py": "erases as the owner role, past every hidden row",
    "items/clockwork.py": "time itself: runs as the owner role from a list of two acts",
    "briefing/actions.py": "acts on items its caller was shown; the row policy still binds it",
    "blog/actions.py": "acts on own marks only",
}


def unguarded_reads(tree: ast.Module, content: set[str]) -> list[int]:
    """Lines that read `Content.objects` without going on to `visible_to` at once."""
    lines = []
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            name = getattr(node.value, "id", getattr(node.value, "attr", ""))
            after = parents.get(node)
            if name in content and not (isinstance(after, ast.Attribute) and after.attr == "visible_to"):
                lines.append(node.lineno)
    return lines


def test_pages_start_at_visible_to() -> None:
    content = {m.__name__ for m in guarded_models()}
    found = []
    for path, tree in modules():
        name = "/".join(path.parts[-2:])
        if name in WITHOUT_VIEWER or "demo" in path.parts:
            continue
        found += [f"{where(path, n)}: start at .visible_to(viewer)" for n in unguarded_reads(tree, content)]
    assert found == []


def test_reading_law_is_red_on_all() -> None:
    assert unguarded_reads(ast.parse("Item.objects.filter(pk=1)"), {"Item"}) == [1]
    assert unguarded_reads(ast.parse("Item.objects.visible_to(v).filter(pk=1)"), {"Item"}) == []


def silent_acts(tree: ast.Module) -> list[str]:
    """Public functions with `by` that neither record a line nor call another act that does."""
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}

    def calls(node: ast.AST) -> set[str]:
        return {getattr(c.func, "id", getattr(c.func, "attr", "")) for c in ast.walk(node) if isinstance(c, ast.Call)}

    loud = {"record"}
    while True:
        more = {name for name, node in functions.items() if calls(node) & loud} | loud
        if more == loud:
            break
        loud = more
    named = {n for n, f in functions.items() if any(a.arg == "by" for a in f.args.kwonlyargs)}
    return sorted(n for n in named - loud if not n.startswith("_"))


# Acts that leave no line of their own: each with its reason.
QUIET = {
    "save_draft": "kept at every pause in typing; publishing leaves the line",
    "mark_read": "the reading itself is the line",
    "record_many": "is the journal: several lines in one statement",
}


def test_every_act_leaves_a_line_in_the_journal() -> None:
    found = [
        f"{where(path)} {name}: call journal.actions.record"
        for path, tree in modules()
        if path.name.endswith("actions.py")
        for name in silent_acts(tree)
        if name not in QUIET
    ]
    assert found == []


def test_journal_law_is_red_on_a_silent_act() -> None:
    assert silent_acts(ast.parse("def move(x, *, by):\n    x.save()")) == ["move"]


BANNED = {
    "django.dispatch": "call the act by name",
    "django.db.models.signals": "call the act by name",
    "django.contrib.contenttypes.fields": "name the relation",
    "django.views.generic": "write a function view",
}


def banned_imports(tree: ast.Module) -> list[tuple[int, str]]:
    """Imports of what this house leaves out on purpose."""
    found = []
    for node in ast.walk(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or "", *(f"{node.module}.{a.name}" for a in node.names)]
        found += [(node.lineno, n) for n in names if n in BANNED or n.endswith("StreamingHttpResponse")]
    return found


def test_nothing_left_out_on_purpose_is_imported() -> None:
    assert [f"{where(p, n)} {name}" for p, t in modules() for n, name in banned_imports(t)] == []


def test_import_law_is_red_on_a_signal_and_a_stream() -> None:
    source = "from django.dispatch import receiver\nfrom django.http import StreamingHttpResponse"
    assert len(banned_imports(ast.parse(source))) == 2


POOR_NAMES = {
    "utils",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "base",
    "handler",
    "handlers",
    "info",
    "data",
}


def test_modules_have_names_that_say_something() -> None:
    assert [where(p) for p, _ in modules() if p.stem in POOR_NAMES] == []
