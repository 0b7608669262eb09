"""What is kept about persons, as data: read by the pages that show, copy and close."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.casework.cases.actions import KEPT_DAYS


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


@cache
def registers() -> tuple[Kept, ...]:
    """Every register that keeps something about persons, in the order of the page."""
    file = Path(__file__).with_name("kept.yaml")
    read = YAML(typ="safe").load(file.read_text("utf-8"))
    return tuple(
        Kept(
            **each
            | {
                "tables": tuple(each["tables"]),
                "copy": tuple(each["copy"]),
                "kept_for": each["kept_for"].format(draft_days=KEPT_DAYS),
            }
        )
        for each in read
    )
