"""Conditions, days and bodies in words, in every language: for drawings, comparisons, modellers.

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
from onedoor.registers.catalogue.definition.ground import in_each, texts
from onedoor.registers.catalogue.sentences import joined, quoted, sentence

Labels = dict[str, tuple[Text, dict[str, Text]]]
"""By fact: what it is called, and what each of its values is called."""


def labels_of(definition: ServiceDefinition) -> Labels:
    """What every fact of a service and its values are called."""
    found: Labels = {}
    for field in _every_field(definition.form.all_fields()):
        found[field.id] = (field.label, {each.value: each.label for each in field.options})
    for situation in definition.sheet.situations:
        values = {each.value: each.label for each in situation.options}
        found[f"situation.{situation.id}"] = (situation.question, values)
    kinds = {each: sentence("conditions", each) for each in ("person", "organisation")}
    found["applicant.kind"] = (sentence("conditions", "applicant"), kinds)
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
    return _said(condition, labels, inner=False)


def _said(condition: Condition, labels: Labels, *, inner: bool) -> Text:
    if condition.not_ is not None:
        if condition.not_.fact:
            return _test(condition.not_, labels, negated=True)
        return sentence("conditions", "not", condition=_said(condition.not_, labels, inner=True))
    for parts, between in ((condition.all_, "and"), (condition.any_, "or")):
        if parts is not None:
            said = joined(
                "conditions", between, [_said(each, labels, inner=True) for each in parts]
            )
            is_one_of_more = inner and len(parts) > 1
            return sentence("conditions", "bracketed", condition=said) if is_one_of_more else said
    return _test(condition, labels, negated=False)


def _test(condition: Condition, labels: Labels, *, negated: bool) -> Text:
    name, values = called(condition.fact, labels)
    fact = quoted(in_each(lambda language: say(name, language).rstrip("？?؟。：:")))
    if condition.given is not None:
        how = "given" if condition.given != negated else "left-open"
        return sentence("conditions", how, fact=fact)
    if condition.at_least is not None or condition.below is not None:
        how = "counts-not" if negated else "counts"
        return sentence("conditions", how, fact=fact, range=_range(condition))
    wanted = [condition.is_] if condition.is_ is not None else list(condition.in_ or ())
    value = joined("values", "or", [_value(each, values) for each in wanted])
    return sentence("conditions", "is-not" if negated else "is", fact=fact, value=value)


def _value(value: str | bool | int | None, values: dict[str, Text]) -> Text:
    if isinstance(value, bool):
        return quoted(yes_or_no(value))
    return quoted(values.get(str(value)) or str(value))


def _range(condition: Condition) -> Text:
    low, high = condition.at_least, condition.below
    if high is None:
        assert low is not None
        return sentence("values", "at-least", n=number_in_words(low))
    below = sentence("values", "below", n=number_in_words(high))
    if low is None:
        return below
    at_least = sentence("values", "at-least", n=number_in_words(low))
    return sentence("values", "between", low=at_least, high=below)


def yes_or_no(value: bool) -> Text:
    """A truth as people say it."""
    return sentence("values", "yes" if value else "no")


def number_in_words(number: Decimal) -> str:
    """Without an exponent or idle zeros: 300, 0.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def days_in_words(working: int | None, calendar: int | None = None) -> Text:
    """“5 个工作日”, “7 天”, “当天”."""
    if working == 0:
        return sentence("days", "same")
    kind, one, n = (
        ("calendar", "calendar-one", calendar)
        if working is None
        else ("working", "working-one", working)
    )
    return sentence("days", one) if n == 1 else sentence("days", kind, n=str(n))


def days_of(step: Step) -> Text:
    """The days of one step of a route."""
    return days_in_words(step.working_days, step.calendar_days)


def body_in_words(body: Body, functions: dict[str, Text] | None = None) -> Text:
    """Which body acts, as far as a definition alone says; `functions` names them."""
    if body.function == "own":
        if body.place == "same":
            return sentence("bodies", "own")
        return sentence("bodies", "own-elsewhere", place=sentence("bodies", body.place))
    name = (functions or {}).get(body.function) or sentence(
        "bodies", "helping", function=body.function
    )
    if body.place == "same":
        return name
    return sentence("bodies", "elsewhere", place=sentence("bodies", body.place), name=name)
