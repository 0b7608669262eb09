"""The licence an application is about, and what a grant does to it (`act` and `of` of an outcome).

A licence of this platform is changed, renewed, replaced or cancelled by the grant itself. One that
others issued on paper is not in our register: then nothing is acted on, and the record says so.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from onedoor.casework.cases.clock_words import day_text
from onedoor.casework.cases.events import LicenceActedOn, LicenceNotHeld
from onedoor.casework.cases.finding import definition_of, news
from onedoor.casework.cases.licensing import last_day
from onedoor.casework.cases.models import Case
from onedoor.casework.cases.refusals import (
    AnswersIncomplete,
    LicenceCannotFollow,
    LicenceInTheWay,
    LicenceWouldBeOver,
)
from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import trace
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.catalogue.definition import ServiceDefinition, say
from onedoor.registers.licences.actions import cancel_licence, pass_on_licence
from onedoor.registers.licences.queries import Licence, licence_named, licences_of, standing_of


@dataclass(frozen=True)
class Named:
    """What an application says of the licence it is about, and what the register holds of it.

    `licence` is None when the register has none, or, with no number asked for, `several` of them.
    """

    act: str
    kind: str
    field: str
    label: str
    number: str
    licence: Licence | None
    several: int = 0


class _Problem(NamedTuple):
    """Why the licence cannot be acted on, and what the applicant can do about it."""

    what: str
    remedy: str


def act_word(act: str) -> str:
    """What is done to a licence, as people say it (变更、延续、补换发、注销)."""
    words = {
        "change": _("变更"),
        "renew": _("延续"),
        "replace": _("补发、换发"),
        "cancel": _("注销"),
    }
    return words[act]


def named_in(definition: ServiceDefinition, answers: dict[str, Any], holder: str) -> Named | None:
    """The licence these answers of `holder` are about; None where a grant acts on no licence."""
    outcome = definition.sheet.outcome
    kind = outcome.acts_on
    if not kind:
        return None
    if not outcome.of:
        return _own(outcome.act, kind, holder)
    number = str(answers.get(outcome.of) or "").strip()
    label = next(say(each.label) for each in definition.form.all_fields() if each.id == outcome.of)
    found = licence_named(number, holder=holder, kind=kind, seen_by=SYSTEM) if number else None
    return Named(outcome.act, kind, outcome.of, label, number, found)


def _own(act: str, kind: str, holder: str) -> Named:
    """The one of this type that the holder has; of several nobody guesses which."""
    held = [
        each
        for each in licences_of(holder, seen_by=SYSTEM)
        if each.kind == kind and each.state in ("valid", "suspended")
    ]
    in_force = [each for each in held if standing_of(each) == "valid"]
    fitting = in_force or held
    only = fitting[0] if len(fitting) == 1 else None
    several = 0 if len(fitting) < 2 else len(fitting)
    return Named(act, kind, "", "", only.number if only else "", only, several)


def named_licence(case: Case, definition: ServiceDefinition, *, seen_by: Actor) -> Named | None:
    """The same for whoever has the open case before them; a look at the licence leaves its row.

    The look at the case is traced by whoever read its file.
    """
    if not case.is_open:
        return None
    named = named_in(definition, case.answers, str(case.applicant_id))
    if named and named.licence:
        what = f"{named.licence.kind_name} {named.licence.number}"
        party = named.licence.holder
        trace(by=seen_by, subject=case.subject, what=what, why="核对申请所指的证照", party=party)
    return named


def refuse_what_cannot_be_acted_on(
    definition: ServiceDefinition, answers: dict[str, Any], holder: str
) -> None:
    """Refuse an application about a licence that a grant could not act on; nothing is written.

    AnswersIncomplete at the field that names it; LicenceInTheWay where no field does.
    """
    named = named_in(definition, answers, holder)
    problem = _problem_with(named, holder) if named else None
    if named is None or problem is None:
        return
    sentence = problem.what + problem.remedy
    if named.field:
        raise AnswersIncomplete(problems=[(named.field, sentence)])
    raise LicenceInTheWay(sentence=sentence)


def why_not_grant_over(case: Case, definition: ServiceDefinition) -> Refusal | None:
    """Whether the grant could do today what it says: the licence stands, the new one would run."""
    holder = str(case.applicant_id)
    named = named_in(definition, case.answers, holder)
    if named and (problem := _problem_with(named, holder)):
        return LicenceCannotFollow(problem=problem.what)
    if definition.licence is None:
        return None
    until = last_day(case, definition, on=today(), former=named.licence if named else None)
    if until and until < today():
        return LicenceWouldBeOver(day=until)
    return None


def act_on_the_licence(case: Case, *, by: Actor) -> None:
    """Do to the licence what the grant says, in its transaction; the record of the case says what.

    A cancelled one is struck off now; one that a newer follows is bound to this case, and holds
    until that one is issued.
    """
    definition = definition_of(case)
    named = named_in(definition, case.answers, str(case.applicant_id))
    if named is None:
        return
    if named.licence is None:
        record(LicenceNotHeld(**news(case), act=named.act), by=by)
        return
    number = named.licence.number
    if named.act == "cancel":
        reasons = _("依申请注销，办件 {number}").format(number=case.number)
        cancel_licence(number, reasons=reasons, by=SYSTEM)
    else:
        pass_on_licence(number, to=case.number, by=SYSTEM)
    record(LicenceActedOn(**news(case), act=named.act, number=number), by=by)


def _problem_with(named: Named, holder: str) -> _Problem | None:
    """Of another type, another's, ended, stopped, or on its way to be superseded; else nothing.

    That it has run out bars only what keeps its last day: whether it may still be renewed differs
    by law (行政许可法 50; a driving licence may), and what has run out is to be cancelled (70).
    """
    licence = named.licence
    if licence is None:
        return None
    if named.label:
        about = _("“{label}”填的 {number}").format(label=named.label, number=named.number)
    else:
        about = _("名下的{kind} {number}").format(kind=licence.kind_name, number=licence.number)
    if licence.kind != named.kind:
        other = _("是“{kind}”，不是这件事要办的证。").format(kind=licence.kind_name)
        return _Problem(about + other, _("请核对证上的号码。"))
    if licence.holder != holder:
        remedy = _("请核对号码；证是别人的，由持证人来申请。")
        return _Problem(about + _("不在申请人名下。"), remedy)
    what, remedy = _standing_in_the_way(named.act, licence)
    return _Problem(about + what, remedy) if what else None


def _standing_in_the_way(act: str, licence: Licence) -> tuple[str, str]:
    """Why its standing forbids the act, and what to do; two empty strings when it does not."""
    anew = _("要重新有证，请按新申请办。")
    ended = {
        "suspended": (
            _("正被暂扣。"),
            _("请先到{agency}办恢复，再来申请。").format(agency=licence.agency_name),
        ),
        "revoked": (_("已经撤销。"), anew),
        "cancelled": (_("已经注销。"), anew),
        "superseded": (_("已被新证取代。"), _("请用新证的号码申请，新证在“我的证照”里。")),
    }
    standing = standing_of(licence)
    if standing in ended:
        return ended[standing]
    if licence.passes_to:
        return _("已经批准换新证，新证马上发出。"), _("请等新证发出，用新证的号码申请。")
    if standing == "expired" and act in ("change", "replace"):
        day: date | None = licence.valid_until
        told = day_text(day, beside=today()) if day else ""
        over = _("已经过期，有效期到 {day} 为止。").format(day=told)
        return over, _("过期的证不能再{act}，请按新申请办。").format(act=act_word(act))
    return "", ""
