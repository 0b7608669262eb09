"""Kinds of mandate and the acts that can be handed over, as data: no database. See kinds.yaml."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

# What follows from the register of organisations: no mandate, no period, every act.
REPRESENTATIVE = "representative"


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that may be done for another, and what it is called."""

    act: str
    word: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """A side that must agree, and the ways in which it can: itself, at a window, by a register."""

    side: str
    ways: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of mandate and its rules."""

    kind: str
    word: dict[str, str]
    what: dict[str, str]
    basis: str
    giver: tuple[str, ...]
    receiver: tuple[str, ...]
    offered_by: tuple[str, ...]
    agreed: tuple[Agreement, ...]
    longest_days: int
    level: int
    younger_than: int = 0
    never: tuple[str, ...] = ()
    acts: tuple[str, ...] = field(default=())

    def ways_of(self, side: str) -> tuple[str, ...]:
        """How this side can agree; none when it is not asked."""
        return next((each.ways for each in self.agreed if each.side == side), ())


@cache
def _known() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(
        Path(__file__).with_suffix(".yaml").read_text("utf-8")
    )
    return found


@cache
def acts() -> tuple[Act, ...]:
    """All acts, in the order of a matter."""
    return tuple(Act(**each) for each in _known()["acts"])


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by their word in the code."""
    every = tuple(each.act for each in acts())
    found = {}
    for each in _known()["kinds"]:
        given = dict(each)
        given["agreed"] = tuple(
            Agreement(side=one["side"], ways=tuple(one["ways"])) for one in each["agreed"]
        )
        for name in ("giver", "receiver", "offered_by"):
            given[name] = tuple(each[name])
        given["never"] = tuple(each.get("never", ()))
        given["acts"] = tuple(act for act in every if act not in given["never"])
        found[each["kind"]] = Kind(**given)
    return found
