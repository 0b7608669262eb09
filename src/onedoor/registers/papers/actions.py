"""What can be done with papers: number, issue, mark."""

import secrets
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.ports import SealReport, port
from onedoor.kernel.refusals import NotFound, Refusal
from onedoor.kernel.time import local, now
from onedoor.registers.papers import ofd_page, rules, sealing
from onedoor.registers.papers.events import PaperIssued, PaperMarked
from onedoor.registers.papers.kinds import KINDS, Item, PaperFacts
from onedoor.registers.papers.models import Paper, Reserved, Series, Standing
from onedoor.registers.papers.render import render
from onedoor.registers.seals.actions import keep_use
from onedoor.registers.seals.queries import Seal

__all__ = [
    "Item",
    "PaperFacts",
    "Standing",
    "follow_the_holder",
    "issue_paper",
    "mark_paper",
    "refuse_unsealable",
    "reserve_number",
]


Said = dict[str, Any]


class OfdDiffers(Refusal):
    """做出来的 OFD 版式文件与证照内容对不上，没有签发；请稍后再试，仍不成请联系管理员。"""

    status = 503


def issue_paper(
    *,
    kind: str,
    subject: str,
    agency: str,
    agency_name: str,
    title: str,
    facts: PaperFacts,
    holder: str,
    at: datetime,
    key: str,
    by: Actor,
    mark: str = "",
    numbering: str = rules.USUAL_NUMBER,
    valid_until: date | None = None,
    service: str = "",
) -> Paper:
    """The sealed paper for the act called `key`; asked again with the same key, the same paper.

    Renders, seals and stores with no transaction open, so it must be called outside of one
    (RuntimeError). `subject` is the case number, in whose chain `PaperIssued` is recorded; `at` is
    the moment of the act; `mark` is the agency's short sign in numbers ("阿市新出"), by default its
    name; `numbering` is the rule for the number. The use of the seal is a row beside the paper's.
    Refusals: UnknownPaper, IncompletePaper, NothingBehindIt, NoSealInForce, BadNumbering,
    FontsMissing, OfdDiffers. OSError when seal or store is down: try again later.
    A licence is made as OFD too; where it cannot be drawn, the paper says why (`ofd_lack`).
    """
    if paper := Paper.objects.filter(key=key).first():
        return paper
    if refusal := rules.why_not_issue(kind, facts):
        raise refusal
    seal = sealing.made(kind, subject=subject, agency=agency, agency_name=agency_name)
    words = {"mark": mark or agency_name, "word": KINDS[kind].word}
    reserved = _reserve(key, numbering, words=words, at=at)
    said = facts.as_json()
    sealed = _sealed(kind, title, said, reserved, seal=seal, ground=subject)
    ofd, lack = _as_ofd(kind, title, said, reserved, seal=seal, ground=subject)
    paper = Paper(
        key=key,
        number=reserved.number,
        kind=kind,
        layout_version=KINDS[kind].version,
        subject=subject,
        title=title,
        agency=agency,
        agency_name=agency_name,
        holder=holder,
        holder_name=said["addressee"],
        service=service,
        facts=said,
        digest=port("store").put(sealed),
        size=len(sealed),
        ofd_digest=port("store").put(ofd) if ofd else "",
        ofd_size=len(ofd),
        ofd_lack=lack,
        check_code=reserved.check_code,
        issued_at=at,
        valid_until=valid_until,
    )
    return _kept(paper, seal=seal, by=by)


def refuse_unsealable(kind: str, *, subject: str, body: tuple[str, str]) -> None:
    """Raise what `issue_paper` would refuse for want of a ground or a seal, before a number.

    `body` is the agency's code and its name.
    """
    sealing.seal_for_paper(kind, subject=subject, agency=body[0], agency_name=body[1])


def reserve_number(
    *, key: str, numbering: str, at: datetime, mark: str = "", word: str = ""
) -> str:
    """The next number under the rule, bound to `key`: asked again, the same number.

    For a paper whose text must contain its own number; `issue_paper` with the same key uses it.
    Numbers of one series have no gaps. BadNumbering when the rule cannot be read.
    """
    return _reserve(key, numbering, words={"mark": mark, "word": word}, at=at).number


@transaction.atomic
def mark_paper(paper_id: UUID | str, *, standing: Standing, reasons: str, by: Actor) -> Paper:
    """Say to everyone who checks it that the paper is suspended, withdrawn, or in force again.

    Marking it as it already stands changes nothing. NotFound.
    """
    paper = Paper.objects.select_for_update().filter(id=paper_id).first()
    if paper is None:
        raise NotFound()
    if paper.standing == standing:
        return paper
    paper.standing, paper.standing_why, paper.standing_since = standing, reasons, now()
    paper.save(update_fields=["standing", "standing_why", "standing_since"])
    record(
        PaperMarked(
            subject=paper.subject,
            paper=str(paper.id),
            kind=paper.kind,
            number=paper.number,
            standing=standing.value,
            reasons=reasons,
        ),
        by=by,
    )
    return paper


def _reserve(key: str, template: str, *, words: dict[str, str], at: datetime) -> Reserved:
    """The number bound to the key; the series row is held, so its serials follow without gaps."""
    if given := Reserved.objects.filter(key=key).first():
        return given
    if refusal := rules.why_not_number(template):
        raise refusal
    filled = words | {"year": str(local(at).year)}
    name = rules.series_of(template, filled)
    with transaction.atomic(durable=True):
        Series.objects.bulk_create([Series(name=name)], ignore_conflicts=True)
        series = Series.objects.select_for_update().get(name=name)
        # Whoever held the series before us may have been the same act, tried twice at once.
        if given := Reserved.objects.filter(key=key).first():
            return given
        series.last += 1
        series.save(update_fields=["last"])
        return Reserved.objects.create(
            key=key,
            series=series,
            seq=series.last,
            number=rules.number_of(template, filled, series.last),
            check_code=_new_code(),
            at=at,
        )


def _new_code() -> str:
    return "".join(secrets.choice(rules.CODE_LETTERS) for _ in range(rules.CODE_LENGTH))


def _sealed(
    kind: str, title: str, said: Said, reserved: Reserved, *, seal: Seal, ground: str
) -> bytes:
    sealer = port("sealer")
    page = render(
        kind=kind,
        title=title,
        number=reserved.number,
        agency_name=seal.name,
        facts=said,
        check_code=reserved.check_code,
        at=reserved.at,
        caution=sealer.caution,
    )
    named = sealing.named_of(seal)
    sealed: bytes = sealer.seal(page, seal=named, reason=title, ground=ground)
    return sealed


def _as_ofd(
    kind: str, title: str, said: Said, reserved: Reserved, *, seal: Seal, ground: str
) -> tuple[bytes, str]:
    """The sealed OFD of a licence, or why there is none; neither for other papers.

    Read back before it is kept: OfdDiffers unless it is sealed whole and says what the PDF does.
    """
    if not ofd_page.has_ofd(kind):
        return b"", ""
    sealer = port("ofd_sealer")
    try:
        page = ofd_page.drawn(
            kind=kind,
            title=title,
            number=reserved.number,
            agency_name=seal.name,
            holder=said["addressee"],
            facts=said,
            check_code=reserved.check_code,
            caution=sealer.caution,
        )
    except ofd_page.NotDrawn as why:
        return b"", str(why)
    named = sealing.named_of(seal)
    sealed: bytes = sealer.seal(page.content, seal=named, at=page.seal_at, ground=ground)
    report: SealReport = sealer.check(sealed)
    if not (report.whole and report.trusted and report.says == page.says):
        raise OfdDiffers()
    return sealed, ""


@transaction.atomic(durable=True)
def _kept(paper: Paper, *, seal: Seal, by: Actor) -> Paper:
    """The row, the use of the seal and the event; of two at once, the first is the paper."""
    Paper.objects.bulk_create([paper], ignore_conflicts=True)
    kept = Paper.objects.get(key=paper.key)
    if kept.id == paper.id:
        keep_use(
            seal.pk,
            paper=paper.key,
            digest=paper.digest,
            ofd_digest=paper.ofd_digest,
            subject=paper.subject,
            by=by,
        )
        record(
            PaperIssued(
                subject=paper.subject,
                paper=str(paper.id),
                kind=paper.kind,
                number=paper.number,
                title=paper.title,
                agency=paper.agency,
                digest=paper.digest,
                ofd=paper.ofd_digest,
                seal=str(seal.pk),
            ),
            by=by,
        )
    return kept


@transaction.atomic
def follow_the_holder(before: str, party: str, *, by: Actor) -> None:
    """Whoever held papers as `before` turned out to be `party`; why, says its `account.bound`."""
    Paper.objects.filter(holder=before).update(holder=party)
