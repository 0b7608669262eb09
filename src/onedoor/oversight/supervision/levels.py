"""The three levels of a card, each told by shape, letter and word; colour only repeats it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from onedoor.registers.catalogue.definition.supervision import LEVELS, Level

__all__ = ["COUNTS", "LEVELS", "SIGNS", "Level", "Sign", "worse"]

# A card counts against an agency from here on; a warning comes before the breach and counts not.
COUNTS: tuple[Level, ...] = ("yellow", "red")


@dataclass(frozen=True)
class Sign:
    """How a level is shown."""

    shape: str
    letter: str
    noop: str
    tone: str

    @property
    def word(self) -> str:
        """In the reader's language."""
        return _(self.noop)


SIGNS: dict[Level, Sign] = {
    "warning": Sign("▲", "W", gettext_noop("预警"), "info"),
    "yellow": Sign("◆", "Y", gettext_noop("黄牌"), "warn"),
    "red": Sign("■", "R", gettext_noop("红牌"), "err"),
}


def worse(one: Level, other: Level) -> bool:
    """Whether `one` weighs more than `other`."""
    return LEVELS.index(one) > LEVELS.index(other)
