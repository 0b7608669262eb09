"""Code lists mapped per interface: our words inside, each standard's codes at its own door.

Standards contradict each other (GB/T 39046 and the national exchange number applicants and ratings
differently), so no code of theirs is ever stored. The lists are data: codelists.yaml.
"""

from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from onedoor.registers.items.refusals import UnknownCode


def interfaces(name: str) -> list[str]:
    """The interfaces that the list called `name` is mapped for. KeyError for an unknown list."""
    return sorted(_lists()[name]["interfaces"])


def names() -> list[str]:
    """The names of all code lists."""
    return sorted(_lists())


def code_of(name: str, word: str, *, interface: str) -> str:
    """The code that `interface` uses for our `word`; UnknownCode when it has none."""
    known = _of(name, interface)
    if word not in known:
        raise UnknownCode(interface=interface, list=_lists()[name]["title"], value=word)
    return known[word]


def word_of(name: str, code: str, *, interface: str) -> str:
    """Our word for a code that came in by `interface`; UnknownCode when it means nothing there."""
    for word, known in _of(name, interface).items():
        if known == code:
            return word
    raise UnknownCode(interface=interface, list=_lists()[name]["title"], value=code)


def disagreements(name: str) -> dict[str, dict[str, str]]:
    """Words to which interfaces give different codes: word → interface → code."""
    mapped: dict[str, dict[str, str]] = {}
    for interface, codes in _lists()[name]["interfaces"].items():
        for word, code in codes.items():
            mapped.setdefault(word, {})[interface] = code
    return {word: codes for word, codes in mapped.items() if len(set(codes.values())) > 1}


def _of(name: str, interface: str) -> dict[str, str]:
    found: dict[str, str] | None = _lists()[name]["interfaces"].get(interface)
    if found is None:
        raise UnknownCode(interface=interface, list=_lists()[name]["title"], value="")
    return found


@cache
def _lists() -> dict[str, Any]:
    text = Path(__file__).with_name("codelists.yaml").read_text("utf-8")
    lists: dict[str, Any] = YAML(typ="safe").load(text)["lists"]
    return lists
