"""The days on which one last day stood, as facts open, move and close it. Pure arithmetic."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days on which one last day stands: from `begins` to `ends` (None: still)."""

    begins: date
    ends: date | None
    due: date


@dataclass
class Timeline:
    """The stretches of one clock, as facts open and close them."""

    stretches: list[Stretch] = field(default_factory=list)
    _open: tuple[date, date] | None = None

    def run(self, on: date, due: date | None) -> None:
        """From that day this is the last day; None: the clock stands."""
        self.stop(on)
        self._open = (on, due) if due else None

    def stop(self, on: date) -> None:
        """From that day it runs no more."""
        if self._open:
            begins, due = self._open
            self.stretches.append(Stretch(begins=begins, ends=on, due=due))
        self._open = None

    def all(self) -> list[Stretch]:
        """Every stretch, the running one last."""
        if not self._open:
            return list(self.stretches)
        begins, due = self._open
        return [*self.stretches, Stretch(begins=begins, ends=None, due=due)]
