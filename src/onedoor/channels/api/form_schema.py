"""A form as JSON Schema (2020-12), so that other programs can check answers before they send them.

It describes answers in the form that is kept. What depends on other answers or on the situation is
told by `x-when`, a condition in the words of packs; the form itself has the last word.
"""

from collections.abc import Callable
from typing import Any

from onedoor.registers.catalogue.definition import Condition, Field, Form, Section, say

_Schema = dict[str, Any]


def schema_of_answers(form: Form, *, id: str, version: int) -> _Schema:
    """The schema of all answers to `form`."""
    properties: _Schema = {}
    required = []
    for section in form.sections:
        for field in section.fields:
            properties[field.id] = _property(field, section)
            if field.required and field.when is None and section.when is None:
                required.append(field.id)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": id,
        "title": f"answers, version {version}",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
        "x-statement": say(form.statement),
    }


def _property(field: Field, section: Section | None = None) -> _Schema:
    schema: _Schema = {"title": say(field.label), **_KINDS[field.type](field)}
    hints = [say(text) for text in (field.hint, field.why) if text]
    if field.unit:
        hints.append(field.unit)
    if hints:
        schema["description"] = "\n".join(hints)
    conditions = [each for each in (section.when if section else None, field.when) if each]
    if conditions:
        schema["x-when"] = [_condition(each) for each in conditions]
        schema["x-required"] = field.required
    if field.prefill:
        schema["x-prefill"] = field.prefill
    if field.sensitive:
        schema["x-sensitive"] = True
    if section:
        schema["x-section"] = {"id": section.id, "title": say(section.title)}
    return schema


def _condition(condition: Condition) -> Any:
    return condition.model_dump(
        mode="json", by_alias=True, exclude_none=True, exclude_defaults=True
    )


def _text(field: Field) -> _Schema:
    return {"type": "string", "minLength": 1, "maxLength": field.max_length}


def _number(field: Field) -> _Schema:
    bounds = {"x-at-least": field.at_least, "x-at-most": field.at_most}
    told = {name: str(bound) for name, bound in bounds.items() if bound is not None}
    # Kept as decimal text, for binary fractions are not what was typed; a JSON number is read too.
    return {"type": ["string", "number"], "pattern": r"^[0-9]+(\.[0-9]+)?$", **told}


def _date(field: Field) -> _Schema:
    # A day, or the name of another date of the form, for which JSON Schema has no word.
    bounds = {"x-not-before": field.not_before, "x-not-after": field.not_after}
    return {
        "type": "string",
        "format": "date",
        **{k: bound for k, bound in bounds.items() if bound},
    }


def _options(field: Field) -> _Schema:
    return {
        "enum": [option.value for option in field.options],
        "x-labels": {option.value: say(option.label) for option in field.options},
    }


def _rows(field: Field) -> _Schema:
    always = [each.id for each in field.fields if each.required and each.when is None]
    row = {
        "type": "object",
        "properties": {each.id: _property(each) for each in field.fields},
        "required": always,
        "additionalProperties": False,
    }
    schema: _Schema = {"type": "array", "items": row, "minItems": int(field.at_least or 0)}
    if field.at_most is not None:
        schema["maxItems"] = int(field.at_most)
    return schema


def _of(pattern: str = "", **more: Any) -> Callable[[Field], _Schema]:
    shape = {"type": "string", **({"pattern": pattern} if pattern else {}), **more}
    return lambda _field: dict(shape)


_KINDS: dict[str, Callable[[Field], _Schema]] = {
    "text": _text,
    "long_text": _text,
    "name": _text,
    "address": _text,
    "number": _number,
    "money": _number,
    "date": _date,
    "yes_no": lambda _field: {"type": "boolean"},
    "signed": lambda field: {"type": "boolean", **({"const": True} if field.required else {})},
    "choice": lambda field: {"type": "string", **_options(field)},
    "choices": lambda field: {"type": "array", "items": _options(field), "uniqueItems": True},
    "phone": _of(minLength=5, maxLength=30),
    "email": _of(format="email"),
    "citizen_number": _of(r"^[0-9]{17}[0-9X]$"),
    "credit_code": _of(r"^[0-9A-Z]{18}$"),
    "passport": _of(minLength=5, maxLength=20),
    "country": _of(minLength=2, description="ISO 3166-1 alpha-3"),
    "rows": _rows,
}
