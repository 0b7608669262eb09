"""What can be shown by a code: the face of a licence, or of a transcript of paper of before.

Beside its lines a face has what these tell as yes or no: of an age whether it has been reached, so
that neither the number nor the birth date need be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from onedoor.kernel.time import today
from onedoor.registers.licences.ages import ages, born
from onedoor.registers.licences.queries import Licence, standing_of
from onedoor.registers.transcripts.queries import Transcript, stands

Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Face:
    """Whose it is and what stands on it; `matter` is under what looks at it are written.

    `grade` is A for what an agency sealed and B for a transcript, which is of no service.
    """

    kind_name: str
    number: str
    agency_name: str
    holder: str
    service: str
    matter: str
    lines: Lines
    standing: str
    valid_until: date | None
    grade: str

    @property
    def yes_or_no(self) -> Lines:
        """What the lines tell as yes or no today: the question, and its answer."""
        birth = born([value for _label, value in self.lines])
        reached = ages(birth, on=today()) if birth else {}
        return tuple(
            (_("满 {age} 周岁").format(age=age), _("是") if yes else _("否"))
            for age, yes in reached.items()
        )

    @property
    def labels(self) -> set[str]:
        """Everything that can be chosen to be shown."""
        return {label for label, _value in (*self.lines, *self.yes_or_no)}

    def chosen(self, labels: Sequence[str]) -> Lines:
        """These lines, then these yes or no, in the order of the face."""
        return tuple(each for each in (*self.lines, *self.yes_or_no) if each[0] in set(labels))


def face_of(shown: Licence | Transcript) -> Face:
    """The face as it stands at this moment."""
    lines = tuple((each["label"], each["value"]) for each in shown.facts)
    if isinstance(shown, Transcript):
        return Face(
            kind_name=shown.kind_name, number=shown.number, agency_name=shown.agency_name,
            holder=shown.holder, service="", matter=f"transcript:{shown.pk}", lines=lines,
            standing="valid" if stands(shown) else "expired", valid_until=shown.valid_until,
            grade="B",
        )  # fmt: skip
    return Face(
        kind_name=shown.kind_name, number=shown.number, agency_name=shown.agency_name,
        holder=shown.holder, service=shown.service, matter=shown.ground, lines=lines,
        standing=standing_of(shown), valid_until=shown.valid_until, grade="A",
    )  # fmt: skip
