"""What can be done with seals: ask, approve, decline, make, use, stop, replace, hand over."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.agencies.queries import post as post_called
from onedoor.registers.seals import events, rules
from onedoor.registers.seals.models import Kind, Seal, SealUse, State

__all__ = [
    "Made",
    "approve_seal",
    "ask_for_seal",
    "decline_seal",
    "hand_over",
    "keep_made",
    "keep_use",
    "replace_seal",
    "stop_seal",
]

_BY_ANOTHER = "由新印章取代"


@dataclass(frozen=True, kw_only=True)
class Made:
    """What a maker made of a seal: SHA-256 of the picture and of both certificates, in hex."""

    maker: str
    es_id: str
    picture: str
    pdf_certificate: str
    sm2_certificate: str


@transaction.atomic
def ask_for_seal(
    agency: str,
    *,
    keeper: str,
    valid_from: date,
    valid_until: date,
    basis: str,
    kind: str = Kind.AGENCY,
    by: Actor,
) -> Seal:
    """Ask for a seal with the agency's present name on it; nothing can be sealed with it yet.

    `keeper` is a post of the agency ("agency/slug"). Refusals: NotYoursToAsk, UnknownSealKind,
    SealReasonNeeded, SealEndsBeforeItBegins, KeeperElsewhere, SealStands, NotFound.
    """
    return _asked(
        agency, kind=kind, keeper=keeper, days=(valid_from, valid_until), basis=basis, by=by
    )


@transaction.atomic
def replace_seal(
    seal_id: UUID | str,
    *,
    valid_from: date,
    valid_until: date,
    basis: str,
    keeper: str = "",
    by: Actor,
) -> Seal:
    """Ask for another in the place of a seal in force; that one holds until this is approved.

    The new one bears the agency's name of today. Refusals as for asking, SealNotInForce.
    """
    old = _held(seal_id)
    if old.state != State.IN_FORCE:
        raise rules.SealNotInForce()
    days = (valid_from, valid_until)
    return _asked(
        old.agency, kind=old.kind, keeper=keeper or old.keeper, days=days, basis=basis,
        replaces=old, by=by,
    )  # fmt: skip


@transaction.atomic
def approve_seal(seal_id: UUID | str, *, reasons: str = "", by: Actor) -> Seal:
    """Let it be in force; the one it replaces is stopped in the same act.

    Four eyes: TwoForASeal for who asked. NotYoursToApprove, SealSettledAlready, NotFound.
    """
    seal = _settled(seal_id, approve=True, reasons=reasons, by=by)
    if seal.replaces_id and (old := _held(seal.replaces_id)).state == State.IN_FORCE:
        _stop(old, reasons=_BY_ANOTHER, by=by)
    seal.save()
    record(events.SealApproved(**_whose(seal)), by=by)
    return seal


@transaction.atomic
def decline_seal(seal_id: UUID | str, *, reasons: str, by: Actor) -> Seal:
    """Do not let it be made; who asked may ask again. SealReasonNeeded, else as for approving."""
    seal = _settled(seal_id, approve=False, reasons=reasons, by=by)
    seal.save()
    record(events.SealDeclined(**_whose(seal), reasons=reasons), by=by)
    return seal


@transaction.atomic
def stop_seal(seal_id: UUID | str, *, reasons: str, by: Actor) -> Seal:
    """Nothing more is sealed with it from this moment, whatever is on its way.

    What it sealed before stays checkable, and every check says since when it is stopped.
    Refusals: NotYoursToStop, SealNotInForce, SealReasonNeeded, NotFound.
    """
    seal = _held(seal_id)
    if refusal := rules.why_not_stop(seal, reasons=reasons, by=by):
        raise refusal
    _stop(seal, reasons=reasons.strip(), by=by)
    return seal


@transaction.atomic
def hand_over(seal_id: UUID | str, *, keeper: str, by: Actor) -> Seal:
    """Let another post of the agency keep it. NotYoursToAsk, KeeperElsewhere, NotFound."""
    seal = _held(seal_id)
    if refusal := rules.why_not_hand_over(seal, keeper=keeper, by=by):
        raise refusal
    post_called(keeper)
    if seal.keeper == keeper:
        return seal
    before, seal.keeper = seal.keeper, keeper
    seal.save(update_fields=["keeper"])
    record(events.SealHandedOver(**_whose(seal), before=before, keeper=keeper), by=by)
    return seal


@transaction.atomic
def keep_made(seal_id: UUID | str, made: Made, *, by: Actor) -> Seal:
    """Write down what its maker made of it, once. SealNotInForce, NotFound."""
    seal = _held(seal_id)
    if seal.made_at:
        return seal
    if seal.state != State.IN_FORCE:
        raise rules.SealNotInForce()
    facts = vars(made)
    for name, value in facts.items():
        setattr(seal, name, value)
    seal.made_at = now()
    seal.save(update_fields=["made_at", *facts])
    record(events.SealMade(**_whose(seal), **facts), by=by)
    return seal


def keep_use(
    seal_id: UUID, *, paper: str, digest: str, ofd_digest: str, subject: str, by: Actor
) -> None:
    """One row of the log of uses, in the running transaction: both stand, or neither.

    NoSealInForce when the seal was stopped since it was chosen; whoever stops it now waits until
    this transaction is over.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, name FROM seal WHERE id = %s FOR SHARE", [seal_id])
        state, name = cursor.fetchone()
    if state != State.IN_FORCE:
        raise rules.NoSealInForce(agency=name)
    SealUse.objects.create(
        seal_id=seal_id, paper=paper, digest=digest, ofd_digest=ofd_digest, subject=subject,
        at=now(), by_ref=by.ref,
    )  # fmt: skip


def _asked(
    agency: str,
    *,
    kind: str,
    keeper: str,
    days: tuple[date, date],
    basis: str,
    replaces: Seal | None = None,
    by: Actor,
) -> Seal:
    begins, ends = days
    if refusal := rules.why_not_ask(
        agency=agency, kind=kind, keeper=keeper, begins=begins, ends=ends, basis=basis, by=by
    ):
        raise refusal
    body = agency_called(agency)
    post_called(keeper)
    seal = Seal(
        agency=agency, name=body.name, kind=kind, keeper=keeper, valid_from=begins,
        valid_until=ends, basis=basis.strip(), replaces=replaces, asker=by.ref,
        asked_by_name=by.name, asked_at=now(),
    )  # fmt: skip
    standing = Seal.objects.filter(agency=agency, kind=kind)
    in_the_way = standing.filter(state=State.ASKED) | standing.filter(state=State.IN_FORCE)
    if replaces:
        in_the_way = in_the_way.exclude(pk=replaces.pk)
    if in_the_way.exists():
        raise rules.SealStands(agency=body.name)
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError as taken:
        # Somebody asked for it in the same moment.
        raise rules.SealStands(agency=body.name) from taken
    news = events.SealAsked(
        **_whose(seal), kind=kind, name_on_it=seal.name, keeper=keeper, valid_from=begins,
        valid_until=ends, replaces=str(replaces.pk) if replaces else "",
    )  # fmt: skip
    record(news, by=by, begins=True)
    return seal


def _settled(seal_id: UUID | str, *, approve: bool, reasons: str, by: Actor) -> Seal:
    seal = _held(seal_id)
    if refusal := rules.why_not_settle(seal, approve=approve, reasons=reasons, by=by):
        raise refusal
    seal.state = State.IN_FORCE if approve else State.DECLINED
    seal.settled_by, seal.settled_by_name = by.ref, by.name
    seal.settled_at, seal.settled_why = now(), reasons.strip()
    return seal


def _stop(seal: Seal, *, reasons: str, by: Actor) -> None:
    seal.state, seal.stopped_at, seal.stopped_why = State.STOPPED, now(), reasons
    seal.stopped_by, seal.stopped_by_name = by.ref, by.name
    seal.save(update_fields=["state", "stopped_at", "stopped_why", "stopped_by", "stopped_by_name"])
    record(events.SealStopped(**_whose(seal), reasons=reasons), by=by)


def _held(seal_id: UUID | str) -> Seal:
    try:
        return Seal.objects.select_for_update().get(pk=UUID(str(seal_id)))
    except (Seal.DoesNotExist, ValueError):
        raise NotFound(where=str(seal_id)) from None


def _whose(seal: Seal) -> dict[str, Any]:
    return {"subject": f"seal:{seal.pk}", "seal": str(seal.pk), "agency": seal.agency}
