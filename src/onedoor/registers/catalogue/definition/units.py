"""What packs count in, as each language writes it. The data is units.yaml."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.registers.catalogue.definition.ground import Text, in_each, say, texts


def unit_called(unit: str) -> Text:
    """The unit in every language: 平方米, m²; as the pack has it where none is known."""
    return texts(zh=unit, **_known().get(unit, {}))


def counted(number: str, unit: str) -> Text:
    """So many of a unit: “80 分”, “80 points”; a number alone where there is no unit."""
    if not unit:
        return texts(zh=number)
    called = unit_called(unit)
    return in_each(lambda language: f"{number} {say(called, language)}")


@cache
def _known() -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = YAML(typ="safe").load(
        Path(__file__).with_name("units.yaml").read_text("utf-8")
    )
    return kept
