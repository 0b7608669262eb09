"""Whether a draft or a case may go on under a newer version of its service: values in, an outlook
out. No queries, no writes.

An application not yet accepted follows the law of today. An accepted one keeps the law of its
acceptance unless the newer version is nowhere worse for the applicant (信赖保护，行政许可法 8): no
more to hand in, no longer limits, no step more. What has been done is never undone by a move.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, get_args
from uuid import UUID

from django.utils.translation import gettext as _

from onedoor.casework.cases.models import Case, Stage, Task
from onedoor.casework.forms.answers import settle, still_asked
from onedoor.casework.forms.questions import (
    missing_documents,
    next_situation,
    settled_situation,
)
from onedoor.kernel.readings import Look
from onedoor.registers.catalogue.definition import ServiceDefinition, holds, say

Kind = Literal["moves", "needs", "stays"]
# What a dry run is called where people read who looked at their matters.
WEIGHED = "试算换版"


@dataclass(frozen=True)
class Outlook:
    """What a move would mean for one matter: it moves, needs the applicant, or stays; and why."""

    kind: Kind
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matter:
    """What a draft or case holds, as far as a version asks for it."""

    answers: Mapping[str, Any]
    situation: Mapping[str, str]
    party_kind: str
    given: Mapping[str, int]


def by_outlook() -> dict[str, list[Any]]:
    """A dry run in which nothing was weighed yet: what moves, needs the applicant, stays."""
    return {kind: [] for kind in get_args(Kind)}


class Applied(Protocol):
    """A case or a bundle, as far as a look at it is written down."""

    applicant_id: UUID

    @property
    def subject(self) -> str:
        """What its record is kept under."""


class Begun(Protocol):
    """A draft of either, as far as a look at it is written down."""

    pk: UUID
    party_id: UUID


def looks_at(applied: Iterable[Applied], begun: Iterable[Begun] = ()) -> list[Look]:
    """The looks that weighing these is: everybody whose matter is weighed learns of it."""
    looks = [Look(str(each.applicant_id), each.subject, WEIGHED) for each in applied]
    return looks + [Look(str(each.party_id), f"draft:{each.pk}", WEIGHED) for each in begun]


def plain(value: Any) -> Any:
    """A value as JSON keeps how things stood: days and moments in ISO 8601."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def asked_anew(old: ServiceDefinition, new: ServiceDefinition, matter: Matter) -> tuple[str, ...]:
    """The questions and documents that only the new version lacks of this matter, in words."""
    before = set(_lacking(old, matter))
    return tuple(each for each in _lacking(new, matter) if each not in before)


def _lacking(definition: ServiceDefinition, matter: Matter) -> list[str]:
    who = {"applicant.kind": matter.party_kind}
    questions = definition.sheet.situations
    if open_question := next_situation(questions, matter.situation, facts=who):
        return [_("回答“%(question)s”") % {"question": say(open_question.question)}]
    situation = settled_situation(questions, matter.situation, facts=who)
    if clash := definition.impossible_among(situation):
        return [say(clash.sentence)]
    facts = definition.facts_of(matter.answers, situation, matter.party_kind)
    known = {each.id: each for each in definition.form.all_fields()}
    mine = still_asked(definition.form, matter.answers)
    reading = settle(definition.form, mine, facts)
    asked = [
        _("填“%(field)s”") % {"field": say(known[name].label)}
        for name in dict.fromkeys(_field_of(each.field, known) for each in reading.problems)
        if name in known
    ]
    facts = definition.facts_of(reading.answers, situation, matter.party_kind)
    return asked + [
        _("交“%(document)s”") % {"document": say(each.name)}
        for each in missing_documents(definition, facts, matter.given)
    ]


def _field_of(posted: str, known: Mapping[str, Any]) -> str:
    """The field a problem is about; that of a row is named by the rows it stands in."""
    return posted if posted in known else posted.split("-")[0]


def settled(definition: ServiceDefinition, matter: Matter) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers and situation as the definition keeps them; what it does not ask is left out."""
    who = {"applicant.kind": matter.party_kind}
    situation = settled_situation(definition.sheet.situations, matter.situation, facts=who)
    mine = still_asked(definition.form, matter.answers)
    facts = definition.facts_of(mine, situation, matter.party_kind)
    return settle(definition.form, mine, facts).answers, situation


def outlook_of_draft(old: ServiceDefinition, new: ServiceDefinition, matter: Matter) -> Outlook:
    """A draft has no law of its own yet: it moves, and what is new is asked when it is taken up."""
    anew = asked_anew(old, new, matter)
    return Outlook("needs", anew) if anew else Outlook("moves")


def outlook_of_case(
    case: Case,
    tasks: Sequence[Task],
    old: ServiceDefinition,
    new: ServiceDefinition,
    matter: Matter,
) -> Outlook:
    """What a move to `new` means for an open case."""
    if case.stage == Stage.CORRECTING:
        return Outlook("stays", (_("已经一次告知补正，按告知时的规定办"),))
    if case.agency not in {each.agency for each in new.sheet.offerings}:
        return Outlook("stays", (_("新版不再由这个机关办"),))
    anew = asked_anew(old, new, matter)
    if case.stage == Stage.SUBMITTED:
        return Outlook("needs", anew) if anew else Outlook("moves")
    return _outlook_of_accepted(case, tasks, old, new, matter, anew)


def _outlook_of_accepted(
    case: Case,
    tasks: Sequence[Task],
    old: ServiceDefinition,
    new: ServiceDefinition,
    matter: Matter,
    anew: tuple[str, ...],
) -> Outlook:
    why = list(_done_and_gone(tasks, new, matter))
    if case.suspended:
        why.append(_("正在停止计时，先恢复"))
    if any(task.step == "decide" and task.state == "done" for task in tasks):
        why.append(_("已经决定"))
    worse = [
        *anew,
        *_longer(case, old, new, matter),
        *_more_steps(old, new, matter),
    ]
    if worse:
        why.append(_("受理以后按受理时的规定办，新版对申请人更重：%(what)s") % {
            "what": _("；").join(worse)
        })  # fmt: skip
    return Outlook("stays", tuple(why)) if why else Outlook("moves")


def _facts(definition: ServiceDefinition, matter: Matter) -> dict[str, Any]:
    answers, situation = settled(definition, matter)
    return definition.facts_of(answers, situation, matter.party_kind)


def _steps(definition: ServiceDefinition, matter: Matter) -> dict[str, Any]:
    facts = _facts(definition, matter)
    return {each.id: each for each in definition.route.steps if holds(each.when, facts)}


def _done_and_gone(tasks: Sequence[Task], new: ServiceDefinition, matter: Matter) -> list[str]:
    """Steps under way or done that the new version does not have."""
    kept = _steps(new, matter) | {"accept": None, "decide": None, "deliver": None}
    return [
        _("“%(step)s”已经办了，新版没有这一步") % {"step": task.title}
        for task in tasks
        if task.state in ("open", "done") and task.step not in kept
    ]


def _longer(
    case: Case, old: ServiceDefinition, new: ServiceDefinition, matter: Matter
) -> list[str]:
    before, after = (each.within(_facts(each, matter)) for each in (old, new))
    units = before.unit == after.unit and before.starts == after.starts
    pairs = (
        (_("承诺期限变长"), old.promised_by(case.agency, before),
         new.promised_by(case.agency, after)),
        (_("法定期限变长"), before.statutory, after.statutory),
    )  # fmt: skip
    longer = [words for words, was, now in pairs if now > was]
    return longer if units else [*longer, _("期限的算法变了")]


def _more_steps(old: ServiceDefinition, new: ServiceDefinition, matter: Matter) -> list[str]:
    before, after = _steps(old, matter), _steps(new, matter)
    return [
        _("多了“%(step)s”") % {"step": say(step.title)}
        for name, step in after.items()
        if name not in before
    ]
