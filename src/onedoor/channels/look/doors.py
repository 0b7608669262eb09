"""Who may come in. Every view says so with `@entrance(…)`; a view that does not is shut.

Refusals raised anywhere behind a door become a page with one sentence, or problem details for
machines (RFC 9457).
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    UnreadablePostError,
)
from django.shortcuts import render
from django.urls import reverse

from onedoor.channels.look.strength import halted_by_policy
from onedoor.kernel.actors import ANYONE, Actor
from onedoor.kernel.refusals import NotAllowed, Refusal
from onedoor.kernel.time import now, today
from onedoor.registers.agencies.queries import standing_of
from onedoor.registers.mandates.queries import Standing, acting_for, standing
from onedoor.registers.people.queries import assurance_of
from onedoor.registers.publications.rules import is_for_publishing

View = Callable[..., HttpResponseBase]


class Door(StrEnum):
    """Who a URL is for."""

    ANYONE = "anyone"
    PARTY = "party"
    # A party itself, never somebody who acts for it.
    ONESELF = "oneself"
    STAFF = "staff"
    SIGNED_IN = "signed-in"
    # The three separated administrators, each alone, and any of them.
    SYSTEM_ADMIN = "system-admin"
    SECURITY_ADMIN = "security-admin"
    AUDIT_ADMIN = "audit-admin"
    ADMIN = "admin"
    # Machines show a token; the API declares its own.
    MACHINE = "machine"


def actor_for(account: Any, *, used: Collection[str] = ()) -> Actor:
    """The actor an account of the people room is today: a party, or a clerk with posts held.

    `used` are the ways by which this session was opened; they count towards the real-name level.
    """
    if account.party_id is not None:
        return Actor(
            kind="person",
            ref=f"account:{account.pk}",
            name=account.name,
            party=str(account.party_id),
            person=str(account.party_id),
            level=assurance_of(account, used=used),
        )
    return staff_actor(account)


def staff_actor(account: Any) -> Actor:
    """A clerk with the posts held today, in whosever place, or one of the three administrators."""
    standing = standing_of(account.pk, on=today())
    ref = f"account:{account.pk}"
    if standing.office:
        # No posts and no agency, whatever the rows say: an office opens no case.
        return Actor(kind="administrator", ref=ref, name=account.name, office=standing.office)
    # Whoever only writes or signs what an agency publishes looks into none of its licences, papers
    # and transcripts, which are open to whoever acts for the agency.
    acting = (post for post in standing.posts if not is_for_publishing(post))
    agencies = sorted({post.split("/")[0] for post in acting})
    return Actor(
        kind="staff",
        ref=ref,
        name=account.name,
        agency=agencies[0] if agencies else "",
        posts=standing.posts,
        stands_in=standing.stands_in,
    )


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking; worked out once for each request. Without a session nothing is looked up."""
    known: Actor | None = getattr(request, "actor", None)
    if known is None:
        account = getattr(request, "user", None)
        known = ANYONE
        if account and account.is_authenticated:
            own = actor_for(account, used=_ways_used(request))
            if (most := most_sure(request)) is not None:
                own = replace(own, level=min(own.level, most))
            known = _standing_in(request, own)
        request.actor = known  # type: ignore[attr-defined]
    return known


# In the session: by what one acts for another (see registers/mandates), that other's name, and
# the name of whoever one does no longer act for, until it has been said.
ACTING, ACTING_NAME, ACTING_OVER = "acting", "acting-name", "acting-over"


def start_acting(request: HttpRequest, stands: Standing) -> None:
    """From the next request on this session acts for the giver of what stands."""
    request.session[ACTING] = stands.acting
    request.session[ACTING_NAME] = stands.giver.name
    request.session.pop(ACTING_OVER, None)


def stop_acting(request: HttpRequest) -> None:
    """From the next request on one is oneself."""
    for key in (ACTING, ACTING_NAME, ACTING_OVER):
        request.session.pop(key, None)


def _standing_in(request: HttpRequest, actor: Actor) -> Actor:
    """The actor for whom the session says they act, if that stands at this moment.

    Looked up at each request. When it no longer stands the session forgets it, and one is oneself.
    """
    acting = request.session.get(ACTING)
    if not acting:
        return actor
    stands = standing(str(acting), seen_by=actor) if actor.kind == "person" else None
    if stands is None:
        name = str(request.session.get(ACTING_NAME, ""))
        stop_acting(request)
        request.session[ACTING_OVER] = name
        request.fell_back = name or "—"  # type: ignore[attr-defined]
        return actor
    request.standing = stands  # type: ignore[attr-defined]
    return acting_for(actor, stands)


# How a session was opened by an app on a telephone, which shows nobody (see registers/people).
BY_APP = "app"


def most_sure(request: HttpRequest) -> int | None:
    """The level above which nobody is taken in this session: an app opened it, and nothing else.

    None for all other sessions, and once its holder has shown here who they are.
    """
    shown = request.session.get("account_authentication_methods", [])
    apps = [int(each.get("level", 0)) for each in shown if each.get("method") == BY_APP]
    # A second step comes after the app by itself; asked for on purpose it counts.
    better = any(
        each.get("method") not in (BY_APP, "mfa") or each.get("reauthenticated") for each in shown
    )
    return min(apps) if apps and not better else None


def _ways_used(request: HttpRequest) -> set[str]:
    """How this session was opened, in the words of the proofs ("passkey")."""
    methods = request.session.get("account_authentication_methods", [])
    return {"passkey" for each in methods if each.get("type") == "webauthn"}


def proven_lately(request: HttpRequest, *, minutes: int = 10) -> bool:
    """Whether whoever sits here has shown who they are a moment ago, not just opened a session.

    With a second step switched on, the second step is what counts.
    """
    since = now().timestamp() - minutes * 60
    shown = request.session.get("account_authentication_methods", [])
    mine = request.session.get("account_authentication_methods_user") == str(request.user.pk)
    fresh = {each.get("method") for each in shown if each.get("at", 0) >= since}
    two_steps = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    return mine and bool(fresh & {"mfa"} if two_steps else fresh)


def client_address(request: HttpRequest) -> str:
    """Where a request comes from. Only as many forwarders are believed as the settings name."""
    behind = settings.ONEDOOR_PROXIES
    told = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
    if behind and len(told) >= behind and told[-behind]:
        return told[-behind]
    return str(request.META.get("REMOTE_ADDR") or "0.0.0.0")  # noqa: S104


OFFICE_DOORS = {
    Door.SYSTEM_ADMIN: "system",
    Door.SECURITY_ADMIN: "security",
    Door.AUDIT_ADMIN: "audit",
}
# Behind these the policy for staff is kept: how one signed in, how long a session may rest.
GUARDED = frozenset({Door.STAFF, Door.ADMIN, *OFFICE_DOORS})


def admits(door: Door, actor: Actor) -> bool:
    """Whether the door lets this actor in."""
    match door:
        case Door.ANYONE:
            return True
        case Door.PARTY:
            return bool(actor.party)
        case Door.ONESELF:
            return bool(actor.party) and actor.scope is None
        case Door.STAFF:
            return actor.is_staff and bool(actor.posts)
        case Door.SIGNED_IN:
            return actor.kind in ("person", "staff", "administrator")
        case Door.ADMIN:
            return actor.kind == "administrator"
        case Door.SYSTEM_ADMIN | Door.SECURITY_ADMIN | Door.AUDIT_ADMIN:
            return actor.kind == "administrator" and OFFICE_DOORS[door] == actor.office
        case Door.MACHINE:
            return actor.kind == "machine"


def entrance(door: Door) -> Callable[[View], View]:
    """Declare who may enter a view, and see to it: strangers are asked in, others sent away."""

    def shut(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if door is not Door.ANYONE:
                actor = actor_of(request)
                if not admits(door, actor):
                    return _sent_away(request, actor, door)
                if door in GUARDED and (halted := halted_by_policy(request)):
                    return halted
                if request.method not in SAFE and (name := getattr(request, "fell_back", "")):
                    # What was meant for another is never done for oneself.
                    return say_no(request, NoLongerActing(name=name))
            return view(request, *args, **kwargs)

        guarded.door = door  # type: ignore[attr-defined]
        return guarded

    return shut


SAFE = ("GET", "HEAD", "OPTIONS")


class MeantForAnother(Refusal):
    """这一页打开时，您是为别人办理的，后来换了人。什么都没有办，请重新打开再填。"""


def meant_for(request: HttpRequest) -> None:
    """See to it that a form is sent for whom it was opened: its `for-party` is whom one acts for.

    For forms that begin something new; what has begun belongs to its party anyway.
    """
    party = actor_of(request).party
    if request.POST.get("for-party", party) != party:
        raise MeantForAnother()


class NoLongerActing(Refusal):
    """您代“{name}”办理的授权刚刚终止或到期了，这一步没有办。现在是为您自己办理。"""


class ForOneselfOnly(NotAllowed):
    """这一页只给本人看。您正在替别人办理，先换回自己。"""


def _sent_away(request: HttpRequest, actor: Actor, door: Door) -> HttpResponseBase:
    if door is Door.ONESELF and actor.scope:
        return say_no(request, ForOneselfOnly())
    if actor.kind == "anyone":
        return redirect_to_login(request.get_full_path(), reverse("identity:sign-in"))
    return say_no(request, NotAllowed())


def say_no(
    request: HttpRequest, refusal: Refusal, *, ways: Sequence[dict[str, Any]] = ()
) -> HttpResponse:
    """The refusal as a page, or as problem details when the caller wants JSON.

    `ways` are the ways on from here, {word, note, url, icon}; without any, the usual ones.
    """
    if wants_json(request):
        return problem(refusal, instance=request.path)
    context = {"refusal": refusal, "sentence": refusal.sentence}
    if ways:
        context["ways"] = ways
    return render(request, "look/refused.html", context, status=refusal.status)


def wants_json(request: HttpRequest) -> bool:
    """Whether the other side is a program."""
    accepts = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accepts and "html" not in accepts)


def problem(refusal: Refusal, *, instance: str = "") -> JsonResponse:
    """The refusal as an answer of problem details, with its status."""
    body = problem_body(refusal, instance=instance)
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")


def problem_body(refusal: Refusal, *, instance: str = "") -> dict[str, Any]:
    """Problem details (RFC 9457): a stable type, the sentence, and where in the request it is."""
    body: dict[str, Any] = {
        "type": f"/api/problems/{refusal.code}",
        "title": refusal.code,
        "status": refusal.status,
        "detail": refusal.sentence,
        "instance": instance,
    }
    if refusal.where:
        body["where"] = refusal.where
    if problems := getattr(refusal, "problems", None):
        body["errors"] = [{"field": field, "detail": text} for field, text in problems]
    return body


class TooLong(Refusal):
    """一次传的太多了：最多 {limit} MB。请分几次传，已经传好的都还在。"""

    status = 413


class CutOff(Refusal):
    """传到一半断了，没有收全。请再传一次，已经保存的都还在。"""

    status = 400


# Several files may come in one request, each within its own limit.
FILES_AT_ONCE = 5


class SayNo:
    """Middleware: a Refusal that reaches the door is said politely, as a page or to a machine.

    A request longer than any form is refused by its declared length, before it is read.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        declared = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.ONEDOOR_UPLOAD_LIMIT * FILES_AT_ONCE
        if declared.isdecimal() and int(declared) > limit:
            return say_no(request, TooLong(limit=limit // 1024 // 1024))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, UnreadablePostError):
            return say_no(request, CutOff())
        return say_no(request, error) if isinstance(error, Refusal) else None
