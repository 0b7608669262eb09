"""The decision, by a person or by the published rule; then delivery and the end."""

from decimal import Decimal

from django.db import transaction

from onedoor.casework.cases import rules
from onedoor.casework.cases.acted_on import act_on_the_licence, why_not_grant_over
from onedoor.casework.cases.actions.accepting import accept, finish_task, keep_marks
from onedoor.casework.cases.actions.promising import start_the_checks, why_not_decide_yet
from onedoor.casework.cases.actions.voting import reasons_of, speak, who_reviewed
from onedoor.casework.cases.authority import may_act
from onedoor.casework.cases.discretion import standard_of, why_not_depart
from onedoor.casework.cases.events import CaseClosed, CaseDecided, CaseDelivered
from onedoor.casework.cases.finding import (
    definition_of,
    facts_of,
    held,
    news,
    points_before_acceptance,
    task_of,
)
from onedoor.casework.cases.licensing import licence_type
from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.casework.cases.refusals import NotYourPost
from onedoor.casework.cases.route_rules import why_not_grant
from onedoor.casework.cases.wording import BY_RULE
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import ServiceDefinition, say


@transaction.atomic
def decide_case(
    number: str,
    *,
    granted: bool,
    reasons: str = "",
    terms: str = "",
    amount: Decimal | int | None = None,
    by: Actor,
) -> Case:
    """Grant, or refuse with reasons (行政许可法 37, 38). Of two deciding at once one wins.

    `amount`: what a grant gives, where the standard of discretion bounds it; it is told with the
    terms. Outside the standard only with reasons (OutsideTheStandard; AmountMissing).

    Where several decide together, each says their word; it is decided with the last one needed.
    Against the no of a body that decides as well, nothing is granted (CoDeciderSaidNo), nor over a
    licence that cannot be acted on any more (LicenceCannotFollow, LicenceWouldBeOver).
    """
    case = held(number)
    task = task_of(case, "decide")
    if task is None or case.stage != Stage.ACCEPTED:
        raise rules.wrong_stage(case)
    if not by.holds(task.seat):
        raise NotYourPost(title=task.title)
    unfinished = Task.objects.filter(case=case, state__in=["open", "waiting"]).exclude(
        step="decide"
    )
    if refusal := rules.why_not_decide(
        case, granted=granted, reasons=reasons, unfinished=list(unfinished),
        reviewed_by=who_reviewed(case), by=by,
    ):  # fmt: skip
        raise refusal
    definition = definition_of(case)
    standard = standard_of(definition, facts_of(case))
    given = None if amount is None else Decimal(amount)
    if refusal := why_not_depart(standard, granted=granted, reasons=reasons, amount=given):
        raise refusal
    if granted and (refusal := why_not_grant(list(Task.objects.filter(case=case)))):
        raise refusal
    if granted and (refusal := why_not_grant_over(case, definition)):
        raise refusal
    if waiting := why_not_decide_yet(case):
        raise waiting
    may_act(case, task, "decide", by=by)
    hands, word = definition.route.decide.hands, "agree" if granted else "disagree"
    outcome = speak(case, task, hands, result=word, opinion=reasons, by=by)
    if not outcome:
        return case
    if hands.persons > 1:
        granted = outcome == "agree"
        reasons = reasons_of(task, granted=granted)
    _decide(
        case, definition, task, granted=granted, reasons=reasons,
        terms=standard.with_terms(given, terms) if granted else terms,
        alike=standard.alike, left=standard.is_left(granted=granted, amount=given), by=by,
    )  # fmt: skip
    return case


def decide_at_once(case: Case, definition: ServiceDefinition) -> None:
    """Accept and grant by the published rule, in the transaction of the submission (34).

    The rule can only grant: whatever it does not cover goes to a person.
    """
    task = task_of(case, "accept")
    assert task is not None
    keep_marks(case, {each.id: "met" for each in points_before_acceptance(case)}, {}, by=SYSTEM)
    accept(case, definition, task, on=today(), by=SYSTEM)
    for step in Task.objects.filter(case=case).exclude(step__in=["accept", "decide"]):
        finish_task(step, result="by-rule", by=SYSTEM)
    decide = task_of(case, "decide")
    assert decide is not None
    reason = definition.route.automatic_reason
    _decide(
        case,
        definition,
        decide,
        granted=True,
        reasons=say(reason) if reason else BY_RULE,
        automatic=True,
        by=SYSTEM,
    )


def _decide(
    case: Case,
    definition: ServiceDefinition,
    task: Task,
    *,
    granted: bool,
    reasons: str,
    terms: str = "",
    automatic: bool = False,
    alike: str = "",
    left: bool = False,
    by: Actor,
) -> None:
    case.stage, case.granted, case.decided_on = Stage.DECIDED, granted, today()
    case.reasons, case.terms = reasons, terms
    case.result = "granted" if granted else "refused"
    case.save(update_fields=["stage", "granted", "decided_on", "reasons", "terms", "result"])
    finish_task(task, result=case.result, opinion=reasons, by=by)
    start_the_checks(case, definition)
    kind = licence_type(case, definition) if granted else None
    record(
        CaseDecided(
            **news(case),
            granted=granted,
            automatic=automatic,
            licence=kind.code if kind else "",
            said=bool(reasons.strip()),
            alike=alike or None,
            left_the_standard=left if alike else None,
        ),
        by=by,
    )
    if granted:
        act_on_the_licence(case, by=by)


@transaction.atomic
def deliver_case(number: str, *, way: str = "download", by: Actor) -> Case:
    """The result is in the applicant's hands; with that the case ends (行政许可法 44)."""
    case = held(number)
    if refusal := rules.why_not_deliver(case):
        raise refusal
    case.stage, case.closed_on = Stage.CLOSED, today()
    case.save(update_fields=["stage", "closed_on"])
    record(
        CaseDelivered(**news(case), way=way),
        CaseClosed(**news(case), outcome=case.result),
        by=by,
    )
    return case
