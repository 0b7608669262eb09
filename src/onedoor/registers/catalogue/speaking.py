"""Which languages a service speaks whole: every sentence of its guide, form and papers to bring."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from onedoor.registers.catalogue.definition import ServiceDefinition, Text

# Traditional Chinese is made from Chinese by the page.
WRITTEN = ("en", "ug")
# Notes for editors and lawyers, and what stands on legal documents, which are Chinese.
_NOT_SHOWN = {"uncertain", "decision_title", "refusal_title", "discretion", "review", "seal"}
_TEXT: type[BaseModel] = Text.__origin__  # type: ignore[attr-defined]


def texts_of(part: Any) -> Iterator[Any]:
    """Every text below a part of a definition that a citizen reads."""
    if isinstance(part, _TEXT):
        yield part
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            if name not in _NOT_SHOWN:
                yield from texts_of(getattr(part, name))
    elif isinstance(part, dict):
        for each in part.values():
            yield from texts_of(each)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from texts_of(each)


def spoken(definition: ServiceDefinition) -> dict[str, tuple[int, int]]:
    """For each language besides Chinese how many of its sentences are there, and of how many."""
    every = {each.zh: each for each in texts_of(definition)}
    return {
        language: (sum(bool(getattr(each, language)) for each in every.values()), len(every))
        for language in WRITTEN
    }


def whole_in(definition: ServiceDefinition) -> list[str]:
    """The languages in which nothing is missing; Chinese in both scripts always is."""
    written = [language for language, (there, all_) in spoken(definition).items() if there == all_]
    return ["zh-Hans", "zh-Hant", *written]
