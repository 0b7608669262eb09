"""One act on many cases: each case by itself, each with its own answer."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.actions.accepting import accept_case
from onedoor.casework.cases.actions.deciding import decide_case
from onedoor.casework.cases.actions.reviewing import finish_step
from onedoor.casework.cases.actions.taking import give_back_task, hand_on_task, take_task
from onedoor.casework.cases.models import Task
from onedoor.casework.cases.turns import turns_of
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal

# As many as a page shows; whoever sends more is told.
MOST_AT_ONCE = 100


# Acts that write a sentence to the applicant.
SAYS_WHY = ("finish", "grant")


class Outcome(NamedTuple):
    """What became of one case: None, or the sentence why nothing moved."""

    number: str
    refusal: Refusal | None


def _take(number: str, step: str, words: dict[str, Any], by: Actor) -> None:
    take_task(number, step, by=by)


def _give_back(number: str, step: str, words: dict[str, Any], by: Actor) -> None:
    give_back_task(number, step, by=by)


def _hand_on(number: str, step: str, words: dict[str, Any], by: Actor) -> None:
    hand_on_task(number, step, to=words.get("to", ""), by=by)


def _accept(number: str, step: str, words: dict[str, Any], by: Actor) -> None:
    if step != "accept":
        raise no.NotThisTurn()
    accept_case(number, by=by)


def _finish(number: str, step: str, words: dict[str, Any], by: Actor) -> None:
    if step in ("accept", "decide"):
        raise no.NotThisTurn()
    opinion = words.get("opinion", "")
    finish_step(number, step=step, result="agree", opinion=opinion, by=by)


def _grant(number: str, step: str, words: dict[str, Any], by: Actor) -> None:
    if step != "decide":
        raise no.NotThisTurn()
    decide_case(number, granted=True, reasons=words.get("opinion", ""), by=by)


# What can be done to many at once. A refusal, a correction notice or a standstill never is: each
# of them owes one person reasons of their own.
ON_MANY: dict[str, Callable[[str, str, dict[str, Any], Actor], None]] = {
    "take": _take,
    "give-back": _give_back,
    "hand-on": _hand_on,
    "accept": _accept,
    "finish": _finish,
    "grant": _grant,
}


def act_on_many(
    numbers: Sequence[str], act: str, *, words: dict[str, Any] | None = None, by: Actor
) -> list[Outcome]:
    """Do one act (a key of ON_MANY) to the task that each of these cases has open for the actor.

    Every case is an act of its own, with the rights, refusals and record of that act: what cannot
    be done to one stays undone, the others are done. `words`: opinion, or `to` for hand-on.
    Raises what `refuse_many` does, and ReasonsNeeded where a word is owed, before anything is done.
    """
    if act not in ON_MANY:
        raise no.NotThisTurn()
    wanted = refuse_many(numbers)
    if act in SAYS_WHY and not (words or {}).get("opinion", "").strip():
        raise no.ReasonsNeeded(where="opinion")
    steps = _steps(wanted, by)
    return [_one(number, steps.get(number, ""), act, words or {}, by) for number in wanted]


def refuse_many(numbers: Sequence[str]) -> list[str]:
    """The numbers, each once. Raises NothingChosen for none, TooManyAtOnce beyond MOST_AT_ONCE."""
    wanted = list(dict.fromkeys(numbers))
    if not wanted:
        raise no.NothingChosen(where="chosen")
    if len(wanted) > MOST_AT_ONCE:
        raise no.TooManyAtOnce(limit=MOST_AT_ONCE, where="chosen")
    return wanted


def _steps(numbers: Sequence[str], by: Actor) -> dict[str, str]:
    """The step that each case has open at a post of the actor; one query for all."""
    rows = Task.objects.filter(turns_of(by), state="open", case__number__in=numbers)
    return dict(rows.order_by("-id").values_list("case__number", "step"))


def _one(number: str, step: str, act: str, words: dict[str, Any], by: Actor) -> Outcome:
    try:
        if not step:
            raise no.NotThisTurn()
        ON_MANY[act](number, step, words, by)
    except Refusal as refusal:
        return Outcome(number, refusal)
    return Outcome(number, None)
