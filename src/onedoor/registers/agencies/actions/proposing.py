"""Four eyes: what one security administrator proposes, another confirms; reviews ask likewise."""

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction

from onedoor.kernel.actors import Actor
from onedoor.kernel.events import record
from onedoor.kernel.refusals import BadInput, NotFound
from onedoor.kernel.time import now, today
from onedoor.registers.agencies import refusals as no
from onedoor.registers.agencies.actions.administering import seat, why_not_appoint
from onedoor.registers.agencies.actions.appointing import end_places, take_post
from onedoor.registers.agencies.actions.granting import Right, give, take_authority, why_not_give
from onedoor.registers.agencies.events import ProposalMade, ProposalSettled, RightReviewed
from onedoor.registers.agencies.models import Appointment, Grant, Proposal, RightsCheck
from onedoor.registers.agencies.queries.authority import quarter_of, review_of_post, staff_policy
from onedoor.registers.agencies.queries.holding import post_called
from onedoor.registers.agencies.rules import refuse_other_offices


@transaction.atomic
def propose_grant(right: Right, *, basis: str, until: date | None = None, by: Actor) -> Proposal:
    """Ask that a post be given a right. Where the policy wants no second person, it is given."""
    refuse_other_offices("security", by=by)
    post_called(right.post)
    if refusal := why_not_give(right, basis=basis):
        raise refusal
    if until and until < today():
        raise no.EndsBeforeItBegins(where="until")
    facts = asdict(right) | {"until": until.isoformat() if until else ""}
    return _propose("grant", facts, reason=basis, by=by)


@transaction.atomic
def propose_administrator(account_id: Any, office: str, *, reason: str, by: Actor) -> Proposal:
    """Ask that an account hold one of the three offices."""
    refuse_other_offices("security", by=by)
    if not reason.strip():
        raise no.ReasonNeeded(where="reason")
    if refusal := why_not_appoint(account_id, office):
        raise refusal
    facts = {"account": str(account_id), "office": office}
    return _propose("administrator", facts, reason=reason, by=by)


@transaction.atomic
def confirm(proposal_id: Any, *, by: Actor) -> Proposal:
    """Agree to what another administrator asked for: it is done now, with this agreement."""
    refuse_other_offices("security", by=by)
    proposal = _open(proposal_id)
    if proposal.proposed_by == by.ref:
        raise no.NoOneToAskWith()
    _settle(proposal, agreed=True, by=by)
    return proposal


@transaction.atomic
def decline(proposal_id: Any, *, by: Actor) -> Proposal:
    """Say no; one may take back one's own proposal as well."""
    refuse_other_offices("security", by=by)
    proposal = _open(proposal_id)
    _settle(proposal, agreed=False, by=by)
    return proposal


@transaction.atomic
def review_right(
    *, appointment: int | None = None, grant: int | None = None, verdict: str, by: Actor
) -> RightsCheck:
    """The auditor's word of this quarter on one appointment or one right: keep, or cut.

    The auditor cannot cut anything: "cut" asks the security administrator to.
    """
    refuse_other_offices("audit", by=by)
    if verdict not in ("keep", "cut"):
        raise BadInput(where="verdict", problem=verdict)
    held = (
        Appointment.objects.filter(pk=appointment, ended_at=None).first() if appointment else None
    )
    given = Grant.objects.filter(pk=grant, ended_at=None).first() if grant else None
    if held is None and given is None:
        raise NotFound()
    quarter = quarter_of(today())
    check, _ = RightsCheck.objects.update_or_create(
        quarter=quarter,
        appointment=held,
        grant=given,
        defaults={"verdict": verdict, "by_ref": by.ref, "by_name": by.name, "at": now()},
    )
    what = f"appointment:{held.pk}" if held else f"grant:{given.pk if given else ''}"
    news = RightReviewed(subject=f"rights:{quarter}", quarter=quarter, what=what, verdict=verdict)
    record(news, by=by)
    if verdict == "cut":
        facts = {"quarter": quarter, "what": what}
        if not Proposal.objects.filter(act="cut", facts=facts, settled_at=None).exists():
            _keep("cut", facts, reason=quarter, by=by)
    return check


@transaction.atomic
def keep_the_rest(post: str, *, by: Actor) -> int:
    """Keep every appointment and right of the post without a word this quarter: all, or none.

    Returns how many those were.
    """
    rows = review_of_post(post, quarter_of(today()), on=today(), seen_by=by)
    held = [each.pk for each, check in rows.appointments if check is None]
    given = [each.pk for each, check in rows.grants if check is None]
    for key in held:
        review_right(appointment=key, verdict="keep", by=by)
    for key in given:
        review_right(grant=key, verdict="keep", by=by)
    return len(held) + len(given)


def _propose(act: str, facts: dict[str, Any], *, reason: str, by: Actor) -> Proposal:
    proposal = _keep(act, facts, reason=reason, by=by)
    if by.kind == "system" or not staff_policy().two_for_rights:
        proposal.alone = True
        _settle(proposal, agreed=True, by=by)
    return proposal


def _keep(act: str, facts: dict[str, Any], *, reason: str, by: Actor) -> Proposal:
    proposal = Proposal.objects.create(
        act=act,
        facts=facts,
        reason=reason.strip(),
        proposed_by=by.ref,
        proposed_by_name=by.name,
        proposed_at=now(),
    )
    news = ProposalMade(subject=f"proposal:{proposal.pk}", proposal=str(proposal.pk), act=act)
    record(news, by=by)
    return proposal


def _open(proposal_id: Any) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if proposal is None:
        raise NotFound(where=str(proposal_id))
    if proposal.settled_at:
        raise no.SettledAlready()
    return proposal


def _settle(proposal: Proposal, *, agreed: bool, by: Actor) -> None:
    if agreed:
        _carry_out(proposal, by=by)
    proposal.agreed, proposal.settled_at = agreed, now()
    proposal.settled_by, proposal.settled_by_name = by.ref, by.name
    proposal.save(update_fields=["agreed", "alone", "settled_at", "settled_by", "settled_by_name"])
    news = ProposalSettled(
        subject=f"proposal:{proposal.pk}",
        proposal=str(proposal.pk),
        act=proposal.act,
        agreed=agreed,
    )
    record(news, by=by)


def _carry_out(proposal: Proposal, *, by: Actor) -> None:
    facts = proposal.facts
    if proposal.act == "grant":
        right = Right(facts["post"], facts["act"], facts["service"], facts["division"])
        if refusal := why_not_give(right, basis=proposal.reason):
            raise refusal
        until = date.fromisoformat(facts["until"]) if facts["until"] else None
        give(right, basis=proposal.reason, until=until, by=by)
    elif proposal.act == "administrator":
        seat(facts["account"], facts["office"], by=by)
    else:
        _cut(facts["what"], reason=facts["quarter"], by=by)


def _cut(what: str, *, reason: str, by: Actor) -> None:
    kind, _, key = what.partition(":")
    if kind == "grant":
        if Grant.objects.filter(pk=key, ended_at=None).exists():
            take_authority(int(key), reason=reason, by=by)
        return
    held = Appointment.objects.select_related("post").filter(pk=key, ended_at=None).first()
    if held is None:
        return
    if held.kind == "own":
        take_post(held.account_id, held.post.code, until=today(), at_once=True, by=by)
    else:
        end_places(Appointment.objects.filter(pk=held.pk), until=today(), at_once=True, by=by)
