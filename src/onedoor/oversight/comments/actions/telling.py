"""Saying whether a guide was useful, telling how one did it, taking that back, reporting."""

from uuid import uuid4

from django.db import transaction

from onedoor.casework.cases.queries import Case, cases_of
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.events import record
from onedoor.kernel.readings import start_of_today
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import months_after, now, today
from onedoor.kernel.turns import take_turn_of
from onedoor.oversight.comments import refusals as no
from onedoor.oversight.comments import rules
from onedoor.oversight.comments.actions.held import (
    held,
    news,
    telling_in,
    writer_in_the_record,
)
from onedoor.oversight.comments.events import (
    CommentReported,
    CommentWithdrawn,
    CommentWritten,
    VerdictGiven,
)
from onedoor.oversight.comments.models import Comment, Report, ShownComment, State, Verdict
from onedoor.oversight.comments.told import limit, sections
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.people.queries import party_for

_SEARCHED = 500


@transaction.atomic
def give_verdict(
    service: str,
    *,
    useful: bool | None,
    section: str = "",
    reason: str = "",
    text: str = "",
    given_today: int = 0,
    by: Actor,
) -> Verdict:
    """Say whether the guide was useful, of the edition in force. The record says: anyone.

    `given_today` is how many came from there today. UsefulOrNot, SayWhy, TooMuchTold, TellsWho,
    EnoughVerdicts; NotAllowed to clerks, NoSuchService.
    """
    if by.kind not in ("person", "anyone"):
        raise NotAllowed()
    version = current_version(service)
    reason, text = ("", "") if useful else (reason, text.strip())
    if refusal := rules.why_not_give(
        useful=useful, reason=reason, text=text, found=telling_in(text), today=given_today
    ):
        raise refusal
    verdict = Verdict.objects.create(
        id=uuid4(),
        service=service,
        version=version.number,
        section=section if section in sections() else "",
        useful=bool(useful),
        reason=reason,
        text=text,
        given_at=now(),
    )
    told = VerdictGiven(
        subject=f"verdict:{verdict.pk}", service=service, version=version.number,
        useful=verdict.useful, section=verdict.section, reason=reason,
    )  # fmt: skip
    record(told, by=ANYONE, begins=True)
    return verdict


def ended_case(service: str, *, by: Actor) -> Case | None:
    """The newest matter of this service that the actor had and that has ended lately."""
    if by.kind != "person" or by.scope is not None or not by.party:
        return None
    since = months_after(today(), -limit("ended_months"))
    own = cases_of(by.party, seen_by=by, limit=_SEARCHED)
    ended = (each for each in own if each.service == service and each.closed_on)
    return next((each for each in ended if each.closed_on and each.closed_on >= since), None)


@transaction.atomic
def write_comment(service: str, text: str, *, signed: bool = False, by: Actor) -> Comment:
    """Tell how one did it; it waits for an editor of the agency whose matter it was.

    OnlyForOneself, NotDoneYet, ToldAlready, NothingTold, TooMuchTold, TellsWho, EnoughComments;
    NoSuchService.
    """
    version = current_version(service)
    if by.party:
        # Two of one party wait for each other, so that what is counted stays true.
        take_turn_of(f"comments of {by.party}")
    mine = Comment.objects.filter(party=by.party or "-")
    case = ended_case(service, by=by)
    if refusal := rules.why_not_tell(
        text,
        by=by,
        has_done=case is not None,
        told=mine.filter(service=service, state__in=[State.WAITING, State.SHOWN]).exists(),
        today=mine.filter(sent_at__gte=start_of_today()).count(),
        found=telling_in(text, party=by.party) if by.kind == "person" else [],
    ):
        raise refusal
    assert case is not None and case.closed_on is not None
    comment = Comment.objects.create(
        id=uuid4(),
        service=service,
        version=version.number,
        agency=case.agency,
        division=case.division,
        month=case.closed_on.replace(day=1),
        party=by.party,
        is_person=party_for(by.party, seen_by=by).kind == "person",
        signed=signed,
        text=text.strip(),
        sent_at=now(),
    )
    told = CommentWritten(**news(comment), version=comment.version)
    record(told, by=writer_in_the_record(comment, by), begins=True)
    return comment


@transaction.atomic
def withdraw_comment(id: str, *, by: Actor) -> Comment:
    """Take one's own back: its words are gone, on the guide too. NoSuchComment."""
    comment = held(id)
    own = by.kind == "person" and by.scope is None and by.party == comment.party
    if not own or comment.state == State.WITHDRAWN:
        raise no.NoSuchComment()
    ShownComment.objects.filter(comment=comment).delete()
    comment.state, comment.text, comment.decided_at = State.WITHDRAWN, "", now()
    comment.save(update_fields=["state", "text", "decided_at"])
    record(CommentWithdrawn(**news(comment)), by=writer_in_the_record(comment, by))
    return comment


@transaction.atomic
def report_comment(number: int, *, reason: str, reported_today: int = 0, by: Actor) -> None:
    """Say that something is wrong with a comment that is shown. The record says: anyone.

    SayWhy, EnoughVerdicts, NoSuchComment; NotAllowed to clerks, who have acts of their own.
    """
    if by.kind not in ("person", "anyone"):
        raise NotAllowed()
    shown = ShownComment.objects.select_related("comment").filter(pk=number).first()
    if shown is None:
        raise no.NoSuchComment()
    if refusal := rules.why_not_report(reason=reason, today=reported_today):
        raise refusal
    Report.objects.create(shown=shown, reason=reason, at=now())
    record(CommentReported(**news(shown.comment), reason=reason), by=ANYONE)
