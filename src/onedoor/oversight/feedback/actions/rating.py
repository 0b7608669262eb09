"""Rating a matter."""

from django.db import transaction

from onedoor.casework.cases.queries import case_for
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now, today
from onedoor.oversight.feedback import rules
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
    rating, is_new = Rating.objects.get_or_create(
        case=case.number,
        defaults={
            "service": case.service,
            "agency": case.agency,
            "party": by.party,
            "level": level,
            "text": text,
            "given_at": now(),
        },
    )
    if not is_new:
        rating.level, rating.text, rating.changed_at = level, text, now()
        rating.save(update_fields=["level", "text", "changed_at"])
    record(
        RatingGiven(
            subject=case.subject,
            case=case.number,
            service=case.service,
            agency=case.agency,
            level=level,
            changed=not is_new,
        ),
        by=by,
    )
    return rating
