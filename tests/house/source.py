"""The source as the house rules see it: modules by floor and room, and where a line stands."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# Floors whose packages are rooms with front doors; kernel, gateways and site are not.
FLOORS_WITH_ROOMS = ("registers", "casework", "oversight", "channels")


@dataclass(frozen=True)
class Module:
    """One Python file of the product. `parts` are its dotted name below `onedoor`."""

    path: Path
    parts: tuple[str, ...]

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text("utf-8"), str(self.path))

    @property
    def floor(self) -> str:
        return self.parts[0] if self.parts else ""

    @property
    def room(self) -> str:
        """ "casework.cases" when it lies in a room, else ""."""
        return room_of(self.parts)

    def says(self, node: ast.AST | int, trespass: str) -> str:
        """ "casework/cases/rules.py:12 reads the machine clock"."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{'/'.join(self.parts) or 'onedoor'}.py:{line} {trespass}"


def room_of(parts: tuple[str, ...]) -> str:
    if len(parts) > 1 and parts[0] in FLOORS_WITH_ROOMS:
        return ".".join(parts[:2])
    return ""


def modules(root: Path) -> Iterator[Module]:
    """Every module under `root` (the folder `onedoor`) but migrations, which Django writes."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" in parts:
            continue
        yield Module(path, parts[:-1] if parts[-1] == "__init__" else parts)


def rooms(root: Path) -> Iterator[Path]:
    """The folder of each room."""
    for floor in FLOORS_WITH_ROOMS:
        if (root / floor).is_dir():
            yield from sorted(p.parent for p in (root / floor).glob("*/__init__.py"))


def runtime_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only type checkers read (`if TYPE_CHECKING:`)."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            yield from (n for part in node.orelse for n in (part, *runtime_nodes(part)))
            continue
        yield node
        yield from runtime_nodes(node)


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr):
            found.add(id(node.body[0].value))
    return found
