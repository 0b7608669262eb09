"""What comparisons, drawings and tables say, in every language at once. The data is sentences.yaml.

A sentence is named by its group and its word there; its slots are filled, language by language,
with what the thing is called in that language.
"""

from collections.abc import Iterable
from functools import cache, reduce
from pathlib import Path
from string import Formatter

from ruamel.yaml import YAML

from onedoor.registers.catalogue.definition import Text, say
from onedoor.registers.catalogue.definition.ground import in_each, texts

_MARKS = {"zh": "“{}”", "en": "“{}”", "ug": "«{}»"}
_BETWEEN = {"zh": "、", "en": ", ", "ug": "، "}


def sentence(group: str, word: str, **slots: Text | str | int) -> Text:
    """The sentence in each language, with its slots filled; KeyError where nobody has written it.

    In Chinese a number stands clear of the words before it: “从 20 天改为 10 天”.
    """
    written = _written()[group][word]
    if not slots:
        return written
    return in_each(lambda language: _filled(say(written, language), slots, language))


def words(group: str) -> dict[str, Text]:
    """A whole group, by its words."""
    return dict(_written()[group])


def quoted(name: Text | str) -> Text:
    """The name in the quotation marks of each language."""
    return in_each(lambda language: _MARKS[language].format(say(name, language)))


def listed(names: Iterable[Text]) -> Text:
    """One after the other: “甲、乙”, “A, B”."""
    found = list(names)
    return in_each(lambda language: _BETWEEN[language].join(say(each, language) for each in found))


def joined(group: str, word: str, parts: Iterable[Text]) -> Text:
    """Parts put together by a sentence of two slots, `first` and `then`: “甲或乙或丙”."""
    return reduce(lambda first, then: sentence(group, word, first=first, then=then), parts)


def _filled(written: str, slots: dict[str, Text | str | int], language: str) -> str:
    said = ""
    for plain, slot, _, _ in Formatter().parse(written):
        said += plain
        if slot is None:
            continue
        given = slots[slot]
        word = str(given) if isinstance(given, int) else say(given, language)
        if language == "zh" and word[:1].isascii() and _is_han(said[-1:]):
            said += " "
        said += word
    return said


def _is_han(letter: str) -> bool:
    return "\u3400" <= letter <= "\u9fff"


@cache
def _written() -> dict[str, dict[str, Text]]:
    found = YAML(typ="safe").load(Path(__file__).with_name("sentences.yaml").read_text("utf-8"))
    return {
        group: {word: texts(**said) for word, said in known.items()}
        for group, known in found.items()
    }
