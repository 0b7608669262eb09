"""At the window: a named clerk sees a document, vouches for the person, gives a card."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
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
from onedoor.registers.people.actions import (
    issue_card,
    keep_party,
    number_party,
    prove,
    standing_ways,
)
from onedoor.registers.people.cards import is_card, plain_card
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


class OtherName(Refusal):
    """这个证件号登记的姓名和您填的不一样。核对证件：号码有没有看错，姓名是不是改过。"""


class NoSuchAccount(Refusal):
    """没有找到这个账号。请本人看着填：手机号、邮箱或卡号；没有账号就空着。"""

    status = 404


@never_cache
@entrance(Door.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The person of the document on the counter, found or made known, with their account if any."""
    clerk = _window(request)
    errors: list[Refusal] = []
    if request.method == "POST":
        try:
            party = _party_of(request, clerk)
            return redirect("desk:person", party.pk)
        except Refusal as refusal:
            errors = [refusal]
    kinds = [
        {"value": kind.code, "label": str(kind.word)}
        for kind in KINDS.values()
        if kind.holder == "person"
    ]
    given = {
        key: request.POST.get(key, "")[:400]
        for key in ("number_kind", "number", "country", "name", "account")
    }
    given["number_kind"] = given["number_kind"] or "citizen"
    return shown(
        request, "desk/people.html", errors=errors, kinds=kinds, given=given,
        rail=rail_of(clerk), rail_here="people",
    )  # fmt: skip


def _party_of(request: HttpRequest, clerk: Actor) -> Party:
    asked = request.POST
    kind = asked.get("number_kind", "")
    document: dict[str, Any] = {
        "number_kind": kind,
        "number": asked.get("number", ""),
        "country": asked.get("country", "").strip().upper()[:3],
    }
    if kind not in KINDS or KINDS[kind].holder != "person":
        raise BadInput(problem=_("选证件的种类"), where="number_kind")
    try:
        name = person_name(asked.get("name", "")[:400])
    except BadCode as wrong:
        raise BadInput(problem=wrong.sentence, where="name") from wrong
    known = party_numbered(**document, seen_by=clerk, why=_("窗口核对证件"))
    if typed := asked.get("account", "").strip():
        account = _account_of(typed)
        if account is None or account.party is None:
            raise NoSuchAccount(where="account")
        return number_party(account.party, **document, name=name, by=clerk)
    if known is None:
        return keep_party(kind="person", name=name, **document, by=clerk)
    if known.name != name:
        raise OtherName(where="name")
    return known


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
    known = _seen(party, clerk)
    level = level_called(level_from(standing_ways(known.ref)))
    accounts = ways_in_of(known.ref, seen_by=clerk)
    return shown(
        request,
        "desk/person.html",
        person=known,
        kind=str(KINDS[known.number_kind].word) if known.number_kind in KINDS else "",
        number=mask_number(known.number),
        level=level.called() if level else _("还没有核实"),
        ways=[_way_words(each) for each in accounts],
        card=next((each.login for each in accounts if is_card(each.login)), ""),
        rail=rail_of(clerk),
        rail_here="people",
    )


def _way_words(account: Account) -> str:
    if is_card(account.login):
        return _("一门卡，尾号 %(end)s") % {"end": account.login[-4:]}
    if account.phone:
        return _("手机 %(phone)s") % {"phone": mask_phone(account.phone.removeprefix("+86"))}
    return _("邮箱") if account.email else _("账号和密码")


@entrance(Door.STAFF)
@require_POST
def vouch(request: HttpRequest, party: Any) -> HttpResponse:
    """The clerk has compared face and document: the person is verified, and by whom is kept."""
    clerk = _window(request)
    known = _seen(party, clerk)
    if not known.number:
        raise NotAllowed()
    prove(known, "window", basis=known.number_kind, by=clerk)
    return redirect(reverse("desk:person", args=[known.pk]) + "?done=vouched")


@never_cache
@entrance(Door.STAFF)
@require_POST
def card(request: HttpRequest, party: Any) -> HttpResponse:
    """A card, shown this once for printing. Sending the form again makes another secret."""
    clerk = _window(request)
    made = issue_card(_seen(party, clerk), by=clerk)
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
        back=reverse("desk:person", args=[party]),
    )


def _window(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if not at_a_window(actor):
        raise NotAllowed()
    return actor


def _seen(party: Any, clerk: Actor) -> Party:
    try:
        known = party_for(str(party), seen_by=clerk, why=_("窗口核实本人"))
    except Party.DoesNotExist as nobody:
        raise NotFound() from nobody
    if known.kind != "person":
        raise NotFound()
    return known
