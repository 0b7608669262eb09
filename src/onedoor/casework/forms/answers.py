"""Answers: what was posted, typed into a draft or sent as JSON, read one way.

Answers are JSON: numbers and amounts as plain decimal strings, dates as ISO days, yes/no and
signed statements as booleans, choices as slugs, rows as lists of objects. Empty answers are left
out. Posted names are the field's id; a field of row n (from 0) is `<rows id>-<n>-<id>`, and a date
may come as `<id>-year`, `<id>-month`, `<id>-day`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from onedoor.casework.forms import kinds
from onedoor.casework.forms.dates import date_parts
from onedoor.casework.forms.texts import Wrong, storable
from onedoor.kernel.languages import written_day
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import TODAY, Facts, Field, Form, holds

__all__ = [
    "MOST_ROWS",
    "Problem",
    "Reading",
    "date_parts",
    "most_rows",
    "problems_of",
    "read_answers",
    "read_draft",
    "replaced",
    "settle",
    "still_asked",
]

MOST_ROWS = 50
Answers = dict[str, Any]
Posted = Mapping[str, Any]


@dataclass(frozen=True)
class Problem:
    """What is wrong: the posted name of the field, and a sentence that says what to do."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Reading:
    """The answers that could be read, and what is wrong with the others."""

    answers: Answers
    problems: list[Problem]


def read_answers(fields: Sequence[Field], posted: Posted, *, facts: Facts) -> Reading:
    """What a page posted for `fields`, those whose condition holds of `facts` and earlier answers.

    `posted` maps names to lists of strings, or is a QueryDict. Answers of hidden fields are
    dropped; so are the old answers of these fields among the facts.
    """
    return _read(fields, _given(fields, posted), facts=facts)


def read_draft(fields: Sequence[Field], posted: Posted) -> Answers:
    """Everything typed, readable or not, under the field's id; only what was posted at all.

    What can be read is kept as its answer, so that conditions can look at it, the rest as typed.
    Hidden fields are kept too: a change of mind loses nothing. An emptied field is "" (rows and
    choices []), so that a draft is brought up to date with `draft | read_draft(...)`.
    """
    return {
        field.id: _as_draft(field, given)
        for field in fields
        if (given := _given([field], posted).get(field.id)) is not None
    }


def settle(form: Form, given: Mapping[str, Any], facts: Facts) -> Reading:
    """A whole set of answers, from a draft, a story or the API, brought to the form that is kept.

    Fields and sections that are not asked are dropped; unknown ones are problems.
    """
    known = {field.id for field in form.all_fields()}
    problems = [_unknown(name) for name in given if name not in known]
    facts = {name: value for name, value in facts.items() if name not in known}
    answers: Answers = {}
    for section in form.sections:
        if holds(section.when, {**facts, **answers}):
            reading = _read(section.fields, given, facts={**facts, **answers})
            answers |= reading.answers
            problems += reading.problems
    return Reading(answers, problems)


def still_asked(form: Form, kept: Mapping[str, Any]) -> Answers:
    """What a draft holds of the questions this form knows.

    The others were asked by a version before: whoever wrote the answer sees no question to mend, so
    it is left out, in rows as well. What is given directly is for `settle` to refuse.
    """
    return _known(form.all_fields(), kept)


def _known(fields: Iterable[Field], kept: Mapping[str, Any]) -> Answers:
    named = {field.id: field for field in fields}
    return {
        name: _known_rows(named[name], value) if named[name].type == "rows" else value
        for name, value in kept.items()
        if name in named
    }


def _known_rows(field: Field, kept: Any) -> Any:
    if not isinstance(kept, list):
        return kept
    return [_known(field.fields, row) if isinstance(row, Mapping) else row for row in kept]


def problems_of(form: Form, answers: Mapping[str, Any], facts: Facts) -> list[Problem]:
    """What keeps stored answers from being complete and right; `settle` their cure where one is.

    As `settle`, and each answer must already be in the form that is kept.
    """
    reading = settle(form, answers, facts)
    different = [
        field
        for field in form.all_fields()
        if field.id in reading.answers
        and not _same(reading.answers[field.id], answers[field.id])
        and not any(_belongs(problem, field) for problem in reading.problems)
    ]
    return reading.problems + [_unsettled(field, reading.answers[field.id]) for field in different]


def replaced(answers: Mapping[str, Any], fields: Sequence[Field], by: Answers) -> Answers:
    """`answers` with those of `fields` replaced: what is no longer answered is gone."""
    ids = {field.id for field in fields}
    return {name: value for name, value in answers.items() if name not in ids} | by


def _read(fields: Sequence[Field], given: Mapping[str, Any], *, facts: Facts) -> Reading:
    ids = {field.id for field in fields}
    before = {name: value for name, value in facts.items() if name not in ids}
    reading = Reading({}, [])
    for field in fields:
        if holds(field.when, {**before, **reading.answers}):
            known = {**before, **reading.answers}
            _read_one(field, given.get(field.id), into=reading, facts=known)
    return reading


def _read_one(field: Field, given: Any, *, into: Reading, facts: Facts) -> None:
    try:
        answer = None if kinds.is_blank(given) else _answer(field, given, into, facts)
    except Wrong as wrong:
        into.problems.append(Problem(field.id, kinds.sentence_for(field, wrong)))
        return
    is_unsigned = field.type == "signed" and answer is False
    if kinds.is_blank(answer) or is_unsigned:
        had_problems = any(_belongs(problem, field) for problem in into.problems)
        if field.required and not had_problems:
            into.problems.append(Problem(field.id, kinds.missing(field)))
        return
    into.answers[field.id] = answer


def _answer(field: Field, given: Any, into: Reading, facts: Facts) -> Any:
    if field.type == "date":
        return _in_its_time(field, kinds.answer(field, given), facts)
    if field.type != "rows":
        return kinds.answer(field, given)
    rows, most = _rows_of(given), most_rows(field)
    if len(rows) > most:
        raise Wrong(_("{label}最多填 {most} 行，请删去多余的行。"), most=most)
    answers = []
    for at, row in enumerate(rows):
        reading = _read(field.fields, row, facts=facts)
        strange = set(row) - {part.id for part in field.fields}
        faults = reading.problems + [_unknown(name) for name in sorted(map(str, strange))]
        into.problems.extend(_in_row(field, at, fault) for fault in faults)
        if reading.answers:
            answers.append(reading.answers)
    if field.at_least is not None and len(rows) < field.at_least:
        raise Wrong(_("{label}至少填 {least} 行。"), least=int(field.at_least))
    return answers


def _in_its_time(field: Field, day: str, facts: Facts) -> str:
    """The day, if it lies between the days that the field says; Wrong otherwise."""
    first, last = (_day_of(bound, facts) for bound in (field.not_before, field.not_after))
    if first and day < first:
        if field.not_before == TODAY:
            raise Wrong(_("{label}写的日子已经过了，请核对年份。"))
        raise Wrong(_("{label}写的日子不能早于{day}，请核对这两个日子。"), day=_said(first))
    if last and day > last:
        if field.not_after == TODAY:
            raise Wrong(_("{label}写的日子还没有到，请核对年份。"))
        raise Wrong(_("{label}写的日子不能晚于{day}，请核对这两个日子。"), day=_said(last))
    return day


def _day_of(bound: str, facts: Facts) -> str:
    # What was not answered, or wrongly, bounds nothing: it has a problem of its own.
    return today().isoformat() if bound == TODAY else str(facts.get(bound) or "")


def _said(day: str) -> str:
    return written_day(date.fromisoformat(day))


def most_rows(field: Field) -> int:
    """How many rows this question takes."""
    return MOST_ROWS if field.at_most is None else min(MOST_ROWS, int(field.at_most))


def _rows_of(given: Any) -> list[Mapping[str, Any]]:
    if not isinstance(given, list | tuple) or not all(isinstance(row, Mapping) for row in given):
        raise Wrong(_("{label}的类型不对，应当是若干行，每行按项填写。"))
    return [row for row in given if not all(kinds.is_blank(value) for value in row.values())]


def _in_row(field: Field, at: int, problem: Problem) -> Problem:
    sentence = _("{label}第 {number} 行：{problem}").format(
        label=kinds.label_of(field), number=at + 1, problem=problem.sentence
    )
    return Problem(f"{field.id}-{at}-{problem.field}", sentence)


def _belongs(problem: Problem, field: Field) -> bool:
    return problem.field == field.id or problem.field.startswith(f"{field.id}-")


def _unknown(name: object) -> Problem:
    shown = storable(str(name))[:60]
    return Problem(shown, _("这张表单里没有“{name}”这一项，请删去。").format(name=shown))


def _unsettled(field: Field, answer: Any) -> Problem:
    label = kinds.label_of(field)
    if isinstance(answer, str):
        sentence = _("“{label}”请写成“{answer}”。").format(label=label, answer=answer)
    else:
        sentence = _("“{label}”的写法不对，请重新填写。").format(label=label)
    return Problem(field.id, sentence)


def _same(kept: Any, given: Any) -> bool:
    if isinstance(kept, list) and isinstance(given, list | tuple):
        if all(isinstance(each, str) for each in [*kept, *given]):
            return set(kept) == set(given)
        return len(kept) == len(given) and all(map(_same, kept, given))
    if isinstance(kept, dict) and isinstance(given, Mapping):
        given = {name: value for name, value in given.items() if not kinds.is_blank(value)}
        return kept.keys() <= given.keys() and all(_same(kept[name], given[name]) for name in kept)
    if isinstance(kept, bool) or isinstance(given, bool):
        return kept is given
    return str(kept) == str(given) or _same_number(kept, given)


def _same_number(kept: Any, given: Any) -> bool:
    try:
        return bool(Decimal(str(kept)) == Decimal(str(given)))
    except InvalidOperation:
        return False


def _given(fields: Sequence[Field], posted: Posted, prefix: str = "") -> dict[str, Any]:
    """What was posted for each field, as JSON-like values; fields not posted are left out."""
    found = {field.id: _posted(field, posted, prefix + field.id) for field in fields}
    return {name: value for name, value in found.items() if value is not None}


def _posted(field: Field, posted: Posted, name: str) -> Any:
    if field.type == "rows":
        return _posted_rows(field, posted, name)
    values = _strings(posted, name)
    if field.type == "date" and not any(map(str.strip, values)):
        values = _three_boxes(posted, name) or values
    if not values:
        return None
    if field.type in kinds.MANY:
        return [value for value in values if value.strip()]
    # Of a hidden empty input beside the real one, the real one counts.
    return next((value for value in reversed(values) if value.strip()), "")


def _three_boxes(posted: Posted, name: str) -> list[str]:
    boxes = [_strings(posted, f"{name}-{part}") for part in ("year", "month", "day")]
    if not any(boxes):
        return []
    parts = [box[-1].strip() if box else "" for box in boxes]
    return ["-".join(parts) if any(parts) else ""]


def _posted_rows(field: Field, posted: Posted, name: str) -> list[dict[str, Any]] | None:
    numbers = sorted(set(_row_numbers(posted, name)))
    if not numbers:
        return [] if name in posted else None
    rows = [_given(field.fields, posted, f"{name}-{number}-") for number in numbers]
    return [row for row in rows if not all(map(kinds.is_blank, row.values()))]


def _row_numbers(posted: Posted, name: str) -> Iterator[int]:
    shape = re.compile(rf"{re.escape(name)}-([0-9]{{1,4}})-.+", re.DOTALL)
    for key in posted:
        if isinstance(key, str) and (found := shape.fullmatch(key)):
            yield int(found[1])


def _strings(posted: Posted, name: str) -> list[str]:
    values = posted.getlist(name) if hasattr(posted, "getlist") else posted.get(name, [])
    listed = [values] if isinstance(values, str) else values
    return [value for value in listed if isinstance(value, str)]


def _as_draft(field: Field, given: Any) -> Any:
    if field.type == "rows":
        return [
            {part.id: _as_draft(part, row[part.id]) for part in field.fields if part.id in row}
            for row in given
        ]
    if kinds.is_blank(given):
        return [] if field.type in kinds.MANY else ""
    try:
        return kinds.answer(field, given)
    except Wrong:
        return [storable(each) for each in given] if isinstance(given, list) else storable(given)
