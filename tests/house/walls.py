"""Between rooms: front doors, and the direction of foreign keys."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import Module, modules, room_of, rooms, runtime_nodes

FRONT_DOORS = {"actions", "queries", "events"}
# The roof wires doors into the address space; it may know a room's addresses, nothing more.
ROOF_DOORS = FRONT_DOORS | {"urls"}


def public_of(room: Path) -> frozenset[str]:
    """The pure modules a room declares public: `PUBLIC = ("clock",)` in its `__init__`."""
    tree = ast.parse((room / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PUBLIC":
            return frozenset(ast.literal_eval(node.value))
    return frozenset()


def back_doors(root: Path) -> list[str]:
    """Imports that enter a room by anything but its front doors and its public modules."""
    public = {room_of(room.relative_to(root).parts): public_of(room) for room in rooms(root)}
    found = [
        module.says(line, f"enters {target} by {door or 'the wall'}")
        for module in modules(root)
        for line, target, door in _entries(module)
        if target in public and target != module.room
        if door not in (ROOF_DOORS if module.floor == "site" else FRONT_DOORS) | public[target]
    ]
    return list(dict.fromkeys(found))


def rows_of_others(root: Path) -> list[str]:
    """Searches (`Case.objects`) in a table of another room. A type may be imported to be named."""
    return [
        module.says(node, f"searches {ast.unparse(node)}")
        for module in modules(root)
        for strange in [_classes_of_others(module)]
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
        if ast.unparse(node.value).split(".")[-1] in strange
    ]


def _classes_of_others(module: Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (room := room_of(tuple(f"{_absolute(node, module)}.{alias.name}".split("."))[1:]))
        if room != module.room and alias.name[:1].isupper()
    }


def _entries(module: Module) -> Iterator[tuple[int, str, str]]:
    """Line, room and module of the room for each import of something in a room."""
    for node in runtime_nodes(module.tree):
        names: list[str] = []
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            source = _absolute(node, module)
            names = [f"{source}.{alias.name}" for alias in node.names]
        for name in names:
            parts = tuple(name.split("."))
            if parts[0] == "onedoor" and (room := room_of(parts[1:])):
                yield node.lineno, room, parts[3] if len(parts) > 3 else ""


def _absolute(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    package = module.path.name == "__init__.py"
    base = ("onedoor", *module.parts)[: len(module.parts) + 1 + package - node.level]
    return ".".join((*base, node.module) if node.module else base)


def keys_upward(root: Path, order: dict[str, int]) -> list[str]:
    """Foreign keys to a room above one's own. `order` says how high each room stands."""
    labels = {room.split(".")[1]: room for room in order}
    return [
        module.says(node, f"points up to {target}")
        for module in modules(root)
        if module.room
        for node, target in _keys(module, labels)
        if order.get(target, -1) > order.get(module.room, 99)
    ]


def _keys(module: Module, labels: dict[str, str]) -> Iterator[tuple[ast.Call, str]]:
    kinds = {"ForeignKey", "OneToOneField", "ManyToManyField"}
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        if ast.unparse(node.func).split(".")[-1] not in kinds:
            continue
        to = node.args[0]
        if isinstance(to, ast.Constant) and "." in str(to.value):
            yield node, labels.get(str(to.value).split(".")[0], "")
        elif ast.unparse(to).endswith("AUTH_USER_MODEL"):
            yield node, "registers.people"


def order_of_rooms(pyproject: Path) -> dict[str, int]:
    """How high each room stands, after the import contract; neighbours of one line are equal."""
    contracts = tomllib.loads(pyproject.read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["name"].startswith("Rooms"))
    return {
        name.strip().removeprefix("onedoor."): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }
