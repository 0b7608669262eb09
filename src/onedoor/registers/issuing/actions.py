"""Issue a licence: make its four likenesses, read each back, keep all of them or nothing."""

from collections.abc import Iterator
from typing import Unpack

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.registers.credentials.actions import credential_read, make_to_carry, slip_read
from onedoor.registers.issuing import comparing
from onedoor.registers.licences.actions import (
    MadeLicence,
    WhatToIssue,
    keep_licence,
    make_licence,
)
from onedoor.registers.licences.queries import Licence, licence_on
from onedoor.registers.papers.actions import files_of, pdf_read, put_away


def issue_licence(*, by: Actor, **what: Unpack[WhatToIssue]) -> Licence:
    """The licence that the case ends in, as PDF, OFD, credential and slip; asked again, the same.

    The licence passed on to this ground gives way to it in the same transaction. All four are read
    back and compared before anything is kept: LikenessesDiffer, and nothing moved. Where there is
    no OFD or no slip of these facts, paper or slip says why. No transaction may be open
    (RuntimeError). Further refusals: those of `make_licence`. OSError when seal or store is down.
    """
    if licence := licence_on(what["ground"], seen_by=SYSTEM):
        return licence
    made = make_licence(**what)
    _refuse(_of_files(made))
    put_away(made.paper)
    with transaction.atomic(durable=True):
        return _kept(made, by=by)


def _kept(made: MadeLicence, *, by: Actor) -> Licence:
    licence, is_new = keep_licence(made, by=by)
    if is_new and (carried := make_to_carry(licence, by=by)):
        credential = credential_read(carried.credential, licence, key=carried.key)
        _refuse(comparing.in_credential(credential, licence))
        if carried.slip:
            _refuse(comparing.in_slip(slip_read(carried.slip, key=carried.key), licence))
    return licence


def _of_files(made: MadeLicence) -> Iterator[comparing.Difference]:
    pdf, ofd = files_of(made.paper)
    yield from comparing.in_pdf(pdf_read(pdf), made.licence)
    if ofd:
        # Read when it was made, from these very bytes: they cannot say anything else now.
        yield from comparing.in_ofd(ofd.read, made.licence)


def _refuse(differences: Iterator[comparing.Difference]) -> None:
    if found := next(differences, None):
        raise found.refusal()
