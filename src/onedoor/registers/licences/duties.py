"""What licences call for while they live: reminders before they run out, and checks."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.licences import events, rules
from onedoor.registers.licences.models import Duty, DutyKind, Licence
from onedoor.registers.licences.queries import standing_of

# Whoever is reminded of a check has a month for it.
_CHECK_AHEAD = 30


def take_on(licence: Licence, listing: rules.Listing) -> None:
    """Whatever a licence of its type calls for; called in the transaction that issues it."""
    since = licence.valid_from
    if licence.valid_until and listing.remind_days:
        _begin(licence, DutyKind.RENEW, _("到期"), licence.valid_until,
               since=since, ahead=listing.remind_days)  # fmt: skip
    if listing.check_months:
        due = rules.next_check(since, every=listing.check_months, on=since)
        _begin(licence, DutyKind.CHECK, listing.check_words, due, since=since, ahead=_CHECK_AHEAD,
               every=listing.check_months)  # fmt: skip


def let_go(licence: Licence) -> None:
    """A licence that is gone for good calls for nothing; called in the transaction that ends it."""
    licence.duties.filter(ended_at=None).update(ended_at=now())


def remind_of_what_is_due() -> int:
    """Tell once, in time, of every licence that will run out or is to be checked; how many."""
    due = Duty.objects.filter(
        ended_at=None, reminded_at=None, quiet_at=None, remind_from__lte=today()
    )
    return _each(due.order_by("remind_from").values_list("pk", flat=True), _remind)


def note_what_is_over() -> int:
    """Note once that a licence has run out, or that nobody has checked it; how many."""
    over = Duty.objects.filter(ended_at=None, missed_at=None, due_on__lt=today())
    return _each(over.order_by("due_on").values_list("pk", flat=True), _miss)


@transaction.atomic
def keep_quiet(ground: str, *, by: Actor) -> bool:
    """Remind no more that the licence of this ground runs out; whether anything changed.

    Only its holder, or the link that a reminder of it carried, which whoever calls has checked.
    The licence that follows it reminds anew. NotFound to anybody else.
    """
    licence = Licence.objects.select_for_update().filter(ground=ground).first()
    is_own = by.kind == "person" and by.scope is None and licence and by.party == licence.holder
    if licence is None or not (is_own or by.kind == "anyone"):
        raise NotFound()
    open_ones = licence.duties.filter(kind=DutyKind.RENEW, ended_at=None, quiet_at=None)
    if not open_ones.update(quiet_at=now()):
        return False
    record(news_of(licence, events.LicenceKeptQuiet), by=by)
    return True


@transaction.atomic
def check_licence(number: str, *, passed: bool, reasons: str, by: Actor) -> Licence:
    """Record that the agency has checked it (年检、年度核验), and what came of it.

    Passed, the next check is due a period later. What failed stays to be checked: whether the
    licence is suspended for it is an act of its own. NotFound, NotIssuedByYou, ReasonsNeeded,
    LicenceStandsOtherwise, NoCheckToDo.
    """
    licence = held(number)
    if refusal := rules.why_not_check(licence, reasons=reasons, passed=passed, by=by):
        raise refusal
    duty = licence.duties.filter(ended_at=None, kind=DutyKind.CHECK).first()
    if duty is None:
        raise rules.NoCheckToDo()
    following: date | None = None
    if passed:
        duty.ended_at = now()
        duty.save(update_fields=["ended_at"])
        following = rules.next_check(duty.due_on, every=duty.every, on=today())
        _begin(licence, DutyKind.CHECK, duty.words, following, since=today(), ahead=_CHECK_AHEAD,
               every=duty.every)  # fmt: skip
    told = {"passed": passed, "words": duty.words, "reasons": reasons.strip(), "due": following}
    record(news_of(licence, events.LicenceChecked, **told), by=by)
    return licence


def _begin(
    licence: Licence, kind: DutyKind, words: str, due: date, *, since: date, ahead: int,
    every: int = 0,
) -> None:  # fmt: skip
    begin = rules.reminder(due, since=since, ahead=ahead)
    Duty.objects.create(
        licence=licence, kind=kind, words=words, due_on=due, remind_from=begin, every=every
    )


def _each(found: Iterable[int], act: Callable[[Duty], bool]) -> int:
    """Each in a transaction of its own, so that the worker may be stopped between any two."""
    done = 0
    for key in list(found):
        with transaction.atomic():
            duty = (
                Duty.objects.select_for_update(of=("self",))
                .select_related("licence")
                .filter(pk=key, ended_at=None)
                .first()
            )
            done += bool(duty and act(duty))
    return done


def _remind(duty: Duty) -> bool:
    licence = duty.licence
    if duty.reminded_at is not None or licence.passes_to or standing_of(licence) == "expired":
        # Its follower is granted already, or there is no time left to remind of.
        return False
    duty.reminded_at = now()
    duty.save(update_fields=["reminded_at"])
    if duty.kind == DutyKind.RENEW:
        told = news_of(licence, events.LicenceRunsOut, until=duty.due_on)
    else:
        told = news_of(licence, events.LicenceCheckDue, due=duty.due_on, words=duty.words)
    record(told, by=SYSTEM)
    return True


def _miss(duty: Duty) -> bool:
    if duty.missed_at is not None:
        return False
    duty.missed_at = now()
    if duty.kind == DutyKind.RENEW:
        duty.ended_at = duty.missed_at
        told = news_of(duty.licence, events.LicenceRanOut, until=duty.due_on)
    else:
        told = news_of(duty.licence, events.LicenceCheckMissed, due=duty.due_on, words=duty.words)
    duty.save(update_fields=["missed_at", "ended_at"])
    record(told, by=SYSTEM)
    return True


def held(number: str) -> Licence:
    """The licence of this number, locked until the transaction ends; NotFound otherwise."""
    licence = Licence.objects.select_for_update().filter(number=number).first()
    if licence is None:
        raise NotFound()
    return licence


def news_of(licence: Licence, news: type[events.LicenceNews], **more: Any) -> events.LicenceNews:
    """The event of this kind about the licence, in the chain of the case it came from."""
    return news(
        subject=licence.ground,
        number=licence.number,
        kind=licence.kind,
        agency=licence.agency,
        **more,
    )
