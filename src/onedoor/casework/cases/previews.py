"""What a paper would say if the act were done now. Composed on a copy; nothing is kept."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from onedoor.casework.cases import wording
from onedoor.casework.cases.actions.correcting import _item
from onedoor.casework.cases.discretion import standard_of, why_not_depart
from onedoor.casework.cases.models import Case, Correction
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.catalogue.definition import ReviewPoint, ServiceDefinition
from onedoor.registers.papers.kinds import Sheet


@override("zh-hans")
def correction_sheet(
    case: Case,
    definition: ServiceDefinition,
    points: Sequence[ReviewPoint],
    words: Mapping[str, str],
) -> Sheet:
    """The notice with a line for each of these points, in these words where given."""
    as_if = deepcopy(case)
    items = [_item(definition, point, words) for point in points]
    as_if.correction = Correction(case=as_if, items=items, told_on=today())
    as_if.told_missing_on = today()
    return wording.correction_notice(as_if, definition, agency_called(case.agency), today())


@override("zh-hans")
def decision_sheet(
    case: Case,
    definition: ServiceDefinition,
    agency: str,
    facts: Mapping[str, Any],
    *,
    granted: bool,
    reasons: str,
    terms: str,
    amount: Decimal | None,
) -> Sheet:
    """The decision of that agency, granted or refused, with these reasons and terms.

    Refuses as `why_not_depart`.
    """
    standard = standard_of(definition, facts)
    if refusal := why_not_depart(standard, granted=granted, reasons=reasons, amount=amount):
        raise refusal
    terms = standard.with_terms(amount, terms) if granted else terms
    as_if = deepcopy(case)
    as_if.granted, as_if.decided_on = granted, today()
    as_if.reasons, as_if.terms = reasons, terms
    return wording.decision(as_if, definition, agency_called(agency), today())
