"""A paper is made with no transaction open: numbered, drawn, sealed, and read back where it can be.

Nothing of it is kept but its number, which any retry finds again.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NotRequired, TypedDict

from django.db import IntegrityError, connection, transaction

from onedoor.kernel.ports import port
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import local
from onedoor.registers.papers import ofd_page, rules, sealing
from onedoor.registers.papers.kinds import KINDS, PaperFacts, Translation
from onedoor.registers.papers.models import Paper, Reserved
from onedoor.registers.papers.reading import OfdFile
from onedoor.registers.papers.render import render
from onedoor.registers.seals.queries import Seal

Said = dict[str, Any]


class OfdDiffers(Refusal):
    """做出来的 OFD 版式文件与证照内容对不上，没有签发；请稍后再试，仍不成请联系管理员。"""

    status = 503


class WhatToPrint(TypedDict):
    """The arguments of `make_paper`, for whoever hands them on."""

    kind: str
    subject: str
    agency: str
    agency_name: str
    title: str
    facts: PaperFacts
    holder: str
    at: datetime
    key: str
    mark: NotRequired[str]
    numbering: NotRequired[str]
    valid_until: NotRequired[date | None]
    service: NotRequired[str]
    translations: NotRequired[Mapping[str, Translation]]


@dataclass(frozen=True, kw_only=True)
class MadePaper:
    """A paper and its sealed files, not yet kept; `seal` is None for one that was kept before.

    Read the files by `files_of`.
    """

    paper: Paper
    pdf: bytes
    ofd: OfdFile | None
    seal: Seal | None


def make_paper(
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
    mark: str = "",
    numbering: str = rules.USUAL_NUMBER,
    valid_until: date | None = None,
    service: str = "",
    translations: Mapping[str, Translation] | None = None,
) -> MadePaper:
    """The paper of the act called `key` with its files, for `put_away` and `keep_paper`.

    No file says anything of the `translations`: they are kept beside it. Arguments and refusals
    as of `issue_paper`. Of one that was kept before, the row alone.
    """
    if paper := Paper.objects.filter(key=key).first():
        return MadePaper(paper=paper, pdf=b"", ofd=None, seal=None)
    if refusal := rules.why_not_issue(kind, facts):
        raise refusal
    seal = sealing.made(kind, subject=subject, agency=agency, agency_name=agency_name)
    words = {"mark": mark or agency_name, "word": KINDS[kind].word}
    reserved = reserved_for(key, numbering, words=words, at=at)
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
        translated={code: each.as_json() for code, each in (translations or {}).items()} or None,
        size=len(sealed),
        ofd_size=len(ofd.content) if ofd else 0,
        ofd_lack=lack,
        check_code=reserved.check_code,
        issued_at=at,
        valid_until=valid_until,
    )
    return MadePaper(paper=paper, pdf=sealed, ofd=ofd, seal=seal)


def files_of(made: MadePaper) -> tuple[bytes, OfdFile | None]:
    """Its PDF and its OFD, None where there is none; of what was kept before, from the store."""
    if made.seal is not None:
        return made.pdf, made.ofd
    store, paper = port("store"), made.paper
    ofd = OfdFile(store.get(paper.ofd_digest)) if paper.ofd_digest else None
    return store.get(paper.digest), ofd


def put_away(made: MadePaper) -> None:
    """Bring the files to the store, before the transaction that keeps the row. OSError."""
    if made.seal is None:
        return
    store = port("store")
    made.paper.digest = store.put(made.pdf)
    made.paper.ofd_digest = store.put(made.ofd.content) if made.ofd else ""


def reserved_for(key: str, template: str, *, words: dict[str, str], at: datetime) -> Reserved:
    """The number bound to the key; the series row is held, so its serials follow without gaps."""
    if given := Reserved.objects.filter(key=key).first():
        return given
    if refusal := rules.why_not_number(template):
        raise refusal
    filled = words | {"year": str(local(at).year)}
    name = rules.series_of(template, filled)
    try:
        with transaction.atomic(durable=True):
            seq = _next_of(name)
            return Reserved.objects.create(
                key=key,
                series_id=name,
                seq=seq,
                number=rules.number_of(template, filled, seq),
                check_code=_new_code(),
                at=at,
            )
    except IntegrityError:
        # The same act twice at once: this serial was given back with the transaction.
        if given := Reserved.objects.filter(key=key).first():
            return given
        raise


def _next_of(series: str) -> int:
    """One more in the series, which nobody else touches until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO paper_series AS series (name, last) VALUES (%s, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = series.last + 1 RETURNING last",
            [series],
        )
        return int(cursor.fetchone()[0])


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
) -> tuple[OfdFile | None, str]:
    """The sealed OFD of a licence, or why there is none; neither for other papers.

    Read back before it is kept: OfdDiffers unless it is sealed whole and says what the PDF does.
    """
    if not ofd_page.has_ofd(kind):
        return None, ""
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
        return None, str(why)
    named = sealing.named_of(seal)
    made = OfdFile(sealer.seal(page.content, seal=named, at=page.seal_at, ground=ground))
    if not (made.read.holds and made.read.says == page.says):
        raise OfdDiffers()
    return made, ""
