"""Whether a rule of entitlements holds of somebody, and why: pure, no decision about anybody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onedoor.kernel.time import age_on
from onedoor.registers.catalogue.definition import Text, say
from onedoor.registers.catalogue.definition.conditions import holds
from onedoor.registers.catalogue.definition.entitlements import (
    EntitlementRule,
    EntitlementStory,
    FactRead,
)
from onedoor.registers.catalogue.definition.ground import LANGUAGES, texts

_NAMED = re.compile(r"\{([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True)
class HeldLicence:
    """A licence somebody holds: its type, what it is called, until when, its lines by label."""

    kind: str
    name: str
    until: date | None = None
    lines: Mapping[str, str] = field(default_factory=dict)

    def in_force(self, on: date) -> bool:
        return self.until is None or on <= self.until


@dataclass(frozen=True)
class Known:
    """What may be read of one person: their birth, and licences that nobody took away."""

    born: date | None
    held: Sequence[HeldLicence]


@dataclass(frozen=True)
class Holds:
    """The rule holds: the reason, and the answers that can be put in."""

    because: Text
    answers: dict[str, Any]


def holds_of(rule: EntitlementRule, known: Known, *, on: date) -> Holds | None:
    """The reason why this person may well be entitled; None says nothing about anybody."""
    standing = [each for each in known.held if each.in_force(on)]
    if any(each.kind in rule.unless for each in standing):
        return None
    found = {each.id: _read(each, known.born, standing, on) for each in rule.reads}
    facts = {name: value for name, (value, _words) in found.items() if value is not None}
    if not holds(rule.when, facts):
        return None
    words = {name: said for name, (_value, said) in found.items()}
    # A reason that would have to name what is not there is no reason.
    if any(not words[name] for name in named_in(rule.because)):
        return None
    answers = {field: facts[fact] for field, fact in rule.fills.items() if fact in facts}
    return Holds(_filled(rule.because, words), answers)


def named_in(text: Text) -> set[str]:
    """The facts that a reason names, in whatever language."""
    return {name for code in LANGUAGES for name in _NAMED.findall(say(text, code))}


def story_ends_otherwise(
    rule: EntitlementRule, story: EntitlementStory, names: Mapping[str, str]
) -> str:
    """What came out otherwise than the story says; "" when it is as told."""
    held = [
        HeldLicence(each.licence, names.get(each.licence, each.licence), each.until, each.lines)
        for each in story.holds
    ]
    found = holds_of(rule, Known(story.born, held), on=story.on)
    if (found is not None) != story.told:
        return "they are told" if found else "they are not told"
    if found and story.because and say(found.because) != story.because:
        return f"the reason is “{say(found.because)}”"
    return ""


def next_birthday(born: date, after: date) -> date:
    """The next day on which somebody is a year older."""
    year = after.year if (born.month, born.day) > (after.month, after.day) else after.year + 1
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _read(
    read: FactRead, born: date | None, standing: Sequence[HeldLicence], on: date
) -> tuple[Any, str]:
    """A fact and its words; (None, "") where it is not known."""
    if read.source == "age":
        return (None, "") if born is None else (age_on(born, on), str(age_on(born, on)))
    licence = next((each for each in standing if each.kind == read.licence), None)
    if licence is None:
        return (False, "") if read.source == "held" else (None, "")
    if read.source == "held":
        return True, licence.name
    said = licence.lines.get(read.line, "")
    return (said, said) if said else (None, "")


def _filled(text: Text, words: Mapping[str, str]) -> Text:
    said = {
        name: _NAMED.sub(lambda found: words[found[1]], value)
        for name, value in text.model_dump().items()
        if value
    }
    return texts(**said)
