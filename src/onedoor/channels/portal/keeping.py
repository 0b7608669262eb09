"""What is kept about persons, as data: read by the pages that show, copy and close."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.casework.cases.actions import KEPT_DAYS
from onedoor.kernel.languages import language_spoken


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One register: what it keeps of a person, whence, why, how long, who sees it."""

    id: str
    tables: tuple[str, ...]
    title: str
    what: str
    source: str
    basis: str
    kept_for: str
    seen_by: str
    mend: str
    closing: str
    # Where it stands in the copy one takes along: names in `data.json`, `/` between levels.
    copy: tuple[str, ...] = ()
    why: str = ""


def registers() -> tuple[Kept, ...]:
    """Every register that keeps something about persons, in the reader's language."""
    return _registers(language_spoken())


@cache
def _registers(language: str) -> tuple[Kept, ...]:
    file = Path(__file__).with_name("kept.yaml")
    read = YAML(typ="safe").load(file.read_text("utf-8"))
    return tuple(Kept(**{key: _said(each, language) for key, each in row.items()}) for row in read)


def _said(value: Any, language: str) -> Any:
    if isinstance(value, dict):
        return (value.get(language) or value["zh"]).replace("{draft_days}", str(KEPT_DAYS))
    return tuple(value) if isinstance(value, list) else value
