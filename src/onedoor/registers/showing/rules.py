"""What may be shown, to whom and until when: no queries, no writes, no clock."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import Refusal
from onedoor.registers.showing import refusals as no
from onedoor.registers.showing.models import Authorisation, Show
from onedoor.registers.showing.purposes import PURPOSES, purpose_word

# How long one code holds, and for how long the holder may go on renewing it.
CODE_LIVES = timedelta(seconds=60)
SHOW_LIVES = timedelta(minutes=30)
# Wrong codes from one address in a span. Eight digits are a hundred million; a minute is short.
TRY_SPAN, TRIES = timedelta(minutes=10), 20
# The farthest last day of an authorisation and of a copy.
AUTHORISED_AT_MOST, COPIED_AT_MOST = timedelta(days=366), timedelta(days=366)
REASON, NAME = 200, 60


def why_not_choose(labels: Iterable[str], *, of: Collection[str], purpose: str) -> Refusal | None:
    """Some of what can be chosen of it, for a purpose of the list."""
    chosen = list(labels)
    if not chosen:
        return no.NothingChosen(where="facts")
    if strange := next((each for each in chosen if each not in of), None):
        return no.NoSuchFact(label=strange, where="facts")
    return None if purpose in PURPOSES else no.NoSuchPurpose(where="purpose")


def why_not_show(by: Actor, service: str) -> Refusal | None:
    """The holder, or whose mandate reaches taking the licence in hand."""
    return None if by.may("collect", service) else no.NotYoursToShow()


def why_not_authorise(by: Actor) -> Refusal | None:
    """The holder alone, or who speaks for an organisation by law: it outlasts a mandate."""
    if by.scope is None or by.scope.kind == "representative":
        return None
    return no.OnlyTheHolder()


def why_not_until(until: date | None, *, on: date, most: timedelta) -> Refusal | None:
    """A day from today on, and no farther than may be overlooked."""
    if until is None or not on <= until <= on + most:
        return no.TooLate(until=on + most, where="until")
    return None


def why_not_open(show: Show, *, at: datetime) -> Refusal | None:
    """Within its minute, and once."""
    if show.opened_at is not None:
        return no.ShownAlready()
    if show.ended_at is not None or at >= show.until:
        return no.ShowIsOver()
    return None


def why_not_renew(show: Show, *, at: datetime) -> Refusal | None:
    """Until it is opened, ended, or half an hour old."""
    over = show.opened_at is not None or show.ended_at is not None
    return no.ShowEnded() if over or at >= show.begun_at + SHOW_LIVES else None


def sits_at(reader: Actor) -> bool:
    """Whether the reader holds a post of the own agency today."""
    return any(post.startswith(f"{reader.agency}/") for post in reader.posts)


def why_not_see(authorisation: Authorisation, *, on: date) -> Refusal | None:
    """While it stands, to the end of its last day."""
    over = authorisation.ended_at is not None or on > authorisation.until
    return no.AuthorisationOver() if over else None


def why_not_say(said: dict[str, str]) -> Refusal | None:
    """In which matter, by whose hand and why: of every look, in words of a length to be read."""
    for field, what, most in (
        ("item", "事项", NAME), ("case", "办件号", NAME),
        ("operator", "操作人", NAME), ("reason", "理由", REASON),
    ):  # fmt: skip
        words = said[field].strip()
        if not words or len(words) > most:
            return no.ReasonMissing(where=field, what=what, most=most)
    return None


def why_not_use(
    authorisation: Authorisation, *, labels: Iterable[str], purpose: str, on: date
) -> Refusal | None:
    """What was agreed: while it stands, for that purpose, of those lines."""
    if why_not_see(authorisation, on=on):
        return no.NotAuthorised()
    if purpose != authorisation.purpose:
        return no.NotForThisPurpose(allowed=purpose_word(authorisation.purpose))
    if beyond := [each for each in labels if each not in authorisation.facts]:
        return no.NotTheseFacts(labels="、".join(beyond))
    return None


def plain_digits(typed: str) -> str:
    """Eight digits as people type them: spaces and full width forgiven; "" when they are not."""
    digits = "".join(str(int(each)) for each in typed if each.isdecimal())
    return digits if len(digits) == 8 else ""
