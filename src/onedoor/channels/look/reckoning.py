"""How the tables of a service decided, read out: each row that held, what came of it, its basis."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from onedoor.channels.look.words import say_plain
from onedoor.registers.catalogue.definition import COURSE, Reckoned, ServiceDefinition


def tables_read(definition: ServiceDefinition, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every table that came to something, as lines and a sum; the ranges of discretion left out."""
    return [
        _read(each)
        for each in definition.reckon(facts)
        if each.given and each.table.gives != "discretion"
    ]


def ranges_read(definition: ServiceDefinition, facts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The ranges of discretion (裁量基准) for these facts."""
    return [
        _read(each)
        for each in definition.reckon(facts)
        if each.given and each.table.gives == "discretion"
    ]


def _read(each: Reckoned) -> dict[str, Any]:
    single = len(each.lines) == 1
    return {
        "title": each.table.title,
        "gives": each.table.gives,
        # Of one row, the words say it; of several, each says what it brings.
        "lines": []
        if single
        else [{"key": one.words, "value": say_plain(one.gives)} for one in each.lines],
        "words": each.lines[0].words if single else "",
        "sums": _sums(each),
        "basis": str(each.lines[0].basis if single else each.basis),
    }


def _sums(each: Reckoned) -> list[str]:
    """What came of the table; its course as a clerk says it."""
    courses = {"grant": _("准予"), "refuse": _("不予")}
    names = [one.name for one in each.table.outputs if each.values.get(one.name) is not None]
    return [
        f"{say_plain(label)} {(name == COURSE and courses.get(str(value))) or say_plain(value)}"
        for name, (label, value) in zip(names, each.given, strict=True)
    ]
