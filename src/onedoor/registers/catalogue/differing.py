"""How one change between two versions is said: under which heading, of what, in every language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel

from onedoor.registers.catalogue.definition import Condition, Text
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.saying import Labels, condition_in_words
from onedoor.registers.catalogue.sentences import sentence, words

Part = Literal[
    "form", "documents", "points", "promises", "signers", "route", "limits", "fee", "conditions",
    "situations", "tables", "outcome", "other",
]  # fmt: skip
PARTS: dict[Part, Text] = {each: sentence("parts", each) for each in get_args(Part)}


@dataclass(frozen=True)
class Difference:
    """One change. `id` names the part that changed, `text` says it."""

    part: Part
    id: str
    text: Text


def by_id(parts: Iterable[Any]) -> dict[str, Any]:
    """The parts by the ids that never change."""
    return {each.id: each for each in parts}


def by_value(options: Iterable[Any]) -> dict[str, Any]:
    """The options by their values."""
    return {each.value: each for each in options}


def pairs(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """(id, before, after) for everything on either side, in the new order, what went last."""
    names = [*new, *(name for name in old if name not in new)]
    return [(name, old.get(name), new.get(name)) for name in names]


def about(name: Text, what: str, **slots: Text | str | int) -> Text:
    """What became of what is called `name`; `what` is a word of the group `changed`."""
    return sentence("changed", "about", name=name, what=sentence("changed", what, **slots))


def said(part: Part, id: str, name: Text, what: str, **slots: Text | str | int) -> Difference:
    """One change of what is called `name`, under its heading."""
    return Difference(part, id, about(name, what, **slots))


def named(field: str) -> Text:
    """What a part without a name of its own is called; one nobody has named, by its field."""
    return words("names").get(field) or texts(zh=field, en=field)


def came_or_went(part: Part, id: str, old: Any, new: Any, name: Any) -> Iterator[Difference]:
    """New, gone, or changed without words of its own."""
    if old is None:
        yield said(part, id, name(new), "new")
    elif new is None:
        yield said(part, id, name(old), "gone")
    elif old != new:
        yield said(part, id, name(new), "changed")


def wording(
    part: Part, id: str, name: Text, old: BaseModel, new: BaseModel, *, but: set[str]
) -> Iterator[Difference]:
    """One line for everything else about a thing: its words, its basis, its samples."""
    if old.model_dump(exclude=but) != new.model_dump(exclude=but):
        yield said(part, id, name, "reworded")


def when_differs(
    part: Part,
    id: str,
    name: Text,
    old: Condition | None,
    new: Condition | None,
    labels: Labels,
) -> Iterator[Difference]:
    """It is asked in other cases than before."""
    if old != new:
        before, after = _when(old, labels), _when(new, labels)
        yield said(part, id, name, "asked-when", before=before, after=after)


def _when(condition: Condition | None, labels: Labels) -> Text:
    if condition is None:
        return sentence("conditions", "always")
    return sentence("conditions", "where", condition=condition_in_words(condition, labels))
