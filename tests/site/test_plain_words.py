"""What people read is in plain words: short sentences, common characters, no officialese.

The texts that came with the work plans have 32 to 47 characters a sentence. What the interface says
and the guides of all services are held to less than half of that.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import pytest
import yaml
from django.conf import settings
from pydantic import BaseModel

from onedoor.registers.catalogue.packs import service_packs
from onedoor.site.sayings import SOURCE, catalogue, sayings

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%s|\{[a-z_]*\}")
HAN = re.compile(r"[\u3400-\u9fff]")
WORDING = yaml.safe_load((SOURCE / "registers/publications/wording.yaml").read_text("utf-8"))
# Words that hardly anybody says aloud, and what to say instead.
OFFICIALESE = [row["word"] for row in WORDING["plainer"]]


def texts_in(part: object) -> Iterator[object]:
    """Every text for people within a definition, in whatever depth."""
    if isinstance(part, BaseModel):
        if "zh_hant" in type(part).model_fields:
            yield part
        else:
            for name in type(part).model_fields:
                yield from texts_in(getattr(part, name))
    elif isinstance(part, dict | list | tuple):
        for each in part.values() if isinstance(part, dict) else part:
            yield from texts_in(each)


def of_guides(language: str) -> list[str]:
    return [
        words
        for pack in service_packs(Path(settings.ONEDOOR_PACKS))
        for text in texts_in(pack.definition)
        if (words := getattr(text, language))
    ]


def of_interface(language: str, *, citizens: bool) -> list[str]:
    if language == "zh":
        return [one.text for one in sayings() if one.for_citizens is citizens]
    for_citizens = {one.key for one in sayings() if one.for_citizens}
    return [
        words
        for message in catalogue(language)
        if (said := message.id[0] if isinstance(message.id, tuple) else message.id)
        if ((message.context or "", said) in for_citizens) is citizens
        for words in (message.string if isinstance(message.string, tuple) else [message.string])
        if words
    ]


def read(what: str, language: str) -> list[str]:
    if what == "guides":
        return of_guides(language)
    return of_interface(language, citizens=what == "for citizens")


def lengths(texts: list[str]) -> list[int]:
    """Characters of each Chinese sentence, the shortest first."""
    sentences = (each for text in texts for each in re.split(r"[。！？；;!?\n]", text))
    found = (len(HAN.findall(PLACEHOLDER.sub("", each))) for each in sentences)
    return sorted(each for each in found if each)


def rare(texts: list[str]) -> tuple[float, Counter[str]]:
    """What share of the characters is not among the 3,755 of GB 2312 level 1, and which."""
    every = Counter(HAN.findall("".join(texts)))
    odd = Counter({one: count for one, count in every.items() if not _common(one)})
    return odd.total() / every.total(), odd


def _common(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] < 0xD8
    except UnicodeEncodeError:
        return False


def grade(texts: list[str]) -> float:
    """The school year that English asks for (Kincaid et al. 1975), of whole sentences alone."""
    whole = [text for text in texts if text.rstrip().endswith((".", "!", "?"))]
    sentences = [
        words
        for text in whole
        for each in re.split(r"(?<=[.!?;:])\s|\n", PLACEHOLDER.sub("it", text))
        if (words := re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", each))
    ]
    words = [word for each in sentences for word in each]
    beats = sum(max(1, _beats(word.lower())) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * beats / len(words) - 15.59


def _beats(word: str) -> int:
    found = len(re.findall("[aeiouy]+", word))
    silent = word.endswith("e") and not word.endswith("le")
    silent = silent or (word.endswith("ed") and not word.endswith(("ted", "ded")))
    return found - 1 if silent else found


WHAT = ("for citizens", "for staff", "guides")


@pytest.mark.parametrize("what", WHAT)
def test_sentences_are_short(what: str) -> None:
    texts = read(what, "zh")
    # A label is no sentence: what ends as one is held to the same, so that labels hide nothing.
    sentences = [text for text in texts if text.rstrip().endswith(("。", "！", "？"))]
    for found in (lengths(texts), lengths(sentences)):
        assert mean(found) <= 22
        assert found[int(0.95 * len(found))] <= 35
        assert found[-1] <= 50


@pytest.mark.parametrize("what", WHAT)
def test_characters_are_those_that_everybody_reads(what: str) -> None:
    share, odd = rare(read(what, "zh"))
    assert share <= 0.005, odd.most_common(20)


@pytest.mark.parametrize("what", WHAT)
def test_nothing_is_said_as_offices_say_it(what: str) -> None:
    said = {(word, text) for text in read(what, "zh") for word in OFFICIALESE if word in text}
    assert OFFICIALESE and said == set()


@pytest.mark.parametrize("what", WHAT)
def test_english_asks_for_no_more_than_eight_years_of_school(what: str) -> None:
    assert grade(read(what, "en")) <= 8


@pytest.mark.parametrize("what", ["for citizens", "guides"])
def test_uyghur_sentences_are_short(what: str) -> None:
    sentences = (each for text in read(what, "ug") for each in re.split(r"[.!؟؛\n]", text))
    assert mean(len(each.split()) for each in sentences if each.strip()) <= 14


def test_the_measures_tell_plain_words_from_others() -> None:
    plan = "各级各部门要充分认识推进工作的重要意义并按照统一部署进一步加强组织领导" * 2 + "。"
    assert lengths([plan, "好。"]) == [1, 70]
    assert rare(["好好好好好好好好好馕"]) == (0.1, Counter({"馕": 1}))
    assert grade(["We will tell you by phone."]) < 4
    stiff = "Applicants must furnish comprehensive documentation substantiating eligibility"
    assert grade([stiff + " pursuant to applicable administrative regulations."]) > 12
