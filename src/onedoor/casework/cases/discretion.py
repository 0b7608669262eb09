"""The standard of discretion (裁量基准): what the published table calls for, and leaving it."""

from collections.abc import Mapping
from typing import Any

from onedoor.casework.cases.refusals import OutsideTheStandard
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import COURSE, ServiceDefinition


def why_not_depart(
    definition: ServiceDefinition, facts: Mapping[str, Any], *, granted: bool, reasons: str
) -> Refusal | None:
    """Whoever decides otherwise than the published standard says why (国办发〔2022〕27号)."""
    wanted = "grant" if granted else "refuse"
    for table in definition.decisions.of("discretion") if definition.decisions else ():
        course = facts.get(f"decision.{table.id}.{COURSE}")
        if course in ("grant", "refuse") and course != wanted and not reasons.strip():
            return OutsideTheStandard(where="reasons")
    return None
