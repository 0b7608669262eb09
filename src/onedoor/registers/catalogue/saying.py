"""Conditions, days and bodies in words, Chinese and English: for drawings, comparisons, modellers.

A condition names its facts by the questions people answer, never by the ids of a pack.
"""

from collections.abc import Iterable
from decimal import Decimal

from onedoor.registers.catalogue.definition import (
    Body,
    Condition,
    Field,
    ServiceDefinition,
    Step,
    Text,
    say,
)
from onedoor.registers.catalogue.definition.ground import texts

Labels = dict[str, tuple[Text, dict[str, Text]]]
"""By fact: what it is called, and what each of its values is called."""

_KINDS = {
    "person": texts(zh="个人", en="a person"),
    "organisation": texts(zh="单位", en="an organisation"),
}


def labels_of(definition: ServiceDefinition) -> Labels:
    """What every fact of a service and its values are called."""
    found: Labels = {}
    for field in _every_field(definition.form.all_fields()):
        found[field.id] = (field.label, {each.value: each.label for each in field.options})
    for situation in definition.sheet.situations:
        values = {each.value: each.label for each in situation.options}
        found[f"situation.{situation.id}"] = (situation.question, values)
    found["applicant.kind"] = (texts(zh="申请人", en="the applicant"), _KINDS)
    for table in definition.decisions.tables if definition.decisions else ():
        for output in table.outputs:
            named = {value: texts(zh=value, en=value) for value in output.values}
            found[f"decision.{table.id}.{output.name}"] = (output.label, named)
    return found


def _every_field(fields: Iterable[Field]) -> Iterable[Field]:
    for field in fields:
        yield field
        yield from _every_field(field.fields)


def called(fact: str, labels: Labels) -> tuple[Text, dict[str, Text]]:
    """What a fact and its values are called; one that is not known, as it is written."""
    return labels.get(fact, (texts(zh=fact), {}))


def condition_in_words(condition: Condition, labels: Labels) -> Text:
    """The condition as a sentence without its full stop."""
    return texts(
        zh=_said(condition, labels, "zh", inner=False),
        en=_said(condition, labels, "en", inner=False),
    )


def _said(condition: Condition, labels: Labels, language: str, *, inner: bool) -> str:
    zh = language == "zh"
    if condition.not_ is not None:
        if condition.not_.fact:
            return _test(condition.not_, labels, language, negated=True)
        within = _said(condition.not_, labels, language, inner=True)
        return f"不是{within}" if zh else f"not {within}"
    for parts, between in (
        (condition.all_, "，并且" if zh else ", and "),
        (condition.any_, "，或者" if zh else ", or "),
    ):
        if parts is not None:
            said = between.join(_said(each, labels, language, inner=True) for each in parts)
            brackets = ("（", "）") if zh else ("(", ")")
            return said.join(brackets) if inner and len(parts) > 1 else said
    return _test(condition, labels, language, negated=False)


def _test(condition: Condition, labels: Labels, language: str, *, negated: bool) -> str:
    name, values = called(condition.fact, labels)
    fact = say(name, language).rstrip("？?。：:")
    fact = f"“{fact}”"
    zh = language == "zh"
    if condition.given is not None:
        is_given = condition.given != negated
        if zh:
            return f"填了{fact}" if is_given else f"没有填{fact}"
        return f"{fact} is answered" if is_given else f"{fact} is left open"
    if condition.at_least is not None or condition.below is not None:
        return _range(condition, fact, zh=zh, negated=negated)
    wanted = [condition.is_] if condition.is_ is not None else list(condition.in_ or ())
    said = [_value(each, values, language) for each in wanted]
    between = "或" if zh else " or "
    verb = ("不是" if negated else "是") if zh else (" is not " if negated else " is ")
    return f"{fact}{verb}{between.join(said)}"


def _value(value: str | bool | int | None, values: dict[str, Text], language: str) -> str:
    zh = language == "zh"
    if value is True:
        return "“是”" if zh else "“yes”"
    if value is False:
        return "“否”" if zh else "“no”"
    label = values.get(str(value))
    said = say(label, language) if label else str(value)
    return f"“{said}”"


def _range(condition: Condition, fact: str, *, zh: bool, negated: bool) -> str:
    parts = []
    if condition.at_least is not None:
        low = number_in_words(condition.at_least)
        parts.append(f"不少于 {low}" if zh else f"at least {low}")
    if condition.below is not None:
        high = number_in_words(condition.below)
        parts.append(f"少于 {high}" if zh else f"below {high}")
    said = ("、" if zh else ", ").join(parts)
    if negated:
        return f"{fact}不是{said}" if zh else f"{fact} is not {said}"
    return f"{fact}{said}" if zh else f"{fact} is {said}"


def number_in_words(number: Decimal) -> str:
    """Without an exponent or idle zeros: 300, 0.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def days_in_words(working: int | None, calendar: int | None = None) -> Text:
    """“5 个工作日”, “7 天”, “当天”."""
    if working is not None:
        if working == 0:
            return texts(zh="当天", en="the same day")
        return texts(zh=f"{working} 个工作日", en=f"{working} working days")
    return texts(zh=f"{calendar} 天", en=f"{calendar} calendar days")


def days_of(step: Step) -> Text:
    """The days of one step of a route."""
    return days_in_words(step.working_days, step.calendar_days)


_PLACES = {
    "same": texts(zh="同级", en="here"),
    "prefecture": texts(zh="地（市）", en="at the prefecture"),
    "region": texts(zh="自治区", en="at the region"),
}


def body_in_words(body: Body, functions: dict[str, Text] | None = None) -> Text:
    """Which body acts, as far as a definition alone says; `functions` names them."""
    if body.function == "own":
        name = texts(zh="本机关", en="the agency applied to")
        if body.place == "same":
            return name
        return texts(
            zh=f"{_PLACES[body.place]}同一部门",
            en=f"the same office {say(_PLACES[body.place], 'en')}",
        )
    name = (functions or {}).get(body.function) or texts(
        zh=f"协办机关（{body.function}）", en=body.function
    )
    if body.place == "same":
        return name
    place = _PLACES[body.place]
    return texts(zh=f"{place}{name}", en=f"{say(name, 'en')} {say(place, 'en')}")
