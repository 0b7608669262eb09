"""A licence for software abroad: what can be shown singly, a code for a wallet, the copies."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.qr import absolute, qr_of
from onedoor.channels.look.words import full_day, moment, standing_word
from onedoor.channels.portal.ownself import only_oneself, proof_wanted
from onedoor.channels.portal.pages.files import file_response
from onedoor.kernel.time import local
from onedoor.registers.credentials.actions import (
    give_credential,
    offer_credential,
    print_slip,
    stop_credential,
)
from onedoor.registers.credentials.queries import (
    Carried,
    Credential,
    Line,
    link_by_reference,
    link_by_value,
)
from onedoor.registers.credentials.queries import (
    carried as carried_of,
)

_FORMATS = {"dc+sd-jwt": gettext_lazy("可以逐项出示"), "vc+jwt": gettext_lazy("整张出示")}


@never_cache
@require_safe
@entrance(Door.ONESELF)
def carried(request: HttpRequest, paper: UUID) -> HttpResponse:
    """What a credential is, what it can show singly, and the copies that are out there."""
    found = carried_of(str(paper), seen_by=only_oneself(actor_of(request)))
    context = {
        "found": found,
        "paper": paper,
        "why_not": _why_not(found),
        "lines": _singly(found),
        "file": _file(found),
        "out": [_row(each, found) for each in found.credentials],
        "done": "done" in request.GET,
    }
    return render(request, "portal/carried.html", context)


def _why_not(found: Carried) -> str:
    if not found.is_known:
        return _("这种证照的事项已经不办了，还不能做成数字凭证。请用 PDF。")
    if found.standing != "valid":
        word = standing_word(found.standing)
        return _("这张证照现在是“%(word)s”，不能再做新的领取码。") % {"word": word}
    return ""


def _singly(found: Carried) -> list[dict[str, Any]]:
    """What stands on the licence, then what is worked out: “yes” or “no”, and no date of birth."""
    lines = [line for line in found.lines if line.path[0] != "age_equal_or_over"]
    ages = [line for line in found.lines if line.path[0] == "age_equal_or_over"]
    rows = [{"key": line.zh, "value": [str(line.value)]} for line in lines]
    if ages:
        rows.append({"key": _("满多少周岁"), "value": _ages(ages)})
    return rows


def _ages(ages: list[Line]) -> list[str]:
    """“满 14、18 周岁：是”: which of them are reached, which are not yet."""
    told = []
    for reached, word in ((True, _("是")), (False, _("否"))):
        if years := [line.path[1] for line in ages if line.value is reached]:
            about = {"years": _("、").join(years), "word": word}
            told.append(_("%(years)s：%(word)s") % about)
    return told


def _file(found: Carried) -> dict[str, str] | None:
    if found.file is None:
        return None
    return {
        "at": moment(found.file.issued_at),
        "until": full_day(found.file.last_day),
        "stop": reverse("portal:carried-stop", args=[found.licence.paper_id, found.file.pk]),
    }


def _row(each: Credential, found: Carried) -> dict[str, Any]:
    tone, word = ("ok", _("可用")) if found.standing == "valid" else ("warn", _("随证照暂停或失效"))
    if each.stopped_at is not None:
        tone, word = "plain", _("已停用")
    return {
        "format": str(_FORMATS.get(each.format, each.format)),
        "at": moment(each.issued_at),
        "until": full_day(each.last_day),
        # Enough to tell two wallets apart, as some show it themselves.
        "wallet": each.thumbprint[:8],
        "tone": tone,
        "word": word,
        "stop": ""
        if each.stopped_at
        else reverse("portal:carried-stop", args=[found.licence.paper_id, each.pk]),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def offer(request: HttpRequest, paper: UUID) -> HttpResponse:
    """A code and six digits, shown once, to whoever just showed who they are."""
    actor = only_oneself(actor_of(request))
    found = carried_of(str(paper), seen_by=actor)
    if wanted := proof_wanted(request):
        return wanted
    if request.method != "POST":
        return render(request, "portal/carried_ask.html", {"found": found, "paper": paper})
    made = offer_credential(found.licence.number, by=actor)
    where = absolute(reverse("wallet:offer", args=[made.code]))
    context = {
        "found": found,
        "paper": paper,
        "digits": f"{made.digits[:3]} {made.digits[3:]}",
        "until": local(made.until).strftime("%H:%M"),
        "qr": qr_of(link_by_reference(where)),
        "link": link_by_value(found.licence.kind, made.code),
    }
    return render(request, "portal/carried_offer.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def offline_slip(request: HttpRequest, paper: UUID) -> HttpResponse:
    """What a slip is; and, asked for, the slip itself, ready to print."""
    actor = only_oneself(actor_of(request))
    found = carried_of(str(paper), seen_by=actor)
    context: dict[str, Any] = {"found": found, "paper": paper, "made": None}
    if request.method == "POST":
        made = print_slip(found.licence.number, by=actor)
        where = absolute(reverse("portal:offline-check"))
        context |= {"made": made, "qr": qr_of(made.text), "until": full_day(made.last_day),
                    "where": where}  # fmt: skip
    return render(request, "portal/offline_slip.html", context)


@never_cache
@require_POST
@entrance(Door.ONESELF)
def file(request: HttpRequest, paper: UUID) -> HttpResponse:
    """The credential that is bound to no wallet, as a file to hand on."""
    actor = only_oneself(actor_of(request))
    licence = carried_of(str(paper), seen_by=actor).licence
    content = give_credential(licence.number, by=actor).encode("ascii")
    name = f"{licence.kind_name} {licence.number}.sd-jwt"
    return file_response(content, name=name, kind="application/dc+sd-jwt", save=True)


@never_cache
@require_POST
@entrance(Door.ONESELF)
def stop(request: HttpRequest, paper: UUID, credential: UUID) -> HttpResponse:
    """End one copy for good."""
    stop_credential(str(credential), by=only_oneself(actor_of(request)))
    return redirect(reverse("portal:carried", args=[paper]) + "?done=stopped")
