"""What may be said of a guide, by whom, and who lets it be seen. No queries, no clock."""

from collections.abc import Collection

from onedoor.kernel.actors import Actor
from onedoor.kernel.redacting import Found
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.comments import refusals as no
from onedoor.oversight.comments.told import limit, posts, reasons, refusal_reasons, report_reasons


def why_not_give(
    *, useful: bool | None, reason: str, text: str, found: Collection[Found], today: int
) -> Refusal | None:
    """Useful or not; not useful has a reason of the list, and words without anybody in them."""
    if useful is None:
        return no.UsefulOrNot(where="useful")
    if not useful and reason not in reasons():
        return no.SayWhy(where="reason")
    if refusal := _why_not_words(text, limit("verdict_words"), found):
        return refusal
    if today >= limit("verdicts_in_a_day"):
        return no.EnoughVerdicts(count=today)
    return None


def why_not_tell(
    text: str, *, by: Actor, has_done: bool, told: bool, today: int, found: Collection[Found]
) -> Refusal | None:
    """Somebody tells of a matter of their own that has ended, once, and names nobody."""
    if by.kind != "person" or by.scope is not None or not by.party:
        return no.OnlyForOneself()
    if not has_done:
        return no.NotDoneYet(months=limit("ended_months"))
    if told:
        return no.ToldAlready()
    if not text.strip():
        return no.NothingTold(where="text")
    if refusal := _why_not_words(text, limit("comment_words"), found):
        return refusal
    if today >= limit("comments_in_a_day"):
        return no.EnoughComments(count=today)
    return None


def why_not_report(*, reason: str, today: int) -> Refusal | None:
    """With a reason of the list, and not without end in a day."""
    if reason not in report_reasons():
        return no.SayWhy(where="reason")
    return no.EnoughVerdicts(count=today) if today >= limit("reports_in_a_day") else None


def agencies_moderated(by: Actor) -> frozenset[str]:
    """The agencies whose comments the actor reads before anybody else does."""
    return by.agencies_as(*posts())


def why_not_moderate(agency: str, *, by: Actor) -> Refusal | None:
    """An editor of the agency whose matter it was, or its supervisor."""
    return None if agency in agencies_moderated(by) else no.NotYoursToModerate()


def why_not_show(*, state: str, found: Collection[Found]) -> Refusal | None:
    """What waits, and tells nobody who somebody is."""
    if state != "waiting":
        return no.NotWaiting()
    return _tells_who(found)


def why_not_refuse(*, state: str, reason: str, note: str) -> Refusal | None:
    """What waits, with a reason of the list that the writer reads."""
    if state != "waiting":
        return no.NotWaiting()
    return _why_not_reason(reason, note)


def why_not_take_down(*, state: str, reason: str, note: str) -> Refusal | None:
    """What is shown, with a reason of the list that the writer reads."""
    if state != "shown":
        return no.NotShown()
    return _why_not_reason(reason, note)


def _why_not_reason(reason: str, note: str) -> Refusal | None:
    if reason not in refusal_reasons():
        return no.SayWhy(where="reason")
    longest = limit("note_words")
    return (
        no.TooMuchTold(limit=longest, count=len(note), where="note")
        if len(note) > longest
        else None
    )


def _why_not_words(text: str, longest: int, found: Collection[Found]) -> Refusal | None:
    if len(text) > longest:
        return no.TooMuchTold(limit=longest, count=len(text), where="text")
    return _tells_who(found)


def _tells_who(found: Collection[Found]) -> Refusal | None:
    if not found:
        return None
    said = "、".join(dict.fromkeys(f"{each.sort}“{each.text}”" for each in found))
    return no.TellsWho(found=said, where="text")
