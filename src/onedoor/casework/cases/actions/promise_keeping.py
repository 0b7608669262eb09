"""After the decision: is the promise kept, and what follows when it is not (国办发〔2020〕42号)."""

from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import promise_events as events
from onedoor.casework.cases import promise_refusals as no
from onedoor.casework.cases.authority import has_authority
from onedoor.casework.cases.finding import definition_of, held, news, task_of
from onedoor.casework.cases.models import Case, Task
from onedoor.casework.cases.promise_models import GivenPromise
from onedoor.casework.cases.refusals import NotYourCase, NotYourPost, ReasonsNeeded
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import months_after, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.licences.actions import (
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from onedoor.registers.licences.queries import newest_licence_on

# Working days in which one may object before a licence is taken for good (行政处罚法 45: 申辩).
OBJECT_WITHIN = 5


def _found(number: str, promise: str) -> tuple[Case, GivenPromise]:
    case = held(number)
    given = case.promises.select_for_update().filter(promise=promise).first()
    if given is None:
        raise no.NoSuchPromise()
    return case, given


def _at_its_post(case: Case, given: GivenPromise, *, by: Actor) -> None:
    """Whoever looks at it holds its post, with the right to review there."""
    task = Task.objects.filter(case=case, agency=given.agency, post=given.post).first()
    if task is None or not by.holds(given.seat):
        raise NotYourPost(title=task.title if task else "")
    has_authority(case, task, "decide" if task.step == "decide" else "review", by=by)


def _looked(given: GivenPromise, state: str, *, by: Actor) -> None:
    given.state, given.looked_on = state, today()
    given.looked_by, given.looked_by_name = by.ref, by.name[:100]


@transaction.atomic
def check_promise(
    number: str, *, promise: str, kept: bool, reasons: str = "", evidence: str = "", by: Actor
) -> GivenPromise:
    """Say whether the promise is kept. A broken one stops the licence, until objections are over.

    Raises NotToBeChecked, FindingNeedsReasons.
    """
    case, given = _found(number, promise)
    if given.state != "to-check":
        raise no.NotToBeChecked()
    _at_its_post(case, given, by=by)
    if not kept and not (reasons.strip() and evidence.strip()):
        raise no.FindingNeedsReasons(where="evidence" if reasons.strip() else "reasons")
    given.reasons, given.evidence = reasons.strip(), evidence.strip()
    if kept:
        _looked(given, "kept", by=by)
        given.save()
        record(events.PromiseKept(**news(case), promise=promise, kind=given.kind), by=by)
        return given
    _looked(given, "broken", by=by)
    named = definition_of(case).promise(promise)
    if named and named.closed_to_breakers:
        given.closed_until = months_after(today(), named.closed_months)
    given.save()
    if named and named.licence == "revoke":
        _change_licence(case, "valid", suspend_licence, given.reasons)
    record(
        events.PromiseBroken(
            **news(case), promise=promise, kind=given.kind, closed_until=given.closed_until
        ),
        by=by,
    )
    return given


def _change_licence(case: Case, state: str, change, reasons: str) -> None:  # type: ignore[no-untyped-def]
    # What was promised for the first holds for every licence renewed on the strength of it.
    licence = newest_licence_on(case.number, seen_by=SYSTEM)
    if licence is not None and licence.state == state:
        change(licence.number, reasons=reasons, by=SYSTEM)


@transaction.atomic
def object_to_finding(number: str, *, promise: str, reasons: str, by: Actor) -> GivenPromise:
    """The applicant objects: somebody else will look. Raises NotBroken, ObjectedAlready."""
    case, given = _found(number, promise)
    _own(case, by)
    if given.state != "broken":
        raise no.NotBroken()
    if given.objected_on:
        raise no.ObjectedAlready()
    if not reasons.strip():
        raise ReasonsNeeded(where="objection")
    given.objection, given.objected_on = reasons.strip(), today()
    given.save(update_fields=["objection", "objected_on"])
    record(events.PromiseObjected(**news(case), promise=promise, kind=given.kind), by=by)
    return given


def _own(case: Case, by: Actor) -> None:
    if by.party != str(case.applicant_id) or by.scope is not None:
        raise NotYourCase()


@transaction.atomic
def answer_finding(
    number: str, *, promise: str, upheld: bool, reasons: str, by: Actor
) -> GivenPromise:
    """The deciding post answers, not the hand that looked. `upheld`: the finding is struck out."""
    case, given = _found(number, promise)
    if not given.is_objected:
        raise no.NoObjection()
    desk = task_of(case, "decide")
    if desk is None or not by.holds(desk.seat):
        raise NotYourPost(title=desk.title if desk else "")
    has_authority(case, desk, "decide", by=by)
    if by.ref == given.looked_by:
        raise no.OtherHands()
    if not reasons.strip():
        raise ReasonsNeeded(where="reasons")
    given.objection_answer, given.objection_answered_on = reasons.strip(), today()
    if upheld:
        given.state, given.closed_until = "cleared", None
        _change_licence(case, "suspended", restore_licence, given.objection_answer)
    else:
        _take_the_licence(case, given)
    given.save()
    told = events.ObjectionAnswered(**news(case), promise=promise, kind=given.kind, upheld=upheld)
    record(told, by=by)
    return given


def _take_the_licence(case: Case, given: GivenPromise) -> None:
    named = definition_of(case).promise(given.promise)
    if named and named.licence == "revoke":
        _change_licence(case, "suspended", revoke_licence, given.reasons)


def settle_what_is_broken(*, of: str = "") -> None:
    """Take the licence once the time for objecting is over and none waits. Harmless to repeat.

    `of`: look at this case alone.
    """
    found = GivenPromise.objects.filter(
        state="broken", looked_on__lt=today(), objected_on=None, kind="tell-and-promise"
    ).select_related("case")
    if of:
        found = found.filter(case__number=of)
    for given in found:
        assert given.case is not None and given.looked_on is not None
        until = calendar_for(given.case.agency).add_working_days(given.looked_on, OBJECT_WITHIN)
        if today() > until:
            _settle(given.pk)


@transaction.atomic
def _settle(key: UUID) -> None:
    given = GivenPromise.objects.select_for_update().get(pk=key)
    if given.state == "broken" and not given.objected_on and given.case is not None:
        _take_the_licence(given.case, given)


@transaction.atomic
def report_repair(number: str, *, promise: str, done: str, by: Actor) -> GivenPromise:
    """The applicant says what has been put right; the agency will look. Raises NotBroken."""
    case, given = _found(number, promise)
    _own(case, by)
    if given.state != "broken":
        raise no.NotBroken()
    if not done.strip():
        raise ReasonsNeeded(where="repair")
    given.repair, given.repair_told_on, given.repair_answered_on = done.strip(), today(), None
    given.save(update_fields=["repair", "repair_told_on", "repair_answered_on"])
    record(events.RepairTold(**news(case), promise=promise, kind=given.kind), by=by)
    return given


@transaction.atomic
def answer_repair(
    number: str, *, promise: str, repaired: bool, reasons: str, by: Actor
) -> GivenPromise:
    """Say whether it has been put right; if so, the way of promises is open again at once."""
    case, given = _found(number, promise)
    if not given.is_repair_told or given.state != "broken":
        raise no.NoRepair()
    _at_its_post(case, given, by=by)
    if not reasons.strip():
        raise ReasonsNeeded(where="reasons")
    given.repair_answer, given.repair_answered_on = reasons.strip(), today()
    if repaired:
        given.state, given.closed_until = "repaired", None
    given.save()
    told = events.RepairAnswered(**news(case), promise=promise, kind=given.kind, repaired=repaired)
    record(told, by=by)
    return given
