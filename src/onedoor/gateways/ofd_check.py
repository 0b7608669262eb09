"""Judges the seals of an OFD file (GB/T 38540-2020) that may come from anyone."""

from collections.abc import Sequence
from datetime import datetime

import ofd
from ofd.certs import Certificate
from onedoor.kernel.ports import SealReport

# What is wrong with whoever sealed; all else is wrong with the file.
_OF_TRUST = {
    "signer.chain", "signer.expired", "signer.usage", "signer.unlisted", "maker.chain",
    "maker.expired", "maker.usage", "seal.expired", "seal.unknown", "time.future",
}  # fmt: skip
# A stranger's file may be wrong in a thousand places; so many are told.
_MOST_TOLD = 8


def check_ofd(
    document: bytes,
    *,
    roots: Sequence[Certificate],
    at: datetime,
    own: Certificate | None = None,
    words: bool = False,
) -> SealReport:
    """Who sealed `document`, and whether it is whole and its seals lead to `roots`; never raises.

    `own` is the root of this installation, where it has one: what leads to it is `SealReport.own`.
    `words`: tell what stands on its pages too.
    """
    report = ofd.verify(document, trust=ofd.Trust(tuple(roots)), at=at, words=words)
    # The same sentence may be true of many files of the package: each is told once.
    told = tuple(dict.fromkeys(each.words for each in report.problems))[:_MOST_TOLD]
    if not report.seals:
        return SealReport(format="ofd", problems=told)
    last = report.seals[-1]
    trusted = report.genuine
    return SealReport(
        format="ofd",
        sealed=True,
        whole=all(each.code in _OF_TRUST for each in report.problems),
        trusted=trusted,
        own=trusted and own is not None and all(_leads_to(own, each) for each in report.seals),
        signer="、".join(dict.fromkeys(each.signer for each in report.seals if each.signer)),
        signed_at=last.signed_at,
        valid_from=last.certificate_begins,
        valid_until=last.certificate_ends,
        chain=last.chain,
        problems=told,
        remarks=tuple(dict.fromkeys(each.words for each in report.remarks)),
        es_ids=tuple(each.es_id for each in report.seals if each.es_id),
        says=dict(report.custom),
        words=report.words,
    )


def _leads_to(root: Certificate, seal: ofd.SealFound) -> bool:
    # Only asked of trusted seals; two trusted roots of one name are the operator's own doing.
    return bool(seal.chain) and seal.chain[-1] == root.name
