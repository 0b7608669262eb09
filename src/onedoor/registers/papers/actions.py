"""What can be done with papers: number, issue, mark."""

from datetime import datetime
from typing import Unpack
from uuid import UUID

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now
from onedoor.registers.papers import sealing
from onedoor.registers.papers.events import PaperIssued, PaperMarked
from onedoor.registers.papers.kinds import Item, PaperFacts, Translation
from onedoor.registers.papers.making import (
    MadePaper,
    OfdDiffers,
    WhatToPrint,
    files_of,
    make_paper,
    put_away,
    reserved_for,
)
from onedoor.registers.papers.models import Paper, Standing
from onedoor.registers.papers.reading import FileRead, pdf_read, squeezed
from onedoor.registers.seals.actions import keep_use

__all__ = [
    "FileRead",
    "Item",
    "MadePaper",
    "OfdDiffers",
    "PaperFacts",
    "Standing",
    "Translation",
    "files_of",
    "follow_the_holder",
    "issue_paper",
    "keep_paper",
    "make_paper",
    "mark_paper",
    "pdf_read",
    "put_away",
    "refuse_unsealable",
    "reserve_number",
    "squeezed",
]


def issue_paper(*, by: Actor, **what: Unpack[WhatToPrint]) -> Paper:
    """The sealed paper for the act called `key`; asked again with the same key, the same paper.

    Renders, seals and stores with no transaction open, so it must be called outside of one
    (RuntimeError). `subject` is the case number, in whose chain `PaperIssued` is recorded; `at` is
    the moment of the act; `mark` is the agency's short sign in numbers ("阿市新出"), by default its
    name; `numbering` is the rule for the number; `translations` are what it says in other
    languages, for readers: kept with it, and in no file. The use of the seal is a row beside the
    paper's.
    Refusals: UnknownPaper, IncompletePaper, NothingBehindIt, NoSealInForce, BadNumbering,
    FontsMissing, OfdDiffers. OSError when seal or store is down: try again later.
    A licence is made as OFD too; where it cannot be drawn, the paper says why (`ofd_lack`).
    """
    made = make_paper(**what)
    put_away(made)
    with transaction.atomic(durable=True):
        return keep_paper(made, by=by)


@transaction.atomic(savepoint=False)
def keep_paper(made: MadePaper, *, by: Actor) -> Paper:
    """The row, the use of the seal and the event; of two at once, the first is the paper.

    What was kept before is given back as it is.
    """
    paper, seal = made.paper, made.seal
    if seal is None:
        return paper
    Paper.objects.bulk_create([paper], ignore_conflicts=True)
    if not Paper.objects.filter(id=paper.id).exists():
        return Paper.objects.get(key=paper.key)
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
    return paper


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
    return reserved_for(key, numbering, words={"mark": mark, "word": word}, at=at).number


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


@transaction.atomic
def follow_the_holder(before: str, party: str, *, by: Actor) -> None:
    """Whoever held papers as `before` turned out to be `party`; why, says its `account.bound`."""
    Paper.objects.filter(holder=before).update(holder=party)
