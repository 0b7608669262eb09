"""My space: one calm desk for everything I have with the government."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onedoor.casework.bundles.queries import BundleDraft, bundle_drafts_of, bundles_of
from onedoor.casework.cases.queries import Case, Draft, cases_of, drafts_of
from onedoor.channels.look.addressing import address
from onedoor.channels.look.doors import Door, actor_of, entrance
from onedoor.channels.look.words import day, day_and_week, moment
from onedoor.channels.notices.queries import notices_of
from onedoor.channels.portal.case_words import state_mark, state_word
from onedoor.channels.portal.inbox import message_row
from onedoor.channels.portal.joint_words import bundle_todo, mine_row
from onedoor.channels.portal.licence_words import licence_row
from onedoor.channels.portal.renewing import EXPIRING, renewals
from onedoor.channels.portal.todo import todo_rows
from onedoor.channels.portal.wording import marked, plain
from onedoor.kernel.actors import Actor
from onedoor.kernel.readings import readings_of
from onedoor.kernel.time import today
from onedoor.oversight.feedback.queries import enquiries_of
from onedoor.registers.catalogue.queries import bundle
from onedoor.registers.licences.queries import licences_of
from onedoor.registers.mandates.queries import to_confirm

MESSAGES, LISTED = 6, 12


@never_cache
@require_safe
@entrance(Door.PARTY)
def mine(request: HttpRequest) -> HttpResponse:
    """To do with its dates first, under way, drafts, licences, results, messages, who looked."""
    actor = actor_of(request)
    cases = cases_of(actor.party, seen_by=actor)
    drafts = drafts_of(actor.party, seen_by=actor)
    licences = licences_of(actor.party, seen_by=actor)
    own = actor.scope is None
    enquiries = [file.enquiry for file in enquiries_of(seen_by=actor)] if own else []
    everything = "all" in request.GET
    bundles = bundles_of(actor.party, seen_by=actor)
    # A part is shown within its bundle, and nowhere else.
    cases = [each for each in cases if not each.part_of]
    ended = [_row(each) for each in cases if not each.is_open and each.stage != "decided"]
    ended = [*(mine_row(each) for each in bundles if not each.is_open), *ended]
    context = {
        "name": actor.name,
        "own": own,
        "everything": everything,
        "todo": bundle_todo(bundles)
        + todo_rows(cases, renewals(licences, seen_by=actor), enquiries, to_confirm(seen_by=actor)),
        "open": [mine_row(each) for each in bundles if each.is_open]
        + [_row(each) for each in cases if each.is_open or each.stage == "decided"],
        "drafts": [_bundle_draft(each) for each in bundle_drafts_of(actor.party, seen_by=actor)]
        + [_draft(each) for each in drafts],
        "ended": ended if everything else ended[:LISTED],
        "hidden": 0 if everything else max(0, len(ended) - LISTED),
        "licences": [licence_row(each) for each in licences],
        "notices": [message_row(each) for each in notices_of(seen_by=actor, limit=MESSAGES)],
        "beside": _beside(actor),
    }
    return render(request, "portal/mine.html", context)


def _row(case: Case) -> dict[str, Any]:
    note: object = marked(_("{day}申请"), day=day(case.submitted_at))
    if case.promised_due and case.stage == "accepted":
        note = marked(_("最晚 {day}有结果"), day=day_and_week(case.promised_due))
    if case.closed_on:
        note = marked(_("{day}办结"), day=day(case.closed_on))
    return {
        "title": case.service_title,
        "number": case.short_number,
        "mark": state_mark(case),
        "word": state_word(case),
        "note": note,
        "url": reverse("portal:case", args=[case.number]),
    }


def _bundle_draft(draft: BundleDraft) -> dict[str, Any]:
    title, url = plain(bundle(draft.bundle).title), reverse("portal:bundle-draft", args=[draft.pk])
    return _unfinished(draft, title, url)


def _draft(draft: Draft) -> dict[str, Any]:
    title = plain(draft.version.parsed.sheet.title)
    return _unfinished(draft, title, reverse("portal:draft", args=[draft.pk]))


def _unfinished(draft: Draft | BundleDraft, title: str, url: str) -> dict[str, Any]:
    left = (draft.expires_on - today()).days
    words = ngettext("还保存 %(n)s 天", "还保存 %(n)s 天", left) % {"n": left}
    return {
        "title": title,
        "note": marked(_("{day}存的"), day=day(draft.saved_at)),
        "left": words,
        "soon": left <= EXPIRING,
        "url": url,
    }


def _beside(actor: Actor) -> list[dict[str, Any]]:
    """What is about oneself; another's part of it is not shown to whoever acts for them."""
    if actor.scope is not None:
        return []
    newest = readings_of(seen_by=actor, limit=1)
    looked = marked(_("最近一次 {at}"), at=moment(newest[0].at)) if newest else _("还没有人看过")
    found = [
        {"word": _("谁看过我的信息"), "note": looked, "url": reverse("portal:readings"),
         "icon": "eye"},
        {"word": _("我们有您的哪些信息"), "note": _("来源、依据、存多久，可以带走一份"),
         "url": reverse("portal:held"), "icon": "folder"},
        {"word": _("我关注的"), "note": _("有变化告诉我，点一下就取消"),
         "url": reverse("portal:following"), "icon": "bell"},
        {"word": _("免申即享提示"), "note": _("看我可能可以办什么，开了才看"),
         "url": reverse("portal:entitlements"), "icon": "gift"},
        {"word": _("家人和授权"), "note": _("我替谁办，谁替我办"),
         "url": address("portal:mandates"), "icon": "users"},
        {"word": _("我的企业"), "note": _("企业的事和经办人"), "url": address("portal:firm"),
         "icon": "building"},
        {"word": _("我写的办事经验"), "note": _("办完的事，说说是怎么办的"),
         "url": reverse("portal:own-comments"), "icon": "note"},
        {"word": _("设置"), "note": _("语言、大字、短信、登录和安全"),
         "url": reverse("portal:settings"), "icon": "pencil"},
    ]  # fmt: skip
    return [each for each in found if each["url"]]
