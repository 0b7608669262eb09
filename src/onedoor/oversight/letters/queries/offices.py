"""What an office sees of letters: never who wrote, where the writer wishes so, and never a contact.

The rows of the store stay here: pages get values in which nothing else stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.counting import counted
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.redacting import veiled
from onedoor.kernel.time import local, today
from onedoor.oversight.letters import rules
from onedoor.oversight.letters.kinds import kinds, limit
from onedoor.oversight.letters.models import Letter, PublicAnswer, Rewording, State
from onedoor.oversight.letters.refusals import NoSuchLetter
from onedoor.oversight.letters.veiling import for_the_office, personal_in
from onedoor.registers.agencies.queries import calendar_for
from onedoor.registers.people.queries import party_for

_TO_PUBLISH = Q(may_publish=True) & (Q(published=None) | Q(published__released_by=""))
_WITHOUT_RESULT = Q(published__released_at__isnull=False, published__result="")
VIEWS = ("open", "late", "answered", "publish", "result")


@dataclass(frozen=True, kw_only=True)
class OfficeRow:
    """A letter as it stands in a list."""

    id: str
    kind: str
    title: str
    about: str
    accused: str
    wrong: str
    found: str
    agency: str
    unknown: bool
    state: str
    sent_at: datetime
    due_on: date
    near: bool
    late: bool
    extended: int
    merged: int
    content: bool | None
    draft: str
    # It stands in the column of exposures, where nobody reads yet what came of it.
    no_result: bool
    # Until when the public page is to tell what came of it, while it does not.
    result_by: date | None


@dataclass(frozen=True, kw_only=True)
class OfficeWord:
    """One thing said, without the names of writers."""

    act: str
    by_writer: bool
    by_agency: str
    by_name: str
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class OfficeLetter:
    """A letter with everything said in it, and in those merged into it."""

    row: OfficeRow
    # The writer's name and telephone; "" where the writer wishes to stay unknown.
    writer: str
    phone: str
    words: list[OfficeWord]
    others: list[tuple[str, str]]
    may_publish: bool
    # What stands or is to stand, and new words for one that stands already.
    draft: PublicAnswer | None
    rewording: Rewording | None
    lead: str


def letters_for(
    *, seen_by: Actor, view: str = "open", kind: str = "", limit_to: int = 200
) -> list[OfficeRow]:
    """What this clerk may handle, the first due first; or what was answered, the newest first."""
    found = _within_reach(seen_by).annotate(n=Count("merged"))
    if kind in kinds():
        found = found.filter(kind=kind)
    if view in ("answered", "publish", "result"):
        found = found.exclude(state=State.OPEN).order_by("-answered_at")
    else:
        found = found.filter(state=State.OPEN, lead=None).order_by("due_on", "sent_at")
    if view == "late":
        found = found.filter(due_on__lt=today())
    if view == "publish":
        found = found.filter(_TO_PUBLISH | Q(published__rewording__isnull=False), lead=None)
    if view == "result":
        # What is due first comes first.
        found = found.filter(_WITHOUT_RESULT, kind__in=_in_the_open()).order_by(
            "result_by", "published__released_at"
        )
    rows = list(found.select_related("published__rewording")[:limit_to])
    _seen(rows, seen_by, "留言清单里的一行")
    return [_row(each) for each in rows]


def _in_the_open() -> list[str]:
    """The kinds of which people read the problem, the answer and what came of it."""
    return [each.code for each in kinds().values() if each.public]


@dataclass(frozen=True, kw_only=True)
class Unfinished:
    """What the column of exposures still lacks: answered and not published, and without result."""

    unpublished: int
    without_result: int


def exposures_unfinished(*, seen_by: Actor) -> Unfinished:
    """How much of what this clerk may handle is not yet told to its end; counts alone."""
    found = _within_reach(seen_by).filter(kind__in=_in_the_open()).exclude(state=State.OPEN)
    return Unfinished(
        unpublished=found.filter(_TO_PUBLISH, lead=None).count(),
        without_result=found.filter(_WITHOUT_RESULT).count(),
    )


def letters_waiting(*, seen_by: Actor) -> int:
    """How many wait for this clerk's agencies."""
    return counted(_open, seen_by)


def _open(reader: Actor) -> QuerySet[Letter]:
    return _within_reach(reader).filter(state=State.OPEN, lead=None)


def letter_for(id: str, *, seen_by: Actor) -> OfficeLetter:
    """One letter, for whoever may handle it. NoSuchLetter to others, above all to the accused."""
    found = (
        _within_reach(seen_by)
        .annotate(n=Count("merged"))
        .select_related("published__rewording")
        .prefetch_related("words")
        .filter(pk=id)
        .first()
    )
    if found is None:
        raise NoSuchLetter()
    others = list(Letter.objects.filter(lead=found).prefetch_related("words").order_by("sent_at"))
    _seen([found, *others], seen_by, "留言全文")
    name, phone = _writer(found, seen_by)
    published = getattr(found, "published", None)
    return OfficeLetter(
        row=_row(found),
        writer=name,
        phone=phone,
        words=_words(found),
        others=[(str(each.pk), _asked(each)) for each in others],
        may_publish=found.may_publish,
        draft=published,
        rewording=getattr(published, "rewording", None),
        lead=str(found.lead_id or ""),
    )


def _writer(letter: Letter, reader: Actor) -> tuple[str, str]:
    if letter.unknown:
        return "", ""
    party = party_for(letter.party, seen_by=reader, why="答复留言")
    return party.name, party.phone


def letters_to_merge(id: str, *, seen_by: Actor) -> list[OfficeRow]:
    """Others of the same kind at the same agency that wait, the likeliest first."""
    reach = _within_reach(seen_by)
    letter = reach.filter(pk=id).first()
    if letter is None:
        raise NoSuchLetter()
    same = reach.filter(
        state=State.OPEN, lead=None, kind=letter.kind, agency=letter.agency, accused=letter.accused
    ).exclude(pk=letter.pk)
    rows = list(
        same.annotate(n=Count("merged"))
        .select_related("published__rewording")
        .order_by("due_on")[:50]
    )
    rows.sort(key=lambda each: each.about != letter.about)
    _seen([letter, *rows], seen_by, "留言清单里的一行")
    return [_row(each) for each in rows[:20]]


def to_release(*, seen_by: Actor) -> int:
    """How many drafts wait for this supervisor's word."""
    watched = seen_by.agencies_as("supervisor")
    first = PublicAnswer.objects.filter(agency__in=watched, released_by="")
    again = Rewording.objects.filter(published__agency__in=watched)
    return sum(each.exclude(drafted_by=seen_by.ref).count() for each in (first, again))


def suggested_draft(id: str, *, seen_by: Actor) -> dict[str, str]:
    """A first draft for whoever redacts: question and answer with every find put out of sight."""
    letter = _within_reach(seen_by).prefetch_related("words").filter(pk=id).first()
    if letter is None:
        raise NoSuchLetter()
    _seen([letter], seen_by, "留言全文")
    answers = [word.text for word in letter.words.all() if word.act == "answer"]
    told = {"title": letter.title, "question": _asked(letter), "answer": "\n".join(answers[-1:])}
    return {
        name: veiled(text, personal_in(letter, text)) for name, text in told.items()
    }  # fmt: skip


def _within_reach(reader: Actor) -> QuerySet[Letter]:
    """What falls to this clerk by post and agency, without what accuses their own house."""
    if not reader.is_staff:
        return Letter.objects.none()
    mine = Q(pk=None)
    for kind in kinds().values():
        mine |= Q(kind=kind.code, agency__in=reader.agencies_as(*kind.posts))
    return Letter.objects.filter(mine).exclude(accused__in=rules.houses_of(reader))


def _seen(letters: Sequence[Letter], reader: Actor, what: str) -> None:
    looks = [Look(each.party, each.subject, what) for each in letters]
    trace_all(looks, by=reader, why="答复留言", since=start_of_today())


def _asked(letter: Letter) -> str:
    said = sorted(letter.words.all(), key=lambda word: word.pk)
    text = "\n".join(word.text for word in said if word.by_writer)
    return for_the_office(letter, text)


def _words(letter: Letter) -> list[OfficeWord]:
    return [
        OfficeWord(
            act=each.act, by_writer=each.by_writer, by_agency=each.by_agency,
            by_name=each.by_name, at=each.at,
            text=for_the_office(letter, each.text) if each.by_writer else each.text,
        )
        for each in sorted(letter.words.all(), key=lambda word: word.pk)
    ]  # fmt: skip


def _row(letter: Letter) -> OfficeRow:
    published = getattr(letter, "published", None)
    return OfficeRow(
        id=str(letter.pk),
        kind=letter.kind,
        title=letter.title,
        about=_about(letter),
        accused=letter.accused,
        wrong=letter.wrong,
        found=letter.found,
        agency=letter.agency,
        unknown=letter.unknown,
        state=letter.state,
        sent_at=letter.sent_at,
        due_on=letter.due_on,
        near=letter.is_open and _is_near(letter),
        late=letter.is_open and letter.due_on < today(),
        extended=letter.extended,
        merged=getattr(letter, "n", 0),
        content=letter.content,
        draft=_stage(published),
        result_by=None if published and published.result else letter.result_by,
        no_result=bool(
            published
            and published.released_by
            and not published.result
            and letter.kind in _in_the_open()
        ),
    )


def _stage(published: PublicAnswer | None) -> str:
    """How far publishing is: "", "draft", "released", or "again" where new words wait."""
    if published is None:
        return ""
    if not published.released_by:
        return "draft"
    return "again" if getattr(published, "rewording", None) else "released"


def _about(letter: Letter) -> str:
    """What it is about, without the number of a matter that would say who stays unknown."""
    told = letter.unknown and letter.about.startswith("case:")
    return "" if told and not kinds()[letter.kind].needs_case else letter.about


def _is_near(letter: Letter) -> bool:
    """Whether so much of its time has gone by that it is near its day."""
    calendar = calendar_for(letter.agency)
    sent = local(letter.sent_at).date()
    whole = calendar.working_days_between(sent, letter.due_on)
    used = calendar.working_days_between(sent, today())
    return used * 100 >= whole * limit("near_due")
