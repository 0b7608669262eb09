"""Pages about oneself, which nobody sees for another; and the proof that it is still oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from onedoor.channels.look.addressing import address
from onedoor.kernel.actors import Actor
from onedoor.kernel.refusals import NotAllowed
from onedoor.kernel.time import now

# A proof of person given within so many seconds is fresh.
FRESH = 300


class NotForAnother(NotAllowed):
    """这一页只有本人能看。您现在在替别人办事，先切换回自己再打开。"""


def only_oneself(actor: Actor) -> Actor:
    """The actor, when acting for nobody else; NotForAnother."""
    if actor.scope is not None:
        raise NotForAnother()
    return actor


def proof_wanted(request: HttpRequest) -> HttpResponse | None:
    """Where to go and show who one is, when that was not shown within FRESH; None when it was."""
    if is_fresh(request):
        return None
    return redirect(f"{address('identity:step-up')}?{urlencode({'next': request.path})}")


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody showed who they are in this session a moment ago."""
    shown = request.session.get("account_authentication_methods", [])
    newest = max((float(each.get("at", 0)) for each in shown), default=0.0)
    return now().timestamp() - newest < FRESH
