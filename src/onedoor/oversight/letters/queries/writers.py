"""What a writer sees of a letter, and whom the platform tells."""

from dataclasses import dataclass

from django.db.models import Q

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.refusals import NotAllowed
from onedoor.oversight.letters.models import Letter, Word
from onedoor.oversight.letters.refusals import NoSuchLetter


@dataclass(frozen=True)
class OwnLetter:
    """A letter with everything said in it, for whoever wrote it."""

    letter: Letter
    words: list[Word]
    published: str


def own_letter(code: str, *, seen_by: Actor) -> OwnLetter:
    """One's own letter by its code; one without an account for whoever has the code.

    NoSuchLetter to anybody else.
    """
    mine = Q(party="")
    if seen_by.party and seen_by.scope is None and seen_by.kind == "person":
        mine |= Q(party=seen_by.party)
    found = Letter.objects.filter(mine, code=code or "-").select_related("published").first()
    if found is None:
        raise NoSuchLetter()
    return _whole(found)


def letters_of(*, seen_by: Actor) -> list[OwnLetter]:
    """What the reader wrote, the newest first; never what was written by whom one acts for."""
    if seen_by.scope is not None or seen_by.kind != "person" or not seen_by.party:
        return []
    found = Letter.objects.filter(party=seen_by.party).select_related("published")
    return [_whole(each) for each in found.prefetch_related("words").order_by("-sent_at")]


def _whole(letter: Letter) -> OwnLetter:
    published = getattr(letter, "published", None)
    return OwnLetter(
        letter,
        sorted(letter.words.all(), key=lambda word: word.pk),
        str(published.pk) if published and published.released_by else "",
    )


@dataclass(frozen=True)
class ToTell:
    """Where the platform tells a writer of news: an inbox, or what was left without an account."""

    party: str
    contact: str
    code: str
    kind: str
    title: str


def whom_to_tell(id: str, *, seen_by: Actor) -> ToTell | None:
    """For the system alone, which sends what no office sees; None when the letter is gone."""
    if seen_by != SYSTEM:
        raise NotAllowed()
    found = Letter.objects.filter(pk=id).first()
    if found is None:
        return None
    return ToTell(found.party, found.contact, found.code, found.kind, found.title)
