"""Handing matters on: when a colleague leaves, somebody else of the firm goes on with them."""

from uuid import UUID

from django.db import transaction

from onedoor.casework.cases import refusals as no
from onedoor.casework.cases.events import CaseHandedOver
from onedoor.casework.cases.finding import news
from onedoor.casework.cases.models import OPEN_STAGES, Case, Draft
from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.registers.mandates.actions import end_mandate
from onedoor.registers.mandates.queries import Mandate, people_of, state_of


@transaction.atomic
def hand_over_matters(leaver: str, *, to: str, ending: bool = False, by: Actor) -> int:
    """Pass the open cases and drafts that `leaver` handles to the agent `to`; returns how many.

    Both are refs of persons. The firm's own act, or its legal representative's: under an agent's
    mandate nothing is handed on. With `ending`, the mandates of whoever leaves end as well.
    Raises NotYourCase, HandedToNobody.
    """
    if not by.party or (by.scope is not None and by.scope.kind != "representative"):
        raise no.NotYourCase()
    agents = people_of(by.party, seen_by=by)
    drafts = Draft.objects.select_for_update().filter(party_id=by.party, agent=leaver)
    cases = Case.objects.select_for_update().filter(applicant_id=UUID(by.party), agent=leaver)
    open_cases = list(cases.filter(stage__in=OPEN_STAGES).order_by("number"))
    services = sorted({each.service for each in open_cases} | {each.service for each in drafts})
    taker = next((each for each in agents if _can_take(each, to, services)), None)
    if not leaver or taker is None or to == leaver:
        raise no.HandedToNobody(services="、".join(_titles(open_cases)) or "—", where="to")
    into = {"agent": to, "agent_name": taker.receiver.name}
    count = drafts.update(**into)
    for case in open_cases:
        case.agent, case.agent_name = into["agent"], into["agent_name"]
        case.save(update_fields=["agent", "agent_name"])
        record(CaseHandedOver(**news(case), taker=to), by=by)
    if ending:
        for each in agents:
            if str(each.receiver_id) == leaver:
                end_mandate(each.id, by=by)
    return count + len(open_cases)


def _can_take(mandate: Mandate, to: str, services: list[str]) -> bool:
    """Whether this is the standing mandate of `to`, and reaches all that is handed on."""
    reach = set(mandate.services)
    return (
        str(mandate.receiver_id) == to
        and state_of(mandate) == "standing"
        and (not reach or reach >= set(services))
    )


def _titles(cases: list[Case]) -> list[str]:
    return sorted({case.service_title for case in cases})
