"""What may be done to a case, and when: values in, a refusal or nothing out. No queries."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.clock_words import day_text
from onedoor.casework.cases.models import OPEN_STAGES, Case, Stage, Task
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.catalogue.definition import ReviewPoint, ServiceDefinition, say
from onedoor.registers.people.levels import level_called

# What a post may say at the end of its step.
RESULTS = ("agree", "disagree", "done")
# Grounds on which an application may be turned away before review (行政许可法 32).
GROUNDS = ("not-needed", "not-ours", "not-entitled")


def stage_word(stage: str) -> str:
    """The stage as people say it."""
    words = {
        Stage.SUBMITTED: _("等受理"),
        Stage.CORRECTING: _("等申请人补正"),
        Stage.ACCEPTED: _("审查中"),
        Stage.DECIDED: _("已决定"),
        Stage.CLOSED: _("已办结"),
        Stage.NOT_ACCEPTED: _("不予受理"),
        Stage.WITHDRAWN: _("已撤回"),
        Stage.ENDED: _("已终止"),
    }
    return words[Stage(stage)]


def wrong_stage(case: Case) -> Refusal:
    """The refusal that tells where the case really is."""
    if case.decided_on:
        return no.AlreadyDecided()
    return no.WrongStage(stage=stage_word(case.stage))


def why_not_touch(task: Task | None, *, by: Actor) -> Refusal | None:
    """Whether `by` may do what this task asks: it is open, and its post is theirs."""
    if task is None:
        return no.NotYourPost(title=_("别的"))
    if not by.holds(task.seat) and by.kind != "system":
        return no.NotYourPost(title=task.title)
    if task.state != "open":
        return no.StepNotOpen(title=task.title)
    return None


def why_not_for_another(act: str, service: str, *, by: Actor) -> Refusal | None:
    """Whether `by` acts for themselves, or their mandate reaches this act on this service."""
    if by.may(act, service):
        return None
    words = {
        "see": _("查看"), "apply": _("填写和提交"), "correct": _("补正"),
        "withdraw": _("撤回"), "collect": _("领取"), "rate": _("作评价"),
    }  # fmt: skip
    return no.NotInYourMandate(act=words[act])


def why_not_alone(case: Case, *, within: str) -> Refusal | None:
    """What concerns a whole bundle is done for the whole: `within` names the bundle that does it.

    Told once, corrected once, and taken back with the consequences told before.
    """
    return no.PartOfABundle(number=case.part_of) if case.part_of != within else None


def why_not_assured(definition: ServiceDefinition, *, by: Actor) -> Refusal | None:
    """Whether `by` has shown who they are as far as this service asks. A draft needs none of it."""
    needed = definition.sheet.assurance.level
    if by.level >= needed:
        return None
    level = level_called(needed)
    return no.AssuranceTooLow(
        level=needed,
        name=level.called() if level else "",
        how=level.way_to_it() if level else "",
    )


def why_not_pre_review(
    case: Case, points: Sequence[ReviewPoint], marks: Mapping[str, str]
) -> Refusal | None:
    """Marks may be set while the case waits for acceptance, at points the definition names."""
    if case.stage != Stage.SUBMITTED:
        return wrong_stage(case)
    return why_not_mark(points, marks)


def why_not_mark(points: Sequence[ReviewPoint], marks: Mapping[str, str]) -> Refusal | None:
    """Only published points may be judged (国令716 Art. 7: nothing beyond the guide)."""
    known = {point.id for point in points}
    for point in marks:
        if point not in known:
            return no.UnknownPoint(point=point)
    return None


def why_not_request_corrections(
    case: Case,
    *,
    points: Sequence[ReviewPoint],
    marks: Mapping[str, str],
    deadline: date,
    limit: int,
    on: date,
) -> Refusal | None:
    """Once, everything together, within the limit (行政许可法 32 (4))."""
    if case.told_missing_on:
        return no.AlreadyTold()
    if case.stage != Stage.SUBMITTED:
        return wrong_stage(case)
    if on > deadline:
        return no.TooLateToTell(limit=limit)
    if refusal := _why_not_judged(points, marks):
        return refusal
    if not any(marks.get(point.id) == "unmet" for point in points):
        return no.NothingUnmet()
    return None


def why_not_accept(
    case: Case, *, points: Sequence[ReviewPoint], marks: Mapping[str, str]
) -> Refusal | None:
    """A complete application must be accepted; one with open or unmet points is not complete."""
    if case.stage != Stage.SUBMITTED:
        return wrong_stage(case)
    return _why_not_complete(points, marks)


def why_not_turn_away(case: Case, *, ground: str, reasons: str, right_body: str) -> Refusal | None:
    """Not accepting is written, reasoned, and names the right body (行政许可法 32 (1)(2))."""
    if case.stage != Stage.SUBMITTED:
        return wrong_stage(case)
    if ground not in GROUNDS:
        return no.UnknownGround(where="ground")
    if not reasons.strip():
        return no.ReasonsNeeded(where="reasons")
    if ground == "not-ours" and not right_body.strip():
        return no.RightBodyNeeded(where="right_body")
    return None


def why_not_correct(case: Case, *, changed: Sequence[str]) -> Refusal | None:
    """Only what was asked for is handed in again, and only while it is awaited."""
    if case.stage != Stage.CORRECTING:
        return no.NotAskedToCorrect() if case.is_open else wrong_stage(case)
    if not changed:
        return no.NothingCorrected()
    return None


def why_not_finish_step(
    case: Case,
    task: Task,
    *,
    result: str,
    opinion: str,
    points: Sequence[ReviewPoint],
    marks: Mapping[str, str],
    hangs_until: date | None,
    on: date,
) -> Refusal | None:
    """A step ends while the case is under review and its clock runs, with a word that is chosen.

    Whoever agrees has looked at every point of the step and found none unmet; who hands it on
    with no opinion (`done`) has looked at every point.
    """
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if case.suspended:
        return no.ClockStands(procedure=_("特别程序"))
    if hangs_until and on < hangs_until:
        return no.StillHanging(days=(hangs_until - (task.opened_on or on)).days, until=hangs_until)
    if result not in RESULTS:
        return no.NoOpinionChosen(where="result")
    if result == "disagree":
        return None if opinion.strip() else no.ReasonsNeeded(where="opinion")
    if result == "done":
        return _why_not_judged(points, marks)
    return _why_not_complete(points, marks)


def _why_not_judged(points: Sequence[ReviewPoint], marks: Mapping[str, str]) -> Refusal | None:
    unjudged = [point for point in points if marks.get(point.id, "ask") == "ask"]
    if unjudged:
        return no.PointsNotJudged(count=len(unjudged), titles=_titles(unjudged))
    return None


def _why_not_complete(points: Sequence[ReviewPoint], marks: Mapping[str, str]) -> Refusal | None:
    if refusal := _why_not_judged(points, marks):
        return refusal
    unmet = [point for point in points if marks.get(point.id) == "unmet"]
    if unmet:
        return no.PointsUnmet(count=len(unmet), titles=_titles(unmet))
    return None


def why_not_suspend(
    case: Case, *, procedure: str, definition: ServiceDefinition, reasons: str
) -> Refusal | None:
    """Only a procedure published for the service stops the clock (行政许可法 45)."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if case.suspended:
        return no.ClockStands(procedure=_("特别程序"))
    if procedure not in {each.id for each in definition.route.special_procedures}:
        return no.UnknownProcedure(procedure=procedure, where="procedure")
    if not reasons.strip():
        return no.ReasonsNeeded(where="reasons")
    return None


def why_not_resume(case: Case) -> Refusal | None:
    """Only a clock that stands can be set going."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    return None if case.suspended else no.ClockRuns()


def why_not_extend(
    case: Case, *, working_days: int, limit: int, reasons: str, on: date
) -> Refusal | None:
    """Once, up to the legal number of days, before the limit has passed, with reasons (42)."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if case.extension_days:
        return no.ExtendedAlready()
    if limit == 0:
        return no.NoExtension()
    if not 0 < working_days <= limit:
        return no.ExtensionTooLong(limit=limit, where="working_days")
    if not reasons.strip():
        return no.ReasonsNeeded(where="reasons")
    if case.statutory_due and on > case.statutory_due:
        return no.TooLateToExtend(due=case.statutory_due)
    return None


def why_not_decide(
    case: Case, *, granted: bool, reasons: str, unfinished: Sequence[Task], reviewed_by: set[str],
    by: Actor,
) -> Refusal | None:  # fmt: skip
    """All steps done, the clock running, another hand than the review's, and a no with reasons."""
    if case.stage != Stage.ACCEPTED:
        return wrong_stage(case)
    if case.suspended:
        return no.ClockStands(procedure=_("特别程序"))
    if unfinished:
        return no.StepsUnfinished(titles="、".join(task.title for task in unfinished))
    if by.ref in reviewed_by:
        return no.SameHands()
    if not granted and not reasons.strip():
        return no.ReasonsNeeded(where="reasons")
    return None


def why_not_withdraw(case: Case, *, by: Actor) -> Refusal | None:
    """The applicant may take it back at any open moment, until it is decided."""
    if by.party != str(case.applicant_id):
        return no.NotYourCase()
    if refusal := why_not_for_another("withdraw", case.service, by=by):
        return refusal
    if case.stage not in OPEN_STAGES:
        return no.TooLateToWithdraw() if case.decided_on else wrong_stage(case)
    return None


def why_not_deliver(case: Case) -> Refusal | None:
    """Only a decision can be delivered, and only once."""
    if case.stage == Stage.DECIDED:
        return None
    return no.NotDecided() if case.is_open else wrong_stage(case)


def why_not_apply(
    definition: ServiceDefinition, *, agency: str, kind: str, on: date
) -> Refusal | None:
    """Whether anybody of this kind can apply there on that day."""
    sheet = definition.sheet
    if agency not in {offering.agency for offering in sheet.offerings}:
        return no.NotOffered(where="agency")
    if kind not in sheet.applicants:
        words = {"person": _("个人"), "organisation": _("企业、个体户或其他单位")}
        return no.WrongApplicant(who=_("或").join(words[each] for each in sheet.applicants))
    if sheet.intake and not any(each.opens <= on <= each.closes for each in sheet.intake):
        return no.NotOpenYet(window=_next_window(definition, on))
    return None


def _next_window(definition: ServiceDefinition, on: date) -> str:
    coming = [each for each in definition.sheet.intake if each.opens > on]
    if not coming:
        return _("还没有公布")
    first = min(coming, key=lambda each: each.opens)
    return _("{name}，{opens}到{closes}").format(
        name=say(first.name),
        opens=day_text(first.opens, beside=on),
        closes=day_text(first.closes, beside=first.opens),
    )


def _titles(points: Sequence[ReviewPoint]) -> str:
    return "、".join(say(point.title) for point in points)
