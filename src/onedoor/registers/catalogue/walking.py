"""Goes through a definition, saying where in its file everything stands."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from onedoor.registers.catalogue.definition import Basis, Condition
from onedoor.registers.catalogue.reading import Place


def walk(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """The value and everything in it, each with its place by the names the file uses."""
    yield place, value
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from walk(each, (*place, key))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from walk(each, (*place, number))


def conditions(value: Any) -> Iterator[tuple[Place, Condition]]:
    """Every test of one fact, with its place; joined conditions are taken apart."""
    for place, each in walk(value):
        if isinstance(each, Condition) and each.fact:
            yield place, each


def sentences(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text for people, with its place. The words of laws are left out: they are quoted."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel) and not isinstance(value, Basis):
        for name, field in type(value).model_fields.items():
            yield from sentences(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            yield from sentences(each, (*place, number))
