"""The columns, and the wording that the scan knows: data beside this module, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.registers.publications.scanning import Worded, Wording

KINDS = ("notice", "policy", "law", "question", "article")


@dataclass(frozen=True, kw_only=True)
class Column:
    """A place where pieces stand, or a way to a page of the site that does what it says."""

    id: str
    name: str
    says: str
    kinds: tuple[str, ...]


@cache
def columns() -> Mapping[str, Column]:
    """Every column in its order, by id."""
    return {
        each["id"]: Column(
            id=each["id"], name=each["name"], says=each["says"], kinds=tuple(each["kinds"])
        )
        for each in _read("columns.yaml")["columns"]
    }


@cache
def wording() -> Wording:
    """The words that stop a piece, those that are better said otherwise, and the letters we use."""
    told = _read("wording.yaml")
    return Wording(
        spam=tuple(Worded(**each) for each in told["spam"]),
        banned=tuple(Worded(**each) for each in told["banned"]),
        plainer=tuple(Worded(**each) for each in told["plainer"]),
        latin=frozenset(each.lower() for each in told["latin"]),
        hosts=tuple(told["hosts"]),
    )


def _read(name: str) -> Any:
    return YAML(typ="safe").load((Path(__file__).parent / name).read_text("utf-8"))
