"""Promises before the decision: signed, taken back, given with the application, handed in later."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from onedoor.casework.cases import promise_events as events
from onedoor.casework.cases import promise_refusals as no
from onedoor.casework.cases.actions.drafting import draft_facts, held_draft, void_what_changed
from onedoor.casework.cases.events import CaseClosed
from onedoor.casework.cases.finding import definition_of, facts_of, held, news
from onedoor.casework.cases.models import Case, Draft, Stage, Standstill, Task
from onedoor.casework.cases.promise_models import GivenPromise
from onedoor.casework.cases.refusals import NotYourCase
from onedoor.casework.cases.rules import why_not_for_another
from onedoor.casework.cases.timetable import reckon
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import days, now, today
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.catalogue.definition import Promise, ServiceDefinition, say

# Days before the last one on which the applicant is reminded.
REMIND_BEFORE = 2


def words_of(promise: Promise) -> dict[str, object]:
    """The promise word for word, in every language it was published in."""
    said = promise.model_dump(mode="json", include={"title", "told", "text", "broken", "check"})
    return said | {"basis": str(promise.basis), "working_days": promise.working_days}


def breach_that_shuts(party: str, promise: Promise) -> GivenPromise | None:
    """The finding that shuts this way to the party today, if there is one."""
    if not promise.closed_to_breakers:
        return None
    found = GivenPromise.objects.filter(
        party=party, state="broken", closed_until__gte=today()
    ).order_by("-closed_until")
    return found.first()


def _refuse_closed(party: str, promise: Promise) -> None:
    if shut := breach_that_shuts(party, promise):
        raise no.PromiseClosed(title=shut.said("title"), until=shut.closed_until)


@transaction.atomic
def sign_promise(draft: str, *, promise: str, by: Actor) -> GivenPromise:
    """Sign a promise that this application allows; its exact words are kept with it.

    Signed again, it is signed anew. Raises NoSuchPromise, PromiseClosed.
    """
    found = held_draft(draft, by=by)
    wanted = next(
        (
            each
            for each in found.version.parsed.promises_for(draft_facts(found))
            if each.id == promise
        ),
        None,
    )
    if wanted is None:
        raise no.NoSuchPromise()
    _refuse_closed(str(found.party_id), wanted)
    given, _ = GivenPromise.objects.update_or_create(
        draft=found,
        promise=wanted.id,
        defaults={
            "party": str(found.party_id),
            "kind": wanted.kind,
            "version_id": found.version_id,
            "words": words_of(wanted),
            "read_in": get_language() or "zh",
            "signed_at": now(),
            "signed_by": by.ref,
        },
    )
    void_what_changed(found, by=by)
    return given


@transaction.atomic
def take_back_promise(draft: str, *, promise: str, by: Actor) -> None:
    """Take a promise back before the application is sent; its documents are asked for again."""
    found = held_draft(draft, by=by)
    GivenPromise.objects.filter(draft=found, promise=promise).delete()
    void_what_changed(found, by=by)


def refuse_promises(
    definition: ServiceDefinition, facts: dict[str, object], promised: Sequence[str], party: str
) -> None:
    """Each promise belongs to this application, and its way is open to the party."""
    allowed = {each.id: each for each in definition.promises_for(facts)}
    for id in promised:
        if id not in allowed:
            raise no.NoSuchPromise()
        _refuse_closed(party, allowed[id])


def promises_in(draft: Draft) -> list[str]:
    """The promises of the draft that still fit it; one whose words have changed has to be read."""
    definition = draft.version.parsed
    if not definition.sheet.promises:
        return []
    allowed = {each.id: words_of(each) for each in definition.promises_for(draft_facts(draft))}
    given = GivenPromise.objects.filter(draft=draft)
    return [each.promise for each in given if allowed.get(each.promise) == each.words]


def give_promises(case: Case, draft: Draft | None, promised: Sequence[str], *, by: Actor) -> None:
    """Attach the promises to the case just made, and tell it."""
    definition = definition_of(case)
    if draft is not None:
        mine = GivenPromise.objects.filter(draft=draft)
        mine.exclude(promise__in=promised).delete()
        mine.update(draft=None, case=case)
    else:
        GivenPromise.objects.bulk_create(
            [
                GivenPromise(
                    case=case,
                    party=str(case.applicant_id),
                    promise=each.id,
                    kind=each.kind,
                    version_id=case.version_id,
                    words=words_of(each),
                    read_in=get_language() or "zh",
                    signed_at=now(),
                    signed_by=by.ref,
                )
                for each in definition.sheet.promises
                if each.id in promised
            ]
        )
    told = [
        events.PromiseGiven(**news(case), promise=each.promise, kind=each.kind)
        for each in case.promises.order_by("promise")
    ]
    if told:
        record(*told, by=by)


def start_the_deferred(case: Case, definition: ServiceDefinition, *, on: date) -> None:
    """From acceptance runs the time in which deferred documents have to come."""
    if not definition.sheet.promises:
        return
    calendar = calendar_for(case.agency)
    for given in case.promises.filter(kind="deferred"):
        within = definition.promise(given.promise)
        if within is not None:
            given.due_on = calendar.add_working_days(on, within.working_days)
            given.save(update_fields=["due_on"])


def start_the_checks(case: Case, definition: ServiceDefinition) -> None:
    """With the decision begins the duty to look whether a promise is kept."""
    if not (definition.sheet.promises and case.granted and case.decided_on):
        return
    calendar, seat = calendar_for(case.agency), _who_checks(case)
    for given in case.promises.filter(kind="tell-and-promise", state="given"):
        within = definition.promise(given.promise)
        if within is None:
            continue
        given.state, given.agency, given.post = "to-check", seat.agency, seat.post
        given.due_on = calendar.add_working_days(case.decided_on, within.working_days)
        given.save(update_fields=["state", "agency", "post", "due_on"])


def _who_checks(case: Case) -> Task:
    """The post that reviews; where there is no review, the one that decides."""
    tasks = list(Task.objects.filter(case=case).exclude(step="accept").order_by("id"))
    return next((each for each in tasks if each.step != "decide"), tasks[-1])


def why_not_decide_yet(case: Case) -> no.PromisedDocumentsMissing | None:
    """What was put off has to be there before anything is decided."""
    if not definition_of(case).sheet.promises:
        return None
    open_ones = list(case.promises.filter(kind="deferred", state__in=["given", "lapsed"]))
    if not open_ones:
        return None
    names = [each.said("title") for each in open_ones]
    return no.PromisedDocumentsMissing(names="、".join(names), due=open_ones[0].due_on)


@transaction.atomic
def hand_in_promised(number: str, *, promise: str, by: Actor) -> GivenPromise:
    """Hand in what was put off; its files were added with `hand_in`. A clock that stood runs on.

    Raises NothingPutOff, PromisedNotThere.
    """
    case = held(number)
    if by.party != str(case.applicant_id):
        raise NotYourCase()
    if refusal := why_not_for_another("correct", case.service, by=by):
        raise refusal
    given = case.promises.select_for_update().filter(promise=promise, kind="deferred").first()
    if given is None or given.state not in ("given", "lapsed") or not case.accepted_on:
        raise no.NothingPutOff()
    _refuse_what_is_not_there(case, given)
    given.state, given.looked_on = "handed-in", today()
    given.save(update_fields=["state", "looked_on"])
    _let_the_clock_run(case, given)
    record(events.PromiseHandedIn(**news(case), promise=given.promise, kind=given.kind), by=by)
    return given


def documents_put_off(case: Case, given: GivenPromise) -> list[str]:
    """The documents this promise puts off, as far as the case calls for them."""
    definition = definition_of(case)
    promise = definition.promise(given.promise)
    bare = {key: fact for key, fact in facts_of(case).items() if key != f"promise.{given.promise}"}
    asked = [each.id for each in definition.documents_for(bare)]
    return [each for each in asked if promise and each in promise.documents]


def _refuse_what_is_not_there(case: Case, given: GivenPromise) -> None:
    there = {
        document
        for document, _ in case.materials.filter(replaced=False).values_list("document", "case_id")
    }
    lacking = [each for each in documents_put_off(case, given) if each not in there]
    if lacking:
        names = {each.id: say(each.name) for each in definition_of(case).documents.documents}
        raise no.PromisedNotThere(
            names="、".join(names[each] for each in lacking), where=lacking[0]
        )


def _standstill_of(given: GivenPromise) -> str:
    return f"promise-{given.promise}"[:40]


def _let_the_clock_run(case: Case, given: GivenPromise) -> None:
    stood = Standstill.objects.filter(case=case, procedure=_standstill_of(given), ended_on=None)
    if stood.update(ended_on=today()):
        case.suspended = False
        _reckon(case)


def _reckon(case: Case) -> None:
    reckon(case, definition_of(case), today=today())
    case.save(update_fields=["suspended", "statutory_due", "promised_due"])
    Task.objects.filter(case=case, step="decide", state="open").update(due_on=case.promised_due)


def look_after_the_deferred(*, of: str = "") -> None:
    """Remind of what is due soon, and let lapse what did not come. Run as often as you like.

    `of`: look at this case alone.
    """
    waiting = GivenPromise.objects.filter(
        kind="deferred", state="given", case__stage=Stage.ACCEPTED, due_on__isnull=False
    )
    if of:
        waiting = waiting.filter(case__number=of)
    soon = waiting.filter(due_on__lte=today() + days(REMIND_BEFORE), reminded_on=None)
    for key in list(soon.values_list("pk", flat=True)):
        _remind(key)
    for key in list(waiting.filter(due_on__lt=today()).values_list("pk", flat=True)):
        _let_lapse(key)


@transaction.atomic
def _remind(key: UUID) -> None:
    given = GivenPromise.objects.select_for_update().get(pk=key)
    if given.reminded_on or given.case is None or given.due_on is None:
        return
    given.reminded_on = today()
    given.save(update_fields=["reminded_on"])
    due = events.PromiseDue(
        **news(given.case), promise=given.promise, kind=given.kind, due_on=given.due_on
    )
    record(due, by=SYSTEM)


@transaction.atomic
def _let_lapse(key: UUID) -> None:
    given = GivenPromise.objects.select_related("case").get(pk=key)
    assert given.case is not None
    case = held(given.case.number)
    given.refresh_from_db()
    promise = definition_of(case).promise(given.promise)
    if promise is None or given.state != "given" or case.stage != Stage.ACCEPTED:
        return
    given.state, given.looked_on = "lapsed", today()
    given.save(update_fields=["state", "looked_on"])
    lapsed = events.PromiseLapsed(
        **news(case), promise=given.promise, kind=given.kind, effect=promise.unkept
    )
    record(lapsed, by=SYSTEM)
    if promise.unkept == "ends":
        _end(case, promise)
    elif not case.suspended:
        _stand_still(case, given, promise)


def _end(case: Case, promise: Promise) -> None:
    case.stage, case.result, case.closed_on = Stage.CLOSED, "not_handed_in", today()
    case.reasons = say(promise.broken)
    case.save(update_fields=["stage", "result", "closed_on", "reasons"])
    case.standstills.filter(ended_on=None).update(ended_on=today())
    Task.objects.filter(case=case, state__in=["open", "waiting"]).update(state="dropped")
    record(CaseClosed(**news(case), outcome=case.result), by=SYSTEM)


def _stand_still(case: Case, given: GivenPromise, promise: Promise) -> None:
    Standstill.objects.create(
        case=case,
        procedure=_standstill_of(given),
        title=say(promise.title)[:100],
        reasons=str(promise.basis),
        planned_days=promise.working_days,
        began_on=today(),
    )
    case.suspended = True
    _reckon(case)
