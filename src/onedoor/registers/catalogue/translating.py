"""What a model refuses, as a sentence for whoever wrote the pack."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from onedoor.registers.catalogue.faults import Fault
from onedoor.registers.catalogue.reading import Place, Source

_PATTERNS = {
    "^[a-z][a-z0-9]*(-[a-z0-9]+)*$": "small letters and digits joined by hyphens: street-stall",
    "^[a-z][a-z0-9_]*$": "small letters, digits and underscores, a letter first: given_name",
    "^[0-9]{12}$": "twelve digits in quotes",
    "^([0-9]{12})?$": "twelve digits in quotes",
    "^[0-9]{11}[0-9Y]$": "eleven digits and a digit or Y, in quotes",
    "^[0-9]{11}[0-9Y][0-9]{2}$": "the catalogue code and two digits, in quotes",
}
_WANTED = {
    "string": "text",
    "int": "a whole number",
    "bool": "true or false",
    "decimal": "a number",
    "date": "a date such as 2026-03-01",
    "tuple": "a list (lines that begin with `-`)",
    "list": "a list (lines that begin with `-`)",
    "dict": "a mapping (lines like `key: value`)",
    "model": "a mapping (lines like `key: value`)",
}


def build(model: type[BaseModel], source: Source) -> tuple[Any, list[Fault]]:
    """The model read from the source, or None and every fault that stands in its way."""
    if not isinstance(source.content, dict):
        remedy = "Write `key: value` lines; see packs/_schema."
        return None, [source.fault((), "The file holds no mapping.", remedy)]
    try:
        return model.model_validate(source.content), []
    except ValidationError as refused:
        return None, list(_faults(model, source, refused))


def _faults(model: type[BaseModel], source: Source, refused: ValidationError) -> Iterator[Fault]:
    seen: set[tuple[Place, str]] = set()
    for error in refused.errors(include_url=False):
        place = tuple(error["loc"])
        # A value that fits no branch of a union is refused once for each branch.
        spot = (source.nearest(place), error["type"] if error["type"] == "missing" else "")
        if spot in seen and error["type"] != "missing":
            continue
        seen.add(spot)
        problem, remedy = _sentence(model, source, error, place)
        yield source.fault(place, problem, remedy)


def _sentence(
    model: type[BaseModel], source: Source, error: ErrorDetails, place: Place
) -> tuple[str, str]:
    kind, context = error["type"], error.get("ctx", {})
    name = _name(place if kind in ("missing", "extra_forbidden") else source.nearest(place))
    if kind == "missing":
        return f"`{name}` is missing.", f"Add `{place[-1]}:` here."
    if kind == "extra_forbidden":
        return f"`{name}` is not a known field.", _instead(str(place[-1]), _known(model, place))
    if kind == "value_error":
        return f"{_sentence_of(str(context['error']))}", "Correct it here."
    if kind == "literal_error":
        choices = [each.strip("'") for each in str(context["expected"]).split(" or ")]
        known = [word.strip(" '") for each in choices for word in each.split(",")]
        return f"`{name}` cannot be “{error['input']}”.", _instead(str(error["input"]), known)
    if kind == "string_pattern_mismatch":
        wanted = _PATTERNS.get(str(context["pattern"]), str(context["pattern"]))
        return f"`{name}` is “{_short(error['input'])}”.", f"Write {wanted}."
    return _wrong_type(name, kind, error)


def _wrong_type(name: str, kind: str, error: ErrorDetails) -> tuple[str, str]:
    given = error["input"]
    if kind in ("string_too_short", "too_short"):
        return f"`{name}` is empty.", "Fill it in."
    if kind == "string_type" and isinstance(given, int | float):
        return f"`{name}` must be text, but {given} is a number.", f'Put it in quotes: "{given}".'
    wanted = _WANTED.get(kind.split("_")[0])
    if given is None:
        return f"`{name}` is empty.", f"Write {wanted or 'a value'}."
    if wanted:
        return f"`{name}` is {_kind_of(given)}.", f"Write {wanted}."
    return f"`{name}`: {error['msg']}.", "Correct it here."


def _instead(given: str, known: list[str]) -> str:
    close = get_close_matches(given, known, n=1, cutoff=0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    return f"Known here: {', '.join(known)}." if known else "Remove it."


def _known(model: type[BaseModel], place: Place) -> list[str]:
    """The fields that may stand where the unknown one stands."""
    schema = _schema(model)
    node: Any = schema
    for step in place[:-1]:
        node = _inside(_resolved(node, schema), step, schema)
    return sorted(_resolved(node, schema).get("properties", {}))


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _resolved(node: Any, schema: dict[str, Any]) -> dict[str, Any]:
    """The node itself behind references and `or nothing`."""
    for _ in range(10):
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
        elif "anyOf" in node:
            node = next((each for each in node["anyOf"] if each.get("type") != "null"), {})
        else:
            break
    return dict(node)


def _inside(node: dict[str, Any], step: str | int, schema: dict[str, Any]) -> Any:
    if isinstance(step, int):
        return node.get("items", {})
    return node.get("properties", {}).get(step, node.get("additionalProperties") or {})


def _name(place: Place) -> str:
    text = ""
    for step in place:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".") or "the file"


def _kind_of(given: object) -> str:
    if isinstance(given, bool):
        return f"“{str(given).lower()}”"
    if isinstance(given, dict):
        return "a mapping"
    if isinstance(given, list):
        return "a list"
    return f"“{_short(given)}”"


def _short(given: object) -> str:
    text = str(given)
    return text if len(text) <= 40 else text[:39] + "…"


def _sentence_of(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "。")) else text + "."
