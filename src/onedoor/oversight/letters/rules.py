"""What may be written, answered, moved and published, by whom and when. No queries, no clock."""

import hashlib
import re
from collections.abc import Collection
from datetime import date

from onedoor.kernel.actors import Actor
from onedoor.kernel.redacting import Found
from onedoor.kernel.refusals import Refusal
from onedoor.oversight.letters import refusals as no
from onedoor.oversight.letters.kinds import Kind, limit

TITLE = 40
LONGEST_CONTACT = 100
_CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|\+?[0-9][0-9 \-]{6,19}")


def why_not_write(text: str, *, contact: str, today: int, known: bool) -> Refusal | None:
    """Something is said, not too long; whoever is to be told can be; not without end in a day."""
    if refusal := why_not_say(text, no.NothingWritten(where="text")):
        return refusal
    if contact and (len(contact) > LONGEST_CONTACT or not _CONTACT.fullmatch(contact)):
        return no.BadContact(where="contact")
    if known:
        return no.EnoughToday(count=today) if today >= limit("in_a_day") else None
    # Behind one address there may be a whole hall or village: whoever signs in counts alone.
    return no.EnoughFromHere(count=today) if today >= limit("in_a_day_unknown") else None


def why_not_say(text: str, nothing: Refusal) -> Refusal | None:
    """Whether there are words, and not too many."""
    if not text.strip():
        return nothing
    longest = limit("longest")
    if len(text) > longest:
        return no.TooLong(limit=longest, count=len(text), where=nothing.where)
    return None


def why_not_add(text: str, *, waiting: int, due: str) -> Refusal | None:
    """One adds to what one wrote; until it is answered only a few times."""
    if refusal := why_not_say(text, no.NothingWritten(where="text")):
        return refusal
    if waiting >= limit("words_while_waiting"):
        return no.WaitForTheAnswer(count=waiting, due=due)
    return None


def title_of(text: str) -> str:
    """The first words of a letter, by which a list names it (GB/T 39046: at most 200)."""
    line = text.strip().split("\n", 1)[0].strip()
    return line if len(line) <= TITLE else f"{line[: TITLE - 1]}…"


def digest_of(kind: str, about: str, agency: str, accused: str, text: str) -> str:
    """64 hex digits that are the same for the same words about the same thing."""
    words = re.sub(r"[\s,，。.!！?？、;；:：]+", "", text).lower()
    said = "\0".join((kind, about, agency, accused, words))
    return hashlib.sha256(said.encode()).hexdigest()


def may_answer(kind: Kind, agency: str, *, by: Actor) -> bool:
    """Whether the actor holds one of the posts that answer this kind in the agency."""
    return by.is_staff and any(by.holds(f"{agency}/{post}") for post in kind.posts)


def houses_of(by: Actor) -> set[str]:
    """The agencies in which the actor holds a post."""
    return {post.partition("/")[0] for post in by.posts}


def supervises(agency: str, *, by: Actor) -> bool:
    """Whether the actor holds the supervising post of the agency."""
    return by.is_staff and by.holds(f"{agency}/supervisor")


def why_not_handle(
    kind: Kind, *, agency: str, accused: str, state: str, lead: bool, by: Actor
) -> Refusal | None:
    """Who is responsible handles what waits for an answer, and never what accuses their house."""
    if not may_answer(kind, agency, by=by):
        return no.NotYoursToAnswer()
    if accused in houses_of(by):
        return no.NotYoursToAnswer()
    if lead:
        return no.MergedAlready()
    return None if state == "open" else no.AlreadyAnswered()


def why_not_transfer(*, agency: str, to: str, accused: str, reason: str) -> Refusal | None:
    """To another agency, never to the one it accuses, with a reason."""
    if not to:
        return no.WhichAgency(where="to")
    if to == agency:
        return no.SameAgency(where="to")
    if to == accused:
        return no.NotToTheAccused(where="to")
    return why_not_say(reason, no.NoReason(where="reason"))


def why_not_extend(*, extended: int, due_on: date, on: date, reason: str) -> Refusal | None:
    """Once, before its day is over, with a reason."""
    if extended:
        return no.ExtendedOnce()
    if on > due_on:
        return no.PastItsDay()
    return why_not_say(reason, no.NoReason(where="reason"))


def why_not_publish(*, state: str, agreed: bool, found: Collection[Found]) -> Refusal | None:
    """An answer, with its writer's word, and nothing in it that tells who somebody is."""
    if state == "open":
        return no.NotAnsweredYet()
    if not agreed:
        return no.WriterSaysNo()
    if found:
        said = "、".join(dict.fromkeys(f"{each.sort}“{each.text}”" for each in found))
        return no.StillPersonal(found=said, where="question")
    return None


def why_not_release(*, agency: str, drafted_by: str, by: Actor) -> Refusal | None:
    """The supervisor of the agency, and not whoever redacted."""
    if not supervises(agency, by=by):
        return no.NotTheSupervisor()
    return no.TwoPersons() if by.ref == drafted_by else None
