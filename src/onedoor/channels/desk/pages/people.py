"""At the window: a named clerk sees a document, vouches for the person, gives a card."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.channels.desk.shown import at_a_window, rail_of, shown
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.qr import absolute, qr_svg
from onedoor.kernel.actors import Actor
from onedoor.kernel.codes import BadCode, mask_number, mask_phone, person_name
from onedoor.kernel.refusals import BadInput, NotAllowed, NotFound, Refusal
from onedoor.kernel.time import today
from onedoor.registers.people.actions import keep_party, standing_ways
from onedoor.registers.people.cards import is_card, plain_card
from onedoor.registers.people.identifying import OtherName, confirm_at_window, is_verified
from onedoor.registers.people.levels import level_called, level_from
from onedoor.registers.people.numbers import KINDS
from onedoor.registers.people.queries import (
    Account,
    Party,
    account_called,
    account_reached_by,
    party_for,
    party_numbered,
    ways_in_of,
)
from onedoor.registers.people.window import (
    Card,
    is_proven_in_person,
    issue_card,
    release_account,
    reopen_with_card,
    vouch,
)


class NoSuchAccount(Refusal):
    """没有找到这个账号。请本人看着填：手机号、邮箱或卡号；没有账号就空着。"""

    status = 404


@never_cache
@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The person of the document on the counter, found or made known.

    With an account typed too the clerk is asked first whether it is that person's own.
    """
    clerk = _window(request)
    given = {
        key: request.POST.get(key, "").strip()[:400]
        for key in ("number_kind", "number", "country", "name", "account")
    }
    if request.method != "POST":
        return _asking(request, clerk, given)
    try:
        if not given["account"]:
            return redirect("desk:person", _known(given, clerk).pk)
        account, document = _account_of(given["account"]), _document_of(given, clerk)
        if account is None or account.party is None:
            raise NoSuchAccount(where="account")
        if "own" not in request.POST:
            return _whether_own(request, clerk, given, account)
        kind = document.pop("number_kind")
        party = confirm_at_window(account, kind=kind, **document, seen=kind, by=clerk)
        return redirect(reverse("desk:person", args=[party.pk]) + "?done=vouched")
    except Refusal as refusal:
        return _asking(request, clerk, given, [refusal])


def _asking(
    request: HttpRequest, clerk: Actor, given: dict[str, str], errors: Sequence[Refusal] = ()
) -> HttpResponse:
    kinds = [
        {"value": kind.code, "label": str(kind.word)}
        for kind in KINDS.values()
        if kind.holder == "person"
    ]
    given = given | {"number_kind": given["number_kind"] or "citizen"}
    return shown(
        request, "desk/people.html", errors=errors, kinds=kinds, given=given,
        rail=rail_of(clerk), rail_here="people",
    )  # fmt: skip


def _whether_own(
    request: HttpRequest, clerk: Actor, given: dict[str, str], account: Account
) -> HttpResponse:
    kind = str(KINDS[given["number_kind"]].word)
    return shown(
        request, "desk/people_own.html", given=given, kind=kind,
        number=mask_number(given["number"]), way=_way_words(account),
        since=account.opened_at, rail=rail_of(clerk), rail_here="people",
    )  # fmt: skip


def _document_of(given: dict[str, str], clerk: Actor) -> dict[str, Any]:
    """The document as typed; its number is looked up, and the look leaves a trace."""
    kind = given["number_kind"]
    if kind not in KINDS or KINDS[kind].holder != "person":
        raise BadInput(problem=_("选证件的种类"), where="number_kind")
    try:
        name = person_name(given["name"])
    except BadCode as wrong:
        raise BadInput(problem=wrong.sentence, where="name") from wrong
    document = {
        "number_kind": kind,
        "number": given["number"],
        "country": given["country"].upper()[:3],
    }
    known = party_numbered(**document, seen_by=clerk, why=gettext_noop("窗口核对证件"))
    if known is not None and known.name != name:
        raise OtherName(where="name")
    return document | {"name": name}


def _known(given: dict[str, str], clerk: Actor) -> Party:
    document = _document_of(given, clerk)
    number = {key: document[key] for key in ("number_kind", "number", "country")}
    known = party_numbered(**number, seen_by=clerk, why=gettext_noop("窗口核对证件"))
    return known or keep_party(kind="person", **document, by=clerk)


def _account_of(typed: str) -> Account | None:
    if "@" in typed:
        return account_reached_by(email=typed)
    if is_card(typed):
        return account_called(plain_card(typed))
    digits = "".join(each for each in typed if each.isdigit())
    number = f"+{digits}" if typed.startswith(("+", "00")) else f"+86{digits}"
    return account_reached_by(phone=number.replace("+00", "+"))


@never_cache
@entrance(Door.STAFF)
@require_safe
def person(request: HttpRequest, party: Any) -> HttpResponse:
    """What the window needs to know of one person: nothing of their matters. Leaves a trace."""
    clerk = _window(request)
    return _shown_person(request, clerk, _seen(party, clerk))


def _shown_person(
    request: HttpRequest, clerk: Actor, known: Party, errors: Sequence[Refusal] = ()
) -> HttpResponse:
    accounts = ways_in_of(known.ref, seen_by=clerk)
    verified = is_verified(known)
    reached = [level_from(standing_ways(known.ref, account=each)) for each in accounts]
    level = level_called(max([level_from(standing_ways(known.ref)), *reached]))
    return shown(
        request,
        "desk/person.html",
        errors=errors,
        person=known,
        kind=str(KINDS[known.number_kind].word) if known.number_kind in KINDS else "",
        number=mask_number(known.number),
        level=level.called() if level else _("还没有核实"),
        accounts=[_account_row(each, verified=verified) for each in accounts],
        card=next((each.login for each in accounts if is_card(each.login)), ""),
        may_reopen=known.closed_at is not None and not accounts,
        basis=request.POST.get("basis", "")[:200],
        rail=rail_of(clerk),
        rail_here="people",
    )


def _account_row(account: Account, *, verified: bool) -> dict[str, Any]:
    """One way in as the clerk sees it: masked, since when, how far it is proven."""
    proven = is_proven_in_person(account)
    level = level_called(level_from(standing_ways(str(account.party_id), account=account)))
    return {
        "id": str(account.pk),
        "words": _way_words(account),
        "since": account.opened_at,
        "level": level.called() if level else _("还没有核实"),
        "proven": proven,
        "may_go": verified and not proven,
    }


def _way_words(account: Account) -> str:
    if is_card(account.login):
        return _("一门卡，尾号 %(end)s") % {"end": account.login[-4:]}
    if account.phone:
        return _("手机 %(phone)s") % {"phone": mask_phone(account.phone.removeprefix("+86"))}
    if account.email:
        name, _at, host = account.email.partition("@")
        return _("邮箱 %(mail)s") % {"mail": f"{name[:1]}***{name[-1:]}@{host}"}
    return _("账号 %(login)s") % {"login": f"{account.login[:2]}***{account.login[-2:]}"}


@never_cache
@entrance(Door.STAFF)
@require_POST
def verify(request: HttpRequest, party: Any) -> HttpResponse:
    """The clerk has compared face and document: the account in use is proven, by whom is kept."""
    clerk = _window(request)
    known = _seen(party, clerk)
    try:
        vouch(known, request.POST.get("account", ""), by=clerk)
    except BadInput as refusal:
        return _shown_person(request, clerk, known, [refusal])
    return redirect(reverse("desk:person", args=[known.pk]) + "?done=vouched")


@never_cache
@entrance(Door.STAFF)
@require_POST
def release(request: HttpRequest, party: Any, account: Any) -> HttpResponse:
    """The person says that this account is not theirs: it sees nothing of them any more."""
    clerk = _window(request)
    known = _seen(party, clerk)
    release_account(known, str(account), by=clerk)
    return redirect(reverse("desk:person", args=[known.pk]) + "?done=released")


@never_cache
@entrance(Door.STAFF)
@require_POST
def card(request: HttpRequest, party: Any) -> HttpResponse:
    """A card, shown this once for printing. Sending the form again makes another secret."""
    clerk = _window(request)
    known = _seen(party, clerk)
    lost = request.POST.get("without_steps") == "yes"
    return _printed(request, issue_card(known, without_steps=lost, by=clerk))


@never_cache
@entrance(Door.STAFF)
@require_POST
def reopen(request: HttpRequest, party: Any) -> HttpResponse:
    """Who closed their account is back: it opens again, by a card printed here."""
    clerk = _window(request)
    known = _seen(party, clerk)
    try:
        made = reopen_with_card(known, basis=request.POST.get("basis", ""), by=clerk)
    except BadInput as refusal:
        return _shown_person(request, clerk, known, [refusal])
    return _printed(request, made)


def _printed(request: HttpRequest, made: Card) -> HttpResponse:
    sign_in = address("identity:sign-in")
    return shown(
        request,
        "desk/card.html",
        name=made.account.name,
        number=made.number,
        secret=made.secret,
        site_address=absolute(sign_in),
        qr=qr_svg(sign_in),
        day=today(),
        back=reverse("desk:person", args=[made.account.party_id]),
    )


def _window(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not at_a_window(actor):
        raise NotAllowed()
    return actor


def _seen(party: Any, clerk: Actor) -> Party:
    try:
        known = party_for(str(party), seen_by=clerk, why=gettext_noop("窗口核实本人"))
    except Party.DoesNotExist as nobody:
        raise NotFound() from nobody
    if known.kind != "person":
        raise NotFound()
    return known
