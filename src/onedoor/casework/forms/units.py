"""What a form counts in, for the reader."""

from onedoor.kernel.languages import language_spoken
from onedoor.registers.catalogue.definition import say, unit_called


def unit_said(unit: str) -> str:
    """The unit in the language now in force: 平方米, m²; as the pack has it where none is known."""
    return say(unit_called(unit), language_spoken()) if unit else ""
