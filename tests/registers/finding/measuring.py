"""Puts the written queries to the search, and tells which found what was meant."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.registers.finding.queries import search

FIRST = 3


@dataclass(frozen=True)
class Asked:
    """One query of the written set: its kind, what may answer it, and what did."""

    kind: str
    query: str
    wanted: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def is_hit(self) -> bool:
        first = self.found[:FIRST]
        return any(each in self.wanted for each in first) if self.wanted else not self.found

    def __str__(self) -> str:
        return f"{self.kind}: {self.query} → {list(self.found[:FIRST])}, wanted {list(self.wanted)}"


@cache
def written(name: str = "queries") -> dict[str, list[Any]]:
    """The queries as they were written down, by kind; those of `nothing` are plain strings."""
    path = Path(__file__).with_name(f"{name}.yaml")
    read: dict[str, list[Any]] = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return read


def ask(kind: str, name: str = "queries") -> list[Asked]:
    """Every query of one kind, put to the search."""
    asked = []
    for each in written(name)[kind]:
        query, wanted = (each, []) if isinstance(each, str) else each
        found = tuple(one.code for one in search(query).found)
        asked.append(Asked(kind, query, tuple(wanted), found))
    return asked
