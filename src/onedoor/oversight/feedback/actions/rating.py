"""Rating a matter."""

from django.db import transaction

from onedoor.casework.cases.queries import Case, case_for, progress_by_code
from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.feedback import rules
from onedoor.oversight.feedback.actions.following_up import follow_rating
from onedoor.oversight.feedback.events import RatingGiven
from onedoor.oversight.feedback.models import Rating
from onedoor.registers.agencies.queries import calendar_for


@transaction.atomic
def rate_case(number: str, *, level: int, text: str = "", by: Actor) -> Rating:
    """Give, or change, the one rating of a matter. Any level posts and counts the same."""
    case = case_for(number, seen_by=by).case
    if not by.may("rate", case.service):
        raise rules.NotForTheHelper()
    if refusal := rules.why_not_rate(
        level=level,
        yours=by.party == str(case.applicant_id),
        closed_on=case.closed_on,
        on=today(),
        calendar=calendar_for(case.agency),
    ):
        raise refusal
    return _keep(case, level=level, text=text, channel=rules.SIGNED_IN, by=by)


@transaction.atomic
def rate_by_code(code: str, *, level: int, text: str = "", channel: str, by: Actor) -> Rating:
    """Rate the matter with this query code, once, changeable; nobody is asked for a name.

    For whoever the code was given to: by a short message, on paper, at a device. The applicant who
    rates signed in has the last word. Refuses as rate_case; NoSuchCase, NotByStaff,
    RatedByTheApplicant.
    """
    if by.kind not in ("anyone", "person"):
        raise rules.NotByStaff()
    case = case_for(progress_by_code(code, seen_by=ANYONE).number, seen_by=SYSTEM).case
    if by.party == str(case.applicant_id) and by.scope is None:
        return rate_case(case.number, level=level, text=text, by=by)
    if refusal := rules.why_not_rate(
        level=level,
        yours=True,
        closed_on=case.closed_on,
        on=today(),
        calendar=calendar_for(case.agency),
    ):
        raise refusal
    if Rating.objects.filter(case=case.number, channel=rules.SIGNED_IN).exists():
        raise rules.RatedByTheApplicant()
    channel = channel if channel in rules.BY_CODE else "code"
    return _keep(case, level=level, text=text, channel=channel, by=ANYONE)


def _keep(case: Case, *, level: int, text: str, channel: str, by: Actor) -> Rating:
    """The one rating of a matter, new or changed."""
    take_turn_of(f"rating {case.number}")
    rating = Rating.objects.filter(case=case.number).first()
    is_new = rating is None
    rating = rating or Rating(
        case=case.number, service=case.service, agency=case.agency, given_at=now()
    )
    rating.level, rating.text, rating.party, rating.channel = level, text, by.party, channel
    rating.changed_at = None if is_new else now()
    rating.save()
    record(
        RatingGiven(
            subject=case.subject,
            case=case.number,
            service=case.service,
            agency=case.agency,
            level=level,
            changed=not is_new,
            channel=channel,
        ),
        by=by,
    )
    follow_rating(rating)
    return rating
