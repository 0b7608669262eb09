"""For the auditor: who administered what, who read personal data, whether the record is whole."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onedoor.channels.admin.shown import shown
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.typed import day_typed
from onedoor.kernel.languages import written_day
from onedoor.kernel.record import verify as verify_record
from onedoor.kernel.refusals import Refusal
from onedoor.kernel.time import today
from onedoor.registers.agencies.queries import (
    ADMINISTRATION,
    administration_record,
    agencies,
    busy_readers,
    clerk_names,
    looks_by,
)

PAGE = 50


@entrance(Door.AUDIT_ADMIN)
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """What administrators and supervisors did: names and references only."""
    kind, before = request.GET.get("kind", ""), request.GET.get("before", "")
    found = administration_record(
        seen_by=actor_of(request),
        kind=kind,
        before=int(before) if before.isdigit() else 0,
        limit=PAGE,
    )
    return shown(
        request,
        "admin/record.html",
        here="record",
        lines=[
            {
                "entry": entry,
                "what": _event_words().get(entry.name, entry.name),
                "who": found.names.get(entry.by_ref, _("系统")),
                "about": _about(entry, found.names),
            }
            for entry in found.entries
        ],
        kinds=[
            {"word": word, "url": f"?kind={key}", "current": kind == key}
            for key, word in {"": _("全部"), **_kinds()}.items()
        ],
        kind=kind,
        next=found.entries[-1].pk if len(found.entries) == PAGE else 0,
    )


def _about(entry: Any, names: dict[str, str]) -> str:
    body = entry.body
    who = names.get(f"account:{body.get('account', '')}", "")
    other = names.get(f"account:{body.get('principal') or body.get('substitute', '')}", "")
    keys = ("agency", "name_on_it", "keeper", "reasons",
            "post", "act", "service", "division", "office", "key", "value", "department", "what",
            "verdict", "kind", *_DAYS, "grants")  # fmt: skip
    rest = [_said(key, body[key]) for key in keys if body.get(key)]
    return _("，").join(part for part in (who, other, *rest) if part)


_DAYS = ("since", "until")


def _said(key: str, value: Any) -> str:
    return written_day(date.fromisoformat(value)) if key in _DAYS else str(value)


def _kinds() -> dict[str, str]:
    words = {
        "post.": _("岗位和任职"),
        "authority.": _("权限"),
        "administrator.": _("管理员"),
        "proposal.": _("提请和确认"),
        "staff.": _("账号"),
        "leave.": _("请假"),
        "department.": _("科室"),
        "policy.": _("规定"),
        "rights.": _("复核"),
        "system.": _("接入系统"),
        "seal.": _("印章"),
    }
    return {key: words[key] for key in ADMINISTRATION}


def _event_words() -> dict[str, str]:
    return {
        "post.given": _("任命"),
        "post.taken": _("任职结束"),
        "post.lent": _("代岗开始"),
        "post.lent-ended": _("代岗结束"),
        "post.kept": _("设岗位"),
        "leave.recorded": _("登记请假"),
        "leave.ended": _("销假"),
        "department.kept": _("设科室"),
        "authority.published": _("事项发布带来的权限"),
        "authority.given": _("授权"),
        "authority.taken": _("收回权限"),
        "administrator.appointed": _("任管理员"),
        "administrator.dismissed": _("撤管理员"),
        "proposal.made": _("提出"),
        "proposal.settled": _("处理提请"),
        "policy.set": _("改规定"),
        "rights.reviewed": _("复核权限"),
        "staff.account-opened": _("开账号"),
        "staff.account-closed": _("关账号"),
        "staff.account-locked": _("锁定或解锁账号"),
        "staff.sign-in-reset": _("重置登录"),
        "seal.asked": _("申请印章"),
        "seal.approved": _("批准印章"),
        "seal.declined": _("没有批准印章"),
        "seal.made": _("制作印章"),
        "seal.stopped": _("停用印章"),
        "seal.handed-over": _("移交印章"),
    }


@entrance(Door.AUDIT_ADMIN)
@require_safe
def readers(request: HttpRequest) -> HttpResponse:
    """Who read personal data, by clerk and day; what an office should explain comes first."""
    asked, errors = request.GET, list[Refusal]()
    first, last = today() - timedelta(days=6), today()
    try:
        first = day_typed(asked.get("since", ""), where="since") or first
        last = day_typed(asked.get("until", ""), where="until") or last
    except Refusal as refusal:
        errors = [refusal]
    last = min(last, first + timedelta(days=92))
    name, agency = asked.get("name", "").strip()[:40], asked.get("agency", "")
    rows = busy_readers(first, last, name=name, agency=agency, seen_by=actor_of(request))
    bodies = agencies()
    return shown(
        request,
        "admin/readers.html",
        errors=errors,
        here="readers",
        rows=[
            {
                "row": each.looks,
                "busy": each,
                "agency": bodies[each.looks.by_agency].name
                if each.looks.by_agency in bodies
                else each.looks.by_agency,
                "account": each.looks.by_ref.removeprefix("account:"),
            }
            for each in rows
        ],
        unusual=sum(each.is_unusual for each in rows),
        first=first,
        last=last,
        name=name,
        agency=agency,
        bodies=[{"value": code, "label": each.name} for code, each in bodies.items()],
    )


@entrance(Door.AUDIT_ADMIN)
@require_safe
def looks(request: HttpRequest, account: Any, day: str) -> HttpResponse:
    """Each look of one clerk on one day: when, what kind of thing, by what right. No content."""
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    ref = f"account:{account}"
    rows = looks_by(ref, on, seen_by=actor_of(request))
    if not rows:
        raise Http404
    return shown(
        request,
        "admin/looks.html",
        here="readers",
        rows=rows,
        day=on,
        name=clerk_names([ref]).get(ref, ""),
    )


@entrance(Door.AUDIT_ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Recomputes the chains of the record, one or all, and names the first broken link of each."""
    verdict = None
    subject = request.POST.get("subject", "").strip()[:80]
    if request.method == "POST":
        verdict = verify_record(subject or None)
    return shown(request, "admin/verify.html", here="verify", verdict=verdict, subject=subject)
