"""The seven kinds of letters and their limits, as data. No queries, no clock."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml import YAML

Owner = Literal["office", "above", "site"]
# Local rules: so many working days at most until the first answer is due. One extension, with a
# reason that the writer reads, may add the kind's `extend_days` once; then it is later.
MOST_DAYS = 5


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind: what it is called, who answers it by which posts, until when, on what ground.

    `public`: what it is for is the public answer; its writer is not asked whether to publish.
    """

    code: str
    title: dict[str, str]
    says: dict[str, str]
    asks: dict[str, str]
    owner: Owner
    posts: tuple[str, ...]
    working_days: int
    extend_days: int
    basis: dict[str, str]
    public: bool = False
    # Working days after the answer until the public page tells what came of it; 0: nothing is due.
    result_days: int = 0
    # Whether whoever looks into it has to know which matter: its number says whose it is.
    needs_case: bool = False
    # What it may say was done wrong; whoever answers then says whether it was so.
    wrongs: tuple[str, ...] = ()

    @property
    def accuses(self) -> bool:
        """Whether it is about an agency that must not answer it nor see it."""
        return self.owner == "above"


@cache
def _known() -> dict[str, Any]:
    read: dict[str, Any] = YAML(typ="safe").load(Path(__file__).with_name("kinds.yaml").read_text())
    return read


@cache
def kinds() -> dict[str, Kind]:
    """Everything that can be written: a closed list, in the order it is shown."""
    found = {
        code: Kind(
            code=code,
            **{**each, "posts": tuple(each["posts"]), "wrongs": tuple(each.get("wrongs", ()))},
        )
        for code, each in _known()["kinds"].items()
    }
    late = [code for code, each in found.items() if not 0 < each.working_days <= MOST_DAYS]
    if late:
        raise ValueError(f"answered within 1 to {MOST_DAYS} working days, not so: {late}")
    return found


def wrongs() -> dict[str, dict[str, str]]:
    """What may have been done wrong, by code, as it is called."""
    return {code: each["title"] for code, each in _known()["wrongs"].items()}


def limit(name: str) -> int:
    """One of the limits of kinds.yaml."""
    return int(_known()["limits"][name])


def above() -> tuple[str, ...]:
    """The functions that look into what an agency did, in the order they are tried."""
    return tuple(_known()["above"])


def site_function() -> str:
    """The function of whoever runs the site."""
    return str(_known()["site"])
