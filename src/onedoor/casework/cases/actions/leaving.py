"""Leaving: an account is closed once nothing is under way; drafts go, what was decided stays."""

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.finding import party_key
from onedoor.casework.cases.models import OPEN_STAGES, Case, Draft, Stage
from onedoor.kernel.actors import Actor
from onedoor.registers.people import actions as people


@transaction.atomic
def leave(*, by: Actor) -> None:
    """Close the account with which `by` is here, and remove what no kept case needs.

    CasesUnderWay while something is to be done; NotAllowed to whoever acts for another.
    """
    last = people.is_last_account(by=by)
    cases = Case.objects.select_for_update().filter(applicant_id=party_key(by))
    open_ones = cases.filter(stage__in=[*OPEN_STAGES, Stage.DECIDED]).order_by("submitted_at")
    if last and (titles := list(open_ones.values_list("service_title", flat=True))):
        raise no.CasesUnderWay(count=len(titles), titles="、".join(titles[:3]))
    if last:
        Draft.objects.filter(party_id=party_key(by)).delete()
    people.close_account(keep_identity=cases.exists(), by=by)
