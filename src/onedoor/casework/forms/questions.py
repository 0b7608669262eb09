"""Questions: what to ask next, what answers change, what is missing, how it reads back."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from onedoor.casework.forms import contacts, kinds
from onedoor.casework.forms.answers import most_rows, settle
from onedoor.casework.forms.texts import Wrong
from onedoor.casework.forms.units import unit_said
from onedoor.kernel.languages import CHINESE, written_day
from onedoor.registers.catalogue.definition import (
    Document,
    Facts,
    Field,
    Form,
    Section,
    ServiceDefinition,
    holds,
    may_hold,
    say,
)
from onedoor.registers.catalogue.definition.service import UNSURE, Situation

SectionState = Literal["untouched", "begun", "complete"]


class Effect(NamedTuple):
    """What answers did to the list of documents: all that may be asked for, and what is left."""

    before: list[Document]
    after: list[Document]


class Prefilled(NamedTuple):
    """A value we already know, and where it comes from, for the person to read and correct."""

    value: Any
    source: str


class Line(NamedTuple):
    """One answered field as people read it; `value` is "" where nothing was answered."""

    field: Field
    label: str
    value: str


class Part(NamedTuple):
    """One section with its lines."""

    section: Section
    title: str
    lines: list[Line]


def visible_sections(form: Form, facts: Facts) -> list[Section]:
    """The sections these facts call for, in order."""
    return [section for section in form.sections if holds(section.when, facts)]


def visible_fields(section: Section, facts: Facts) -> list[Field]:
    """The fields of a section these facts, its own answers among them, call for."""
    return [field for field in section.fields if holds(field.when, facts)]


def state_of(section: Section, answers: Mapping[str, Any], facts: Facts) -> SectionState:
    """How far a section has come, for the task list."""
    own = {field.id: answers[field.id] for field in section.fields if field.id in answers}
    if all(map(kinds.is_blank, own.values())):
        return "untouched"
    alone = Form.model_construct(minutes=0, sections=(section,), statement=section.title)
    problems = settle(alone, own, {**facts, **_others(answers, section)}).problems
    return "begun" if problems else "complete"


def _others(answers: Mapping[str, Any], section: Section) -> dict[str, Any]:
    own = {field.id for field in section.fields}
    return {name: value for name, value in answers.items() if name not in own}


def next_situation(
    situations: Sequence[Situation], chosen: Mapping[str, str], *, facts: Facts | None = None
) -> Situation | None:
    """The first situation that applies and has no valid answer yet; None when all are answered."""
    known: dict[str, Any] = dict(facts or {})
    for situation in situations:
        if not holds(situation.when, known):
            continue
        answer = chosen.get(situation.id)
        if answer not in {option.value for option in situation.options}:
            return situation
        known[f"situation.{situation.id}"] = answer
    return None


def settled_situation(
    situations: Sequence[Situation], chosen: Mapping[str, str], *, facts: Facts | None = None
) -> dict[str, str]:
    """The valid answers to the situations that apply; others, left from before, are dropped."""
    known: dict[str, Any] = dict(facts or {})
    kept: dict[str, str] = {}
    for situation in situations:
        answer = chosen.get(situation.id)
        valid = answer in {option.value for option in situation.options}
        if answer is not None and valid and holds(situation.when, known):
            kept[situation.id] = known[f"situation.{situation.id}"] = answer
    return kept


def effect_of(
    definition: ServiceDefinition, chosen: Mapping[str, str], *, applicant_kind: str = ""
) -> Effect:
    """The documents that may be asked for with nothing known, and with `chosen` known.

    What is not known rules nothing out, and neither does “not sure”: the safe, wider list.
    """
    who: dict[str, str] = {"applicant.kind": applicant_kind} if applicant_kind else {}
    sure = {key: value for key, value in chosen.items() if value != UNSURE}
    known = who | {f"situation.{key}": value for key, value in sure.items()}
    documents = definition.documents.documents
    return Effect(
        before=[each for each in documents if may_hold(each.when, who) is not False],
        after=[each for each in documents if may_hold(each.when, known) is not False],
    )


def only_if(definition: ServiceDefinition, chosen: Mapping[str, str]) -> set[str]:
    """Documents that are listed only because an answer is “not sure”: perhaps needed."""
    unsure = {f"situation.{key}" for key, value in chosen.items() if value == UNSURE}
    known = {f"situation.{key}": value for key, value in chosen.items()}
    sure = {name: value for name, value in known.items() if name not in unsure}
    return {
        each.id
        for each in definition.documents.documents
        if each.when is not None and each.when.facts_asked() & unsure
        if may_hold(each.when, sure) is None and may_hold(each.when, known) is not True
    }


def documents_to_upload(definition: ServiceDefinition, facts: Facts) -> list[Document]:
    """What the applicant brings now, as files; paper shown at a window is not among it."""
    return [
        each
        for each in definition.documents_for(facts)
        if each.source == "applicant"
        and each.medium != "paper"
        and each.necessity != "later"
        and not facts.get(f"held.{each.id}")
    ]


def missing_documents(
    definition: ServiceDefinition, facts: Facts, given: Mapping[str, int]
) -> list[Document]:
    """What is still to be uploaded; `given` counts files by document id."""
    return [each for each in documents_to_upload(definition, facts) if not given.get(each.id)]


def is_unanswered(value: Any) -> bool:
    """Whether nothing was answered."""
    return kinds.is_blank(value)


def accepted(field: Field, value: Any) -> Any:
    """A value known from elsewhere as this field keeps it; None when it would not take it.

    Of rows, those cells that their questions would take; a row of which nothing is left is gone.
    """
    if field.type == "rows":
        return _accepted_rows(field, value) or None
    try:
        return kinds.answer(field, value)
    except Wrong:
        return None


def _accepted_rows(field: Field, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    taken = [
        {
            part.id: cell
            for part in field.fields
            if part.id in row and (cell := accepted(part, row[part.id])) is not None
        }
        for row in rows[: most_rows(field)]
    ]
    return [row for row in taken if row]


def prefill_from(form: Form, party: Mapping[str, Any]) -> dict[str, Prefilled]:
    """What is known of the party (name, number, phone, address, representative), by field id.

    Only what the field itself would accept: a firm's code never lands in a citizen number.
    """
    found: dict[str, Prefilled] = {}
    for field in form.all_fields():
        known = party.get(field.prefill.removeprefix("party.")) if field.prefill else None
        if kinds.is_blank(known) or field.type == "rows":
            continue
        try:
            found[field.id] = Prefilled(kinds.answer(field, known), _("来自您的实名账户"))
        except Wrong:
            continue
    return found


def summary(form: Form, answers: Mapping[str, Any], facts: Facts, lang: str = "") -> list[Part]:
    """All that is asked, section by section, as people read it; empty `lang`: the page's own."""
    language = lang or get_language() or "zh"
    known = {**facts, **answers}
    return [
        Part(
            section,
            say(section.title, language),
            [
                Line(
                    field,
                    say(field.label, language),
                    readable(field, answers.get(field.id), language),
                )
                for field in visible_fields(section, known)
            ],
        )
        for section in visible_sections(form, known)
    ]


def readable(field: Field, answer: Any, language: str = "zh") -> str:
    """One answer in words; what could not be read (in a draft) as it was typed."""
    if kinds.is_blank(answer):
        return ""
    if field.type == "rows":
        return _readable_rows(field, answer, language)
    if isinstance(answer, bool):
        return _("是") if answer else _("否")
    if field.type in ("choice", "choices"):
        return _labels(field, answer, language)
    if field.type == "date":
        return readable_date(str(answer), language)
    if field.type == "country":
        return contacts.countries(language).get(str(answer), str(answer))
    if field.type in ("number", "money"):
        return _amount(field, str(answer))
    return str(answer)


def readable_date(text: str, language: str = "zh") -> str:
    """2026年3月1日, or as `language` writes it; what is no ISO day stays as it is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    with override(CHINESE if language.startswith("zh") else language):
        return written_day(day)


def _amount(field: Field, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite():
        return text
    if field.type == "money":
        return f"{number:,.2f} " + _("元")
    return f"{number:,f} {unit_said(field.unit)}".strip()


def _labels(field: Field, answer: Any, language: str) -> str:
    chosen = answer if isinstance(answer, list | tuple) else [answer]
    labels = {option.value: say(option.label, language) for option in field.options}
    between = "、" if language.startswith("zh") else "، " if language == "ug" else ", "
    return between.join(labels.get(str(each), str(each)) for each in chosen)


def _readable_rows(field: Field, answer: Any, language: str) -> str:
    rows = [row for row in answer if isinstance(row, Mapping)] if isinstance(answer, list) else []
    between, colon = ("；", "：") if language.startswith("zh") else ("; ", ": ")
    lines = []
    for at, row in enumerate(rows, 1):
        said = [
            f"{say(part.label, language)}{colon}{value}"
            for part in field.fields
            if (value := readable(part, row.get(part.id), language))
        ]
        lines.append(f"{at}. " + between.join(said))
    return "\n".join(lines)
