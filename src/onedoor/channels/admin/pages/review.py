"""The quarterly review of rights: keep each, or ask the security administrator to cut it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.admin.sentences import quarter_words, titles_of_services
from onedoor.channels.admin.shown import back, shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.actions import keep_the_rest, review_right
from onedoor.registers.agencies.acts import ACTS
from onedoor.registers.agencies.queries import (
    post as post_called,
)
from onedoor.registers.agencies.queries import (
    quarter_of,
    review_of_post,
    rights_to_review,
)


@entrance(Door.AUDIT_ADMIN)
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Every post with how much of it is still to be looked at this quarter."""
    quarter = quarter_of(today())
    rows = rights_to_review(quarter, on=today(), seen_by=actor_of(request))
    return shown(
        request,
        "admin/review.html",
        here="review",
        quarter=quarter_words(quarter),
        rows=[{"row": each, "parts": each.code.split("/")} for each in rows],
        left=sum(1 for each in rows if each.open),
    )


@entrance(Door.AUDIT_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def of_post(request: HttpRequest, agency: str, post: str) -> HttpResponse:
    """Who holds this post and what it may do: a word on each."""
    errors: list[Refusal] = []
    actor, code = actor_of(request), f"{agency}/{post}"
    found = post_called(code)
    if request.method == "POST":
        try:
            _say(request, code)
            return back(reverse("admin:review-post", args=[agency, post]), "reviewed")
        except Refusal as refusal:
            errors = [refusal]
    rows = review_of_post(code, quarter_of(today()), on=today(), seen_by=actor)
    titles = titles_of_services()
    return shown(
        request,
        "admin/review_post.html",
        errors=errors,
        here="review",
        post=found,
        held=rows.appointments,
        grants=[
            {"row": grant, "act": ACTS[grant.act], "check": check,
             "service": titles.get(grant.service, grant.service)}
            for grant, check in rows.grants
        ],
        left=sum(check is None for _row, check in [*rows.appointments, *rows.grants]),
    )  # fmt: skip


def _say(request: HttpRequest, code: str) -> None:
    given, actor = request.POST, actor_of(request)
    kind, _sep, rest = given.get("word", "").partition(":")
    if kind == "keep-rest":
        keep_the_rest(code, by=actor)
        return
    what, _sep, key = rest.partition(":")
    number = int(key) if key.isdigit() else 0
    if what == "appointment":
        review_right(appointment=number, verdict=kind, by=actor)
    else:
        review_right(grant=number, verdict=kind, by=actor)
