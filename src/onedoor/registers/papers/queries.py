"""What can be seen of papers, and by whom; and what anyone may ask: is this one genuine?"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.languages import written_day
from onedoor.kernel.ports import SealReport, port
from onedoor.kernel.readings import Look, trace_all
from onedoor.kernel.record import entries_of
from onedoor.kernel.refusals import NotAllowed, NotFound, Refusal
from onedoor.kernel.time import local, now, today
from onedoor.registers.papers import copies, rules
from onedoor.registers.papers.checks import (
    Check,
    Verdict,
    sentence_on_that_day,
    sentences_on_seal,
    sentences_on_standing,
    sentences_on_the_seal_itself,
    standing_then,
)
from onedoor.registers.papers.events import PaperMarked
from onedoor.registers.papers.fonts import FontsMissing, fonts
from onedoor.registers.papers.models import Paper
from onedoor.registers.papers.redrawing import redrawn
from onedoor.registers.papers.render import check_link
from onedoor.registers.papers.specimens import specimen
from onedoor.registers.seals.queries import es_ids_known, seal_of_paper

__all__ = [
    "Check",
    "Paper",
    "Verdict",
    "check_code",
    "check_document",
    "check_link",
    "copy_of",
    "damaged_papers",
    "document_of",
    "paper_for",
    "paper_of_code",
    "paper_to_read",
    "papers_held",
    "papers_of",
    "picture_of",
    "redrawn",
    "specimen",
    "standing_on",
    "what_rendering_lacks",
    "within_reach",
]

Row = TypeVar("Row", bound=Model)
# A helper who turns to the same paper again within this time has looked once.
ONE_LOOK = timedelta(minutes=10)
# How an archive begins, and so every OFD file.
_ARCHIVE = b"PK\x03\x04"


class PaperDamaged(Refusal):
    """文件库里的这份文书已损坏或丢失，暂时不能下载；已经记录，请联系管理员从备份中恢复。"""

    status = 503


class NotYoursToCollect(NotAllowed):
    """您是受托办理，对方的授权不包括领取文书和证照。"""


def paper_for(paper_id: UUID | str, *, seen_by: Actor) -> Paper:
    """The paper, for its holder, for the agency that issued it, or for the system.

    Leaves a trace when someone else's paper is looked at. NotFound for everyone else, so that
    nobody learns which papers exist.
    """
    try:
        paper = within_reach(Paper.objects.all(), seen_by).get(id=UUID(str(paper_id)))
    except (Paper.DoesNotExist, ValueError):
        raise NotFound() from None
    _traced([paper], seen_by)
    return paper


def paper_to_read(paper_id: UUID | str, *, seen_by: Actor) -> Paper:
    """The paper for whoever wants to read what it says, and its translations.

    NotFound as in `paper_for`; whom it is for as with its file: NotYoursToCollect.
    """
    paper = paper_for(paper_id, seen_by=seen_by)
    if not seen_by.may("collect", paper.service):
        raise NotYoursToCollect()
    return paper


def papers_of(subject: str, *, seen_by: Actor) -> list[Paper]:
    """The papers in one case's chain, oldest first; only those the reader may see."""
    papers = list(
        within_reach(Paper.objects.all(), seen_by)
        .filter(subject=subject)
        .order_by("issued_at", "number")
    )
    _traced(papers, seen_by)
    return papers


def papers_held(*, seen_by: Actor) -> list[Paper]:
    """Every paper that the reader's party holds, the newest first; to nobody else."""
    papers = list(Paper.objects.filter(holder=seen_by.party or "-").order_by("-issued_at"))
    _traced(papers, seen_by)
    return papers


def document_of(paper_id: UUID | str, *, seen_by: Actor, as_ofd: bool = False) -> bytes:
    """The sealed PDF, byte for byte as issued, or the sealed OFD of the same paper.

    NotFound as in `paper_for`, and for an OFD where there is none; PaperDamaged.
    """
    paper = paper_to_read(paper_id, seen_by=seen_by)
    digest = paper.ofd_digest if as_ofd else paper.digest
    if not digest:
        raise NotFound()
    try:
        content: bytes = port("store").get(digest)
    except (KeyError, ValueError, OSError):
        raise PaperDamaged() from None
    return content


def picture_of(paper_id: UUID | str, *, seen_by: Actor) -> bytes:
    """The first page of the paper as PNG. NotFound, PaperDamaged and whom it is for as above."""
    return copies.picture(document_of(paper_id, seen_by=seen_by))


def copy_of(paper_id: UUID | str, *, words: tuple[str, ...], at: datetime, seen_by: Actor) -> bytes:
    """A use copy (加注件): the pages with these words written across each, and no seal of its own.

    NotFound, PaperDamaged and whom it is for as in `document_of`; FontsMissing.
    """
    return copies.copied(document_of(paper_id, seen_by=seen_by), words=words, at=at)


def check_document(content: bytes, *, seen_by: Actor = ANYONE, on: date | None = None) -> Check:
    """Whether an uploaded PDF or OFD is one of our papers, unaltered. For anyone; never raises.

    Says only what the file itself shows, and how the paper stands today; besides, how it stood at
    the end of the day `on`, if one is asked for that is over. A check by somebody known is traced;
    one who merely holds the paper is known to nobody.
    """
    if len(content) > settings.ONEDOOR_UPLOAD_LIMIT:
        return Check(
            verdict=Verdict.UNREADABLE,
            sentences=(_("文件超过 20 MB，不是本平台签发的文书，没有查验。"),),
        )
    is_ofd = content.startswith(_ARCHIVE)
    seal: SealReport = port("ofd_sealer" if is_ofd else "sealer").check(content)
    digest = hashlib.sha256(content).hexdigest()
    paper = Paper.objects.filter(Q(ofd_digest=digest) if is_ofd else Q(digest=digest)).first()
    if paper is None:
        return Check(
            verdict=_verdict_on_a_stranger(seal),
            sentences=(*sentences_on_seal(seal), *_unlisted(seal), _not_ours(seal)),
            seal=seal,
        )
    _traced_check(paper, seen_by)
    on_seal = (*sentences_on_seal(seal), *sentences_on_the_seal_itself(seal_of_paper(paper.key)))
    if not (seal.whole and seal.trusted):
        # Its bytes are ours, so the seal was good once: the trust list has changed since.
        return _told(paper, Verdict.UNTRUSTED, on_seal, seal=seal)
    return _told(paper, _verdict_on(paper), on_seal, seal=seal, advice=_then(paper, on))


def check_code(code: str, *, seen_by: Actor = ANYONE, on: date | None = None) -> Check:
    """What anyone holding a printed paper may learn by its check code; the name is masked.

    Traced, and of the day `on`, as in `check_document`.
    """
    paper = Paper.objects.filter(check_code=rules.plain_code(code)).first()
    if paper is None:
        return Check(
            verdict=Verdict.UNKNOWN,
            sentences=(_("没有这个查验码，请核对纸面上的 16 位查验码。"),),
        )
    _traced_check(paper, seen_by)
    advice = _("请把纸面内容与下面的信息逐项核对；上传电子原件，可以进一步核验是否被改动。")
    return _told(paper, _verdict_on(paper), (), advice=_then(paper, on) + advice)


def standing_on(paper_id: UUID | str, *, on: date) -> str:
    """How a paper in hand stood at the end of a day that is over, from the record.

    `not-issued`, `in-force`, `expired`, `suspended`, `withdrawn` or `superseded`: a word and no
    more, for rooms that have answered for the look. Paper.DoesNotExist.
    """
    fields = "subject", "issued_at", "valid_until"
    return _stood(Paper.objects.only(*fields).get(id=paper_id), on)


def paper_of_code(code: str, *, seen_by: Actor) -> Paper | None:
    """The paper that bears this check code, if the reader may see it."""
    papers = within_reach(Paper.objects.all(), seen_by)
    paper = papers.filter(check_code=rules.plain_code(code)).first()
    _traced([paper] if paper else [], seen_by)
    return paper


def damaged_papers() -> Iterator[tuple[str, str]]:
    """Number of, and what is wrong with, each paper the store no longer has as it was issued.

    Reads every blob: for `verify` and for operators, not for pages.
    """
    store = port("store")
    papers = Paper.objects.order_by("issued_at").values_list("number", "digest", "ofd_digest")
    for number, *digests in papers:
        for digest in filter(None, digests):
            try:
                store.get(digest)
            except KeyError:
                yield number, f"the store has no {digest}"
            except (ValueError, OSError) as error:
                yield number, str(error)


def what_rendering_lacks() -> str:
    """The sentence that says what to install before papers can be drawn; empty when nothing."""
    try:
        fonts()
    except FontsMissing as missing:
        return missing.sentence
    return ""


def within_reach(rows: QuerySet[Row], reader: Actor, act: str = "see") -> QuerySet[Row]:
    """Of papers, or of licences on them: the holder's own, or those one's own agency issued.

    The system sees all, anybody else none. Who acts for the holder has what their mandate reaches
    with this act. `rows` have an `agency`, a `holder` and a `service`.
    """
    if reader.kind == "system":
        return rows
    if reader.is_staff and reader.agency:
        return rows.filter(agency=reader.agency)
    if not reader.party or (reader.scope and reader.scope.acts and act not in reader.scope.acts):
        return rows.none()
    own = rows.filter(holder=reader.party)
    reach = reader.scope.services if reader.scope else frozenset()
    return own.filter(service__in=reach) if reach else own


def _traced(papers: Sequence[Paper], reader: Actor, why: str = "") -> None:
    looks = [Look(paper.holder, paper.subject, f"{paper.title} {paper.number}") for paper in papers]
    since = now() - ONE_LOOK if reader.scope else None
    trace_all(looks, by=reader, why=why or "查看文书", since=since)


def _traced_check(paper: Paper, reader: Actor) -> None:
    if reader.kind != "anyone":
        _traced([paper], reader, "公开查验")


def _told(
    paper: Paper,
    verdict: Verdict,
    on_seal: tuple[str, ...],
    *,
    seal: SealReport | None = None,
    advice: str = "",
) -> Check:
    issued = local(paper.issued_at).date()
    opening = _("本平台签发过这份文书：{agency}于{day}签发的《{title}》，编号 {number}。").format(
        agency=paper.agency_name, day=written_day(issued), title=paper.title, number=paper.number
    )
    standing = sentences_on_standing(
        paper.standing,
        why=paper.standing_why,
        valid_until=paper.valid_until,
        on=today(),
        issued=issued,
        since=local(paper.standing_since).date() if paper.standing_since else None,
    )
    return Check(
        verdict=verdict,
        sentences=tuple(each for each in (opening, *on_seal, standing, advice) if each),
        number=paper.number,
        title=paper.title,
        agency_name=paper.agency_name,
        issued_on=issued,
        valid_until=paper.valid_until,
        holder=rules.masked(paper.holder_name),
        seal=seal,
    )


def _then(paper: Paper, on: date | None) -> str:
    """How it stood on a day of the past, from the record; "" where none is asked for."""
    if on is None or on >= today():
        return ""
    return sentence_on_that_day(_stood(paper, on), on=on)


def _stood(paper: Paper, on: date) -> str:
    marks = [
        (local(entry.at).date(), str(entry.body["standing"]))
        for entry in entries_of(paper.subject)
        if entry.name == PaperMarked.name and entry.body.get("paper") == str(paper.pk)
    ]
    issued = local(paper.issued_at).date()
    return standing_then(marks, issued=issued, valid_until=paper.valid_until, on=on)


def _verdict_on(paper: Paper) -> Verdict:
    if paper.standing != "in-force":
        return Verdict(paper.standing)
    return Verdict.EXPIRED if rules.has_run_out(paper.valid_until, on=today()) else Verdict.GENUINE


def _verdict_on_a_stranger(seal: SealReport) -> Verdict:
    if not seal.sealed:
        return Verdict.UNREADABLE
    if not seal.whole:
        return Verdict.ALTERED
    # Our own seal on what we never issued proves nothing but that something is wrong.
    is_elsewhere = seal.format == "ofd" and seal.trusted and not seal.own
    return Verdict.ELSEWHERE if is_elsewhere else Verdict.FOREIGN


def _unlisted(seal: SealReport) -> tuple[str, ...]:
    """Of a seal that leads to our own root: whether the register of seals has it."""
    if not seal.own or set(seal.es_ids) == es_ids_known(set(seal.es_ids)):
        return ()
    return (_("这枚印章不在本平台的印章登记里。"),)


def _not_ours(seal: SealReport) -> str:
    if seal.sealed and not seal.whole:
        return _("请不要采用这份文件，向签发机关索取原件。")
    if _verdict_on_a_stranger(seal) == Verdict.ELSEWHERE:
        return _("它不是本平台签发的；现在还有没有效力，要问签发机关。")
    return _("本平台没有签发过内容与此完全相同的文件。")
