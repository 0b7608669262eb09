"""The public check: is this ours, unaltered, and in force? For anyone, without signing in."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from onedoor.channels.look.assets import assets
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import NotADay, day_typed
from onedoor.channels.look.words import full_day
from onedoor.kernel.time import local, today
from onedoor.registers.credentials.queries import (
    CredentialCheck,
    check_credential,
    check_slip,
    is_credential,
    is_slip,
    key_bundle,
    slip_problems,
)
from onedoor.registers.papers.queries import Check, Verdict, check_code, check_document

_PAGE, _KEYS = "onedoor-offline-check.html", "onedoor-slip-keys.json"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ANYONE)
def check(request: HttpRequest) -> HttpResponse:
    """The ways to check: by the code on paper, by the electronic file, by a credential's text."""
    if request.method != "POST":
        if "code" in request.GET:
            typed = "".join(filter(str.isalnum, request.GET["code"]))[:40]
            if typed:
                try:
                    day = _day(request.GET)
                except NotADay as refusal:
                    return _show(request, faults={"on": refusal.sentence})
                way = reverse("portal:check-code", args=[typed])
                return redirect(f"{way}?on={day}" if day else way)
            return _show(request, faults={"code": _("填写纸面上的 16 位查验码")})
        return _show(request)
    return _posted(request)


def _day(given: QueryDict, where: str = "on") -> date | None:
    """The day somebody asks about besides today; NotADay for what cannot be read as one."""
    return day_typed(given.get(where, ""), where=where)


def _posted(request: HttpRequest) -> HttpResponse:
    """What was pasted or uploaded, and how it stood on another day if one is asked for."""
    where = "credential_on" if "credential" in request.POST else "paper_on"
    try:
        day = _day(request.POST, where)
    except NotADay as refusal:
        return _show(request, faults={where: refusal.sentence})
    if "credential" in request.POST:
        return _credential(request, request.POST["credential"], day)
    upload = request.FILES.get("paper")
    if request.META.get("onedoor.too_long"):
        return _show(request, faults={"paper": _("文件超过 20 MB，不是本平台签发的文书。")})
    if upload is None:
        return _show(request, faults={"paper": _("请先选择要查验的文件")})
    if upload.size and upload.size > settings.ONEDOOR_UPLOAD_LIMIT:
        return _show(request, faults={"paper": _("文件超过 20 MB，不是本平台签发的文书。")})
    content, name = upload.read(), str(upload.name)[:120]
    if is_credential(content) or is_slip(content[:9].decode("ascii", "replace")):
        return _credential(request, content.decode("ascii", "replace"), day, name)
    result = check_document(content, seen_by=actor_of(request), on=day)
    return _show(request, result=result, what=name)


def _credential(request: HttpRequest, text: str, day: date | None, name: str = "") -> HttpResponse:
    if not text.strip():
        return _show(
            request, faults={"credential": _("把钱包里复制出来、或者扫出来的文字粘贴到这里")}
        )
    if is_slip(text):
        result = check_slip(text, seen_by=actor_of(request), on=day)
        return _show(request, result=result, what=name or _("离线核验单"))
    result = check_credential(text, seen_by=actor_of(request), on=day)
    return _show(request, result=result, what=name or _("粘贴的数字凭证"))


@never_cache
@require_safe
@entrance(Door.ANYONE)
def code(request: HttpRequest, code: str) -> HttpResponse:
    """What the code printed on a paper leads to: the QR on every paper points here."""
    result = check_code(code, seen_by=actor_of(request), on=_day(request.GET))
    status = 404 if result.verdict == Verdict.UNKNOWN else 200
    return _show(request, result=result, what=code, status=status)


@never_cache
@require_safe
@entrance(Door.ANYONE)
def keys(request: HttpRequest) -> HttpResponse:
    """The keys by which slips are checked without a network, to be carried along."""
    answer = HttpResponse(key_bundle(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{_KEYS}"'
    return answer


@never_cache
@require_safe
@entrance(Door.ANYONE)
def offline(request: HttpRequest) -> HttpResponse:
    """One file to keep on a telephone or computer: checks slips where there is no network."""
    answer = HttpResponse(_offline_file())
    answer["Content-Disposition"] = f'attachment; filename="{_PAGE}"'
    return answer


@never_cache
@require_safe
@entrance(Door.ANYONE)
def digests(request: HttpRequest) -> HttpResponse:
    """How to see that a file to keep is the one given out today, from whomever it came."""
    kept = [
        {"name": name, "digest": hashlib.sha256(content).hexdigest()}
        for name, content in ((_PAGE, _offline_file()), (_KEYS, key_bundle()))
    ]
    context = {"files": kept, "made": full_day(today())}
    return render(request, "portal/offline_digests.html", context)


def _offline_file() -> bytes:
    """The same bytes for everybody all day, whatever their language and look."""
    bundle = json.loads(key_bundle())
    with translation.override("zh-hans"):
        context = {
            "bundle": bundle,
            "made": full_day(local(datetime.fromtimestamp(bundle["made"], UTC)).date()),
            "until": full_day(local(datetime.fromtimestamp(bundle["until"], UTC)).date()),
            "words": _slip_words(),
            "script": Markup(assets()["js/slips.js"].plain.decode()),  # noqa: S704 - a file of ours
        }
        return render_to_string("portal/offline_check.html", context).encode()


def _slip_words() -> dict[str, Any]:
    return {
        "good": _("是真的，没有改过"), "bad": _("不要采用"), "title": _("名称"),
        "unable": _("这个浏览器查不了"),
        "older": _("它太旧，缺少核验用的功能。查不了不等于单子是假的：请用新一些的浏览器打开。"),
        "number": _("编号"), "holder": _("持证人"), "agency": _("签发机关"),
        "begins": _("有效期起"), "ends": _("有效期至"), "identifier": _("证照标识"),
        "problems": slip_problems(),
    }  # fmt: skip


def _show(
    request: HttpRequest,
    *,
    result: Check | None = None,
    what: str = "",
    faults: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    errors = [{"where": field, "sentence": words} for field, words in (faults or {}).items()]
    context = {
        "result": result,
        "what": what,
        "head": _heading(result) if result else None,
        "shown": _disclosed(result) if isinstance(result, CredentialCheck) else [],
        "rows": _rows(result) if result else [],
        "faults": faults or {},
        "errors": errors,
        # What was pasted is not lost for a day that cannot be read.
        "pasted": request.POST.get("credential", "") if errors else "",
    }
    return render(request, "portal/check.html", context, status=422 if errors else status)


def _heading(result: Check) -> dict[str, str]:
    words = {
        Verdict.GENUINE: ("ok", _("是真的，现在有效")),
        Verdict.EXPIRED: ("warn", _("是真的，但是已经过期")),
        Verdict.SUSPENDED: ("warn", _("是真的，但是暂停使用")),
        Verdict.WITHDRAWN: ("err", _("已经失效，不要采用")),
        Verdict.SUPERSEDED: ("warn", _("是真的，但是已被新证取代")),
        Verdict.ALTERED: ("err", _("被改动过，不要采用")),
        Verdict.UNTRUSTED: ("err", _("签章不可信，不要采用")),
        Verdict.FOREIGN: ("err", _("不是本平台签发的文书")),
        Verdict.ELSEWHERE: ("warn", _("签章是真的，但不是本平台签发的")),
        Verdict.UNREADABLE: ("err", _("不是签过章的 PDF 或 OFD 文书")),
        Verdict.UNKNOWN: ("err", _("没有这个查验码")),
    }
    if isinstance(result, CredentialCheck):
        words |= {
            Verdict.FOREIGN: ("err", _("不是本平台签发的数字凭证")),
            Verdict.UNREADABLE: ("err", _("不是能查验的数字凭证")),
        }
    tone, title = words[result.verdict]
    return {"tone": tone, "title": title}


def _disclosed(result: CredentialCheck) -> list[dict[str, str]]:
    """What the holder chose to show, as it stands on the licence."""
    return [{"key": label, "value": value} for label, value in result.shown]


def _rows(result: Check) -> list[dict[str, Any]]:
    rows = [
        {"key": _("名称"), "value": _(result.title) if result.title else ""},
        {"key": _("编号"), "value": result.number},
        {"key": _("签发机关"), "value": result.agency_name},
        {"key": _("持有人"), "value": result.holder},
        {"key": _("签发日期"), "value": full_day(result.issued_on)},
        {"key": _("有效期至"), "value": full_day(result.valid_until)},
    ]
    return [row for row in rows if row["value"]]
