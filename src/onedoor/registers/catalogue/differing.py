"""How one change between two versions is said: under which heading, of what, in both languages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from onedoor.registers.catalogue.definition import Condition, Text, say
from onedoor.registers.catalogue.definition.ground import texts
from onedoor.registers.catalogue.saying import Labels, condition_in_words

Part = Literal[
    "form", "documents", "points", "promises", "signers", "route", "limits", "fee", "conditions",
    "situations", "tables", "outcome", "other",
]  # fmt: skip
PARTS: dict[Part, Text] = {
    "form": texts(zh="申请表", en="The form"),
    "documents": texts(zh="材料", en="Documents"),
    "points": texts(zh="审查要点", en="Review points"),
    "promises": texts(zh="承诺", en="Promises"),
    "signers": texts(zh="还要谁签名", en="Who else signs"),
    "route": texts(zh="办理流程", en="The route"),
    "limits": texts(zh="期限", en="Limits"),
    "fee": texts(zh="收费", en="Fees"),
    "conditions": texts(zh="条件", en="Conditions"),
    "situations": texts(zh="情形", en="Situations"),
    "tables": texts(zh="决策表", en="Decision tables"),
    "outcome": texts(zh="办理结果", en="The outcome"),
    "other": texts(zh="其他", en="Other"),
}
# What the sheet of a service and that of a bundle both say.
NAMES = {
    "title": texts(zh="名称", en="The title"),
    "official": texts(zh="正式名称", en="The official name"),
    "lead": texts(zh="一句话说明", en="The lead"),
    "applicants": texts(zh="谁能申请", en="Who may apply"),
    "basis": texts(zh="法律依据", en="The legal basis"),
    "visits": texts(zh="要跑几趟", en="Visits"),
    "questions": texts(zh="常见问题", en="Questions and answers"),
}


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


def sentence(name: Text, zh: str, en: str) -> Text:
    """What became of what is called `name`, said in both languages."""
    return texts(zh=f"“{name}”：{zh}", en=f"“{say(name, 'en')}” {en}")


def said(part: Part, id: str, name: Text, zh: str, en: str) -> Difference:
    """One change of what is called `name`, under its heading."""
    return Difference(part, id, sentence(name, zh, en))


def gone(part: Part, id: str, name: Text) -> Difference:
    """It was asked before and is no longer."""
    return said(part, id, name, "不要了", "is no longer asked")


def came_or_went(part: Part, id: str, old: Any, new: Any, name: Any) -> Iterator[Difference]:
    """New, gone, or changed without words of its own."""
    if old is None:
        yield said(part, id, name(new), "新加的", "is new")
    elif new is None:
        yield said(part, id, name(old), "没有了", "is gone")
    elif old != new:
        yield said(part, id, name(new), "改了", "changed")


def wording(
    part: Part, id: str, name: Text, old: BaseModel, new: BaseModel, *, but: set[str]
) -> Iterator[Difference]:
    """One line for everything else about a thing: its words, its basis, its samples."""
    if old.model_dump(exclude=but) != new.model_dump(exclude=but):
        yield said(part, id, name, "说明改了", "is worded otherwise")


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
        yield said(
            part, id, name,
            f"什么时候要，从“{before.zh}”改为“{after.zh}”",
            f"is asked {after.en}; before, {before.en}",
        )  # fmt: skip


def _when(condition: Condition | None, labels: Labels) -> Text:
    if condition is None:
        return texts(zh="都要", en="always")
    words = condition_in_words(condition, labels)
    return texts(zh=f"{words.zh}时", en=f"where {words.en}")


def from_to(first: str, then: str) -> str:
    """“从 20 天改为 10 天”: a number stands clear of the words before it."""
    return f"从{_clear(first)}改为{_clear(then)}"


def _clear(words: str) -> str:
    return f" {words}" if words[:1].isascii() else words
