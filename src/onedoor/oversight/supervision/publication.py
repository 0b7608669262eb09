"""What is published of a day: files of lines, a hash tree over each, and a signed manifest.

Pure but for the key that signs: the same day gives the same files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import vc
from onedoor.oversight.supervision import lines, tree
from onedoor.oversight.supervision.cards import Card
from onedoor.oversight.supervision.facts import Fact, chains
from onedoor.oversight.supervision.figures import figures_of
from onedoor.oversight.supervision.measures import Count, counts_of
from onedoor.oversight.supervision.rulebook import AssessmentBook, Rulebook
from onedoor.oversight.supervision.standings import assessed
from onedoor.oversight.supervision.terms import Terms

FORMAT = 2
MANIFEST = "manifest.jws"
KEYS = "keys.json"
# The files of a day, in the order in which a reader needs them.
FILES = ("terms", "facts", "cards", "figures", "counts", "standings", "heads")
KIND = "supervision-day+jws"
# What tells one count from another: a letter that is handed on counts for two agencies at once.
ONE_COUNT = ("subject", "seq", "measure", "agency")

Files = dict[str, bytes]


class RulesReachBack(ValueError):
    """A rule would judge days anew that were published: the message names it."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """All that goes into the publication of one day, as lines."""

    day: date
    terms: Sequence[lines.Line]
    facts: Sequence[lines.Line]
    cards: Sequence[lines.Line]
    figures: Sequence[lines.Line]
    # What agencies are assessed by, counted that day; and how they stand in the month so far.
    counts: Sequence[lines.Line]
    standings: Sequence[lines.Line]
    # A digest of each chain of the record that grew that day: what proves the whole record.
    heads: Sequence[str]


def name_of(part: str) -> str:
    """The file name of a part."""
    return f"{part}.txt" if part == "heads" else f"{part}.jsonl"


def files_of(day: Day, *, previous: bytes | None, key: vc.Key) -> Files:
    """The files of a day; `previous` is the manifest of the day before, None for the first."""
    parts: dict[str, list[str]] = {
        part: [lines.written(line) for line in getattr(day, part)]
        for part in FILES
        if part != "heads"
    }
    parts["heads"] = list(day.heads)
    found: Files = {}
    about: dict[str, Any] = {}
    for part in FILES:
        leaves = [tree.leaf(line.encode()) for line in parts[part]]
        found[name_of(part)] = tree.as_lines(parts[part])
        found[f"{part}.tree"] = tree.as_lines(leaves)
        about[part] = {"lines": len(leaves), "root": tree.root(leaves)}
    manifest = {
        "format": FORMAT,
        "day": day.day.isoformat(),
        "previous": tree.digest_of(previous) if previous else "",
        "files": about,
        "root": tree.root([about[part]["root"] for part in FILES]),
    }
    signed = vc.sign(manifest, key=key, kind=KIND, kid=key.public.thumbprint)
    found[MANIFEST] = signed.encode()
    return found


def keys_file(keys: Iterable[vc.PublicKey]) -> bytes:
    """The public keys, written in the one way."""
    known = sorted(
        (key.jwk | {"kid": key.thumbprint} for key in keys), key=lambda each: each["kid"]
    )
    return lines.written({"keys": known}).encode() + b"\n"


def steps_of(cards: Iterable[Card], day: date, books: tuple[Rulebook, ...]) -> list[lines.Line]:
    """The levels that cards reached on a day, as lines in their order."""
    rules = {rule.code: rule for book in books for rule in book.rules}
    found = []
    for card in cards:
        for step in card.steps:
            edition = rules[card.rule].edition_on(step.on)
            if step.on == day and edition is not None:
                found.append(lines.line_of_step(card, step, edition.valid_from))
    return sorted(found, key=lambda line: (line["card"], line["level"]))


def figures_on(facts: Iterable[Fact], cards: Iterable[Card], *, day: date) -> list[lines.Line]:
    """The figures of a month up to a day, as lines."""
    return [each.line(day) for each in figures_of(facts, cards, until=day)]


def all_counts(facts: Iterable[Fact], terms: Terms) -> list[Count]:
    """Everything that these facts count for, by chain. TermsMissing."""
    return [each for chain in chains(facts).values() for each in counts_of(chain, terms)]


def counts_on(counts: Iterable[Count], day: date) -> list[lines.Line]:
    """What was counted on a day, as lines in their order."""
    found = [lines.line_of_count(each) for each in counts if each.day == day]
    return sorted(found, key=lambda line: tuple(line[name] for name in ONE_COUNT))


def standings_on(
    counts: Iterable[Count], *, books: tuple[AssessmentBook, ...], terms: Terms, day: date
) -> list[lines.Line]:
    """How agencies stand in a month up to a day, as lines: place by place, the best first."""
    return [
        lines.line_of_standing(each, day)
        for _book, standings in assessed(counts, books=books, terms=terms, until=day)
        for each in standings
    ]


def why_not_publish_rules(known: lines.Known, new: Iterable[lines.Line], last: date) -> None:
    """Raises RulesReachBack when rules that were published would judge a published day anew."""
    for line in new:
        before = known.lines.get((line["kind"], line["name"]))
        if before is None:
            continue
        if line["kind"] == "rules":
            _no_rule_reaches_back(before["says"], line["says"], last.isoformat())
        elif line["kind"] == "assessment":
            _stands(line["name"], before["says"], line["says"], last.isoformat())


def _no_rule_reaches_back(before: Mapping[str, Any], after: Mapping[str, Any], last: str) -> None:
    was = {rule["code"]: rule for rule in before["rules"]}
    now = {rule["code"]: rule for rule in after["rules"]}
    for code, rule in now.items():
        old = was.get(code, {"kind": rule["kind"], "editions": []})
        if old["kind"] != rule["kind"]:
            raise RulesReachBack(f"{code}: another kind needs another code")
        _stands(code, old, rule, last)
    for code in was.keys() - now.keys():
        raise RulesReachBack(f"{code}: it was published and cannot be taken away")


def _stands(code: str, before: Mapping[str, Any], after: Mapping[str, Any], last: str) -> None:
    was, now = (
        [each for each in says["editions"] if each["valid_from"] <= last]
        for says in (before, after)
    )
    if was != now:
        raise RulesReachBack(f"{code}: editions up to {last} stand as they were published")
