"""A story that begins like another: `like: granted` saves repeating who applies, and with what."""

from collections.abc import Mapping
from typing import Any

from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.reading import Source

# What is taken from the other story; of the last three, word for word what is not said anew.
_WHOLE = ("begin", "at", "applicant", "promises")
_BY_NAME = ("situation", "answers", "documents")
INHERITED = _WHOLE + _BY_NAME


def inherit(source: Source, beside: Mapping[str, Source]) -> tuple[Source, list[Fault]]:
    """The story with what it leaves unsaid taken from the one it is like, and that one's in turn.

    A faulty `like` (no such story, a ring) is a fault; the story stays as it was written. An answer
    or document written as null is not taken over.
    """
    content, seen = source.content, {_name_of(source, beside)}
    while isinstance(content, dict) and content.get("like"):
        name = str(content["like"])
        if name not in beside or name in seen:
            problem = f"There is no other story `{name}` beside this one."
            return source, [source.fault(("like",), problem, f"Known: {_known(beside)}.")]
        seen.add(name)
        content = _merged(content, beside[name].content)
    return Source(source.file, _without_nothing(content), source.lines), []


def _merged(own: dict[str, Any], other: Any) -> dict[str, Any]:
    if not isinstance(other, dict):
        return {key: value for key, value in own.items() if key != "like"}
    merged = {key: other[key] for key in _WHOLE if key in other} | own
    for part in _BY_NAME:
        before, said = other.get(part) or {}, own.get(part) or {}
        if isinstance(before, dict) and isinstance(said, dict) and (before or said):
            merged[part] = before | said
    merged["like"] = other.get("like", "")
    return merged


def _without_nothing(content: Any) -> Any:
    if not isinstance(content, dict):
        return content
    kept = dict(content)
    for part in _BY_NAME:
        if isinstance(kept.get(part), dict):
            kept[part] = {key: value for key, value in kept[part].items() if value is not None}
    return kept


def _name_of(source: Source, beside: Mapping[str, Source]) -> str:
    return next((name for name, each in beside.items() if each is source), "")


def _known(beside: Mapping[str, Source]) -> str:
    return ", ".join(sorted(beside))
