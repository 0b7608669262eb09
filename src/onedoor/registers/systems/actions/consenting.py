"""Agreeing that a system is told something, and no longer agreeing."""

from collections.abc import Iterable

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.registers.people.queries import Account
from onedoor.registers.systems import events, refusals
from onedoor.registers.systems.actions.ending import end_sign_ins
from onedoor.registers.systems.models import Consent, State, System


@transaction.atomic
def consent(account: Account, system_id: str, facts: Iterable[str], *, by: Actor) -> Consent:
    """Keep that the account agrees to these facts (or was told of them, for a duty).

    What was agreed before stays agreed; facts the system may not have are not added.
    """
    system = System.objects.select_for_update().filter(pk=system_id).first()
    if system is None:
        raise refusals.NoSuchSystem()
    if system.state != State.APPROVED:
        raise refusals.NotInUse()
    held = Consent.objects.filter(account=account, system=system, withdrawn_at=None).first()
    wanted = set(facts) | set(held.facts if held else ())
    agreed = [code for code in system.facts if code in wanted]
    if held and held.facts == agreed:
        return held
    if held:
        held.withdrawn_at = now()
        held.save(update_fields=["withdrawn_at"])
    given = Consent.objects.create(
        account=account, system=system, facts=agreed, kind=system.consent, at=now()
    )
    record(
        events.ConsentGiven(
            subject=f"account:{account.pk}", system=system.pk, facts=agreed, kind=system.consent
        ),
        by=by,
    )
    return given


@transaction.atomic
def withdraw_consent(account: Account, system_id: str, *, by: Actor) -> None:
    """Withdraw it and end what it gave. Where nothing was agreed, nothing happens."""
    system = System.objects.filter(pk=system_id).first()
    if system is None:
        raise refusals.NoSuchSystem()
    if system.consent == "duty":
        raise refusals.CannotWithdraw()
    standing = Consent.objects.filter(account=account, system=system, withdrawn_at=None)
    if not standing.update(withdrawn_at=now()):
        return
    news = events.ConsentWithdrawn(subject=f"account:{account.pk}", system=system.pk)
    record(news, by=by)
    end_sign_ins(account=str(account.pk), system=system.pk, reason="consent-withdrawn", by=by)


@transaction.atomic
def forget_consents(account: str) -> None:
    """The account is closed: its sign-ins are over, and what it agreed to is kept no more."""
    end_sign_ins(account=account, reason="account-closed", by=SYSTEM)
    Consent.objects.filter(account_id=account).delete()
