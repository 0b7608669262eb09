"""Texts of packs in other languages, and which of them a service speaks whole.

Whole: every sentence of its guide, its form, the documents to bring and the titles of its papers.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from onedoor.kernel.languages import language_spoken
from onedoor.registers.catalogue.definition import ServiceDefinition, Text, say

# Traditional Chinese is made from Chinese by the page.
WRITTEN = ("en", "ug")
# Notes for editors and lawyers, and what stands on seals, which is Chinese.
_NOT_SHOWN = {"uncertain", "discretion", "review", "seal"}
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


def texts_below(kept: Any) -> Iterator[dict[str, str]]:
    """The same of a definition as the database keeps it: each text by language."""
    if isinstance(kept, dict) and isinstance(kept.get("zh"), str):
        yield kept
    elif isinstance(kept, dict):
        for name, each in kept.items():
            if name not in _NOT_SHOWN:
                yield from texts_below(each)
    elif isinstance(kept, list):
        for each in kept:
            yield from texts_below(each)


def said(text: Text | str) -> str:
    """A text of a pack in the language now in force; in Chinese where nobody translated it."""
    return say(text, language_spoken())


def texts_by_chinese(*parts: BaseModel) -> dict[str, Text]:
    """Every text of these by its Chinese words; of several, the one that says most languages."""
    found: dict[str, Text] = {}
    for text in (each for part in parts for each in texts_of(part)):
        found[text.zh] = max(found.get(text.zh, text), text, key=_spoken_by)
    return found


def kept(words: str, texts: Callable[[], Mapping[str, Text]]) -> str:
    """What is kept in Chinese as a pack said it, in the language now in force.

    `texts` are those of the pack, asked for where they are needed. What nobody translated, and
    what somebody wrote in their own words, stays as it is.
    """
    language = language_spoken()
    text = texts().get(words) if language in WRITTEN else None
    return say(text, language) if text is not None else words


def _spoken_by(text: Any) -> int:
    return sum(bool(getattr(text, code)) for code in WRITTEN)


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
