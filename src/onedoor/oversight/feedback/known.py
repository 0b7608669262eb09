"""What `ratings.yaml` says: ways, options, numbers. Read once; nothing is decided here.

Its days are asked of `terms`: a place may have set others."""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

Names = dict[str, str]


@cache
def known() -> dict[str, Any]:
    """The whole of it."""
    read: dict[str, Any] = YAML(typ="safe").load(
        Path(__file__).with_name("ratings.yaml").read_text("utf-8")
    )
    return read


def channels() -> dict[str, Names]:
    """The ways by which ratings come, with their names."""
    return {code: told["title"] for code, told in known()["channels"].items()}


def came_for() -> dict[str, Names]:
    """What somebody can have come to a window for."""
    found: dict[str, Names] = known()["visits"]["came_for"]
    return found


def options_of(level: int) -> dict[str, Names]:
    """What can be ticked after this level."""
    found: dict[str, Names] = known()["options"]["good" if level >= 3 else "bad"]
    return found


def of_window(what: str) -> int:
    """A number about devices at windows."""
    return int(known()["window"][what])
