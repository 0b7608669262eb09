"""What the acts on comments share: finding, scanning, and the news."""

from typing import Any

from onedoor.kernel.actors import ANYONE, SYSTEM, Actor
from onedoor.kernel.redacting import Found, personal
from onedoor.oversight.comments.models import Comment
from onedoor.oversight.comments.refusals import NoSuchComment
from onedoor.registers.people.queries import party_for


def held(id: str) -> Comment:
    """The comment, held until the transaction ends. NoSuchComment."""
    found = Comment.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise NoSuchComment()
    return found


def telling_in(text: str, *, party: str = "") -> list[Found]:
    """What in the text tells who somebody is, the writer's own name among it."""
    names = [party_for(party, seen_by=SYSTEM).name] if party else []
    return personal(text, names=names, landlines=False) if text else []


def news(comment: Comment) -> dict[str, Any]:
    """What every event of a comment says of it."""
    return {
        "subject": comment.subject,
        "comment": str(comment.pk),
        "service": comment.service,
        "agency": comment.agency,
    }


def writer_in_the_record(comment: Comment, by: Actor) -> Actor:
    """Who the record says wrote: anyone, unless the writer wishes to be named."""
    return by if comment.signed else ANYONE
