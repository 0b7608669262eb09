"""Applications that waited on a telephone for a network: the act of a press, answered in words.

A worker sends them without a page to show. Filed at most once, for the draft is the key of its case
(`submit_draft`); received when we receive it, whenever it was pressed.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from onedoor.channels.look.doors import View
from onedoor.channels.portal.writing import Writing
from onedoor.kernel.refusals import NotFound, Refusal


class ChangedSinceSeen(Refusal):
    """您看过以后，这份草稿又改过（也许在别的手机或电脑上）。没有提交。请再看一遍，再交。"""

    status = 409


def refuse_unseen(request: HttpRequest, writing: Callable[[], Writing]) -> None:
    """Nobody files what they have not seen: the page last looked at is of the draft as it is.

    A draft that is gone was filed already, or never there; the act itself tells which.
    """
    seen = request.POST.get("seen", "")
    try:
        if seen and seen != writing().mark:
            raise ChangedSinceSeen()
    except NotFound:
        return


def answers_the_queue(view: View) -> View:
    """Let a view that files answer a worker: where the receipt is, or what is wrong and where."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if "X-Queued" not in request.headers:
            return response
        if response.status_code == 302:
            return JsonResponse({"state": "filed", "url": response.headers["Location"]})
        said = getattr(response, "queued_said", "") or _("有地方要先补好，再提交。")
        return JsonResponse(
            {"state": "wrong", "said": said, "url": request.path.removesuffix("submit") + "check"}
        )

    return answering
