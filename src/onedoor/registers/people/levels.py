"""Real-name levels as arithmetic on what has been proven: no database. The data is levels.yaml."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.kernel.languages import language_spoken


@dataclass(frozen=True, kw_only=True)
class Level:
    """One level: its number, its name and the way to it in each language, what raises to it."""

    level: int
    name: dict[str, str]
    how: dict[str, str]
    ways: frozenset[str]
    # The level one must have reached by other ways first.
    after: int = 0

    def called(self, language: str = "") -> str:
        """Its name in `language` or the one in force, in Chinese where there is no other."""
        return _in(self.name, language)

    def way_to_it(self, language: str = "") -> str:
        """What one has to do to reach it, in a sentence."""
        return _in(self.how, language)


def _in(words: dict[str, str], language: str) -> str:
    code = language or language_spoken()
    return words.get(code) or words["zh"]


@cache
def levels() -> tuple[Level, ...]:
    """All levels, lowest first."""
    known = YAML(typ="safe").load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    found = [Level(**{**each, "ways": frozenset(each["ways"])}) for each in known["levels"]]
    return tuple(sorted(found, key=lambda each: each.level))


def level_from(ways: Iterable[str], *, used: Collection[str] = ()) -> int:
    """The highest level that what is proven reaches.

    `ways` are the standing proofs of a person and their account; `used` how this session was
    opened. A passkey counts only in a session that it opened: owning one is not using it.
    """
    proven = (set(ways) - {"passkey"}) | (set(used) & {"passkey"})
    reached = 0
    for each in levels():
        if each.ways & proven and reached >= each.after:
            reached = max(reached, each.level)
    return reached


def level_called(number: int) -> Level | None:
    """The level of this number."""
    return next((each for each in levels() if each.level == number), None)
