"""What citizens read out of data files is there in every language the portal speaks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import onedoor
from onedoor.casework.forms import contacts
from onedoor.registers.catalogue.definition import units
from onedoor.site.catalogues import TRANSLATED

ROOMS = Path(onedoor.__file__).parent
PACKS = ROOMS.parents[1] / "packs"
HAN = re.compile(r"[\u3400-\u9fff]")
# Letters of Arabic or Persian that look like those of Uyghur break search and speech.
ALIKE = re.compile("[هةکیأإآ]")
# What all services of the place share; each service says its own share itself, or is counted.
OF_THE_PLACE = ("aksu/assessment.yaml", "aksu/results.yaml", "aksu/entitlements.yaml")
DATA = sorted(ROOMS.rglob("*.yaml")) + [PACKS / each for each in OF_THE_PLACE]
# Who writes into the record of looks, and as which of its words.
LOOKS = {"trace", "trace_all", "Look", "case_for", "party_for", "party_numbered"}
TRACES = LOOKS | {"_trace", "_trace_part", "_names_seen"}
RECORDED = ROOMS / "channels/look/recorded.yaml"


def read(file: Path) -> Any:
    return YAML(typ="safe").load(file.read_text("utf-8"))


def texts(kept: Any) -> Iterator[dict[str, str]]:
    if isinstance(kept, dict) and isinstance(kept.get("zh"), str):
        yield kept
    elif isinstance(kept, dict):
        # Laws are named in Chinese.
        for name, each in kept.items():
            yield from texts(each) if name != "basis" else ()
    elif isinstance(kept, list):
        for each in kept:
            yield from texts(each)


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.name)
def test_every_text_is_said_in_every_language(file: Path) -> None:
    lacking = [
        text["zh"] for text in texts(read(file)) if not all(text.get(code) for code in TRANSLATED)
    ]
    assert lacking == []


@pytest.mark.parametrize("file", DATA, ids=lambda file: file.name)
def test_no_translation_is_chinese_and_uyghur_has_its_own_letters(file: Path) -> None:
    for text in texts(read(file)):
        assert not [code for code in TRANSLATED if HAN.search(text.get(code, ""))], text
        assert not ALIKE.search(text.get("ug", "")), text
        held = {code: set(re.findall(r"\{\w+\}", words)) for code, words in text.items()}
        assert all(each <= held["zh"] for each in held.values()), text


def words_of_looks() -> dict[str, str]:
    """Every Chinese word a look is written with, and where; parts of words that are put together
    with a number or a name stay apart."""
    found = {}
    for file in ROOMS.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in TRACES:
                continue
            for given in [*node.args, *(each.value for each in node.keywords)]:
                if isinstance(given, ast.Constant) and HAN.search(str(given.value)):
                    found[str(given.value)] = file.name
    return found


def test_whoever_reads_who_looked_is_told_what_and_why_in_their_language() -> None:
    said = {words: each for part in read(RECORDED).values() for words, each in part.items()}
    written = words_of_looks()
    assert len(written) > 40
    assert {words: at for words, at in written.items() if words not in said} == {}
    for words, each in said.items():
        assert set(each) == set(TRANSLATED), words
        assert not any(HAN.search(text) for text in each.values()), words
        assert not ALIKE.search(each["ug"]), words


def test_units_and_countries_have_names_in_every_language() -> None:
    kept = read(Path(units.__file__).with_suffix(".yaml"))
    assert {unit for unit, said in kept.items() if set(said) != set(TRANSLATED)} == set()
    counted = set(re.findall(r"\bunit: ([\u3400-\u9fff]+)", "".join(forms())))
    assert counted - set(kept) == set()
    for language in TRANSLATED:
        assert not [name for name in contacts.countries(language).values() if HAN.search(name)]


def forms() -> Iterator[str]:
    return (file.read_text("utf-8") for file in PACKS.rglob("*.yaml"))
