"""What an editor does with a comment: show, refuse, keep after reports, take down."""

from django.db import transaction

from onedoor.kernel.actors import SYSTEM, Actor
from onedoor.kernel.events import record
from onedoor.kernel.time import now
from onedoor.oversight.comments import rules
from onedoor.oversight.comments.actions.held import held, news, telling_in
from onedoor.oversight.comments.events import (
    CommentKept,
    CommentRefused,
    CommentShown,
    CommentTakenDown,
)
from onedoor.oversight.comments.models import Comment, Report, ShownComment, State
from onedoor.oversight.comments.refusals import NotShown
from onedoor.registers.people.queries import party_for


def _moderated(id: str, by: Actor) -> Comment:
    comment = held(id)
    if refusal := rules.why_not_moderate(comment.agency, by=by):
        raise refusal
    return comment


@transaction.atomic
def show_comment(id: str, *, by: Actor) -> ShownComment:
    """Let it stand on the guide. NoSuchComment, NotYoursToModerate, NotWaiting, TellsWho."""
    comment = _moderated(id, by)
    if refusal := rules.why_not_show(
        state=comment.state, found=telling_in(comment.text, party=comment.party)
    ):
        raise refusal
    _decide(comment, State.SHOWN, by=by)
    shown = ShownComment.objects.create(
        comment=comment,
        name=party_for(comment.party, seen_by=SYSTEM).name if comment.signed else "",
        shown_at=now(),
        **{
            name: getattr(comment, name)
            for name in ("service", "version", "agency", "division", "month", "is_person", "text")
        },
    )
    record(CommentShown(**news(comment)), by=by)
    return shown


@transaction.atomic
def refuse_comment(id: str, *, reason: str, note: str = "", by: Actor) -> Comment:
    """Not show it. NoSuchComment, NotYoursToModerate, NotWaiting, SayWhy, TooMuchTold."""
    comment = _moderated(id, by)
    if refusal := rules.why_not_refuse(state=comment.state, reason=reason, note=note):
        raise refusal
    _decide(comment, State.REFUSED, reason=reason, note=note, by=by)
    record(CommentRefused(**news(comment), reason=reason), by=by)
    return comment


@transaction.atomic
def take_down_comment(id: str, *, reason: str, note: str = "", by: Actor) -> Comment:
    """Take it from the guide. NoSuchComment, NotYoursToModerate, NotShown, SayWhy, TooMuchTold."""
    comment = _moderated(id, by)
    if refusal := rules.why_not_take_down(state=comment.state, reason=reason, note=note):
        raise refusal
    ShownComment.objects.filter(comment=comment).delete()
    _decide(comment, State.REFUSED, reason=reason, note=note, by=by)
    record(CommentTakenDown(**news(comment), reason=reason), by=by)
    return comment


@transaction.atomic
def keep_comment(id: str, *, by: Actor) -> Comment:
    """Let it stay after reports. NoSuchComment, NotYoursToModerate, NotShown."""
    comment = _moderated(id, by)
    open_reports = Report.objects.filter(shown__comment=comment, looked_at=None)
    if comment.state != State.SHOWN or not open_reports.update(looked_at=now()):
        raise NotShown()
    record(CommentKept(**news(comment)), by=by)
    return comment


def _decide(comment: Comment, state: str, *, reason: str = "", note: str = "", by: Actor) -> None:
    comment.state, comment.reason, comment.note = state, reason, note.strip()
    comment.decided_by, comment.decided_at = by.ref, now()
    comment.save(update_fields=["state", "reason", "note", "decided_by", "decided_at"])
