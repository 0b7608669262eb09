"""What the acts on letters share: finding, saying, and the news."""

from typing import Any

from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.time import now
from onedoor.oversight.letters.models import Letter, State, Word
from onedoor.oversight.letters.refusals import NoSuchLetter


def held(id: str) -> Letter:
    """The letter, held until the transaction ends. NoSuchLetter."""
    found = Letter.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise NoSuchLetter()
    return found


def together(letter: Letter) -> list[Letter]:
    """The letter and whatever is answered with it."""
    with_it = Letter.objects.select_for_update().filter(lead=letter, state=State.OPEN)
    return [letter, *with_it.order_by("sent_at")]


def say(letter: Letter, act: str, text: str, *, by: Actor | None = None) -> None:
    """Keep one thing said; `by` is a clerk, None the writer, whose name stands nowhere."""
    Word.objects.create(
        letter=letter,
        act=act,
        by_writer=by is None,
        by_agency=letter.agency if by else "",
        by_name=by.name if by else "",
        text=text.strip(),
        at=now(),
    )


def news(letter: Letter) -> dict[str, Any]:
    """What every event of a letter says of it."""
    return {
        "subject": letter.subject,
        "letter": str(letter.pk),
        "kind": letter.kind,
        "agency": letter.agency,
    }


def writer_in_the_record(letter: Letter, by: Actor) -> Actor:
    """Who the record says wrote: anyone, where no office is to learn it."""
    return ANYONE if letter.unknown else by
