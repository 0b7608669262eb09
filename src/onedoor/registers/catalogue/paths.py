"""All paths through the situations of a service, and which of them a story walks.

A path is one set of answers to the questions that apply. Answers that stop, or that cannot all be
true, end it. Paths on which nothing differs (documents, form, route, limits, class) are one. What
the answers do not settle is kept as what still has to hold, so that no difference is lost.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onedoor.registers.catalogue.definition import (
    Condition,
    Facts,
    ServiceDefinition,
    Story,
    holds,
    may_hold,
)

Situation = Mapping[str, str]


@dataclass(frozen=True)
class Path:
    """One way to be treated: the answers that lead to it, and what is asked and done there."""

    answers: tuple[dict[str, str], ...]
    parts: frozenset[str]
    stories: tuple[str, ...] = ()
    reason: str = ""

    @property
    def first(self) -> str:
        """The first set of answers that leads here: `place=hukou path=exam`."""
        return " ".join(f"{name}={value}" for name, value in self.answers[0].items()) or "-"


@dataclass(frozen=True)
class Survey:
    """The paths of one service: walked by a story, made of walked parts, excused, or open.

    `stopped` counts the answers that end before an application; `stale` names the lines of
    `uncovered` that excuse nothing any more.
    """

    walked: tuple[Path, ...]
    composed: tuple[Path, ...]
    excused: tuple[Path, ...]
    open: tuple[Path, ...]
    stopped: int
    stale: tuple[int, ...]
    # By path: the parts that no story ever meets.
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.walked) + len(self.composed) + len(self.excused) + len(self.open)


def all_answers(definition: ServiceDefinition) -> Iterator[tuple[str, dict[str, str], bool]]:
    """(kind of applicant, answers, whether they stop it) of every way through the questions."""
    for kind in definition.sheet.applicants:
        yield from _from_here(definition, kind, 0, {})


def _from_here(
    definition: ServiceDefinition, kind: str, at: int, chosen: dict[str, str]
) -> Iterator[tuple[str, dict[str, str], bool]]:
    if definition.impossible_among(chosen):
        return
    questions = definition.sheet.situations
    if at == len(questions):
        yield kind, chosen, False
        return
    question = questions[at]
    if not holds(question.when, facts_of(chosen, kind)):
        yield from _from_here(definition, kind, at + 1, chosen)
        return
    for option in question.options:
        more = {**chosen, question.id: option.value}
        if option.stops:
            yield kind, more, True
        else:
            yield from _from_here(definition, kind, at + 1, more)


def facts_of(chosen: Situation, kind: str) -> dict[str, str]:
    """The answers under the names that conditions use."""
    return {"applicant.kind": kind} | {f"situation.{key}": value for key, value in chosen.items()}


def survey(definition: ServiceDefinition, stories: Iterable[tuple[str, Story]]) -> Survey:
    """Every path of a service, and what the stories say of it."""
    told = list(stories)
    groups: dict[str, list[tuple[str, dict[str, str]]]] = {}
    stopped = 0
    for kind, chosen, stops in all_answers(definition):
        if stops:
            stopped += 1
            continue
        groups.setdefault(signature(definition, facts_of(chosen, kind)), []).append((kind, chosen))
    walked_by: dict[str, list[str]] = {}
    for name, story in told:
        for kind in definition.sheet.applicants:
            mark = signature(definition, facts_of(story.situation, kind))
            if mark in groups and (kind, dict(story.situation)) in groups[mark]:
                walked_by.setdefault(mark, []).append(name)
    met = {part for _, story in told for part in parts_met(definition, story)}
    return _sorted(definition, groups, walked_by, met, stopped)


def _sorted(
    definition: ServiceDefinition,
    groups: Mapping[str, list[tuple[str, dict[str, str]]]],
    walked_by: Mapping[str, list[str]],
    met: set[str],
    stopped: int,
) -> Survey:
    kinds: dict[str, list[Path]] = {"walked": [], "composed": [], "excused": [], "open": []}
    excuses = {each.part: str(each.reason) for each in definition.sheet.uncovered}
    missing: dict[str, tuple[str, ...]] = {}
    for mark, ways in groups.items():
        kind, chosen = ways[0]
        parts = frozenset(parts_possible(definition, facts_of(chosen, kind)))
        path = Path(tuple(answers for _, answers in ways), parts)
        lacking = parts - met
        if mark in walked_by:
            kinds["walked"].append(_with(path, stories=tuple(walked_by[mark])))
        elif not lacking:
            kinds["composed"].append(path)
        elif lacking <= set(excuses):
            reason = "；".join(dict.fromkeys(excuses[each] for each in sorted(lacking)))
            kinds["excused"].append(_with(path, reason=reason))
        else:
            kinds["open"].append(path)
            missing[path.first] = tuple(sorted(lacking - set(excuses)))
    there = {name for name, _ in of_situations(definition)}
    stale = tuple(
        number
        for number, each in enumerate(definition.sheet.uncovered)
        if each.part in met or each.part not in there
    )
    return Survey(
        walked=tuple(kinds["walked"]),
        composed=tuple(kinds["composed"]),
        excused=tuple(kinds["excused"]),
        open=tuple(kinds["open"]),
        stopped=stopped,
        stale=stale,
        missing=missing,
    )


def _with(path: Path, *, stories: tuple[str, ...] = (), reason: str = "") -> Path:
    return Path(path.answers, path.parts, stories, reason)


# ---- what a path is made of ----


def conditional(definition: ServiceDefinition) -> Iterator[tuple[str, Condition | None]]:
    """Everything of a service that may fall away, by name, with its condition."""
    sheet, route = definition.sheet, definition.route
    for document in definition.documents.documents:
        yield f"document {document.id}", document.when
    for section in definition.form.sections:
        yield f"section {section.id}", section.when
        for asked in section.fields:
            whole = [each for each in (section.when, asked.when) if each is not None]
            joined = Condition.model_validate({"all": tuple(whole)}) if len(whole) > 1 else None
            yield f"field {asked.id}", joined or (whole[0] if whole else None)
    for step in route.steps:
        yield f"step {step.id}", step.when
        for number, way in enumerate(step.ways, 1):
            yield f"step {step.id}, way {number}", way.when
    for number, way in enumerate(route.decide.ways, 1):
        yield f"decision, way {number}", way.when
    for number, limit in enumerate(sheet.limits, 1):
        yield f"limit {number}", limit.when
    for promise in sheet.promises:
        yield f"promise {promise.id}", promise.when
    for signer in sheet.signers:
        yield f"signer {signer.id}", signer.when


def of_situations(definition: ServiceDefinition) -> Iterator[tuple[str, Condition | None]]:
    """Of these, what hangs on a situation: the rest is the same on every path."""
    for name, condition in conditional(definition):
        asked = condition.facts_asked() if condition else set()
        if any(fact.startswith("situation.") for fact in asked):
            yield name, condition


def parts_possible(definition: ServiceDefinition, facts: Facts) -> Iterator[str]:
    """What is or may be asked or done with these answers, by name."""
    for name, condition in of_situations(definition):
        if may_hold(condition, facts) is not False:
            yield name


def parts_met(definition: ServiceDefinition, story: Story) -> Iterator[str]:
    """What a story really meets, with everything it answers."""
    for kind in definition.sheet.applicants:
        facts = definition.facts_of(story.answers, story.situation, kind)
        for name, condition in conditional(definition):
            if holds(condition, facts):
                yield name


def signature(definition: ServiceDefinition, facts: Facts) -> str:
    """Equal for two sets of answers exactly when nothing that is asked or done differs."""
    found = [(name, _left(condition, facts)) for name, condition in conditional(definition)]
    route = definition.route
    if route.automatic:
        found.append(("automatic", _left(route.automatic, facts)))
    found += _of_tables(definition, facts)
    return json.dumps(found, sort_keys=True, ensure_ascii=False, default=str)


def _of_tables(definition: ServiceDefinition, facts: Facts) -> Iterator[tuple[str, object]]:
    """The rows of each decision table that name the answer to a situation it asks for."""
    for table in definition.decisions.tables if definition.decisions else ():
        for column, asked in enumerate(table.inputs):
            if asked.asks.startswith("situation."):
                said = f'"{facts.get(asked.asks, "")}"'
                rows = [said in rule.when[column] for rule in table.rules]
                yield f"table {table.id} {column}", rows


def _left(condition: Condition | None, facts: Facts) -> object:
    """The condition as far as these facts do not settle it: true, false, or what remains."""
    settled = may_hold(condition, facts)
    if settled is not None or condition is None:
        return settled
    if condition.not_ is not None:
        return ["not", _left(condition.not_, facts)]
    if condition.all_ is not None:
        return ["all", [_left(each, facts) for each in condition.all_
                        if may_hold(each, facts) is None]]  # fmt: skip
    if condition.any_ is not None:
        return ["any", [_left(each, facts) for each in condition.any_
                        if may_hold(each, facts) is None]]  # fmt: skip
    return condition.model_dump(mode="json", by_alias=True, exclude_none=True)
