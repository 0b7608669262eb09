"""Leaving: drafts of bundles go with the account, and a bundle under way keeps it."""

from django.db import transaction

from onedoor.casework.bundles.models import OPEN_STAGES, BundleDraft, JointCase
from onedoor.casework.cases import actions as cases
from onedoor.casework.cases.queries import party_key
from onedoor.kernel.actors import Actor
from onedoor.registers.people.actions import is_last_account


@transaction.atomic
def leave(*, by: Actor) -> None:
    """Close the account with which `by` is here: their cases and bundles, and what was begun.

    CasesUnderWay while a case or a bundle is to be done, even one whose parts all wait;
    NotAllowed to whoever acts for another (个人信息保护法 47).
    """
    mine = JointCase.objects.select_for_update().filter(applicant_id=party_key(by))
    under_way = mine.filter(stage__in=OPEN_STAGES).order_by("submitted_at")
    if is_last_account(by=by):
        BundleDraft.objects.filter(party_id=party_key(by)).delete()
    titles = dict(under_way.values_list("number", "title"))
    cases.leave(bundles=titles, keeps=mine.exists(), by=by)
