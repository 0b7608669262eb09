"""What a form counts in, as the reader's language writes it. The data is units.yaml."""

from functools import cache
from pathlib import Path

from django.utils.translation import get_language
from ruamel.yaml import YAML


def unit_said(unit: str) -> str:
    """The unit in the language now in force: 平方米, m²; as the pack has it where none is known."""
    language = (get_language() or "zh").partition("-")[0]
    said: str = _known().get(unit, {}).get(language, unit)
    return said


@cache
def _known() -> dict[str, dict[str, str]]:
    kept: dict[str, dict[str, str]] = YAML(typ="safe").load(
        Path(__file__).with_name("units.yaml").read_text("utf-8")
    )
    return kept
