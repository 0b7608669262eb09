"""What a form counts in, as the reader's language writes it. The data is units.yaml."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from onedoor.kernel.languages import language_spoken


def unit_said(unit: str) -> str:
    """The unit in the language now in force: 平方米, m²; as the pack has it where none is known."""
    said: str = _known().get(unit, {}).get(language_spoken(), unit)
    return said


@cache
def _known() -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = YAML(typ="safe").load(
        Path(__file__).with_name("units.yaml").read_text("utf-8")
    )
    return kept
