"""Several words on one step: the check by two, a panel, a decision taken together."""

from onedoor.casework.cases import routing
from onedoor.casework.cases.events import StepVoted
from onedoor.casework.cases.finding import news
from onedoor.casework.cases.models import Case, Task, Vote
from onedoor.casework.cases.route_refusals import VotedAlready
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.catalogue.definition import Hands


def speak(
    case: Case, task: Task, hands: Hands, *, result: str, opinion: str = "", by: Actor
) -> str:
    """What the step comes to with this word: its result, or "" while others have to speak.

    Where one person is asked, their word is the result and stands on the task alone.
    Raises VotedAlready to whoever has spoken, for themselves or by whoever stood in.
    """
    if hands.persons == 1:
        return result
    votes = list(Vote.objects.filter(task=task, round=task.round))
    spoken = {vote.by for vote in votes} | {vote.done_for for vote in votes if vote.done_for}
    if by.ref in spoken or task.done_for in spoken:
        raise VotedAlready(persons=hands.persons)
    keep_word(task, result=result, opinion=opinion, by=by.ref, by_name=by.name)
    words = [*(vote.result for vote in votes), result]
    record(
        StepVoted(**news(case), step=task.step, seat=task.seat, outcome=result, votes=len(words)),
        by=by,
    )
    return routing.outcome_of(words, hands, kind=task.kind)


def keep_word(task: Task, *, result: str, opinion: str, by: str, by_name: str) -> None:
    """Write one person's word down for the present round."""
    Vote.objects.create(
        task=task,
        round=task.round,
        by=by,
        by_name=by_name,
        done_for=task.done_for,
        done_for_name=task.done_for_name,
        result=result,
        opinion=opinion,
        at=task.done_at or now(),
    )


def reasons_of(task: Task, *, granted: bool) -> str:
    """What those of the winning side of a common decision wrote, each once."""
    words = routing.YES if granted else ("disagree",)
    said = Vote.objects.filter(task=task, round=task.round, result__in=words).order_by("id")
    return "；".join(dict.fromkeys(text for each in said if (text := each.opinion.strip())))


def who_reviewed(case: Case) -> set[str]:
    """Everybody who said a word on a step of the review: none of them decides."""
    reviews = Task.objects.filter(case=case).exclude(step__in=["accept", "decide"])
    done = set(reviews.filter(state="done").values_list("done_by", flat=True))
    return done | set(Vote.objects.filter(task__in=reviews).values_list("by", flat=True))
