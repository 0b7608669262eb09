"""Who may do what to a card, and when. No queries, no writes, no clock."""

from collections.abc import Collection
from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.supervision import refusals as no

LONGEST = 2000
# Who speaks for an agency about its cards: whoever supervises or decides there.
SPEAK_FOR = ("supervisor", "approver")

# In which states each act may be done, and by which side.
BY_AGENCY = {"explain": ("raised", "explained"), "put-right": ("ordered",)}
BY_WATCHER = {
    "confirm": ("raised", "explained"),
    "cancel": ("raised", "explained", "confirmed"),
    "order": ("confirmed", "ordered", "put-right"),
    "close": ("confirmed", "put-right"),
}


def speaks_for(agency: str, *, by: Actor) -> bool:
    """Whether the actor speaks for the agency about its cards."""
    return by.is_staff and any(by.holds(f"{agency}/{post}") for post in SPEAK_FOR)


def watches_as(watcher: str, *, by: Actor) -> bool:
    """Whether the actor holds the supervising post of the watching agency."""
    return by.is_staff and by.holds(f"{watcher}/supervisor")


def is_of(agency: str, *, by: Actor) -> bool:
    """Whether the actor belongs to the agency, by any post."""
    return by.agency == agency or any(post.partition("/")[0] == agency for post in by.posts)


def why_not_act(
    act: str,
    *,
    agency: str,
    watcher: str,
    state: str,
    hands: Collection[str],
    by: Actor,
) -> Refusal | None:
    """The right side, never one's own agency nor one's own matter, and in its turn.

    `hands` are all who acted in the matter.
    """
    if act in BY_AGENCY:
        if not speaks_for(agency, by=by):
            return no.NotYourCard()
        return None if state in BY_AGENCY[act] else no.NotNow()
    if is_of(agency, by=by):
        return no.OwnUnit()
    if not watches_as(watcher, by=by):
        return no.NotTheWatcher()
    if by.ref in hands:
        return no.InvolvedYourself()
    return None if state in BY_WATCHER[act] else no.NotNow()


def why_not_say(act: str, *, text: str, evidence: str) -> Refusal | None:
    """Every act says why; what an agency says rests on evidence."""
    if not text.strip():
        return no.NoReasons(where="text")
    if act in BY_AGENCY and not evidence.strip():
        return no.NoEvidence(where="evidence")
    for name, said in (("text", text), ("evidence", evidence)):
        if len(said) > LONGEST:
            return no.TooLong(limit=LONGEST, count=len(said), where=name)
    return None


def why_not_judge(
    act: str, *, level: str, state: str, explain_by: date | None, on: date
) -> Refusal | None:
    """A warning is judged by nobody; a card once its agency was heard, or had its days.

    Of other acts than confirming and cancelling nothing is asked here.
    """
    if act not in ("confirm", "cancel"):
        return None
    if level == "warning":
        return no.OnlyAWarning()
    if state == "raised" and explain_by is not None and on <= explain_by:
        return no.ExplainFirst(due=explain_by)
    return None


def why_not_order(*, due_on: date | None, on: date) -> Refusal | None:
    """An order has a day that is still to come."""
    return no.DueInThePast(where="due_on") if due_on is None or due_on <= on else None
