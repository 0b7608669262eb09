"""Within a room: clocks, sizes, names, docstrings, readers named, doors that never write."""

import ast
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from tests.house.source import Module, docstrings, modules, rooms

LONGEST_MODULE = 500
LONGEST_FUNCTION = 60
LONGEST_DOCSTRING = 15

CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now",
    "datetime.datetime.utcnow", "datetime.date.today", "time.time", "time.time_ns",
    "time.localtime", "time.gmtime", "timezone.now", "timezone.localdate", "timezone.localtime",
    "dt.datetime.now", "dt.date.today",
}  # fmt: skip
CLOCK_IMPORTS = {
    ("django.utils.timezone", "now"), ("django.utils.timezone", "localdate"),
    ("django.db.models.functions", "Now"), ("time", "time"),
}  # fmt: skip
CLOCK_OPTIONS = {"auto_now", "auto_now_add"}

WRITES = {
    "save", "delete", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create",
    "asave", "adelete", "acreate",
}  # fmt: skip
# Files in which a channel may keep facts of its own door (a ticket, a notice).
CHANNEL_WRITERS = {"models", "actions", "queries", "reactions"}

FORBIDDEN_FILES = {
    "serializers.py", "managers.py", "utils.py", "util.py", "helpers.py", "services.py",
    "signals.py", "common.py", "misc.py", "handlers.py",
}  # fmt: skip

# One word for a side that reads differently from right to left.
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|scroll-margin|scroll-padding)-(?:left|right)"
    r"|border-(?:left|right)(?:-\w+)?|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:left|right)(?=\s*:)|(?:float|clear|text-align|caption-side)\s*:\s*(?:left|right))"
)


def stray_clocks(root: Path) -> list[str]:
    """Whatever reads the machine clock outside kernel/time.py."""
    return [
        module.says(node, f"reads the machine clock ({how})")
        for module in modules(root)
        if module.parts != ("kernel", "time")
        for node in ast.walk(module.tree)
        for how in _clock(node)
    ]


def _clock(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and ast.unparse(node.func) in CLOCKS:
        yield ast.unparse(node.func)
    elif isinstance(node, ast.Attribute) and f"time.{node.attr}" == ast.unparse(node):
        if ast.unparse(node) in CLOCKS and not isinstance(node.ctx, ast.Store):
            yield ast.unparse(node)
    elif isinstance(node, ast.ImportFrom):
        yield from (a.name for a in node.names if (node.module, a.name) in CLOCK_IMPORTS)
    elif isinstance(node, ast.keyword) and node.arg in CLOCK_OPTIONS:
        yield node.arg


def writing_pages(root: Path) -> list[str]:
    """Writes in a channel outside the few modules where its own facts are kept."""
    return [
        module.says(node, f"writes ({node.attr})")
        for module in modules(root)
        if module.floor == "channels" and not CHANNEL_WRITERS & set(module.parts)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and (node.attr in WRITES or node.attr == "objects")
    ]


def row_signals(root: Path) -> list[str]:
    """Anything that hooks on rows being saved: news travels by events."""
    return [
        module.says(node, f"hooks on signals ({node.module})")
        for module in modules(root)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        if node.module in {"django.db.models.signals", "django.dispatch"}
        or (node.module == "django.db.models" and any(a.name == "signals" for a in node.names))
    ]


def too_long(root: Path) -> list[str]:
    """Modules over 500 lines and functions over 60."""
    found = []
    for module in modules(root):
        lines = len(module.path.read_text("utf-8").splitlines())
        if lines > LONGEST_MODULE:
            found.append(module.says(lines, f"has {lines} lines"))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    found.append(module.says(node, f"{node.name} has {length} lines"))
    return found


def forbidden_files(root: Path) -> list[str]:
    """Files whose name says nothing, and apps.py anywhere but in the kernel."""
    return [
        str(path.relative_to(root))
        for path in sorted(root.rglob("*.py"))
        if path.name in FORBIDDEN_FILES
        or (path.name == "apps.py" and path.parent.relative_to(root).as_posix() != "kernel")
    ]


def rooms_without_words(root: Path) -> list[str]:
    """Rooms with no docstring, or one of more than 15 lines. Empty rooms have yet to begin."""
    found = []
    for room in rooms(root):
        text = ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))) or ""
        begun = any(path.name != "__init__.py" for path in room.glob("*.py"))
        if begun and not 1 <= len(text.splitlines()) <= LONGEST_DOCSTRING:
            found.append(f"{room.relative_to(root)}: {len(text.splitlines())} lines of docstring")
    return found


def readers_unnamed(root: Path, watched: Iterable[str], allowed: dict[str, str]) -> list[str]:
    """Public queries of the watched rooms that do not take `seen_by` by keyword."""
    rooms_watched = tuple(f"{room.replace('.', '/')}/queries" for room in watched)
    return [
        module.says(node, f"{node.name} does not name its reader (seen_by)")
        for module in modules(root)
        if "/".join(module.parts).startswith(rooms_watched)
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if "seen_by" not in {argument.arg for argument in node.args.kwonlyargs}
        if f"{module.room}.{node.name}" not in allowed
    ]


def packs_by_name(root: Path, packs: Path) -> list[str]:
    """Mentions of a pack or a service by its code in code or templates."""
    names = _names_of_packs(packs)
    if not names:
        return []
    known = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, sorted(names)))})(?![\w-])")
    found = [
        module.says(node, f"knows the pack {name}")
        for module in modules(root)
        for node, text in _strings(module)
        for name in known.findall(text)
    ]
    for path in sorted((*root.rglob("*.html"), *root.rglob("*.js"), *root.rglob("*.typ"))):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            where = f"{path.relative_to(root)}:{number}"
            found += [f"{where} knows the pack {name}" for name in known.findall(line)]
    return found


def _names_of_packs(packs: Path) -> set[str]:
    folders = {path.parent for path in packs.glob("*/agency.yaml")}
    services = {path.parent.name for path in packs.rglob("service.yaml")}
    return {folder.name for folder in folders} | services


def _strings(module: Module) -> Iterator[tuple[ast.Constant, str]]:
    prose = docstrings(module.tree)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node, node.value


def physical_sides(root: Path) -> list[str]:
    """Left and right in stylesheets and inline styles, where start and end are meant."""
    found = []
    for path in sorted((*root.rglob("*.css"), *root.rglob("*.html"))):
        text = path.read_text("utf-8")
        if path.suffix == ".html":
            pieces = re.finditer(r"style\s*=\s*\"[^\"]*\"|(?s:<style.*?</style>)", text)
        else:
            text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
            pieces = re.finditer(r"(?s).+", text)
        for piece in pieces:
            for side in PHYSICAL.finditer(piece.group()):
                line = text.count("\n", 0, piece.start() + side.start()) + 1
                found.append(f"{path.relative_to(root)}:{line} {side.group()}")
    return found


# Two together: a single 年 or 日 is a part of a form or a date.
CHINESE = re.compile("[\u4e00-\u9fff]{2}")
SPEAKERS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext",
    "npgettext", "pgettext_lazy",
}  # fmt: skip
# What a translator sees in a template, and comments, which nobody sees.
SPOKEN = re.compile(
    r"""(?sx) \{\#.*?\#\} | <!--.*?-->
    | \{%-?\s*trans.*?endtrans\s*-?%\}
    | (?<![\w.])(?:_|gettext|ngettext|pgettext|npgettext)\(
      (?:\s*(?:"[^"]*"|'[^']*')\s*,?)+"""
)


def unspoken_chinese(root: Path, exempt: Iterable[str] = ()) -> list[str]:
    """Chinese in code that does not pass gettext, so that no translator would ever see it."""
    found = []
    for module in modules(root):
        if any(fnmatch("/".join(module.parts), pattern) for pattern in exempt):
            continue
        spoken = docstrings(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SPEAKERS:
                spoken |= {id(part) for argument in node.args for part in ast.walk(argument)}
        found += [
            module.says(node, f"says {text[:20]!r} without gettext")
            for node, text in _strings(module)
            if CHINESE.search(text) and id(node) not in spoken
        ]
    return found


def unspoken_templates(root: Path, exempt: str = "nothing") -> list[str]:
    """Chinese in templates outside _("…") and {% trans %}, but in `exempt` and its folder."""
    found = []
    for path in sorted(root.rglob("*.html")):
        if exempt in {path.stem, path.parent.name}:
            continue
        text = SPOKEN.sub(lambda m: "\n" * m.group().count("\n"), path.read_text("utf-8"))
        for number, line in enumerate(text.splitlines(), 1):
            if CHINESE.search(line):
                found.append(f"{path.relative_to(root)}:{number} {line.strip()[:60]}")
    return found
