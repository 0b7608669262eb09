"""The choices so far, as they stand in the address: place, conditions, situation. Pure values.

A link carries them all, so it can be sent to a relative or shown at the window.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from onedoor.casework.forms.questions import settled_situation
from onedoor.registers.catalogue.definition import ServiceDefinition

_SITUATION, _CONDITION = "s.", "can."


@dataclass(frozen=True)
class Way:
    """`at`: the agency chosen; `can`: condition → yes or no; `situation`: question → answer.

    `clashes` names the questions that the address answers twice, and differently.
    """

    at: str = ""
    can: Mapping[str, str] = field(default_factory=dict)
    situation: Mapping[str, str] = field(default_factory=dict)
    clashes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strange: tuple[str, ...] = ()

    def with_(self, **changes: Any) -> "Way":
        """The way with other choices."""
        return replace(self, **changes)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The choices as names and values of an address or of hidden fields."""
        pairs = [("at", self.at)] if self.at else []
        pairs += [(f"{_CONDITION}{name}", answer) for name, answer in self.can.items()]
        pairs += [(f"{_SITUATION}{name}", answer) for name, answer in self.situation.items()]
        return pairs

    def query(self) -> str:
        """`?at=…&s.…` or nothing."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""


def way_of(definition: ServiceDefinition, given: Mapping[str, Any]) -> Way:
    """What the address says, as far as the published definition knows it; the rest is dropped.

    `given` is a QueryDict. Answers to questions that no longer apply are dropped as well.
    """
    sheet = definition.sheet
    at = given.get("at", "")
    can = {
        each.id: answer
        for each in sheet.applicability
        if (answer := given.get(_CONDITION + each.id)) in ("yes", "no")
    }
    chosen, clashes, strange = {}, {}, []
    for situation in sheet.situations:
        values = tuple(dict.fromkeys(_all(given, _SITUATION + situation.id)))
        known = {option.value for option in situation.options}
        if any(value not in known for value in values):
            strange.append(situation.id)
        elif len(values) > 1:
            clashes[situation.id] = values
        elif values:
            chosen[situation.id] = values[0]
    return Way(
        at=at if at in {each.agency for each in sheet.offerings} else "",
        can=can,
        situation=settled_situation(sheet.situations, chosen),
        clashes=clashes,
        strange=tuple(strange),
    )


def _all(given: Mapping[str, Any], name: str) -> list[str]:
    values = given.getlist(name) if hasattr(given, "getlist") else [given.get(name, "")]
    return [value for value in values if value]
