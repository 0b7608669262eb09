"""Registering a system: one administrator proposes, another reviews, either may stop it."""

import secrets
import uuid
from collections.abc import Sequence

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.agencies.queries import agency as agency_called
from onedoor.registers.people.actions import digest_of
from onedoor.registers.systems import events, refusals, rules
from onedoor.registers.systems.actions.ending import end_sign_ins
from onedoor.registers.systems.models import State, System


@transaction.atomic
def propose_system(
    *,
    agency: str,
    name: str,
    purpose: str,
    basis: str,
    facts: Sequence[str],
    consent: str,
    redirect_uris: Sequence[str],
    post_logout_uris: Sequence[str] = (),
    back_channel_uri: str = "",
    level: int = 0,
    by: Actor,
) -> tuple[System, str]:
    """A new system and its secret, which is shown this once. It opens nothing until reviewed."""
    # 43 random characters: a plain digest keeps them, there is nothing to guess.
    secret = secrets.token_urlsafe(32)
    system = System(
        id=uuid.uuid4().hex,
        agency=agency,
        name=name,
        purpose=purpose,
        basis=basis,
        facts=list(facts),
        consent=consent,
        level=level,
        secret_digest=digest_of(secret),
        redirect_uris=list(redirect_uris),
        post_logout_uris=list(post_logout_uris),
        back_channel_uri=back_channel_uri,
        proposed_by=by.ref,
        proposed_at=now(),
    )
    if refusal := rules.why_not_propose(system, by=by):
        raise refusal
    agency_called(agency)
    system.save(force_insert=True)
    record(
        events.SystemProposed(subject=_subject(system), agency=agency, facts=system.facts), by=by
    )
    return system, secret


@transaction.atomic
def review_system(system_id: str, *, approve: bool, note: str = "", by: Actor) -> System:
    """Approve it, or decline it with a reason: never by whoever proposed it."""
    system = _held(system_id)
    if refusal := rules.why_not_review(system, approve=approve, note=note, by=by):
        raise refusal
    system.state = State.APPROVED if approve else State.DECLINED
    system.reviewed_by, system.reviewed_at, system.review_note = by.ref, now(), note
    system.save(update_fields=["state", "reviewed_by", "reviewed_at", "review_note"])
    record(events.SystemReviewed(subject=_subject(system), approved=approve), by=by)
    return system


@transaction.atomic
def stop_system(system_id: str, *, reason: str, by: Actor) -> System:
    """Let it open nothing from this moment; everybody signed in there is signed out."""
    system = _held(system_id)
    if refusal := rules.why_not_stop(system, reason=reason, by=by):
        raise refusal
    system.state = State.STOPPED
    system.stopped_by, system.stopped_at, system.stop_reason = by.ref, now(), reason
    system.save(update_fields=["state", "stopped_by", "stopped_at", "stop_reason"])
    record(events.SystemStopped(subject=_subject(system)), by=by)
    end_sign_ins(system=system.pk, reason="system-stopped", by=by)
    return system


def _held(system_id: str) -> System:
    system = System.objects.select_for_update().filter(pk=system_id).first()
    if system is None:
        raise refusals.NoSuchSystem()
    return system


def _subject(system: System) -> str:
    return f"system:{system.pk}"
