"""Making a use copy (加注件): for whom, what for, until when."""

from datetime import date

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.registers.licences.queries import licence_for
from onedoor.registers.showing import events, refusals, rules
from onedoor.registers.showing.models import UseCopy
from onedoor.registers.showing.queries import chain_of


@transaction.atomic
def make_copy(number: str, *, user: str, reason: str, until: date | None, by: Actor) -> UseCopy:
    """A copy for `user`, for this reason (申请事由, at most 200 characters), to the end of a day.

    NotFound, NotYoursToShow, ReasonMissing, TooLate.
    """
    licence = licence_for(number, seen_by=by)
    if refusal := rules.why_not_show(by, licence.service):
        raise refusal
    for field, what, value, most in (
        ("user", "给谁用", user, rules.NAME),
        ("reason", "做什么用", reason, rules.REASON),
    ):
        if not value.strip() or len(value.strip()) > most:
            raise refusals.ReasonMissing(where=field, what=what, most=most)
    if refusal := rules.why_not_until(until, on=today(), most=rules.COPIED_AT_MOST):
        raise refusal
    assert until is not None
    made = UseCopy.objects.create(
        licence=licence, holder=licence.holder, user=user.strip(), reason=reason.strip(),
        made_at=now(), made_by=by.ref, until=until,
    )  # fmt: skip
    record(events.UseCopyMade(subject=chain_of(licence), copy=str(made.pk), until=until), by=by)
    return made
