"""What becomes of what somebody said when their account closes, or belongs to somebody known."""

from django.db import transaction

from onedoor.oversight.feedback.actions.following_up import lift_follow_up
from onedoor.oversight.feedback.models import Enquiry, Rating


@transaction.atomic
def part_with_what_was_said(party: str) -> None:
    """Of each rating its level stays, without who gave it and in what words.

    What waits to be called or answered is lifted: there is nobody left to call.
    """
    for rating in Rating.objects.filter(party=party):
        lift_follow_up(rating)
    Rating.objects.filter(party=party).update(party="", text="")


@transaction.atomic
def bring_what_was_said(before: str, party: str) -> None:
    """Ratings and enquiries of the one are the other's; told twice, nothing more happens."""
    Rating.objects.filter(party=before).update(party=party)
    Enquiry.objects.filter(asked_by=before).update(asked_by=party)
