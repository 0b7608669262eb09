"""Anybody can run it again: from published files alone, every card, figure, indicator and place.

Needs no database, no network and none of the house's secrets; only the files and the public keys.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import vc
from onedoor.kernel.calendar import BadCalendar
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import each_day
from onedoor.oversight.supervision import lines, tree
from onedoor.oversight.supervision.cards import all_cards
from onedoor.oversight.supervision.facts import Fact
from onedoor.oversight.supervision.publication import (
    FILES,
    FORMAT,
    KEYS,
    KIND,
    MANIFEST,
    ONE_COUNT,
    all_counts,
    counts_on,
    figures_on,
    keys_file,
    name_of,
    standings_on,
    steps_of,
)
from onedoor.oversight.supervision.terms import TermsMissing


@dataclass(frozen=True, order=True)
class Found:
    """One thing that is not as it should be: of which day, file and line (0: all of it)."""

    day: str
    file: str
    line: int
    problem: str

    def __str__(self) -> str:
        where = f"{self.day}/{self.file}" if self.day else self.file
        return (
            f"{where}, line {self.line}: {self.problem}"
            if self.line
            else f"{where}: {self.problem}"
        )


@dataclass
class Report:
    """What a verification read and what it found; nothing found: all is as it was published."""

    days: int = 0
    facts: int = 0
    cards: int = 0
    figures: int = 0
    found: list[Found] = field(default_factory=list)

    @property
    def is_well(self) -> bool:
        return not self.found


class Folder:
    """Publications in a folder: keys.json, and a folder for each day."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def days(self) -> list[date]:
        """The days that there is a folder for, in order; other names are no days."""
        found = []
        for each in self.root.iterdir() if self.root.is_dir() else ():
            try:
                found.append(date.fromisoformat(each.name))
            except ValueError:
                continue
        return sorted(found)

    def names(self, day: date) -> list[str]:
        """What lies there of a day."""
        folder = self.root / day.isoformat()
        return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []

    def read(self, *path: str) -> bytes | None:
        """A file, or None where there is none."""
        file = self.root.joinpath(*path)
        return file.read_bytes() if file.is_file() else None


def verify(
    shelf: Folder, *, first: date | None = None, last: date | None = None, keys: bytes | None = None
) -> Report:
    """Recompute everything published from `first` to `last`, and name each difference.

    Days before `first` are read as well, for what they tell of later ones. `keys` are the public
    keys where they are had from elsewhere; else those that lie beside the days are believed.
    """
    report = Report()
    days = shelf.days()
    if not days:
        report.found.append(Found("", ".", 0, "nothing is published here"))
        return report
    first, last = first or days[0], last or days[-1]
    known = _keys(keys if keys is not None else shelf.read(KEYS), report)
    reader = _Reader(shelf, known, report)
    for day in each_day(days[0], last):
        reader.take(day)
    reader.recompute(first, last)
    report.found = sorted(set(report.found))
    return report


def _keys(content: bytes | None, report: Report) -> dict[str, vc.PublicKey]:
    try:
        listed = lines.read((content or b"").decode().removesuffix("\n"))["keys"]
        found = {each["kid"]: vc.PublicKey.of(each) for each in listed}
        if keys_file(found.values()) != content:
            raise ValueError("not what these keys are written as")
    except (ValueError, KeyError, TypeError, vc.Refused) as fault:
        report.found.append(Found("", KEYS, 0, f"the keys cannot be read: {fault}"))
        return {}
    return found


class _Reader:
    """Takes days in, one after the other, and keeps what they tell."""

    def __init__(self, shelf: Folder, keys: dict[str, vc.PublicKey], report: Report) -> None:
        self.shelf, self.keys, self.report = shelf, keys, report
        self.before: bytes | None = None
        self.facts: list[Fact] = []
        self.known = lines.Known()
        # From which day on which terms were known.
        self.editions: list[tuple[date, dict[tuple[str, str], lines.Line]]] = []
        self.published: dict[date, dict[str, list[lines.Line]]] = {}

    def _says(self, day: date, file: str, line: int, problem: str) -> None:
        self.report.found.append(Found(day.isoformat(), file, line, problem))

    def take(self, day: date) -> None:
        """Read a day: its manifest, its trees, its lines."""
        signed = self.shelf.read(day.isoformat(), MANIFEST)
        if signed is None:
            self._says(day, MANIFEST, 0, "the day was never published, or was taken away")
            self.before = None
            return
        self.report.days += 1
        about = self._manifest(day, signed)
        self.before = signed
        expected = {MANIFEST, *(name_of(p) for p in FILES), *(f"{p}.tree" for p in FILES)}
        for name in self.shelf.names(day):
            if name not in expected:
                self._says(day, name, 0, "a file that the manifest does not know")
        parts = {part: self._part(day, part, about) for part in FILES}
        self.published[day] = {part: parts[part] for part in FILES if part != "heads"}
        try:
            if self.known.learn(parts["terms"]) or not self.editions:
                self.editions.append((day, dict(self.known.lines)))
        except lines.BadLine as fault:
            self._says(day, name_of("terms"), 0, str(fault))
        for number, line in enumerate(parts["facts"], start=1):
            try:
                fact = lines.fact_from(line)
            except lines.BadLine as fault:
                self._says(day, name_of("facts"), number, str(fault))
                continue
            self.facts.append(fact)
            if fact.day != day:
                self._says(day, name_of("facts"), number, f"it happened on {fact.day}")
        self.report.facts += len(parts["facts"])

    def _manifest(self, day: date, signed: bytes) -> dict[str, Any]:
        """What the manifest says of each file; empty when it is not signed by the house."""
        try:
            token = vc.take_apart(signed.decode("ascii", "replace"))
            vc.proven(token, self.keys.get(str(token.header.get("kid"))))
        except vc.Refused as refused:
            self._says(day, MANIFEST, 0, f"the signature does not hold ({refused})")
            return {}
        says = token.payload
        if token.kind != KIND or says.get("format") != FORMAT or says.get("day") != day.isoformat():
            self._says(day, MANIFEST, 0, "it is the manifest of something else")
        before = tree.digest_of(self.before) if self.before else ""
        if (self.before or day == self.shelf.days()[0]) and says.get("previous") != before:
            self._says(day, MANIFEST, 0, "it does not follow the manifest of the day before")
        about: dict[str, Any] = says.get("files", {})
        roots = [about.get(part, {}).get("root", "") for part in FILES]
        if "" in roots or tree.root(roots) != says.get("root"):
            self._says(day, MANIFEST, 0, "its root is not that of its files")
        return about

    def _part(self, day: date, part: str, about: dict[str, Any]) -> list[lines.Line]:
        """The lines of one file, after its tree was built again and compared."""
        name = name_of(part)
        content = self.shelf.read(day.isoformat(), name)
        listed = self.shelf.read(day.isoformat(), f"{part}.tree")
        if content is None or listed is None:
            missing = name if content is None else f"{part}.tree"
            self._says(day, missing, 0, "it is not there")
        content, listed = content or b"", listed or b""
        leaves = [tree.leaf(line) for line in tree.lines_of(content)]
        self._compare(day, part, content, listed, leaves, about.get(part))
        if part == "heads":
            return []
        found = []
        for number, line in enumerate(tree.lines_of(content), start=1):
            try:
                found.append(lines.read(line.decode("utf-8", "replace")))
            except lines.BadLine as fault:
                self._says(day, name, number, str(fault))
        return found

    def _compare(
        self,
        day: date,
        part: str,
        content: bytes,
        listed: bytes,
        leaves: list[str],
        signed: dict[str, Any] | None,
    ) -> None:
        told = [line.decode("ascii", "replace") for line in tree.lines_of(listed)]
        if signed is not None and tree.root(leaves) != signed["root"]:
            for number in _differing(leaves, told) or [0]:
                self._says(day, name_of(part), number, "it is not the line that was signed")
        elif told != leaves:
            for number in _differing(told, leaves):
                self._says(day, f"{part}.tree", number, "it is not the hash of that line")
        for name, bytes_ in ((name_of(part), content), (f"{part}.tree", listed)):
            if bytes_ and not bytes_.endswith(b"\n"):
                self._says(day, name, len(tree.lines_of(bytes_)), "the last line has no end")

    def recompute(self, first: date, last: date) -> None:
        """Reckon cards and figures of these days anew, by the terms then known, and compare."""
        for at, (begins, said) in enumerate(self.editions):
            ends = self.editions[at + 1][0] if at + 1 < len(self.editions) else None
            days = [
                day
                for day in sorted(self.published)
                if begins <= day <= last and (ends is None or day < ends) and day >= first
            ]
            if days:
                self._recompute(days, lines.Known(said))

    def _recompute(self, days: list[date], known: lines.Known) -> None:
        try:
            books, terms = known.books(), known.terms()
            assessments = known.assessments()
            cards = all_cards(self.facts, books=books, terms=terms, until=days[-1])
            counts = all_counts((f for f in self.facts if f.day <= days[-1]), terms)
            for day in days:
                parts = self.published[day]
                steps = steps_of(cards, day, books)
                figures = figures_on(self.facts, cards, day=day)
                counted = counts_on(counts, day)
                standings = standings_on(counts, books=assessments, terms=terms, day=day)
                self._differences(day, "cards", parts["cards"], steps, ("card", "level"))
                self._differences(day, "figures", parts["figures"], figures, ("agency",))
                self._differences(day, "counts", parts["counts"], counted, ONE_COUNT)
                self._differences(day, "standings", parts["standings"], standings, ("agency",))
                self.report.cards += len(steps)
                self.report.figures += len(figures) + len(standings)
        except (TermsMissing, BadCalendar, Refusal, LookupError, TypeError, ValueError) as fault:
            self._says(days[0], name_of("terms"), 0, f"nothing can be reckoned: {fault!r}")

    def _differences(
        self,
        day: date,
        part: str,
        published: Sequence[lines.Line],
        reckoned: Sequence[lines.Line],
        names: tuple[str, ...],
    ) -> None:
        def key(line: lines.Line) -> tuple[str, ...]:
            return tuple(str(line.get(name)) for name in names)

        told = {key(line): (number, line) for number, line in enumerate(published, start=1)}
        own = {key(line): line for line in reckoned}
        for each, count in Counter(map(key, published)).items():
            if count > 1:
                self._says(day, name_of(part), told[each][0], f"{' '.join(each)} stands twice")
        for each in sorted(told.keys() | own.keys()):
            title = " ".join(each)
            number = told[each][0] if each in told else 0
            if each not in own:
                self._says(
                    day, name_of(part), number, f"{title}: published, and not to be reckoned"
                )
            elif each not in told:
                self._says(day, name_of(part), 0, f"{title}: reckoned, and not published")
            else:
                for name in _unlike(told[each][1], own[each]):
                    was, now = told[each][1].get(name), own[each].get(name)
                    problem = f"{title}: {name} is {was!r}, reckoned {now!r}"
                    self._says(day, name_of(part), number, problem)


def _differing(these: Sequence[str], those: Sequence[str]) -> list[int]:
    """The numbers of the lines that differ, from 1."""
    longest = max(len(these), len(those))
    return [
        at + 1
        for at in range(longest)
        if at >= len(these) or at >= len(those) or these[at] != those[at]
    ]


def _unlike(one: lines.Line, other: lines.Line) -> Iterable[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
