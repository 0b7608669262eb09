"""What readers see of pieces, and what editors and chiefs of an agency see besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from onedoor.kernel.actors import Actor
from onedoor.kernel.script import simplified
from onedoor.kernel.time import local, today
from onedoor.registers.publications import refusals as no
from onedoor.registers.publications import rules
from onedoor.registers.publications.comparing import Line, compared
from onedoor.registers.publications.content import Attached, Content, content_of
from onedoor.registers.publications.models import Hiding, Piece, PieceVersion
from onedoor.registers.sites.queries import cluster, site_of_mine

__all__ = [
    "Counts", "Listed", "Piece", "PieceVersion", "Received", "Shown", "answered_about",
    "comparison", "counts", "file_for", "file_shown", "latest", "own_slugs", "piece_for",
    "piece_shown", "pieces_at", "pieces_received", "pieces_saying", "pieces_shown",
    "questions_about", "slugs_shown", "stamp", "versions_of",
]  # fmt: skip

_LISTED, _FOUND = 200, 3


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A line of a list."""

    slug: str
    kind: str
    column: str
    agency: str
    title: str
    summary: str
    on: date
    site: str = ""
    is_urgent: bool = False
    # Title and summary by language, where the piece has been translated.
    translated: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A piece as readers see it: its version, and what is said of it."""

    slug: str
    index_number: str
    kind: str
    column: str
    agency: str
    first_on: date
    on: date
    version: int
    note: str
    # Whether readers were shown another version before.
    is_corrected: bool
    content: Content
    blocks: Sequence[dict[str, Any]]
    shown_until: date | None = None
    # The site it is of, where it may be read elsewhere too.
    site: str = ""
    # The body of each translation in blocks, by language.
    translated: Mapping[str, Sequence[dict[str, Any]]] = field(default_factory=dict)

    @property
    def titles(self) -> dict[str, str]:
        """What it is called, by language; "zh" is always there."""
        return {"zh": self.content.title} | {
            each.language: each.title for each in self.content.translations
        }


@dataclass(frozen=True)
class Received:
    """A piece another site shares, and whether this one has hidden it."""

    piece: Piece
    hidden: Hiding | None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many pieces are shown, by what."""

    columns: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    agencies: dict[str, int] = field(default_factory=dict)

    @property
    def all(self) -> int:
        return sum(self.kinds.values())


_FIELDS = (
    "index_number", "kind", "column", "agency", "title", "summary", "first_shown_at", "site",
    "is_urgent", "translated",
)  # fmt: skip


def stamp() -> str:
    """Changes whenever what readers of any site see does: for pages kept in memory."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(greatest(shown_at, taken_down_at, shared_at)),"
            " count(*) FILTER (WHERE state = 'shown'),"
            " (SELECT concat(max(id), '-', count(*)) FROM publications_hiding)"
            " FROM publications_piece"
        )
        latest, count, hidden = cursor.fetchone()
    return f"{latest}/{count}/{hidden}"


def pieces_shown(
    *,
    kind: str = "",
    column: str = "",
    agency: str = "",
    page: int = 1,
    size: int = 20,
    at: str = "",
) -> tuple[list[Listed], int]:
    """One page of what is shown at a site, the newest first, and how many there are in all."""
    found = _shown(at)
    narrow = {"kind": kind, "column": column, "agency": agency}
    found = found.filter(**{name: value for name, value in narrow.items() if value})
    first = (max(page, 1) - 1) * size
    rows = found.order_by("-first_shown_at", "-serial").values(*_FIELDS)[first : first + size]
    return [_listed(row) for row in rows], found.count()


def latest(kinds: Sequence[str], *, most: int, at: str = "") -> list[Listed]:
    """The newest of these kinds; what is urgent stands first for its days."""
    found = _shown(at).filter(kind__in=kinds).order_by("-is_urgent", "-first_shown_at", "-serial")
    return [_listed(row) for row in found.values(*_FIELDS)[:most]]


def counts(at: str = "") -> Counts:
    """How many pieces of a site stand in each column, are of each kind, from each agency."""
    told = Counts()
    rows = _shown(at).values_list("column", "kind", "agency").annotate(n=Count("pk"))
    for column, kind, agency, count in rows:
        told.columns[column] = told.columns.get(column, 0) + count
        told.kinds[kind] = told.kinds.get(kind, 0) + count
        told.agencies[agency] = told.agencies.get(agency, 0) + count
    return told


def piece_shown(slug: str, *, at: str = "") -> Shown:
    """The piece at this address of a site. NoSuchPiece, ShownElsewhere; TakenDown with day, why."""
    number = _number_of(slug)
    found = Piece.objects.select_related("shown").filter(index_number=number).first()
    if found is None or not number:
        raise no.NoSuchPiece()
    if found.state == "down":
        assert found.taken_down_at is not None
        on = local(found.taken_down_at).date()
        raise _gone(found, on, found.taken_down_why)
    if found.shown_until and found.shown_until < today():
        raise _gone(found, found.shown_until, rules.why_over(found.shown_until))
    if found.site != at and not _is_seen_at(found, at):
        home = cluster().called(found.site)
        raise no.ShownElsewhere(site=home.called("zh"), at=home.slug) if home else no.NoSuchPiece()
    assert found.shown and found.shown_at and found.first_shown_at
    return Shown(
        slug=found.slug, index_number=found.index_number, kind=found.kind, column=found.column,
        agency=found.agency, first_on=local(found.first_shown_at).date(),
        on=local(found.shown_at).date(), version=found.shown.number, note=found.shown.note,
        is_corrected=found.first_shown_at < found.shown_at,
        content=content_of(found.shown.content), blocks=found.shown.blocks,
        shown_until=found.shown_until, site=found.site, translated=found.shown.translated,
    )  # fmt: skip


def _gone(piece: Piece, on: date, why: str) -> no.TakenDown:
    return no.TakenDown(
        title=piece.title, day=f"{on.year}年{on.month}月{on.day}日", why=why,
        titles={code: each["title"] for code, each in piece.translated.items()},
    )  # fmt: skip


def questions_about(
    matters: Sequence[str], *, without: str = "", most: int = 5, at: str = ""
) -> list[Listed]:
    """Questions and answers about any of these matters."""
    if not matters:
        return []
    about = Q()
    for each in matters:
        about |= Q(matters__contains=[each])
    found = _shown(at).filter(about, kind="question").exclude(index_number=_number_of(without))
    return [_listed(row) for row in found.order_by("-first_shown_at").values(*_FIELDS)[:most]]


def answered_about(matters: Sequence[str], *, at: str = "") -> list[tuple[str, str, list[str]]]:
    """Address, question and matters of every published answer about any of these matters.

    A question that has been translated is told once in each language.
    """
    about = Q(pk__in=[])
    for each in matters:
        about |= Q(matters__contains=[each])
    found = _shown(at).filter(about, kind="question").order_by("index_number")
    rows = found.values_list("index_number", "title", "matters", "translated")
    return [
        (number.replace("/", "-"), question, about)
        for number, title, about, translated in rows
        for question in (title, *(each["title"] for each in translated.values()))
    ]


def pieces_saying(query: str, *, at: str = "") -> list[Listed]:
    """The few newest pieces of a site that say every word of the query, in whichever script of
    Chinese it is asked."""
    words = [each for each in query.lower().split() if len(each) > 1][:6]
    if not words:
        return []
    found = _shown(at)
    for word in words:
        # A name in a piece may be written in Traditional signs itself.
        found = found.filter(Q(words__contains=word) | Q(words__contains=simplified(word)))
    return [_listed(row) for row in found.order_by("-first_shown_at").values(*_FIELDS)[:_FOUND]]


def slugs_shown(at: str = "") -> list[str]:
    """The addresses of everything shown at a site; without one, anywhere."""
    return [each.replace("/", "-") for each in _shown(at).values_list("index_number", flat=True)]


def own_slugs(at: str) -> list[str]:
    """The addresses of what is a site's own, not shared with it; without sites, of everything."""
    known = cluster()
    own = _shown(at)
    if site := known.called(at):
        own = own.filter(site__in=("", at) if site == known.root else (at,))
    return [each.replace("/", "-") for each in own.values_list("index_number", flat=True)]


def file_shown(slug: str, digest: str, *, at: str = "") -> Attached:
    """A file of what is shown. As piece_shown."""
    return _file_of([piece_shown(slug, at=at).content], digest)


# --- At the desk ------------------------------------------------------------------------------


def pieces_at(*, seen_by: Actor) -> list[Piece]:
    """The pieces of the agencies one writes or signs off for: what waits first, then the newest."""
    mine = rules.agencies_edited(seen_by) | rules.agencies_signed(seen_by)
    found = Piece.objects.filter(agency__in=mine).order_by("-saved_at")[:_LISTED]
    order = {"waiting": 0, "writing": 1, "due": 2, "resting": 3}
    return sorted(found, key=lambda each: order[each.desk_state])


def piece_for(piece: UUID, *, seen_by: Actor) -> Piece:
    """One piece, its draft and what waits. NoSuchPiece, NotYourAgency, NotAnEditor."""
    found = Piece.objects.select_related("waiting", "shown").filter(pk=piece).first()
    if found is None:
        raise no.NoSuchPiece()
    if refusal := rules.why_not_see(found.agency, seen_by):
        raise refusal
    return found


def versions_of(piece: UUID, *, seen_by: Actor) -> list[PieceVersion]:
    """Its versions, the newest first. As piece_for."""
    found = piece_for(piece, seen_by=seen_by)
    return list(found.versions.order_by("-number"))


def comparison(piece: UUID, before: int, after: int, *, seen_by: Actor) -> list[Line]:
    """What changed between two versions; 0 is the draft. As piece_for."""
    found = piece_for(piece, seen_by=seen_by)
    known = {each.number: content_of(each.content) for each in found.versions.all()}
    known[0] = content_of(found.written)
    if before not in known or after not in known:
        raise no.NoSuchPiece()
    return compared(known[before], known[after])


def file_for(piece: UUID, digest: str, *, seen_by: Actor) -> Attached:
    """A file of the draft or of any version. As piece_for."""
    found = piece_for(piece, seen_by=seen_by)
    every = [
        content_of(found.written),
        *(content_of(each.content) for each in found.versions.all()),
    ]
    return _file_of(every, digest)


def _file_of(contents: Sequence[Content], digest: str) -> Attached:
    for content in contents:
        for file in content.files:
            if file.digest == digest:
                return file
    raise no.NoSuchPiece()


def pieces_received(at: str, *, seen_by: Actor) -> list[Received]:
    """What other sites share with this one, hidden or not, the newest first.

    For those who write or sign off there. NoSuchSite, NotYourSite.
    """
    site_of_mine(at, rules.EDITOR, rules.CHIEF, by=seen_by)
    shared = Piece.objects.filter(_seen_at(at), state="shown").exclude(site__in=("", at))
    hidden = {each.piece_id: each for each in Hiding.objects.filter(site=at)}
    rows = shared.order_by("-is_urgent", "-first_shown_at")[:_LISTED]
    return [Received(each, hidden.get(each.pk)) for each in rows]


def _shown(at: str = "") -> QuerySet[Piece]:
    """What a site shows today; what has run out is not shown, whether it was taken down or not."""
    lasts = Q(shown_until=None) | Q(shown_until__gte=today())
    found = Piece.objects.filter(_seen_at(at), lasts, state="shown")
    hidden = Hiding.objects.filter(piece=OuterRef("pk"), site=at, piece__is_urgent=False)
    return found.exclude(Exists(hidden)) if at else found


def _is_seen_at(piece: Piece, at: str) -> bool:
    return _shown(at).filter(pk=piece.pk).exists()


def _seen_at(at: str) -> Q:
    """Its own and what others share with it (rules.is_received says the same of one piece).

    Where there are no sites, or none is named: everything.
    """
    known = cluster()
    site = known.called(at)
    if site is None:
        return Q()
    seen = Q(site=at)
    if site == known.root:
        seen |= Q(site="")
    above = [each.slug for each in known.above(site)]
    shared = Q(shared_with__contains=[at]) | Q(site__in=above, shared_below=True)
    return seen | (shared & Q(kind__in=site.takes_pieces)) | Q(site__in=above, is_urgent=True)


def _number_of(slug: str) -> str:
    return slug.replace("-", "/", 1)


def _listed(row: dict[str, Any]) -> Listed:
    return Listed(
        slug=row["index_number"].replace("/", "-"), kind=row["kind"], column=row["column"],
        agency=row["agency"], title=row["title"], summary=row["summary"],
        on=local(row["first_shown_at"]).date(), site=row["site"], is_urgent=row["is_urgent"],
        translated=row["translated"],
    )  # fmt: skip
