"""What is kept about me, a copy to take along, my settings, and leaving."""

from typing import Any

from django.conf import settings as django_settings
from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.casework.bundles.actions import leave
from onedoor.casework.bundles.queries import JointCase, bundle_drafts_of, bundles_of
from onedoor.casework.cases.queries import Case, cases_of, drafts_of
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.shell import in_large_type, languages
from onedoor.channels.look.words import full_day, mask
from onedoor.channels.notices.actions import wish_for
from onedoor.channels.notices.queries import kinds_told, notices_of, wishes_of
from onedoor.channels.portal.colours import theme_links
from onedoor.channels.portal.export import EVERYTHING, export_of
from onedoor.channels.portal.keeping import registers
from onedoor.channels.portal.ownself import (
    only_oneself,
    proof_wanted,
)
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import readings_of
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.oversight.feedback.queries import enquiries_of, ratings_of
from onedoor.registers.credentials.queries import credentials_held
from onedoor.registers.entitlements.queries import entitlements_of
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.papers.queries import papers_held
from onedoor.registers.people.actions import is_last_account, note_export, speak
from onedoor.registers.people.numbers import KINDS
from onedoor.registers.people.queries import (
    account_for,
    language_of,
    party_for,
    proofs_of,
    tokens_of,
)
from onedoor.registers.subscriptions.queries import subscriptions_of


@never_cache
@require_safe
@entrance(Door.ONESELF)
def held(request: HttpRequest) -> HttpResponse:
    """Every register that keeps something about me: what, whence, why, how long, who sees it."""
    actor = only_oneself(actor_of(request))
    counts = _counts(actor)
    context = {
        "facts": _facts(actor),
        "registers": [
            {"kept": each, "count": counts.get(each.id), "facts": _rows_of(each)}
            for each in registers()
        ],
    }
    return render(request, "portal/held.html", context)


def _rows_of(each: Any) -> list[dict[str, str]]:
    return [
        {"key": _("是什么"), "value": each.what},
        {"key": _("从哪来"), "value": each.source},
        {"key": _("凭什么"), "value": each.basis},
        {"key": _("存多久"), "value": each.kept_for},
        {"key": _("谁能看"), "value": each.seen_by},
        {"key": _("怎么更正"), "value": each.mend},
    ]


def _facts(actor: Actor) -> list[dict[str, Any]]:
    """The particulars themselves; numbers half hidden, for others may stand behind one."""
    party, account = party_for(actor.party, seen_by=actor), account_for(seen_by=actor)
    kind = KINDS.get(party.number_kind)
    rows = [
        {"key": _("姓名") if party.kind == "person" else _("名称"), "value": party.name},
        {"key": str(kind.word) if kind else _("证件号码"), "value": mask(party.number)},
        {"key": _("手机号"), "value": mask(party.phone)},
        {"key": _("地址"), "value": party.address},
        {"key": _("法定代表人"), "value": party.representative},
        {"key": _("账号"), "value": account.login if account else ""},
        {"key": _("邮箱"), "value": account.email if account else ""},
    ]
    return [row for row in rows if row["value"]]


def _counts(actor: Actor) -> dict[str, int]:
    return {
        "account": len(proofs_of(seen_by=actor)) + len(tokens_of(seen_by=actor)),
        "draft": _drafts(actor),
        "case": len(cases_of(actor.party, seen_by=actor, limit=EVERYTHING)),
        "paper": len(papers_held(seen_by=actor)),
        "licence": len(licences_of(actor.party, seen_by=actor)),
        "credential": len(credentials_held(seen_by=actor)),
        "notice": len(notices_of(seen_by=actor, limit=EVERYTHING)),
        "subscription": len(subscriptions_of(seen_by=actor)),
        "entitlement": len(entitlements_of(seen_by=actor)),
        "rating": len(ratings_of(seen_by=actor)),
        "enquiry": len(enquiries_of(seen_by=actor)),
        "reading": len(readings_of(seen_by=actor, limit=EVERYTHING)),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def export(request: HttpRequest) -> HttpResponseBase:
    """A copy of everything, made at once, for whoever just showed who they are."""
    actor = only_oneself(actor_of(request))
    if wanted := proof_wanted(request):
        return wanted
    if request.method != "POST":
        return render(request, "portal/take_along.html", {})
    archive = export_of(actor)
    note_export(by=actor)
    name = _("我的信息-%(day)s.zip") % {"day": today().isoformat()}
    answer = FileResponse(
        archive, as_attachment=True, filename=name, content_type="application/zip"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def settings(request: HttpRequest) -> HttpResponse:
    """How pages look, by what ways I am told, and the way to signing in and security."""
    actor = only_oneself(actor_of(request))
    if request.method == "POST":
        wish_for(request.POST.getlist("told"), by=actor)
        speak(request.POST.get("language", ""), by=actor)
        return redirect(reverse("portal:settings") + "?done=kept")
    here = reverse("portal:settings")
    party = party_for(actor.party, seen_by=actor)
    context = {
        "done": "done" in request.GET,
        "shell_elder": in_large_type(request),
        "language": get_language() or "",
        "spoken": language_of(actor.party, seen_by=actor) or django_settings.LANGUAGE_CODE,
        "speaks": [{"value": code, "label": name} for code, name in languages()],
        "languages": languages(),
        "themes": theme_links(request, here),
        "here": here,
        "phone": mask(party.phone),
        "told": [{"value": event, "label": words} for event, words in kinds_told().items()],
        "wished": sorted(wishes_of(seen_by=actor)),
        "ways": [each for each in _ways() if each["url"]],
    }  # fmt: skip
    return render(request, "portal/settings.html", context)


def _ways() -> list[dict[str, Any]]:
    return [
        {"word": _("登录和安全"), "note": _("密码、通行密钥、登录过的设备"),
         "url": address("identity:security"), "icon": "lock"},
        {"word": _("实名等级"), "note": _("现在是几级，怎么升"), "url": address("identity:level"),
         "icon": "shield-check"},
        {"word": _("连接的账号和应用"), "note": _("用这个账号登录过哪些系统"),
         "url": address("sso:connected"), "icon": "link"},
        {"word": _("家人和授权"), "note": _("我替谁办，谁替我办"),
         "url": address("portal:mandates"), "icon": "users"},
        {"word": _("带走一份我的信息"), "note": _("一个压缩包，人和机器都能读"),
         "url": reverse("portal:export"), "icon": "download"},
        {"word": _("注销账号"), "note": _("先看清楚什么删除、什么必须留"),
         "url": reverse("portal:close-account"), "icon": "logout"},
    ]  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@entrance(Door.ONESELF)
def close_account(request: HttpRequest) -> HttpResponseBase:
    """First what ends and what must stay, and why; then, when it is still wanted, the end."""
    actor = only_oneself(actor_of(request))
    if wanted := proof_wanted(request):
        return wanted
    faults: dict[str, str] = {}
    if request.method == "POST":
        if request.POST.get("sure") != "yes":
            faults["sure"] = _("先确认您看过上面的内容")
        if not faults:
            try:
                leave(by=actor)
            except Refusal as refusal:
                faults["sure"] = refusal.sentence
            else:
                logout(request)
                return render(request, "portal/closed.html", {})
    return render(request, "portal/close_account.html", _leaving(actor, faults),
                  status=422 if faults else 200)  # fmt: skip


def _leaving(actor: Actor, faults: dict[str, str]) -> dict[str, Any]:
    last = is_last_account(by=actor)
    return {
        "last": last,
        "open": _under_way(actor) if last else [],
        "removed": [each for each in registers() if each.closing == "removed"],
        "kept": [each for each in registers() if each.closing == "kept"],
        "drafts": _drafts(actor),
        "faults": faults,
        "errors": [{"where": key, "sentence": words} for key, words in faults.items()],
    }


def _under_way(actor: Actor) -> list[dict[str, Any]]:
    """Bundles and matters that are not over; a part of a bundle is told with the whole."""
    bundles = [
        each for each in bundles_of(actor.party, seen_by=actor, limit=EVERYTHING) if each.is_open
    ]
    told = {each.number for each in bundles}
    cases = [
        each
        for each in cases_of(actor.party, seen_by=actor, limit=EVERYTHING)
        if (each.is_open or each.stage == "decided") and each.part_of not in told
    ]
    return [
        *(_open(each, each.title, "joint") for each in bundles),
        *(_open(each, each.service_title, "case") for each in cases),
    ]


def _drafts(actor: Actor) -> int:
    own = drafts_of(actor.party, seen_by=actor)
    return len(own) + len(bundle_drafts_of(actor.party, seen_by=actor))


def _open(matter: Case | JointCase, title: str, page: str) -> dict[str, Any]:
    return {
        "word": title,
        "note": full_day(matter.submitted_at),
        "url": reverse(f"portal:{page}", args=[matter.number]),
        "icon": "progress-check",
    }
