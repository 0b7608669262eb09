"""What can be seen of shows, authorisations, uses and copies, and by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import local, midnight, now, today
from onedoor.registers.licences.queries import Licence, licence_for
from onedoor.registers.papers.queries import ONE_LOOK, copy_of
from onedoor.registers.showing import refusals, rules
from onedoor.registers.showing.changes import Change, changes_for
from onedoor.registers.showing.codes import digits_index, link_index
from onedoor.registers.showing.faces import Face, face_of
from onedoor.registers.showing.models import Authorisation, Show, Use, UseCopy
from onedoor.registers.showing.signing import answer_keys
from onedoor.registers.transcripts.queries import Transcript

__all__ = [
    "Authorisation",
    "Book",
    "Change",
    "Face",
    "Show",
    "Shown",
    "Use",
    "UseCopy",
    "answer_keys",
    "authorisation_for",
    "authorisations_of",
    "authorisations_to_us",
    "book_of",
    "chain_of",
    "changes_for",
    "copies_of",
    "face_of",
    "file_of_copy",
    "given_to_us",
    "is_open",
    "lines_of",
    "may_authorise",
    "may_show",
    "show_for",
    "show_waits",
    "shown_by",
    "shows_of",
    "stands",
    "thing_of",
    "use_for",
    "uses_of",
    "uses_under",
]


_Row = TypeVar("_Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What whoever opens a show is told, and nothing more."""

    kind_name: str
    agency_name: str
    standing: str
    valid_until: date | None
    facts: tuple[tuple[str, str], ...]
    purpose: str
    opened_at: datetime
    until: datetime
    # Of a licence alone: a transcript has none.
    check_code: str
    # A: sealed by the agency. B: paper of before, entered by one clerk and compared by another.
    grade: str

    @classmethod
    def of(cls, show: Show, face: Face) -> "Shown":
        """The chosen lines as they stand now."""
        assert show.opened_at is not None
        return cls(
            kind_name=face.kind_name,
            agency_name=face.agency_name,
            standing=face.standing,
            valid_until=face.valid_until,
            facts=face.chosen(show.facts),
            purpose=show.purpose,
            opened_at=show.opened_at,
            until=show.until,
            check_code=show.licence.paper.check_code if show.licence else "",
            grade=face.grade,
        )


def thing_of(show: Show) -> Licence | Transcript:
    """What is shown: the licence, or the transcript."""
    found: Licence | Transcript | None = show.licence or show.transcript
    assert found is not None
    return found


def lines_of(licence: Licence, labels: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """These lines of the face, in its order."""
    chosen = set(labels)
    return tuple(
        (each["label"], each["value"]) for each in licence.facts if each["label"] in chosen
    )


def chain_of(shown: Licence | Transcript) -> str:
    """In whose chain the shows and uses of a licence, or of a transcript, are recorded."""
    return f"licence-use:{face_of(shown).matter}"[:80]


def shown_by(*, link: str = "", digits: str = "") -> UUID | None:
    """Which show a link or eight digits open or opened; of like digits the newest. None: none."""
    found = Show.objects.none()
    if link:
        found = Show.objects.filter(link=link_index(link))
    elif plain := rules.plain_digits(digits):
        found = Show.objects.filter(digits=digits_index(plain))
    return found.order_by("-until").values_list("pk", flat=True).first()


def show_waits(link: str) -> datetime:
    """Until when this link can be opened; nothing of what it shows. NoSuchShow and the like."""
    found = Show.objects.filter(link=link_index(link))
    show = found.only("until", "opened_at", "ended_at").first()
    if show is None:
        raise refusals.NoSuchShow()
    if refusal := rules.why_not_open(show, at=now()):
        raise refusal
    return show.until


def show_for(show_id: UUID | str, *, seen_by: Actor) -> Show:
    """One of the reader's own shows; NoSuchShow."""
    found = _own(Show.objects.all(), seen_by).filter(pk=show_id).first()
    if found is None:
        raise refusals.NoSuchShow()
    _traced([thing_of(found)], seen_by)
    return found


def may_show(shown: Licence | Transcript, *, by: Actor) -> bool:
    """Whether this reader may take it out: the holder, or whose mandate reaches that."""
    if isinstance(shown, Transcript):
        return bool(shown.kind) and rules.why_not_show(by, "") is None
    return rules.why_not_show(by, shown.service) is None


def may_authorise(*, by: Actor) -> bool:
    """Whether this reader may let others see it: the holder, or who speaks for a firm by law."""
    return rules.why_not_authorise(by) is None


def is_open(show: Show) -> bool:
    """Whether its code may still be renewed."""
    return rules.why_not_renew(show, at=now()) is None


def shows_of(shown: Licence | Transcript, *, seen_by: Actor, limit: int = 50) -> list[Show]:
    """How it was shown, the newest first: to its holder and who acts for them."""
    rows = Show.objects.order_by("-begun_at")
    if isinstance(shown, Licence):
        return _about(rows, shown, seen_by, limit)
    found = list(_own(rows.filter(transcript=shown.pk), seen_by)[:limit])
    _traced([shown] if found else [], seen_by)
    return found


def authorisations_of(licence: Licence, *, seen_by: Actor, limit: int = 50) -> list[Authorisation]:
    """Who may see it and who might, the newest first: to its holder and who acts for them."""
    return _about(Authorisation.objects.order_by("-made_at"), licence, seen_by, limit)


def authorisation_for(authorisation: UUID | str, *, seen_by: Actor) -> Authorisation:
    """One of the reader's own authorisations, with its uses; NoSuchAuthorisation."""
    found = _own(Authorisation.objects.all(), seen_by).filter(pk=authorisation).first()
    if found is None:
        raise refusals.NoSuchAuthorisation()
    _traced([found.licence], seen_by)
    return found


def authorisations_to_us(*, seen_by: Actor, limit: int = 200) -> list[Authorisation]:
    """What holders let the reader's agency see today, what ends first before; to nobody else."""
    given = _to_us(seen_by).filter(ended_at=None, until__gte=today())
    found = list(given.select_related("licence").order_by("until", "made_at")[:limit])
    _traced([each.licence for each in found], seen_by)
    return found


def given_to_us(authorisation: UUID | str, *, seen_by: Actor) -> Authorisation:
    """One that lets the reader's agency see today; NoSuchAuthorisation, AuthorisationOver."""
    found = _to_us(seen_by).filter(pk=authorisation).first()
    if found is None:
        raise refusals.NoSuchAuthorisation()
    if refusal := rules.why_not_see(found, on=today()):
        raise refusal
    _traced([found.licence], seen_by)
    return found


def uses_under(authorisation: Authorisation, *, seen_by: Actor) -> list[Use]:
    """Each look under it, the newest first: to its holder and who acts for them."""
    rows = Use.objects.filter(authorisation=authorisation).order_by("-at")
    return _about(rows, authorisation.licence, seen_by, 200)


def uses_of(licence: Licence, *, seen_by: Actor, limit: int = 100) -> list[Use]:
    """Each look of another system, the newest first: to its holder and who acts for them."""
    return _about(Use.objects.order_by("-at"), licence, seen_by, limit)


def use_for(use: int, *, seen_by: Actor) -> tuple[Use, bool]:
    """One look at one's own licence, and whether it was that reader's first at it on that day.

    NotFound.
    """
    found = _own(Use.objects.all(), seen_by).filter(pk=use).first()
    if found is None:
        raise NotFound()
    _traced([found.licence], seen_by)
    day = midnight(local(found.at).date())
    alike = Use.objects.filter(
        licence=found.licence_id, system=found.system, agency=found.agency, at__gte=day
    )
    return found, not alike.filter(pk__lt=found.pk).exists()


def copies_of(licence: Licence, *, seen_by: Actor, limit: int = 50) -> list[UseCopy]:
    """The use copies made of it, the newest first: to its holder and who acts for them."""
    return _about(UseCopy.objects.order_by("-made_at"), licence, seen_by, limit)


@dataclass(frozen=True, kw_only=True)
class Book:
    """All that a party showed, let others see, had looked at and copied, the newest first."""

    shows: list[Show]
    authorisations: list[Authorisation]
    uses: list[Use]
    copies: list[UseCopy]


def book_of(*, seen_by: Actor) -> Book:
    """The whole book of the reader's party: of every licence, however long ago."""
    book = Book(
        shows=list(_own(Show.objects.order_by("-begun_at"), seen_by)),
        authorisations=list(_own(Authorisation.objects.order_by("-made_at"), seen_by)),
        uses=list(_own(Use.objects.order_by("-at"), seen_by)),
        copies=list(_own(UseCopy.objects.order_by("-made_at"), seen_by)),
    )
    rows: list[Authorisation | Use | UseCopy] = [*book.authorisations, *book.uses, *book.copies]
    _traced([thing_of(each) for each in book.shows], seen_by)
    _traced([each.licence for each in rows], seen_by)
    return book


def stands(authorisation: Authorisation) -> bool:
    """Whether it lets anybody see anything today."""
    return authorisation.ended_at is None and authorisation.until >= today()


def file_of_copy(copy: UUID | str, *, seen_by: Actor) -> tuple[UseCopy, bytes]:
    """The use copy as PDF, as long as it may be used; NotFound, CopyOver, FontsMissing."""
    found = _own(UseCopy.objects.all(), seen_by).filter(pk=copy).first()
    if found is None:
        raise NotFound()
    if today() > found.until:
        raise refusals.CopyOver()
    licence = licence_for(found.licence_id, seen_by=seen_by)
    words = copy_words(found)
    return found, copy_of(licence.paper_id, words=words, at=found.made_at, seen_by=seen_by)


def copy_words(copy: UseCopy) -> tuple[str, ...]:
    """What stands across a use copy."""
    return (
        _("复制件（加注件）"),
        _("仅供{user}用于：{reason}").format(user=copy.user, reason=copy.reason),
        _("有效期至 {year} 年 {month} 月 {day} 日，他用无效；原件凭查验码核验").format(
            year=copy.until.year, month=copy.until.month, day=copy.until.day
        ),
    )


def _to_us(reader: Actor) -> QuerySet[Authorisation]:
    """What was given to the agency at which the reader holds a post today."""
    rows = Authorisation.objects.filter(to_kind="agency", to=reader.agency or "-")
    return rows if reader.is_staff and rules.sits_at(reader) else rows.none()


def _own(rows: QuerySet[_Row], reader: Actor) -> QuerySet[_Row]:
    """The rows of the reader's party, within the mandate where they act under one."""
    if reader.kind == "system":
        return rows
    own = rows.filter(holder=reader.party or "-")
    reach = reader.scope.services if reader.scope else frozenset()
    return own.filter(licence__service__in=reach) if reach else own


def _about(rows: QuerySet[_Row], licence: Licence, reader: Actor, limit: int) -> list[_Row]:
    found = list(_own(rows.filter(licence=licence.number), reader)[:limit])
    _traced([licence] if found else [], reader)
    return found


def _traced(things: Sequence[Licence | Transcript], reader: Actor) -> None:
    looks = [
        Look(each.holder, each.matter, f"{each.kind_name} {each.number}")
        for each in map(face_of, things)
    ]
    if reader.is_staff:
        trace_all(looks, by=reader, why="查看授权给本机关的证照", since=start_of_today())
        return
    since = now() - ONE_LOOK if reader.scope else None
    trace_all(looks, by=reader, why="查看用证记录", since=since)
