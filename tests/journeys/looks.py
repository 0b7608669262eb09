"""The table of page × state × role: every page of the site in each state it can be met in.

A new address cannot escape: what answers with a page stands here, what does not is named below.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.urls import reverse
from tests.channels.identity.person import code_for
from tests.channels.identity.sso.programs import Program
from tests.channels.identity.sso.systems import a_system
from tests.journeys.scenery import CITIZEN, FIRM, NOBODYS_ID, OTHER_CITIZEN, Scenery
from tests.journeys.visitor import Visitor
from tests.oversight.inspection.planted import BLOCKS, FORM, GUIDE, Site, inspected, page
from tests.registers.items.proposing import a_list_change
from tests.registers.publications.writing import (
    NOTICE,
    POLICY,
    TRANSLATED_NOTICE,
    TRANSLATED_POLICY,
    a_picture,
    begun,
    chief,
    corrected,
    handed_in,
    published,
)
from tests.registers.seals_in_force import a_seal_asked_for
from tests.registers.sites.making import made
from tests.world import BOOKSHOP

from onedoor.casework.cases.queries import case_for
from onedoor.channels.look.doors import actor_for
from onedoor.channels.notices.off import off_path
from onedoor.kernel.actors import ANYONE, SYSTEM
from onedoor.kernel.codes import iso7064_mod11_2
from onedoor.kernel.time import now, today
from onedoor.oversight.assistant.actions import count_answer
from onedoor.oversight.assistant.queries import answer_to
from onedoor.oversight.feedback.actions import renew_window
from onedoor.oversight.inspection.actions import keep_report
from onedoor.registers.catalogue.queries import current_version
from onedoor.registers.entitlements.actions import ask
from onedoor.registers.entitlements.models import Entitlement
from onedoor.registers.finding.actions import add_word, count_miss
from onedoor.registers.licences.queries import licence_on
from onedoor.registers.papers import sealing
from onedoor.registers.people.actions import close_account, join, keep_party, open_account, prove
from onedoor.registers.people.queries import Party, account_called, account_reached_by
from onedoor.registers.publications.actions import share_piece, take_down
from onedoor.registers.seals.queries import Seal, seals
from onedoor.registers.sites.queries import cluster
from onedoor.registers.subscriptions.actions import subscribe
from onedoor.registers.subscriptions.models import Subscription
from onedoor.registers.systems.actions import consent
from onedoor.registers.systems.models import Consent
from onedoor.site.city import PASSWORD

Where = Callable[[Scenery], str]
Act = Callable[[Visitor], None]
OFFICE = "press_aksu_city_"
WINDOW, REVIEWER, APPROVER, SUPERVISOR = (
    f"{OFFICE}{post}" for post in ("window", "reviewer", "approver", "supervisor")
)
IDLE = "education_aksu_city_window"
OPERATOR = "government_aksu_hotline"
EXPERTS = "foreign_experts_aksu_reviewer"
EDITOR, CHIEF = f"{OFFICE}editor", f"{OFFICE}chief_editor"
SITE_CHIEF = "people_government_kuqa_chief_editor"
LIST_EDITOR, LIST_REVIEWER = "government_aksu_item_editor", "justice_aksu_item_reviewer"

# Addresses that are no page, and why they need no look.
NO_PAGE = {
    "idp:oidc:configuration": "answers programs",
    "idp:oidc:jwks": "answers programs",
    "idp:oidc:token": "answers programs",
    "idp:oidc:userinfo": "answers programs",
    "idp:oidc:revoke": "answers programs",
    "sso:agree": "goes on, or shows the page between",
    "sso:leave": "shows that one has signed out",
    "sso:onward": "goes on at once",
    "sso:withdraw": "goes back to the list",
    "alive": "a word for load balancers",
    "look:asset": "a file of the look",
    "look:brand": "a file of the look",
    "portal:robots": "answers programs",
    "portal:sitemap-xml": "answers programs",
    "portal:published": "a file",
    "portal:feed": "answers programs",
    "portal:piece-file": "a file",
    "desk:piece-file": "a file",
    "desk:wall-mark": "answers a script",
    "portal:publication-keys": "a file",
    "portal:publication-days": "answers programs",
    "portal:inspection-report": "answers programs",
    "portal:assessment-file": "answers programs",
    "portal:results-file": "answers programs",
    "look:mode": "goes back at once",
    "look:manifest": "answers browsers",
    "look:worker": "a script",
    "portal:send-token": "answers a script",
    "portal:autosave": "answers a script",
    "portal:submit": "goes on to the receipt, or shows check-answers",
    "portal:rate": "shows the case",
    "portal:unsubscribe": "goes back to the list",
    "portal:judge": "shows the case",
    "portal:mistake": "goes on to portal:write",
    "portal:own-letter": "goes on to portal:letter",
    "seals:picture": "a picture",
    "desk:seal-picture": "a picture",
    "identity:sign-out": "goes home at once",
    "identity:end-session": "goes back at once",
    "identity:end-others": "goes back at once",
    "identity:drop-contact": "goes back at once",
    "identity:no-offer": "goes back at once",
    "account_login": "another name of identity:sign-in",
    "account_logout": "another name of identity:sign-out",
    "account_signup": "another name of identity:sign-up",
    "account_reauthenticate": "another name of identity:step-up",
    "mfa_index": "another name of identity:security",
    "mfa_login_webauthn": "answers a script",
    "portal:dates": "a file for calendars",
    "portal:bundle-autosave": "answers a script",
    "portal:bundle-submit": "goes on to the receipt, or shows bundle-check-answers",
    "portal:joint-material": "a file",
    "desk:bundle-marks": "goes back to the bundle, or shows it",
    "desk:bundle-tell": "goes back to the bundle, or shows it",
    "desk:bundle-accept": "goes back to the bundle, or shows it",
    "desk:bundle-material": "a file",
    "portal:signers": "needs others who sign; seen as portal:sign",
    "portal:material": "a file",
    "portal:paper": "a file",
    "portal:offline-check": "a file to keep; opened in tests/channels/portal/test_slips.py",
    "portal:slip-keys": "a file",
    "portal:carried-stop": "goes back to the credentials",
    "portal:carried-file": "a file",
    "wallet:openid-credential-issuer": "answers programs",
    "wallet:openid-credential-issuer-below": "answers programs",
    "wallet:oauth-authorization-server": "answers programs",
    "wallet:oauth-authorization-server-below": "answers programs",
    "wallet:jwt-vc-issuer": "answers programs",
    "wallet:jwt-vc-issuer-below": "answers programs",
    "wallet:home": "goes on to the check",
    "wallet:keys": "answers programs",
    "wallet:type": "answers programs",
    "wallet:list": "answers programs",
    "wallet:bitstring": "answers programs",
    "wallet:offer": "answers programs",
    "wallet:token": "answers programs",
    "wallet:nonce": "answers programs",
    "wallet:credential": "answers programs",
    "portal:copy-file": "a file",
    "portal:specimen": "a picture within portal:guide",
    "portal:transcript-scan": "a file",
    "desk:transcript-scan": "a file",
    "desk:original": "goes back to the case, or shows it",
    "portal:licence-picture": "a picture within portal:licence",
    "portal:powers-data": "answers programs",
    "identity:upstream-begin": "goes on to the provider",
    "identity:upstream-back": "posted to by the provider's own page",
    "identity:upstream-finish": "goes on, or refuses",
    "identity:upstream-join": "goes to the list of providers when nothing waits",
    "identity:upstream-card": "a file for the provider",
    "identity:level-register": "goes back, or shows the level",
    "identity:level-licence": "goes back, or shows the level",
    "portal:mandate-confirm": "shows the mandate",
    "portal:mandate-end": "goes back to the mandates",
    "portal:mandate-basis": "a file",
    "portal:firm-rights": "shows the firm",
    "portal:firm-hand-over": "shows the firm",
    "portal:ask-hearing": "shows the case",
    "desk:marks": "shows the case",
    "desk:accept": "shows the case",
    "desk:resume": "shows the case",
    "desk:material": "a file",
    "desk:page": "a picture of one page of a file",
    "desk:paper": "a file",
    "desk:retry": "goes back at once",
    "desk:balance": "goes back at once",
    "desk:change-undo": "goes back at once",
    "desk:bundle-change-undo": "goes back at once",
    "portal:chart": "a file",
    "desk:vouch": "goes back at once",
    "desk:card": "seen as a state of desk:person",
    "desk:release": "goes back at once",
    "desk:reopen": "shows a card",
    "identity:unlink": "goes back at once",
    "mfa_remove_webauthn": "needs a passkey; walked in test_passkeys",
    "mfa_deactivate_totp": "needs a second step; walked in tests/channels/identity",
    "mfa_view_recovery_codes": "needs a second step; walked in tests/channels/identity",
    "mfa_generate_recovery_codes": "needs a second step; walked in tests/channels/identity",
    "mfa_authenticate": "needs a second step; walked in tests/channels/identity",
    "api:": "problem details",
}


@dataclass(frozen=True)
class Look:
    """One page in one state, as somebody meets it. `does` is done after opening it."""

    name: str
    state: str
    where: Where
    who: str = ""
    does: Act | None = None
    faults: bool = False
    status: int = 200

    @property
    def id(self) -> str:
        return f"{self.name} {self.state} {self.who}".strip()


def at(name: str, *args: str, query: str = "") -> Where:
    return lambda scenery: reverse(name, args=args) + query


def _chooses_all(act: str) -> Act:
    def does(visitor: Visitor) -> None:
        visitor.page.locator("[name=all]").check()
        visitor.page.locator("#act").select_option(act)
        visitor.page.locator(".many button").click()

    return does


def _does_to_all(act: str) -> Act:
    def does(visitor: Visitor) -> None:
        _chooses_all(act)(visitor)
        visitor.page.locator("#main form button.primary").click()

    return does


def _change(scenery: Scenery) -> str:
    return reverse("desk:change", args=["press-aksu-city", current_version(BOOKSHOP).pk])


def _misses(scenery: Scenery) -> str:
    for query in ("上户", "上户", "彩票开奖", "彩票开奖"):
        count_miss(query)
    add_word("打证明", "real-estate-transfer", by=scenery.world.cast(LIST_EDITOR))
    return reverse("desk:search-words")


def _an_answer_to_judge(_scenery: Scenery) -> str:
    with patch("onedoor.oversight.assistant.actions.secrets.randbelow", return_value=0):
        count_answer("开书店要几天", answer_to("开书店要几天"))
    return reverse("desk:assistant")


def _list_change(scenery: Scenery) -> str:
    change = a_list_change(by=scenery.world.cast(LIST_EDITOR))
    return reverse("desk:item-change", args=[change])


def _a_policy(scenery: Scenery) -> str:
    """A policy with a picture, a table and a correction, and a question about the same matter."""
    files = (a_picture(),)
    body = f"{POLICY.body}\n![会场](地图.png)\n- 带执照。\n| 地方 | 时间 |\n| --- | --- |"
    body += "\n| 大厅 | 10:00 |"
    policy = published(replace(POLICY, body=body, files=files), "policy")
    published(replace(NOTICE, matters=POLICY.matters), "question")
    note = "补充了会场的图。"
    changes = {name: getattr(POLICY, name) for name in ("title", "summary", "points", "matters")}
    corrected(policy, note, body=body + "\n[全部事项](/services)", issued_on="2026-11-20",
              files=files, **changes)  # fmt: skip
    return reverse("portal:piece", args=[policy.slug])


def _a_translated_policy(scenery: Scenery) -> str:
    """A policy with its translation: beside each other on pages of that language."""
    return reverse("portal:piece", args=[published(TRANSLATED_POLICY, "policy").slug])


def _a_translated_notice(scenery: Scenery) -> str:
    return reverse("portal:piece", args=[published(TRANSLATED_NOTICE).slug])


def _a_subscription(scenery: Scenery) -> Subscription:
    return subscribe("service", BOOKSHOP, by=scenery.world.cast(CITIZEN))


def _subscribed(scenery: Scenery) -> str:
    _a_subscription(scenery)
    subscribe("event", "开店办厂", by=scenery.world.cast(CITIZEN))
    return reverse("portal:following")


def _asked_in_vain(scenery: Scenery) -> str:
    ask(by=scenery.world.cast(OTHER_CITIZEN))
    return reverse("portal:entitlements")


def _entitled(scenery: Scenery) -> str:
    """As one whose licences the rules name; the row is laid, for the city holds none such."""
    citizen = scenery.world.cast(CITIZEN)
    ask(by=citizen)
    row = {"service": "disability-subsidy", "because": {"zh": "因为您持有《残疾人证》。"},
           "answers": {"on_allowance": True}, "since": now()}  # fmt: skip
    Entitlement.objects.update_or_create(
        party=citizen.party, rule="disability-subsidy", defaults=row
    )
    return reverse("portal:entitlements")


def _pieces(scenery: Scenery) -> str:
    assert _a_policy(scenery)
    published()
    return reverse("portal:open")


def _a_column(scenery: Scenery) -> str:
    return reverse("portal:column", args=[published().column])


def _taken_down(scenery: Scenery) -> str:
    piece = published()
    take_down(piece.pk, why="数字有误，正在核对。", by=chief())
    return reverse("portal:piece", args=[piece.slug])


def _at_the_office(scenery: Scenery) -> str:
    handed_in()
    published()
    return reverse("desk:pieces")


def _a_draft(scenery: Scenery) -> str:
    body = "联系 13800000001。<b>夹带</b>下载xyzbet客户端。"
    return reverse("desk:piece", args=[begun(replace(POLICY, body=body), "policy").pk])


def _a_preview(scenery: Scenery) -> str:
    return reverse("desk:piece-preview", args=[begun(TRANSLATED_POLICY, "policy").pk])


def _to_sign(scenery: Scenery) -> str:
    body = "联系 13800000001，下载xyzbet客户端。"
    piece = handed_in(replace(TRANSLATED_POLICY, body=body), "policy")
    return reverse("desk:piece", args=[piece.pk])


def _to_take_down(scenery: Scenery) -> str:
    return reverse("desk:piece", args=[published().pk])


def _sites(scenery: Scenery) -> None:
    """The prefecture's site and a county's, with a notice for all below and an urgent one."""
    if cluster().sites:
        return
    for slug in ("aksu", "kuqa"):
        made(scenery.world, slug, hue="#0A56A8" if slug == "aksu" else "#8A3B12")
    for urgent in (True, False):
        piece = published(agency="government-aksu")
        share_piece(piece.pk, below=True, urgent=urgent, by=chief("government-aksu"))


def _my_site(scenery: Scenery) -> str:
    _sites(scenery)
    return reverse("desk:site", args=["kuqa"])


def _my_sites(scenery: Scenery) -> str:
    _sites(scenery)
    return reverse("desk:sites")


def _to_share(scenery: Scenery) -> str:
    _sites(scenery)
    return reverse("desk:piece", args=[published(agency="government-aksu").pk])


def _all_sites(scenery: Scenery) -> str:
    _sites(scenery)
    return reverse("admin:sites")


def _writes_a_pale_colour(visitor: Visitor) -> None:
    visitor.types("主色", "#FFD500")
    visitor.presses("保存，马上生效")


def _two_versions(scenery: Scenery) -> str:
    piece = corrected(published(), body="改到周五办。")
    return reverse("desk:piece-compare", args=[piece.pk]) + "?before=1&after=2"


def of_case(name: str, state: str, *more: str, query: str = "") -> Where:
    def where(scenery: Scenery) -> str:
        return reverse(name, args=[scenery.case(state).number, *more]) + query

    return where


def of_paper(state: str, kind: str) -> Where:
    def where(scenery: Scenery) -> str:
        return reverse("portal:read-paper", args=[scenery.paper_of(state, kind).pk])

    return where


def _the_transcripts(scenery: Scenery) -> str:
    assert scenery.transcript
    return reverse("desk:transcripts")


def _the_authorised(scenery: Scenery) -> str:
    assert scenery.authorisation
    return reverse("desk:authorised")


def _one_authorised(scenery: Scenery) -> str:
    return reverse("desk:authorised-one", args=[scenery.authorisation.pk])


def _says_why(visitor: Visitor) -> None:
    for name, words in (("item", "民办学校审批"), ("case", "JY-2026-18"), ("reason", "核对资格")):
        visitor.page.locator(f"#{name}").fill(words)
    visitor.presses("查看")


def _the_wallet(scenery: Scenery) -> str:
    scenery.case("closed")
    return reverse("portal:wallet")


def _the_notices(scenery: Scenery) -> str:
    scenery.case("on-a-route")
    return reverse("portal:public-notices")


def _the_notice(scenery: Scenery) -> str:
    scenery.case("on-a-route")
    return reverse("portal:public-notice", args=[scenery.notice])


def _shows(visitor: Visitor) -> None:
    visitor.page.locator("#facts").check()
    visitor.page.locator("#purpose").check()
    visitor.presses("生成 60 秒的码")


def _opens(visitor: Visitor) -> None:
    visitor.page.locator("#opener").fill("阿克苏市巴扎物业")
    visitor.presses("查看")


def _transfers(visitor: Visitor) -> None:
    visitor.page.locator("#to").select_option("press-kuqa")
    visitor.page.locator("#reasons").fill("店在库车")
    visitor.presses("转过去")


def of_licence(name: str) -> Where:
    return lambda scenery: reverse(name, args=[scenery.licence_paper])


def _carried(scenery: Scenery) -> str:
    assert scenery.status_list
    return reverse("portal:carried", args=[scenery.licence_paper])


def of_draft(name: str, *more: str, query: str = "") -> Where:
    return lambda scenery: reverse(name, args=[scenery.draft, *more]) + query


def of_joint(name: str, *more: str, query: str = "") -> Where:
    return lambda scenery: reverse(name, args=[scenery.joint, *more]) + query


def of_joint_draft(name: str, *more: str, query: str = "") -> Where:
    return lambda scenery: reverse(name, args=[scenery.joint_draft, *more]) + query


def of_look(name: str) -> Where:
    return lambda scenery: reverse(name, args=[scenery.look])


def of_card(name: str) -> Where:
    return lambda scenery: reverse(name, args=[scenery.supervision_card])


def _the_cards(scenery: Scenery) -> str:
    assert scenery.supervision_card
    return reverse("desk:supervision")


def _the_days(scenery: Scenery) -> str:
    assert scenery.published_day
    return reverse("portal:publications")


def _the_result(scenery: Scenery) -> str:
    return reverse("portal:result", args=[scenery.result])


def _kept_result(scenery: Scenery) -> str:
    return reverse("desk:result", args=[scenery.result])


def _the_assessment(name: str, depth: int) -> Where:
    return lambda scenery: reverse(name, args=scenery.assessed[:depth])


def _the_inspection(scenery: Scenery) -> str:
    _sites(scenery)
    keep_report(inspected(Site({FORM: None, GUIDE: page(BLOCKS.replace("不收费", ""))})))
    return reverse("portal:inspection")


def _after(_made: object, name: str, *args: str) -> str:
    """The address, once what is to be seen there has been made."""
    return reverse(name, args=args)


_SECRET: list[str] = []


def _called_up(scenery: Scenery) -> str:
    """A visit on the device, which has a new secret: so it is a stranger until it is told."""
    window, _old = scenery.device
    _SECRET[:] = [renew_window(str(window.pk), by=scenery.world.cast(SUPERVISOR))[1]]
    return reverse("portal:rate-at-window", args=[scenery.calls_up()])


def _pairs(visitor: Visitor) -> None:
    visitor.page.locator("#secret").fill(_SECRET[0])
    visitor.presses("登记这台设备")


def _rates(visitor: Visitor) -> None:
    _pairs(visitor)
    visitor.clicks(visitor.page.locator("button.mood").last)


def _a_report(scenery: Scenery) -> str:
    return reverse("portal:comment-report", args=[BOOKSHOP, scenery.shown_comment.pk])


def _refuses(visitor: Visitor) -> None:
    visitor.page.locator("summary", has_text="不公开").first.click()
    visitor.page.locator("button", has_text="不公开").first.click()


def of_enquiry(name: str) -> Where:
    return lambda scenery: reverse(name, args=[scenery.enquiry])


def of_audit(scenery: Scenery) -> str:
    return reverse("admin:enquiry", args=[scenery.enquiry_to_audit])


def _asked_of_audit(scenery: Scenery) -> str:
    assert of_audit(scenery)
    return reverse("admin:enquiries")


def of_a_system(**wishes: Any) -> Where:
    """The page at which a system of a bureau asks for somebody."""
    return lambda scenery: Program(*a_system(**wishes)).wish(scope="openid profile phone")


def presses(words: str) -> Act:
    return lambda visitor: visitor.presses(words)


def _an_agreed_system(scenery: Scenery) -> str:
    account = get_user_model().objects.get(login=CITIZEN)
    # Met more than once, agreed to once: two systems of one name would be two parts of one name.
    if not Consent.objects.filter(account=account).exists():
        system, _ = a_system()
        consent(account, system.pk, ["name", "phone"], by=scenery.world.cast(CITIZEN))
    return reverse("sso:connected")


def _signs_in_badly(visitor: Visitor) -> None:
    visitor.says_who("ayigul", "not the password")


# A number that was sent a code must wait a minute for the next.
_PHONES = (f"138{number}" for number in count(99977001))


def _asks_for_a_code(visitor: Visitor) -> None:
    visitor.types("手机号、邮箱、卡号或账号", next(_PHONES))
    visitor.presses("发验证码")


def _answers_wrongly(visitor: Visitor) -> None:
    _asks_for_a_code(visitor)
    visitor.types("验证码", "abc")
    visitor.presses("继续")


def _answers_a_code(visitor: Visitor) -> None:
    # A window in which a number has been proven is asked for the name at once.
    if visitor.page.locator("input[name=login]").count() == 0:
        return
    phone = next(_PHONES)
    visitor.types("手机号或邮箱", phone)
    visitor.presses("发验证码")
    visitor.types("验证码", code_for(phone))
    visitor.presses("继续")


def _acts_for_a_firm(visitor: Visitor) -> None:
    # Whoever does so in this window already is not asked again.
    if visitor.page.locator(".acting.other").count() == 0:
        visitor.presses("代为办理")


def _proves(visitor: Visitor) -> None:
    # Whoever has just proven themselves in this window is not asked again.
    if visitor.path.startswith("/account/prove"):
        visitor.types("密码", PASSWORD)
        visitor.presses("用密码继续")


def _offers(visitor: Visitor) -> None:
    _proves(visitor)
    visitor.presses("显示领取码")


def _leaves_unsure(visitor: Visitor) -> None:
    _proves(visitor)
    visitor.presses("注销账号")


def _somebody(scenery: Scenery) -> str:
    scenery.world.cast(CITIZEN)
    account = account_called(CITIZEN)
    assert account and account.party
    return reverse("desk:person", args=[account.party.pk])


def _strange_beside_own(scenery: Scenery) -> str:
    """Somebody verified, under whose number a stranger's account lies too."""
    party = _of_number("652999199001010011", "麦麦提·吐尔逊")
    mine = open_account("look-own", PASSWORD, party=party, by=SYSTEM)
    prove(party, "window", account=mine, by=SYSTEM)
    strange = open_account("look-strange", PASSWORD, party=party, by=SYSTEM)
    prove(party, "register", account=strange, by=SYSTEM)
    return reverse("desk:person", args=[party.pk])


def _who_left(scenery: Scenery) -> str:
    party = _of_number("65299919900101002X", "帕提古丽")
    account = open_account("look-left", PASSWORD, party=party, by=SYSTEM)
    if account.closed_at is None:
        close_account(keep_identity=True, by=actor_for(account))
    return reverse("desk:person", args=[party.pk])


def _of_number(number: str, name: str) -> Party:
    body = number[:17]
    return keep_party(
        kind="person", name=name, number_kind="citizen", number=body + iso7064_mod11_2(body),
        by=SYSTEM,
    )  # fmt: skip


def _says_whose_account(visitor: Visitor) -> None:
    visitor.types("证件号码", "652999199001010038"[:17] + iso7064_mod11_2("65299919900101003"))
    visitor.types("姓名", "阿里木")
    visitor.types("本人已有的账号", "look-mail@example.org")
    visitor.presses("找这个人")


def _whose_account(scenery: Scenery) -> str:
    if account_reached_by(email="look-mail@example.org") is None:
        join("阿里木", email="look-mail@example.org", by=ANYONE)
    return reverse("desk:people")


def _licence(scenery: Scenery) -> str:
    found = licence_on(scenery.case("closed").number, seen_by=SYSTEM)
    assert found is not None
    return reverse("desk:licence", args=[found.paper_id])


def _gives_a_card(visitor: Visitor) -> None:
    button = (
        "发一张卡" if visitor.page.get_by_role("button", name="发一张卡").count() else "重发一张"
    )
    visitor.presses(button)


def _previews(visitor: Visitor) -> None:
    visitor.chooses("结果", "准予")
    visitor.types("理由", "三个条件都满足。")
    visitor.presses("看决定书")


def _disagrees(visitor: Visitor) -> None:
    visitor.chooses("您的意见", "不同意")
    visitor.presses("完成这一步")


def of_mandate(name: str, which: str = "mandate", query: str = "") -> Where:
    return lambda scenery: reverse(name, args=[getattr(scenery, which)]) + query


def _stops_with(code: str) -> Act:
    def types(visitor: Visitor) -> None:
        visitor.types("停用码", code)
        visitor.presses("看一看")

    return types


def _breaks_a_field(visitor: Visitor) -> None:
    visitor.page.locator("[name=premises_area]").fill("很大")
    visitor.presses("继续")


PUBLIC = [
    Look("portal:home", "for people", at("portal:home")),
    Look("portal:open", "nothing yet", at("portal:open")),
    Look("portal:open", "some", _pieces),
    Look("portal:column", "notices", _a_column),
    Look("portal:piece", "a policy", _a_policy),
    Look("portal:piece", "a translated policy", _a_translated_policy),
    Look("portal:piece", "a translated notice", _a_translated_notice),
    Look("portal:piece", "taken down", _taken_down, status=410),
    Look("portal:places", "all", at("portal:places")),
    Look("portal:place", "with stations", at("portal:place", "652902101000")),
    Look("portal:place", "served by the hall", at("portal:place", "652902105000")),
    Look("portal:place", "a county", at("portal:place", "652902000000")),
    Look("portal:home", "for firms", at("portal:home", query="?for=organisation")),
    Look("portal:services", "all", at("portal:services")),
    Look("portal:services", "found", at("portal:services", query="?q=书店")),
    Look("portal:services", "nothing found", at("portal:services", query="?q=zzzz")),
    Look("portal:services", "narrowed", at("portal:services", query="?for=person&place=6529")),
    *(
        Look("portal:guide", code, at("portal:guide", code))
        for code in (BOOKSHOP, "work-permit-notice", "resettlement", "teacher-qualification",
                     "individual-business", "subsistence-allowance")
    ),
    Look("portal:sample", "filled", at("portal:sample", BOOKSHOP)),
    Look("portal:sample", "with points", at("portal:sample", "work-permit-notice")),
    Look("portal:blank", "empty form", at("portal:blank", BOOKSHOP)),
    Look("portal:checklist", "to print", at("portal:checklist", BOOKSHOP)),
    Look("portal:phone", "code", at("portal:phone", BOOKSHOP)),
    Look("portal:document", "one", at("portal:document", BOOKSHOP, "premises_proof")),
    Look("portal:situations", "question", at("portal:situations", BOOKSHOP)),
    Look("portal:situations", "no answer", at("portal:situations", BOOKSHOP),
         does=presses("继续"), faults=True),
    Look("portal:situations", "contradiction", at(
        "portal:situations", BOOKSHOP, query="?s.premises=owned&s.premises=rented")),
    Look("portal:situations", "list", at(
        "portal:situations", BOOKSHOP,
        query="?s.premises=rented&s.selling=readers&s.online=shop-only")),
    Look("portal:situations", "not this way", at(
        "portal:situations", BOOKSHOP, query="?s.premises=rented&s.selling=shops")),
    Look("portal:track", "empty", at("portal:track")),
    Look("portal:track", "wrong code", at("portal:track", query="?code=abc"), faults=True,
         status=422),
    Look("portal:progress", "unknown code", at("portal:progress", "ABCDEFGHJKMN"), faults=True,
         status=404),
    *(
        Look("portal:progress", state, lambda scenery, state=state: reverse(
            "portal:progress", args=[scenery.case(state).query_code]))
        for state in ("submitted", "correcting", "accepted", "suspended", "closed", "withdrawn")
    ),
    Look("identity:upstream", "one provider", at("identity:upstream")),
    Look("identity:level", "enough", at("identity:level", query="?service=teacher-qualification"),
         CITIZEN),
    Look("identity:level", "a firm", at("identity:level"), FIRM),
    Look("identity:level", "number shown", at("identity:level", query="?show=1"), CITIZEN),
    Look("portal:check", "empty", at("portal:check")),
    Look("portal:offline-digests", "of today", at("portal:offline-digests")),
    Look("portal:check", "no code", at("portal:check", query="?code="), faults=True, status=422),
    Look("portal:check", "no file", at("portal:check"), does=presses("查验文件"), faults=True),
    Look("portal:check-code", "unknown", at("portal:check-code", "ABCD"), status=404),
    Look("portal:check-code", "genuine", lambda scenery: reverse(
        "portal:check-code", args=[scenery.paper.check_code])),
    Look("identity:sign-in", "empty", at("identity:sign-in", query="?next=/mine")),
    Look("identity:sign-in", "nothing typed", at("identity:sign-in"), does=presses("用密码登录"),
         faults=True),
    Look("identity:sign-in", "wrong password", at("identity:sign-in"), does=_signs_in_badly,
         faults=True),
    Look("identity:sign-up", "empty", at("identity:sign-up")),
    Look("identity:sign-up", "a name", at("identity:sign-up"), does=_answers_a_code),
    Look("identity:code", "sent", at("identity:sign-in"), does=_asks_for_a_code),
    Look("identity:code", "wrong", at("identity:sign-in"), does=_answers_wrongly, faults=True),
    Look("portal:verdict", "not useful", at("portal:verdict", BOOKSHOP, query="?useful=no")),
    Look("portal:verdict", "no reason", at("portal:verdict", BOOKSHOP, query="?useful=no"),
         does=presses("交上去"), faults=True),
    Look("portal:verdict", "said", at("portal:verdict", BOOKSHOP, query="?done=1")),
    Look("portal:comments", "none", at("portal:comments", "individual-business")),
    Look("portal:comments", "some", lambda scenery: _after(
        scenery.shown_comment, "portal:comments", BOOKSHOP)),
    Look("portal:guide", "with a comment", lambda scenery: _after(
        scenery.shown_comment, "portal:guide", BOOKSHOP)),
    Look("portal:comment-report", "one", _a_report),
    Look("portal:comment-report", "no reason", _a_report, does=presses("交上去"), faults=True),
    Look("portal:comment-write", "nothing done", at("portal:comment-write", BOOKSHOP), CITIZEN),
    Look("portal:comment-write", "done", lambda scenery: _after(
        scenery.case("rated"), "portal:comment-write", BOOKSHOP), FIRM),
    Look("portal:comment-write", "no words", lambda scenery: _after(
        scenery.case("rated"), "portal:comment-write", BOOKSHOP), FIRM,
        does=presses("交上去"), faults=True),
    Look("portal:own-comments", "none", at("portal:own-comments"), CITIZEN),
    Look("portal:own-comments", "some", lambda scenery: _after(
        scenery.shown_comment, "portal:own-comments"), FIRM),
    Look("desk:guides", "some", lambda scenery: _after(
        (scenery.comment, scenery.shown_comment), "desk:guides"), EDITOR),
    Look("desk:guide", "one waits", lambda scenery: _after(
        (scenery.comment, scenery.shown_comment), "desk:guide", BOOKSHOP), EDITOR),
    Look("desk:guide", "no reason", lambda scenery: _after(
        (scenery.comment, scenery.shown_comment), "desk:guide", BOOKSHOP), EDITOR,
        does=_refuses, faults=True),
    Look("portal:themes", "all", at("portal:themes")),
    Look("portal:events", "all", at("portal:events")),
    Look("portal:agencies", "of a city", at("portal:agencies")),
    Look("portal:agency", "one", at("portal:agency", "press-aksu-city")),
    Look("portal:most-done", "nothing told yet", at("portal:most-done")),
    Look("portal:services", "approvals", at("portal:services", query="?kind=approval")),
    Look("portal:columns", "all", at("portal:columns")),
    Look("portal:questions", "first page", at("portal:questions")),
    Look("portal:open-government", "all", at("portal:open-government")),
    Look("portal:sitemap", "all", at("portal:sitemap")),
    Look("portal:public-notices", "some", _the_notices),
    Look("portal:public-notice", "one", _the_notice),
    Look("portal:public-notice", "no words", _the_notice, does=presses("交上去"), faults=True),
    Look("portal:case", "may be heard", of_case("portal:case", "on-a-route"), FIRM),
    Look("portal:publications", "some days", _the_days),
    Look("portal:inspection", "with repairs", _the_inspection),
    Look("portal:results", "some", lambda scenery: _after(scenery.result, "portal:results")),
    Look("portal:results", "nothing found", at("portal:results", query="?q=没有这家")),
    Look("portal:result", "one", _the_result),
    Look("portal:figures", "some", lambda scenery: _after(
        scenery.result, "portal:figures", BOOKSHOP)),
    Look("portal:figures", "nobody asked", at("portal:figures", "tobacco-permit")),
    Look("portal:assessment", "a month", _the_assessment("portal:assessment", 0)),
    Look("portal:assessment-how", "indicators", at("portal:assessment-how")),
    Look("portal:assessment-order", "a quarter", at("portal:assessment-order", "2024-q1")),
    Look("portal:assessment-of", "an agency", _the_assessment("portal:assessment-of", 2)),
    Look("portal:assessment-rows", "rows", _the_assessment("portal:assessment-rows", 3)),
    Look("portal:powers", "bodies", at("portal:powers")),
    Look("portal:powers-of", "one body", at("portal:powers-of", "press-aksu-city")),
    Look("portal:accessibility", "statement", at("portal:accessibility")),
    Look("portal:offline", "nothing kept", at("portal:offline")),
    Look("portal:ask", "new here", at("portal:ask")),
    Look("portal:assistant", "nothing asked", at("portal:assistant")),
    Look("portal:assistant", "answered", at("portal:assistant", query="?q=开书店要几天")),
    Look("portal:assistant", "a list of documents",
         at("portal:assistant", query="?q=离婚需要哪些材料")),
    Look("portal:assistant", "handed over", at("portal:assistant", query="?q=教师资格证收费标准")),
    Look("portal:ask", "one's own", lambda scenery: _after(scenery.letter, "portal:ask"), CITIZEN),
    Look("portal:write", "about a page", at("portal:write", "site-error",
         query="?page=/services")),
    Look("portal:write", "from a guide", at("portal:write", "consultation",
         query=f"?about=service:{BOOKSHOP}"), CITIZEN),
    Look("portal:write", "a complaint", at("portal:write", "complaint")),
    Look("portal:write", "no words", at("portal:write", "complaint"), CITIZEN,
         does=presses("交上去"), faults=True),
    Look("portal:letter-find", "empty", at("portal:letter-find")),
    Look("portal:letter-find", "no code", at("portal:letter-find", query="?code="), faults=True,
         status=422),
    Look("portal:letter", "waiting", lambda scenery: reverse(
        "portal:letter", args=[scenery.letter.code]), CITIZEN),
    Look("portal:letter", "answered", lambda scenery: reverse(
        "portal:letter", args=[scenery.answered_letter.code]), CITIZEN),
    Look("portal:letter", "nothing chosen", lambda scenery: reverse(
        "portal:letter", args=[scenery.answered_letter.code]), CITIZEN,
        does=presses("告诉我们"), faults=True),
    Look("portal:public-answers", "some", lambda scenery: _after(
        scenery.public_answer, "portal:public-answers")),
    Look("portal:public-answers", "none found", at("portal:public-answers", query="?q=不在")),
    Look("portal:public-answer", "one", lambda scenery: reverse(
        "portal:public-answer", args=[scenery.public_answer])),
    Look("portal:ratings", "some", lambda scenery: _after(scenery.case("rated"), "portal:ratings")),
    Look("portal:ratings", "by service", at("portal:ratings", query="?by=service")),
    Look("portal:ratings", "by way", at("portal:ratings", query="?by=channel")),
    Look("portal:rate-by-code", "of a visit", lambda scenery: reverse(
        "portal:rate-by-code", args=[scenery.visit.number])),
    Look("portal:rate-at-kiosk", "start", at("portal:rate-at-kiosk")),
    Look("portal:rate-at-kiosk", "no such code", at(
        "portal:rate-at-kiosk", query="?code=000000000000"), status=404, faults=True),
    Look("portal:rate-at-window", "unknown device", _called_up),
    Look("portal:rate-at-window", "wrong code", _called_up,
         does=presses("登记这台设备"), faults=True),
    Look("portal:rate-at-window", "five faces", _called_up, does=_pairs),
    Look("portal:rate-at-window", "what can be ticked", _called_up, does=_rates),
    Look("portal:rate-by-code", "ended", lambda scenery: reverse(
        "portal:rate-by-code", args=[scenery.case("closed").query_code])),
    Look("portal:rate-by-code", "nothing chosen", lambda scenery: reverse(
        "portal:rate-by-code", args=[scenery.case("closed").query_code]),
        does=presses("提交评价"), faults=True),
    Look("portal:rate-by-code", "not ended", lambda scenery: reverse(
        "portal:rate-by-code", args=[scenery.case("accepted").query_code])),
    Look("portal:exposures", "none yet", at("portal:exposures")),
    Look("portal:guide", "no such service", at("portal:guide", "nothing"), status=404),
    Look("", "no such page", lambda scenery: "/nothing-here", status=404),
    Look("api:start", "how to begin", at("api:start")),
    Look("api:problem", "one kind", at("api:problem", "not-allowed")),
]  # fmt: skip

CASES = (
    "submitted", "correcting", "accepted", "to-decide", "closed", "rated", "refused",
    "not-accepted", "withdrawn",
)  # fmt: skip
# In which state of a case the paper of a kind is there.
PAPERS = {
    "submitted": "receipt", "correcting": "correction-notice", "not-accepted": "non-acceptance",
    "refused": "decision-refuse", "closed": "delivery", "rated": "licence-landscape",
}  # fmt: skip
OWN = [
    Look("portal:home", "signed in", at("portal:home"), FIRM),
    Look("portal:known", "asked", of_draft("portal:known"), FIRM),
    Look("portal:promise", "offered", of_draft("portal:promise", "premises"), FIRM),
    Look("portal:given-promise", "to check",
         of_case("portal:given-promise", "promised", "premises"), FIRM),
    Look("portal:sign", "no such link", at("portal:sign", "nothing"), FIRM, status=404),
    Look("desk:promises", "of a post", at("desk:promises"), "press_aksu_city_reviewer"),
    Look("desk:promise", "to check", of_case("desk:promise", "promised", "premises"),
         "press_aksu_city_reviewer"),
    Look("portal:mine", "busy", at("portal:mine"), FIRM),
    Look("portal:wallet", "some", _the_wallet, FIRM),
    Look("portal:wallet", "empty", at("portal:wallet"), OTHER_CITIZEN),
    Look("portal:show-licence", "to choose", of_case("portal:show-licence", "closed"), FIRM),
    Look("portal:show-licence", "the code", of_case("portal:show-licence", "closed"), FIRM,
         does=_shows),
    Look("portal:authorise-use", "to fill in", of_case("portal:authorise-use", "closed"), FIRM),
    Look("portal:authorise-use", "nothing chosen", of_case("portal:authorise-use", "closed"), FIRM,
         does=presses("授权"), faults=True),
    Look("portal:authorisation", "in force", lambda scenery: reverse(
         "portal:authorisation", args=[scenery.authorisation.pk]), FIRM),
    Look("desk:authorised", "some", _the_authorised, IDLE),
    Look("desk:authorised", "none", at("desk:authorised"), WINDOW),
    Look("desk:authorised-one", "to say why", _one_authorised, IDLE),
    Look("desk:authorised-one", "nothing said", _one_authorised, IDLE,
         does=presses("查看"), faults=True),
    Look("desk:authorised-one", "seen", _one_authorised, IDLE, does=_says_why),
    Look("portal:use-copy", "to fill in", of_case("portal:use-copy", "closed"), FIRM),
    Look("portal:transcript", "compared", lambda scenery: reverse(
         "portal:transcript", args=[scenery.transcript.pk]), FIRM),
    Look("portal:show-transcript", "to choose", lambda scenery: reverse(
         "portal:show-transcript", args=[scenery.transcript.pk]), FIRM),
    Look("portal:show-transcript", "the code", lambda scenery: reverse(
         "portal:show-transcript", args=[scenery.transcript.pk]), FIRM, does=_shows),
    Look("portal:shown-link", "a transcript", lambda scenery: reverse(
         "portal:shown-link", args=[scenery.shown_transcript().link]), does=_opens),
    Look("desk:transcripts", "some", _the_transcripts, WINDOW),
    Look("desk:transcript-enter", "to fill in", at("desk:transcript-enter"), WINDOW),
    Look("desk:transcript", "of no type", lambda scenery: reverse(
         "desk:transcript", args=[scenery.transcript_of_no_type.pk]), WINDOW),
    Look("desk:transcript", "no type chosen", lambda scenery: reverse(
         "desk:transcript", args=[scenery.transcript_of_no_type.pk]), WINDOW,
         does=presses("定下来"), faults=True),
    Look("desk:transcript", "compared", lambda scenery: reverse(
         "desk:transcript", args=[scenery.transcript.pk]), WINDOW),
    Look("portal:show", "nobody yet", lambda scenery: reverse(
         "portal:show", args=[scenery.shown().show.pk]), FIRM),
    Look("portal:shown", "eight digits", at("portal:shown")),
    Look("portal:shown-link", "to open", lambda scenery: reverse(
         "portal:shown-link", args=[scenery.shown().link])),
    Look("portal:shown-link", "what is shown", lambda scenery: reverse(
         "portal:shown-link", args=[scenery.shown().link]), does=_opens),
    Look("portal:shown-link", "no such code", at("portal:shown-link", "0" * 32), status=404,
         faults=True),
    Look("portal:licence", "in force", of_case("portal:licence", "closed"), FIRM),
    Look("portal:bundle", "all", at("portal:bundle", "newborn")),
    Look("portal:bundle", "chosen", at("portal:bundle", "newborn",
         query="?s.who=father&s.certificate=have-it")),
    Look("portal:bundle-situations", "first", at("portal:bundle-situations", "newborn")),
    Look("portal:bundle-situations", "nothing chosen", at(
        "portal:bundle-situations", "newborn", query="?asked=who"), faults=True),
    Look("portal:bundle-apply", "draft in hand", lambda scenery: scenery.joint_draft and (
        reverse("portal:bundle-apply", args=["restaurant"])), CITIZEN),
    Look("portal:bundle-draft", "begun", of_joint_draft("portal:bundle-draft"), CITIZEN),
    Look("portal:bundle-step", "filled in", of_joint_draft(
        "portal:bundle-step", "food_food"), CITIZEN),
    Look("portal:bundle-upload", "empty", of_joint_draft(
        "portal:bundle-upload", "doc_floor_plan"), CITIZEN),
    Look("portal:bundle-check-answers", "lacking", of_joint_draft(
        "portal:bundle-check-answers"), CITIZEN),
    Look("portal:joint", "waits for an answer", of_joint("portal:joint"), CITIZEN),
    Look("portal:joint", "to correct", lambda scenery: reverse(
        "portal:joint", args=[scenery.joint_correcting]), CITIZEN),
    Look("portal:joint-receipt", "sent", of_joint("portal:joint-receipt"), CITIZEN),
    Look("portal:joint-correct", "told", lambda scenery: reverse(
        "portal:joint-correct", args=[scenery.joint_correcting]), CITIZEN),
    Look("portal:joint-withdraw", "all", of_joint("portal:joint-withdraw"), CITIZEN),
    Look("portal:joint-withdraw", "a part", of_joint(
        "portal:joint-withdraw", query="?part=household"), CITIZEN),
    Look("portal:joint-answer", "asked", of_joint("portal:joint-answer", "card"), CITIZEN),
    Look("desk:bundles", "led", at("desk:bundles"), "health_aksu_city_window"),
    Look("desk:bundle", "under way", of_joint("desk:bundle"), "health_aksu_city_window"),
    Look("desk:bundle-extend", "asked", of_joint("desk:bundle-extend"),
         "health_aksu_city_approver"),
    Look("portal:mine", "empty", at("portal:mine"), OTHER_CITIZEN),
    Look("identity:security", "a password", at("identity:security"), FIRM),
    Look("identity:step-up", "by password", at("identity:step-up"), FIRM),
    Look("identity:password", "new", at("identity:password"), FIRM, does=_proves),
    Look("identity:contact", "new", at("identity:contact"), FIRM, does=_proves),
    Look("mfa_add_webauthn", "new", at("mfa_add_webauthn"), FIRM, does=_proves),
    Look("mfa_activate_totp", "new", at("mfa_activate_totp"), FIRM, does=_proves),
    Look("portal:readings", "looked at", at("portal:readings"), FIRM),
    Look("portal:readings", "never", at("portal:readings"), OTHER_CITIZEN),
    Look("portal:ask-reading", "empty", of_look("portal:ask-reading"), FIRM),
    Look("portal:ask-reading", "nothing asked", of_look("portal:ask-reading"), FIRM,
         does=presses("交上去"), faults=True),
    Look("portal:enquiry", "waiting", of_enquiry("portal:enquiry"), FIRM),
    Look("portal:held", "all", at("portal:held"), FIRM),
    Look("portal:settings", "all", at("portal:settings"), CITIZEN),
    Look("portal:subscribe", "new", at("portal:subscribe", "column", "latest-notices"), CITIZEN),
    Look("portal:subscribe", "no such thing", at("portal:subscribe", "column", "x"), CITIZEN,
         status=404),
    Look("portal:following", "nothing", at("portal:following"), "saniya"),
    Look("portal:following", "some", _subscribed, CITIZEN),
    Look("portal:subscription", "one", lambda scenery: reverse(
        "portal:subscription", args=[_a_subscription(scenery).pk]), CITIZEN),
    Look("portal:off", "ended", lambda _scenery: off_path("s", "0" * 32)),
    Look("portal:off", "cut short", at("portal:off", "s.0"), status=404),
    Look("portal:entitlements", "off", at("portal:entitlements"), "saniya"),
    Look("portal:entitlements", "nothing", _asked_in_vain, OTHER_CITIZEN),
    Look("portal:entitlements", "found", _entitled, CITIZEN),
    Look("portal:export", "asked", at("portal:export"), CITIZEN, does=_proves),
    Look("portal:carried", "none out", of_licence("portal:carried"), FIRM),
    Look("portal:carried", "one out", _carried, FIRM),
    Look("portal:offline-slip", "asked", of_licence("portal:offline-slip"), FIRM),
    Look("portal:offline-slip", "made", of_licence("portal:offline-slip"), FIRM,
         does=presses("做一张")),
    Look("portal:carried-offer", "asked", of_licence("portal:carried-offer"), FIRM, does=_proves),
    Look("portal:carried-offer", "shown", of_licence("portal:carried-offer"), FIRM,
         does=_offers),
    Look("portal:close-account", "busy", at("portal:close-account"), FIRM, does=_proves),
    Look("portal:close-account", "asked", at("portal:close-account"), OTHER_CITIZEN,
         does=_proves),
    Look("portal:close-account", "not sure", at("portal:close-account"), OTHER_CITIZEN,
         does=_leaves_unsure, faults=True),
    Look("portal:apply", "new", at(
        "portal:apply", "individual-business", query="?s.premises=rented&s.proof=upload"), CITIZEN),
    Look("portal:apply", "no place", at(
        "portal:apply", "individual-business", query="?s.premises=rented&s.proof=upload"),
        OTHER_CITIZEN, does=presses("开始填写"), faults=True),
    Look("portal:apply", "draft in hand", at("portal:apply", BOOKSHOP), FIRM),
    Look("portal:draft", "tasks", of_draft("portal:draft"), FIRM),
    Look("portal:step", "known", of_draft("portal:step", "firm"), FIRM),
    Look("portal:step", "to fill in", of_draft("portal:step", "business"), FIRM),
    Look("portal:upload", "one file", of_draft("portal:upload", "premises_proof"), FIRM),
    Look("portal:check-answers", "ready", of_draft("portal:check-answers"), FIRM),
    Look("portal:check-answers", "not signed", of_draft("portal:check-answers"), FIRM,
         does=presses("提交申请"), faults=True),
    *(Look("portal:case", state, of_case("portal:case", state), FIRM) for state in CASES),
    *(Look("portal:read-paper", kind, of_paper(state, kind), FIRM)
      for state, kind in PAPERS.items()),
    Look("portal:case", "no rating chosen", of_case("portal:case", "closed"), FIRM,
         does=presses("提交评价"), faults=True),
    Look("portal:receipt", "new", of_case("portal:receipt", "submitted"), FIRM),
    Look("portal:answers", "sent", of_case("portal:answers", "submitted"), FIRM),
    Look("portal:readers", "some", of_case("portal:readers", "closed"), FIRM),
    Look("portal:correct", "to do", of_case("portal:correct", "correcting"), FIRM),
    Look("portal:correct", "nothing mended", of_case("portal:correct", "correcting"), FIRM,
         does=presses("补好了，提交"), faults=True),
    Look("portal:withdraw", "asked", of_case("portal:withdraw", "submitted"), FIRM),
    Look("portal:withdraw", "too late", of_case("portal:withdraw", "closed"), FIRM),
    Look("portal:case", "no such case", at("portal:case", NOBODYS_ID), FIRM, status=404),
    Look("idp:oidc:authorization", "asks", of_a_system(), CITIZEN),
    Look("idp:oidc:authorization", "tells of a duty", of_a_system(consent="duty"), CITIZEN),
    Look("idp:oidc:authorization", "crooked", at(
        "idp:oidc:authorization", query="?client_id=nobody"), CITIZEN, status=400),
    Look("idp:oidc:logout", "asks", at("idp:oidc:logout"), OTHER_CITIZEN),
    Look("idp:oidc:logout", "nobody here", at("idp:oidc:logout")),
    Look("sso:connected", "none", at("sso:connected"), OTHER_CITIZEN),
    Look("sso:connected", "one", _an_agreed_system, CITIZEN),
    *(
        Look(name, "kept out", at(name), FIRM, status=403)
        for name in ("systems:list", "systems:propose", "systems:keys")
    ),
    Look("systems:system", "kept out", at("systems:system", "nothing"), FIRM, status=403),
    Look("desk:inbox", "kept out", at("desk:inbox"), FIRM, status=403),
    Look("portal:step", "faults", of_draft("portal:step", "shop"), FIRM,
         does=_breaks_a_field, faults=True),
]  # fmt: skip
# Whoever acts for others, and the two sides of a mandate.
OTHERS = [
    Look("portal:acting", "nobody", at("portal:acting"), "saniya"),
    Look("portal:acting", "a firm and a child", at("portal:acting"), CITIZEN),
    Look("portal:acting", "for a firm", at("portal:acting"), "li_qiang",
         does=_acts_for_a_firm),
    Look("portal:mandates", "given", at("portal:mandates"), FIRM),
    Look("portal:mandates", "to confirm", at("portal:mandates"), CITIZEN),
    Look("portal:mandates", "none", at("portal:mandates"), "saniya"),
    Look("portal:mandate", "in force", of_mandate("portal:mandate"), FIRM),
    Look("portal:mandate", "to confirm", of_mandate("portal:mandate", "offer"), CITIZEN),
    Look("portal:offer", "by a firm", at("portal:offer"), FIRM),
    Look("portal:offer", "by a person", at("portal:offer"), CITIZEN),
    Look("portal:offer", "nothing said", at("portal:offer"), FIRM, does=presses("下一步"),
         faults=True),
    Look("portal:slip", "to print", of_mandate("portal:slip"), FIRM),
    Look("portal:stop", "empty", at("portal:stop")),
    Look("portal:stop", "wrong code", at("portal:stop"), does=_stops_with("0000"), faults=True),
    Look("portal:firm", "busy", at("portal:firm"), FIRM),
    Look("desk:mandates", "empty", at("desk:mandates"), WINDOW),
    Look("desk:mandates", "found", lambda scenery: reverse("desk:mandates")
         + f"?number={scenery.offer}", WINDOW),
    Look("desk:mandates", "nothing seen", lambda scenery: reverse("desk:mandates")
         + f"?number={scenery.offer}", WINDOW, does=presses("核对无误，确认"), faults=True),
    Look("desk:mandates", "unknown", at("desk:mandates", query="?number=NOBODYS"), WINDOW,
         faults=True, status=404),
]  # fmt: skip
DESK = [
    Look("desk:inbox", "busy", at("desk:inbox"), WINDOW),
    Look("desk:inbox", "empty", at("desk:inbox"), IDLE),
    Look("desk:inbox", "supervisor", at("desk:inbox"), SUPERVISOR),
    Look("desk:inbox", "done", at("desk:inbox", query="?view=done"), WINDOW),
    Look("desk:inbox", "late", at("desk:inbox", query="?view=late"), WINDOW),
    Look("desk:inbox", "nothing found", at("desk:inbox", query="?q=zzzz"), WINDOW),
    Look("desk:inbox", "found", at("desk:inbox", query="?q=多浪"), WINDOW),
    Look("desk:case", "to accept", of_case("desk:case", "submitted"), WINDOW),
    Look("desk:case", "correcting", of_case("desk:case", "correcting"), WINDOW),
    Look("desk:case", "a point", of_case(
        "desk:case", "submitted", query="?point=premises_term"), WINDOW),
    *(
        Look("desk:case", see, of_case("desk:case", "to-decide", query=f"?see={see}"), APPROVER)
        for see in ("form", "premises_proof", "facts", "history", "papers")
    ),
    Look("desk:case", "to review", of_case("desk:case", "accepted"), REVIEWER),
    Look("desk:case", "suspended", of_case("desk:case", "suspended"), EXPERTS),
    Look("desk:case", "closed", of_case("desk:case", "closed"), SUPERVISOR),
    Look("desk:corrections", "lines", of_case("desk:corrections", "unmet"), WINDOW),
    Look("desk:corrections", "no lines", of_case("desk:corrections", "submitted"), WINDOW),
    Look("desk:turn-away", "empty", of_case("desk:turn-away", "submitted"), WINDOW),
    Look("desk:turn-away", "no ground", of_case("desk:turn-away", "submitted"), WINDOW,
         does=presses("不予受理"), faults=True),
    Look("desk:finish", "empty", of_case("desk:finish", "accepted", "visit"), REVIEWER),
    Look("desk:finish", "no reasons", of_case("desk:finish", "accepted", "visit"), REVIEWER,
         does=_disagrees, faults=True),
    Look("desk:transfer", "empty", of_case("desk:transfer", "submitted"), WINDOW),
    Look("desk:transfer", "no reasons", of_case("desk:transfer", "submitted"), WINDOW,
         does=presses("转过去"), faults=True),
    Look("desk:transfer", "transferred", of_case("desk:transfer", "elsewhere"), WINDOW,
         does=_transfers),
    Look("desk:return", "nothing before", of_case("desk:return", "accepted", "visit"), REVIEWER),
    Look("desk:proceeding", "to arrange", of_case("desk:proceeding", "on-a-route", "lab"),
         REVIEWER),
    Look("desk:proceeding", "nobody named", of_case("desk:proceeding", "on-a-route", "lab"),
         REVIEWER, does=presses("安排并告知申请人"), faults=True),
    Look("desk:hearing", "told", of_case("desk:hearing", "on-a-route", "hearing"), REVIEWER),
    Look("desk:objections", "one", of_case("desk:objections", "on-a-route", "notice"), REVIEWER),
    Look("desk:objections", "no answer", of_case("desk:objections", "on-a-route", "notice"),
         REVIEWER, does=presses("答复这一条"), faults=True),
    Look("desk:case", "with several steps", of_case("desk:case", "on-a-route"), REVIEWER),
    Look("desk:suspend", "no procedure", of_case("desk:suspend", "accepted"), REVIEWER),
    Look("desk:extend", "empty", of_case("desk:extend", "to-decide"), APPROVER),
    Look("desk:decide", "empty", of_case("desk:decide", "to-decide"), APPROVER),
    Look("desk:decide", "no outcome", of_case("desk:decide", "to-decide"), APPROVER,
         does=presses("看决定书"), faults=True),
    Look("desk:decide", "to sign", of_case("desk:decide", "to-decide"), APPROVER,
         does=_previews),
    Look("desk:readings", "some", of_case("desk:readings", "closed"), SUPERVISOR),
    Look("desk:supervision", "some", _the_cards, SUPERVISOR),
    Look("desk:supervision", "none settled", at("desk:supervision", query="?view=settled"),
         SUPERVISOR),
    Look("desk:supervision", "told", lambda scenery: f"{_the_cards(scenery)}?view=told",
         SUPERVISOR),
    Look("desk:supervision-card", "to explain", of_card("desk:supervision-card"), SUPERVISOR),
    Look("desk:supervision-card", "no words", of_card("desk:supervision-card"), SUPERVISOR,
         does=presses("记下，对方马上能看到"), faults=True),
    Look("desk:supervision-card", "for its watcher", of_card("desk:supervision-card"),
         "government_aksu_supervisor"),
    Look("desk:wall", "cards", lambda scenery: _after(scenery.supervision_card, "desk:wall"),
         "government_aksu_supervisor"),
    Look("desk:wall", "from five metres", lambda scenery: _after(
        scenery.supervision_card, "desk:wall") + "?wall=1", "government_aksu_supervisor"),
    Look("desk:board", "head", lambda scenery: _after(scenery.supervision_card, "desk:board"),
         SUPERVISOR),
    Look("desk:board", "clerk", at("desk:board"), WINDOW),
    Look("desk:behind", "some", at("desk:behind"), SUPERVISOR),
    Look("desk:behind", "only numbers", at("desk:behind", query="?of=watched"),
         "government_aksu_supervisor"),
    Look("desk:enquiries", "some", at("desk:enquiries"), SUPERVISOR),
    Look("desk:enquiries", "answered", at("desk:enquiries", query="?view=answered"), SUPERVISOR),
    Look("desk:windows", "visits", lambda scenery: _after(scenery.visit, "desk:windows"), WINDOW),
    Look("desk:windows", "nothing chosen", lambda scenery: _after(scenery.device, "desk:windows"),
         WINDOW, does=presses("给一个号"), faults=True),
    Look("desk:visit", "slip", lambda scenery: reverse("desk:visit", args=[scenery.visit.pk]),
         WINDOW),
    Look("desk:devices", "some", lambda scenery: _after(scenery.device, "desk:devices"),
         SUPERVISOR),
    Look("desk:devices", "no name", at("desk:devices"), SUPERVISOR,
         does=presses("登记，看设备码"), faults=True),
    Look("desk:hotline", "empty", at("desk:hotline"), OPERATOR),
    Look("desk:hotline", "nothing found", at("desk:hotline"), OPERATOR,
         does=presses("记下"), faults=True),
    Look("desk:disputes", "own", lambda scenery: _after(scenery.bad_rating, "desk:disputes"),
         SUPERVISOR),
    Look("desk:disputes", "to decide", lambda scenery: _after(
        scenery.dispute, "desk:disputes") + "?view=open", "government_aksu_supervisor"),
    Look("desk:disputes", "none decided", at("desk:disputes", query="?view=decided"), SUPERVISOR),
    Look("desk:bad-rating", "to object", lambda scenery: reverse(
        "desk:bad-rating", args=[scenery.bad_rating]), SUPERVISOR),
    Look("desk:bad-rating", "no words", lambda scenery: reverse(
        "desk:bad-rating", args=[scenery.bad_rating]), SUPERVISOR,
        does=presses("交监督单位复核"), faults=True),
    Look("desk:dispute", "to decide", lambda scenery: reverse(
        "desk:dispute", args=[scenery.dispute]), "government_aksu_supervisor"),
    Look("desk:dispute", "no words", lambda scenery: reverse(
        "desk:dispute", args=[scenery.dispute]), "government_aksu_supervisor",
        does=presses("记下复核结果"), faults=True),
    Look("desk:follow-ups", "some", lambda scenery: _after(scenery.follow_up, "desk:follow-ups"),
         SUPERVISOR),
    Look("desk:follow-ups", "none answered", at("desk:follow-ups", query="?view=answered"),
         SUPERVISOR),
    Look("desk:follow-up", "to call", lambda scenery: reverse(
        "desk:follow-up", args=[scenery.follow_up]), SUPERVISOR),
    Look("desk:enquiry", "to answer", of_enquiry("desk:enquiry"), SUPERVISOR),
    Look("desk:enquiry", "no words", of_enquiry("desk:enquiry"), SUPERVISOR,
         does=presses("答复"), faults=True),
    Look("desk:results", "published", lambda scenery: _after(
        scenery.result, "desk:results") + "?view=published", SUPERVISOR),
    Look("desk:results", "nothing due", at("desk:results"), SUPERVISOR),
    Look("desk:result", "published", _kept_result, SUPERVISOR),
    Look("desk:result", "no reason", _kept_result, SUPERVISOR, does=presses("撤下来"), faults=True),
    Look("desk:letters", "some", lambda scenery: _after(scenery.letter, "desk:letters"), WINDOW),
    Look("desk:letters", "to publish", at("desk:letters", query="?view=publish"), SUPERVISOR),
    Look("desk:letter", "to answer", lambda scenery: reverse(
        "desk:letter", args=[scenery.letter.pk]), WINDOW),
    Look("desk:letter", "no words", lambda scenery: reverse(
        "desk:letter", args=[scenery.letter.pk]), WINDOW, does=presses("答复"), faults=True),
    Look("desk:letter", "to publish", lambda scenery: reverse(
        "desk:letter", args=[scenery.answered_letter.pk]), WINDOW),
    Look("desk:letter", "to release", lambda scenery: reverse(
        "desk:letter", args=[scenery.answered_letter.pk]), SUPERVISOR),
    Look("desk:licences", "nothing due", at("desk:licences"), APPROVER),
    Look("desk:licences", "none found", at("desk:licences", query="?q=不在"), APPROVER),
    Look("desk:licence", "to act on", _licence, APPROVER),
    Look("desk:licence", "nothing chosen", _licence, APPROVER, does=presses("记下，马上生效"),
         faults=True),
    Look("desk:people", "empty", at("desk:people"), WINDOW),
    Look("desk:people", "nothing typed", at("desk:people"), WINDOW, does=presses("找这个人"),
         faults=True),
    Look("desk:person", "found", _somebody, WINDOW),
    Look("desk:people", "whose account", _whose_account, WINDOW, does=_says_whose_account),
    Look("desk:person", "a strange account", _strange_beside_own, WINDOW),
    Look("desk:person", "no account chosen", _strange_beside_own, WINDOW,
         does=presses("我当面核对过了"), faults=True),
    Look("desk:person", "who left", _who_left, WINDOW),
    Look("desk:person", "no basis", _who_left, WINDOW,
         does=presses("当面核对过了，重新开通"), faults=True),
    Look("desk:person", "a card", _somebody, WINDOW, does=_gives_a_card),
    Look("desk:worker", "idle", at("desk:worker"), SUPERVISOR),
    Look("desk:changes", "nothing behind", at("desk:changes"), SUPERVISOR),
    Look("desk:change", "nothing to move", _change, SUPERVISOR),
    Look("desk:bundle-change", "nothing to move", lambda scenery: reverse(
        "desk:bundle-change", args=[BODY, "newborn"]), SUPERVISOR),
]  # fmt: skip
BODY = "press-aksu-city"
SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN = "admin_system", "admin_security", "admin_audit"


def of_clerk(name: str, login: str = WINDOW, *more: str) -> Where:
    def where(scenery: Scenery) -> str:
        scenery.world.cast(login)
        account = get_user_model().objects.get(login=login)
        return reverse(name, args=[account.pk, *more])

    return where


def _looks(scenery: Scenery) -> str:
    """The looks of a clerk who has just read a case."""
    case_for(scenery.case("submitted").number, seen_by=scenery.world.cast(WINDOW))
    return of_clerk("admin:looks", WINDOW, today().isoformat())(scenery)


def _readers(scenery: Scenery) -> str:
    _looks(scenery)
    return reverse("admin:readers")


def _takes_leave(visitor: Visitor) -> None:
    visitor.types("从哪天起", "2099年1月1日")
    visitor.types("到哪天为止", "2099年1月3日")
    visitor.presses("先看会怎样")


def of_a_seal(name: str = "seals:seal", *, asked: bool = False) -> Where:
    """A seal in force, made, with its uses; or one that waits for approval."""

    def where(scenery: Scenery) -> str:
        assert scenery.paper
        if asked:
            return reverse(name, args=[_asked_for().pk])
        (found, *_) = seals(seen_by=SYSTEM, agency=BODY, state="in-force")
        return reverse(name, args=[sealing.make(found).pk])

    return where


def _asked_for() -> Seal:
    waiting = seals(seen_by=SYSTEM, agency=BODY, state="asked")
    return waiting[0] if waiting else a_seal_asked_for(BODY, kind="licence")


ADMINISTRATION = [
    Look("seals:list", "seen", at("seals:list"), SYSTEM_ADMIN),
    Look("seals:list", "none", at("seals:list", query="?state=declined"), AUDIT_ADMIN),
    Look("seals:ask", "empty", at("seals:ask"), SYSTEM_ADMIN),
    Look("seals:ask", "nothing written", at("seals:ask"), SYSTEM_ADMIN,
         does=presses("申请，交批准"), faults=True),
    Look("seals:seal", "in force", of_a_seal(), SYSTEM_ADMIN),
    Look("seals:seal", "to approve", of_a_seal(asked=True), SECURITY_ADMIN),
    Look("seals:seal", "no reason to stop", of_a_seal(), SECURITY_ADMIN,
         does=presses("停用这枚印章"), faults=True),
    *(
        Look(f"admin:{page}", "seen", at(f"admin:{page}"), who)
        for page in ("home", "organisation", "people", "administrators", "policy")
        for who in (SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN)
    ),
    Look("admin:sites", "to make one", _all_sites, SECURITY_ADMIN),
    Look("admin:sites", "hosts", _all_sites, SYSTEM_ADMIN),
    Look("admin:sites", "nothing written", _all_sites, SECURITY_ADMIN,
         does=presses("做好这个站点"), faults=True),
    Look("admin:body", "seen", at("admin:body", BODY), SYSTEM_ADMIN),
    Look("admin:post", "seen", at("admin:post", BODY, "window"), SECURITY_ADMIN),
    Look("admin:person", "a clerk", of_clerk("admin:person"), SECURITY_ADMIN),
    Look("admin:person", "an administrator", of_clerk("admin:person", SYSTEM_ADMIN), AUDIT_ADMIN),
    Look("admin:person", "to close", of_clerk("admin:person"), SYSTEM_ADMIN,
         does=presses("关闭账号，先看会怎样")),
    Look("admin:leaving", "seen", of_clerk("admin:leaving"), SECURITY_ADMIN),
    Look("admin:proposals", "none", at("admin:proposals"), SECURITY_ADMIN),
    Look("admin:record", "some", at("admin:record"), AUDIT_ADMIN),
    Look("admin:readers", "some", _readers, AUDIT_ADMIN),
    Look("admin:looks", "some", _looks, AUDIT_ADMIN),
    Look("admin:enquiries", "some", _asked_of_audit, AUDIT_ADMIN),
    Look("admin:enquiries", "answered", at("admin:enquiries", query="?view=answered"),
         AUDIT_ADMIN),
    Look("admin:enquiry", "to answer", of_audit, AUDIT_ADMIN),
    Look("admin:enquiry", "no words", of_audit, AUDIT_ADMIN, does=presses("答复"), faults=True),
    Look("admin:verify", "asked", at("admin:verify"), AUDIT_ADMIN),
    Look("admin:verify", "whole", at("admin:verify"), AUDIT_ADMIN, does=presses("开始核对")),
    Look("admin:review", "begun", at("admin:review"), AUDIT_ADMIN),
    Look("admin:review-post", "seen", at("admin:review-post", BODY, "window"), AUDIT_ADMIN),
    Look("admin:people", "no login", at("admin:people"), SYSTEM_ADMIN,
         does=presses("开账号"), faults=True),
    Look("desk:inbox", "of colleagues", at("desk:inbox", query="?view=others"), WINDOW),
    Look("desk:many", "chosen", at("desk:inbox"), WINDOW, does=_chooses_all("finish")),
    Look("desk:many", "no word", at("desk:inbox"), WINDOW, does=_does_to_all("finish"),
         faults=True),
    Look("desk:many", "done to some", at("desk:inbox"), WINDOW, does=_does_to_all("accept")),
    Look("desk:leave", "own", at("desk:leave"), REVIEWER),
    Look("desk:leave", "effect", at("desk:leave"), REVIEWER, does=_takes_leave),
    Look("desk:leave", "no days", at("desk:leave"), REVIEWER,
         does=lambda visitor: visitor.page.locator("form:has([name=since]) button").click(),
         faults=True),
    Look("desk:team", "seen", at("desk:team"), SUPERVISOR),
    Look("desk:seals", "some", at("desk:seals"), SUPERVISOR),
    Look("desk:seals", "nothing written", at("desk:seals"), SUPERVISOR,
         does=presses("申请，交批准"), faults=True),
    Look("desk:seal", "in force", of_a_seal("desk:seal"), SUPERVISOR),
    Look("desk:seal", "no reason to stop", of_a_seal("desk:seal"), SUPERVISOR,
         does=presses("停用这枚印章"), faults=True),
    Look("desk:leave-of", "seen", of_clerk("desk:leave-of"), SUPERVISOR),
    Look("desk:leaving", "seen", of_clerk("desk:leaving"), SUPERVISOR),
    Look("desk:items", "the list", at("desk:items"), LIST_EDITOR),
    Look("desk:item-propose", "a split", at("desk:item-propose", query="?kind=split"), LIST_EDITOR),
    Look("desk:item-propose", "nothing written", at("desk:item-propose", query="?kind=merge"),
         LIST_EDITOR, does=presses("提交审核"), faults=True),
    Look("desk:assistant", "one to judge", _an_answer_to_judge, EDITOR),
    Look("desk:assistant", "none", at("desk:assistant"), EDITOR),
    Look("desk:search-words", "some", _misses, LIST_EDITOR),
    Look("desk:search-words", "nothing written", at("desk:search-words"), LIST_EDITOR,
         does=presses("加上"), faults=True),
    Look("desk:item-change", "to review", _list_change, LIST_REVIEWER),
    Look("desk:pieces", "some", _at_the_office, EDITOR),
    Look("desk:piece", "in writing", _a_draft, EDITOR),
    Look("desk:piece", "not fit", _a_draft, EDITOR, does=presses("存好并送审"), faults=True),
    Look("desk:piece", "to sign", _to_sign, CHIEF),
    Look("desk:piece", "not looked at", _to_sign, CHIEF, does=presses("签发"), faults=True),
    Look("desk:piece", "shown", _to_take_down, CHIEF),
    Look("desk:piece", "to share", _to_share, "government_aksu_chief_editor"),
    Look("desk:sites", "none", _my_sites, WINDOW),
    Look("desk:site", "with what is shared", _my_site, SITE_CHIEF),
    Look("desk:site", "a pale colour", _my_site, SITE_CHIEF, does=_writes_a_pale_colour,
         faults=True),
    Look("desk:piece-preview", "a policy", _a_preview, EDITOR),
    Look("desk:piece-compare", "two versions", _two_versions, EDITOR),
]  # fmt: skip
LOOKS = [*PUBLIC, *OWN, *OTHERS, *DESK, *ADMINISTRATION]
