"""Rating a matter or a visit: signed in, by code, at the device of a window, told by telephone."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from onedoor.casework.cases.queries import case_for, progress_by_code
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.codes import is_query_code, query_code
from onedoor.kernel.events import record
from onedoor.kernel.readings import Look, start_of_today, trace_all
from onedoor.kernel.refusals import NotFound
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.feedback import rules, visiting
from onedoor.oversight.feedback.actions.following_up import follow_rating
from onedoor.oversight.feedback.events import RatingGiven, RatingRefused, WindowRepeated
from onedoor.oversight.feedback.known import of_window, options_of
from onedoor.oversight.feedback.models import Rating, Visit, Window
from onedoor.oversight.feedback.terms import terms_of, until
from onedoor.registers.people.actions import digest_of


@dataclass(frozen=True)
class Matter:
    """What a rating is of: a case or a visit, under the name of its chain."""

    name: str
    service: str
    agency: str
    # Whose it is; "" of a visit.
    party: str = ""


def matter_of(case: Any) -> Matter:
    """The matter that a case is."""
    return Matter(case.number, case.service, case.agency, str(case.applicant_id))


def visit_as_matter(visit: Visit) -> Matter:
    """The matter that a visit is."""
    return Matter(visit.subject, visit.service, visit.agency)


def rate_until(agency: str, closed_on: date | None) -> rules.Until | None:
    """Until when what ended that day is rated; None while it runs."""
    return until(agency, "rate_within", after=closed_on) if closed_on else None


@transaction.atomic
def rate_case(number: str, *, level: int, text: str = "", by: Actor) -> Rating:
    """Give, or change, the one rating of a matter. Any level posts and counts the same."""
    case = case_for(number, seen_by=by).case
    if not by.may("rate", case.service):
        raise rules.NotForTheHelper()
    if refusal := rules.why_not_rate(
        level=level,
        yours=by.party == str(case.applicant_id),
        until=rate_until(case.agency, case.closed_on),
        on=today(),
    ):
        raise refusal
    return _keep(matter_of(case), level=level, text=text, channel=rules.SIGNED_IN, by=by)


def rate_by_code(
    code: str, *, level: int, text: str = "", channel: str, secret: str = "", by: Actor
) -> Rating:
    """Rate the matter or the visit with this code, once, changeable; nobody is asked for a name.

    For whoever the code was given to: by a short message, on paper, at a device. The applicant who
    rates signed in has the last word. Refuses as rate_case; NoSuchCase, NotByStaff,
    RatedByTheApplicant, VisitOver. `secret` is that of the kiosk, if it has one. That a clerk
    of the agency tried goes into the record.
    """
    matter, rate_by = _found(code)
    if by.kind not in ("anyone", "person"):
        tell_of_attempt(matter, by)
        raise rules.NotByStaff()
    with transaction.atomic():
        if matter.party and matter.party == by.party and by.scope is None:
            return rate_case(matter.name, level=level, text=text, by=by)
        _let(matter, level, rate_by)
        if Rating.objects.filter(case=matter.name, channel=rules.SIGNED_IN).exists():
            raise rules.RatedByTheApplicant()
        channel = channel if channel in rules.BY_CODE else "code"
        device = window_with(secret) if channel == "kiosk" and secret else None
        return _keep(
            matter, level=level, text=text, channel=channel, by=ANYONE, window=device
        )  # fmt: skip


@transaction.atomic
def rate_at_window(code: str, *, secret: str, level: int) -> Rating:
    """Rate what the device of a window shows. Whoever stands there gives no name.

    UnknownDevice, NothingShown, RatedBefore; NotEndedYet, RatingOver, VisitOver, NoSuchLevel.
    """
    window = Window.objects.select_for_update().filter(pk=_of_secret(code, secret).pk).get()
    if not is_showing(window):
        raise visiting.NothingShown()
    matter, rate_by = _named(window.shows)
    _let(matter, level, rate_by)
    if Rating.objects.filter(case=matter.name).exists():
        raise visiting.RatedBefore()
    return _keep(
        matter, level=level, text="", channel=rules.AT_WINDOW, by=ANYONE, window=window
    )  # fmt: skip


@transaction.atomic
def tick_at_window(code: str, *, secret: str, options: list[str]) -> None:
    """Add what was ticked to the rating just given at the device; unknown options are left out.

    UnknownDevice, NothingShown.
    """
    window = _of_secret(code, secret)
    rating = Rating.objects.filter(case=window.shows or "-", window=window.pk).first()
    if rating is None or not is_showing(window):
        raise visiting.NothingShown()
    rating.options = [each for each in options_of(rating.level) if each in options]
    rating.save(update_fields=["options"])


def rate_by_telephone(number: str, *, level: int, text: str = "", by: Actor) -> Rating:
    """Write down what a caller says of a matter or a visit: an operator, never of the agency rated.

    `number` is that of the case, its query code, or that of the visit's slip. NoSuchNumber,
    NotAnOperator, NotByItself (which goes into the record), RatedBefore where the person gave
    theirs in another way; else as rate_by_code. The operator's look is written down.
    """
    if not visiting.is_operator(by):
        raise visiting.NotAnOperator()
    try:
        matter, rate_by = _found(number)
    except NotFound:
        raise visiting.NoSuchNumber(where="number") from None
    ways = set(Rating.objects.filter(case=matter.name).values_list("channel", flat=True))
    refusal = visiting.why_not_enter(agency=matter.agency, level=level, known_ways=ways, by=by)
    if isinstance(refusal, visiting.NotByItself):
        tell_of_attempt(matter, by)
    if refusal:
        raise refusal
    with transaction.atomic():
        _let(matter, level, rate_by)
        if matter.party:
            look = Look(matter.party, matter.name, "事项名称")
            trace_all([look], by=by, why="电话评价", since=start_of_today())
        return _keep(
            matter, level=level, text=text, channel=rules.BY_TELEPHONE, by=by
        )  # fmt: skip


@transaction.atomic
def tell_of_attempt(matter: Matter, by: Actor) -> None:
    """Write down that somebody of the agency tried to rate it; of others nothing is written."""
    if visiting.is_of(matter.agency, by=by):
        record(
            RatingRefused(
                subject=matter.name, case=matter.name, service=matter.service, agency=matter.agency
            ),
            by=by,
        )


def window_with(secret: str) -> Window | None:
    """The device that this secret is of, in use; None for any other."""
    return Window.objects.filter(digest=digest_of(secret)).first() if secret else None


def is_showing(window: Window) -> bool:
    """Whether what was called up still stands on the device."""
    shown = timedelta(minutes=of_window("shown_minutes"))
    return bool(window.shows and window.shown_at and window.shown_at > now() - shown)


def _of_secret(code: str, secret: str) -> Window:
    window = window_with(secret)
    if window is None or window.code != code:
        raise visiting.UnknownDevice()
    return window


def _found(number: str) -> tuple[Matter, date | None]:
    """The matter or the visit of this number or code, and the last day of the visit."""
    if not is_query_code(number):
        return _named(number)
    code = query_code(number)
    if visit := Visit.objects.filter(number=code).first():
        return visit_as_matter(visit), visit.rate_by
    case = progress_by_code(code, seen_by=ANYONE)
    return _named(case.number)


def _named(name: str) -> tuple[Matter, date | None]:
    if name.startswith("visit:"):
        visit = Visit.objects.filter(pk=name.removeprefix("visit:")).first()
        if visit is None:
            raise visiting.NoSuchVisit()
        return visit_as_matter(visit), visit.rate_by
    return matter_of(case_for(name, seen_by=SYSTEM).case), None


def _let(matter: Matter, level: int, rate_by: date | None) -> None:
    """Refuse what is not to be rated now."""
    if rate_by is not None:
        refusal = visiting.why_not_rate_visit(level=level, rate_by=rate_by, on=today())
    else:
        case = case_for(matter.name, seen_by=SYSTEM).case
        refusal = rules.why_not_rate(
            level=level,
            yours=True,
            until=rate_until(case.agency, case.closed_on),
            on=today(),
        )
    if refusal:
        raise refusal


def _keep(
    matter: Matter, *, level: int, text: str, channel: str, by: Actor, window: Window | None = None
) -> Rating:
    """The one rating of a matter, new or changed; what is said anew counts again."""
    take_turn_of(f"rating {matter.name}")
    rating = Rating.objects.filter(case=matter.name).first()
    is_new = rating is None
    rating = rating or Rating(
        case=matter.name, service=matter.service, agency=matter.agency, given_at=now()
    )
    rating.level, rating.text, rating.party, rating.channel = level, text, by.party, channel
    rating.changed_at = None if is_new else now()
    rating.options, rating.set_aside_at = [], None
    rating.window = window.pk if window else None
    rating.entered_by = by.ref if channel == rules.BY_TELEPHONE else ""
    rating.save()
    record(
        RatingGiven(
            subject=matter.name,
            case=matter.name,
            # As they are kept: the record is held against that.
            service=rating.service,
            agency=rating.agency,
            level=level,
            changed=not is_new,
            channel=channel,
        ),
        by=by,
    )
    if window:
        _count_at(window)
    follow_rating(rating)
    return rating


def _count_at(window: Window) -> None:
    """Say in the record when more is rated at one device within an hour than people come.

    The device is counted and no person: neither whose they are nor from where is noted.
    """
    count = Rating.objects.filter(window=window.pk, given_at__gt=now() - timedelta(hours=1)).count()
    if count >= terms_of(window.agency, today()).told_from.count:
        record(
            WindowRepeated(
                subject=window.subject, window=str(window.pk), agency=window.agency, count=count
            ),
            by=SYSTEM,
        )
