"""Leaving: an account is closed once nothing is under way; drafts go, what was decided stays."""

from collections.abc import Mapping

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.finding import party_key
from onedoor.casework.cases.models import OPEN_STAGES, Case, Draft, Stage
from onedoor.kernel.actors import Actor
from onedoor.registers.people import actions as people


@transaction.atomic
def leave(*, bundles: Mapping[str, str] | None = None, keeps: bool = False, by: Actor) -> None:
    """Close the account with which `by` is here, and remove what no kept case needs.

    What the room of bundles knows: numbers and titles of those under way, each told once for all
    its parts, and whether one is kept that needs to say whose it is (`keeps`). CasesUnderWay while
    something is to be done; NotAllowed to whoever acts for another.
    """
    last = people.is_last_account(by=by)
    whole = bundles or {}
    cases = Case.objects.select_for_update().filter(applicant_id=party_key(by))
    open_ones = cases.filter(stage__in=[*OPEN_STAGES, Stage.DECIDED]).exclude(part_of__in=whole)
    found = open_ones.order_by("submitted_at").values_list("service_title", flat=True)
    if last and (titles := [*whole.values(), *found]):
        raise no.CasesUnderWay(count=len(titles), titles="、".join(titles[:3]))
    if last:
        Draft.objects.filter(party_id=party_key(by)).delete()
    people.close_account(keep_identity=keeps or cases.exists(), by=by)
